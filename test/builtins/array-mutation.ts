// Array.prototype methods that change the array: results, holes, frozen arrays, array-likes.

function show(label: string, make: () => any): void {
  let text: string;
  try {
    text = render(make());
  } catch (error: any) {
    text = `threw ${error.name}: ${error.message}`;
  }
  console.log(`${label} -> ${text}`);
}

function render(value: any): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'function') return `function ${value.name}/${value.length}`;
  if (Array.isArray(value)) {
    let text = '';
    for (let i = 0; i < value.length; i++) {
      text += (i > 0 ? ', ' : '') + (i in value ? render(value[i]) : 'hole');
    }
    return `[${text}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const parts = Reflect.ownKeys(value).map((key) => `${String(key)}: ${render(value[key])}`);
    return `{${parts.join(', ')}}`;
  }
  return String(value);
}

for (const name of [
  'push',
  'pop',
  'shift',
  'unshift',
  'reverse',
  'fill',
  'copyWithin',
  'splice',
  'sort',
]) {
  show(name, () => (Array.prototype as any)[name]);
  show(`${name} null`, () => (Array.prototype as any)[name].call(null));
  show(`${name} frozen`, () => (Object.freeze([1, 2, 3]) as any)[name](1, 1));
  show(`${name} frozen empty`, () => (Object.freeze([]) as any)[name]());
  show(`${name} sealed`, () => {
    const a: any = Object.seal([3, 1, 2]);
    const r = a[name](1, 1);
    return [r, a];
  });
  show(`${name} not extensible`, () => {
    const a: any = Object.preventExtensions([3, 1, 2]);
    const r = a[name](1, 1);
    return [r, a];
  });
  show(`${name} array-like`, () => {
    const o: any = { length: 3, 0: 'c', 2: 'b' };
    const r = (Array.prototype as any)[name].call(o, undefined, 1);
    return [r === o ? 'self' : r, o];
  });
  show(`${name} holes`, () => {
    const a: any = [3, , 1, undefined, 2];
    const r = a[name](undefined, 1);
    return [r === a ? 'self' : r, a];
  });
  show(`${name} empty`, () => {
    const a: any = [];
    const r = a[name]();
    return [r === a ? 'self' : r, a];
  });
}
show('push many', () => {
  const a: any[] = [];
  return [a.push(1, 2, 3), a.push(), a];
});
show('push too long', () => Array.prototype.push.call({ length: 2 ** 53 - 1 } as any, 1));
show('push at limit', () => {
  const a: any[] = [];
  a.length = 2 ** 32 - 1;
  return a.push(1);
});
show('unshift many', () => {
  const a = [4];
  return [a.unshift(1, 2, 3), a];
});
show('unshift too long', () => Array.prototype.unshift.call({ length: 2 ** 53 - 1 } as any, 1));
show('splice none', () => {
  const a = [1, 2, 3];
  return [(a as any).splice(), a];
});
show('splice start only', () => {
  const a = [1, 2, 3];
  return [a.splice(1), a];
});
show('splice undefined start', () => {
  const a = [1, 2, 3];
  return [a.splice(undefined as any), a];
});
show('splice negative', () => {
  const a = [1, 2, 3, 4];
  return [a.splice(-2, 1, 'x' as any, 'y' as any), a];
});
show('splice undefined count', () => {
  const a = [1, 2, 3];
  return [a.splice(1, undefined as any), a];
});
show('splice grow', () => {
  const a: any[] = [1, 2, 3];
  return [a.splice(1, 1, 'a', 'b', 'c'), a];
});
show('splice shrink', () => {
  const a: any[] = [1, 2, 3, 4, 5];
  return [a.splice(1, 3, 'a'), a];
});
show('splice holes', () => {
  const a: any[] = [1, , 3, , 5];
  return [a.splice(1, 2), a];
});
show('fill range', () => [1, 2, 3, 4].fill(0, 1, -1));
show('fill infinite', () => [1, 2].fill(7, -Infinity, Infinity));
show('fill holes', () => new Array(3).fill(0));
show('copyWithin', () => [1, 2, 3, 4, 5].copyWithin(0, 3));
show('copyWithin overlap', () => [1, 2, 3, 4, 5].copyWithin(1, 0, 4));
show('copyWithin negative', () => [1, 2, 3, 4, 5].copyWithin(-2, -3, -1));
show('copyWithin holes', () => [1, , 3, 4].copyWithin(2, 0, 2));
show('reverse odd', () => [1, 2, 3].reverse());
show('reverse holes', () => [1, , 3, , ,].reverse());
show('shift loop', () => {
  const a = [1, 2, 3];
  let s = '';
  while (a.length) s += a.shift();
  return s;
});
show('pop from string', () => Array.prototype.pop.call('abc' as any));
show('push to string', () => Array.prototype.push.call('abc' as any, 1));
const trace: string[] = [];
const traced = new Proxy(['a', 'b', 'c'] as any, {
  get(t, k, r) {
    trace.push(`get ${String(k)}`);
    return Reflect.get(t, k, r);
  },
  set(t, k, v, r) {
    trace.push(`set ${String(k)}=${String(v)}`);
    return Reflect.set(t, k, v, r);
  },
  has(t, k) {
    trace.push(`has ${String(k)}`);
    return Reflect.has(t, k);
  },
  deleteProperty(t, k) {
    trace.push(`delete ${String(k)}`);
    return Reflect.deleteProperty(t, k);
  },
  defineProperty(t, k, d) {
    trace.push(`define ${String(k)}`);
    return Reflect.defineProperty(t, k, d);
  },
  getOwnPropertyDescriptor(t, k) {
    trace.push(`describe ${String(k)}`);
    return Reflect.getOwnPropertyDescriptor(t, k);
  },
});
for (const run of [
  (p: any) => p.push('d'),
  (p: any) => p.shift(),
  (p: any) => p.unshift('z'),
  (p: any) => p.splice(1, 1),
  (p: any) => p.reverse(),
  (p: any) => p.pop(),
  (p: any) => p.fill(1),
  (p: any) => p.copyWithin(0, 1),
  (p: any) => p.sort(),
]) {
  trace.length = 0;
  run(traced);
  console.log(trace.join('; '));
}
show('length zero', () => {
  const a = [1, 2, 3];
  a.length = 0;
  return a;
});
show('length grow', () => {
  const a = [1];
  a.length = 3;
  return a;
});
show('bad length', () => {
  const a: any[] = [];
  a.length = -1;
  return a;
});
show('bad length fraction', () => {
  const a: any[] = [];
  a.length = 1.5;
  return a;
});
show('length string', () => {
  const a: any = [1, 2, 3];
  a.length = '1';
  return a;
});
show('read only length pop', () => {
  const a: any = [1, 2];
  Object.defineProperty(a, 'length', { writable: false });
  a.pop();
  return a;
});
show('accessor element', () => {
  const a: any = [1, 2, 3];
  Object.defineProperty(a, 1, { get: () => 'got', configurable: true });
  return [a.slice(), a.map((x: any) => x), a.indexOf('got')];
});
show('big sparse', () => {
  const a: any[] = [];
  a[4000000000] = 1;
  return [a.length, Object.keys(a)];
});
