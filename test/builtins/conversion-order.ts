// The order in which builtins convert their arguments, and what they do when a conversion throws.

const log: string[] = [];
function value(name: string, primitive: any): any {
  return {
    [Symbol.toPrimitive](hint: string) {
      log.push(`${name}:${hint}`);
      return primitive;
    },
  };
}
function plain(name: string, text: any, number: any): any {
  return {
    get toString() {
      log.push(`${name}.toString`);
      return () => text;
    },
    get valueOf() {
      log.push(`${name}.valueOf`);
      return () => number;
    },
  };
}
function thrower(name: string): any {
  return {
    [Symbol.toPrimitive]() {
      log.push(`${name} throws`);
      throw new RangeError(name);
    },
  };
}
function text(v: any): string {
  if (typeof v === 'string') return JSON.stringify(v);
  if (Object.is(v, -0)) return '-0';
  if (Array.isArray(v)) return '[' + Array.from({ length: v.length }, (_, i) => (i in v ? text(v[i]) : 'hole')).join(' ') + ']';
  if (typeof v === 'function') return 'function';
  if (typeof v === 'object' && v !== null) return Object.prototype.toString.call(v);
  return String(v);
}
function show(label: string, action: () => any): void {
  let result: string;
  try {
    result = text(action());
  } catch (error: any) {
    result = 'threw ' + error.name + (error instanceof RangeError ? ' ' + error.message : '');
  }
  console.log(`${label} -> ${result} | ${log.join(' ')}`);
  log.length = 0;
}

// Operators.
show('a + b', () => value('a', 1) + value('b', 2));
show('a - b', () => (value('a', 1) as any) - (value('b', 2) as any));
show('a < b', () => value('a', 1) < value('b', 2));
show('a > b', () => value('a', 1) > value('b', 2));
show('a <= b', () => value('a', 'x') <= value('b', 'y'));
show('a == 1', () => value('a', 1) == 1);
show('a + b plain', () => plain('a', 'x', 1) + plain('b', 'y', 2));
show('template plain', () => `${plain('a', 'x', 1)}`);
show('toString gives an object', () => `${plain('a', {}, 'fallback')}`);
show('both give objects', () => `${plain('a', {}, {})}`);
show('toPrimitive gives an object', () => value('a', {}) + 1);
show('toPrimitive is no function', () => ({ [Symbol.toPrimitive]: 5 }) + '');
show('toPrimitive null', () => ({ [Symbol.toPrimitive]: null, toString: () => 'kept' }) + '');
show('left throws', () => thrower('a') + thrower('b'));
show('a ** b', () => (value('a', 2) as any) ** (value('b', 3) as any));
show('a * symbol', () => (value('a', 2) as any) * (Symbol() as any));
show('symbol * a', () => (Symbol() as any) * (value('a', 2) as any));
show('key', () => ({ x: 5 })[value('k', 'x') as string as 'x']);
show('key of null', () => (null as any)[value('k', 'x')]);
show('assign to null', () => ((null as any)[value('k', 'x')] = value('v', 1)));
show('in', () => value('k', 'x') in { x: 1 });
show('o[k] = right', () => { const o: any = {}; o[value('k', 'x')] = (log.push('right'), 1); return o.x; });
show('null[k] = right', () => { (null as any)[value('k', 'x')] = (log.push('right'), 1); });
show('null[k]()', () => (null as any)[value('k', 'x')](log.push('argument')));
show('o[k](argument)', () => ({ x: () => 5 } as any)[value('k', 'x')](log.push('argument')));
show('delete o[k]', () => { const o: any = { x: 1 }; delete o[value('k', 'x')]; return Object.keys(o).length; });
show('[o[k]] = right', () => { const o: any = {}; [o[value('k', 'x')]] = [(log.push('right'), 1)]; return o.x; });
show('{ [k]: o[k2] }', () => { const o: any = {}; ({ [value('k', 'x')]: o[value('k2', 'y')] } = { x: 5 } as any); return o.y; });
show('{ [k]: v }', () => ({ [value('k', 'x')]: log.push('value') } as any).x);
show('super[k] = right', () => { const o: any = { m() { (super[value('k', 'z') as keyof Object] as any) = (log.push('right'), 1); } }; o.m(); return o.z; });
for (const [name, key] of [['object', {}], ['array', [1]], ['date', new Date(0)], ['true', true], ['null', null], ['map', new Map()], ['regexp', /x/], ['number', 1.5], ['symbol', Symbol('s')]] as [string, any][]) {
  for (const action of [() => (null as any)[key], () => ((undefined as any)[key] = 1)]) {
    try {
      action();
    } catch (error: any) {
      console.log(name, error.message);
    }
  }
}

// Strings.
const s = String.prototype as any;
show('slice', () => s.slice.call(value('this', 'abcdef'), value('start', 1), value('end', 3)));
show('substring', () => s.substring.call(value('this', 'abcdef'), value('start', 3), value('end', 1)));
show('substr', () => s.substr.call(value('this', 'abcdef'), value('start', -3), value('length', 2)));
show('at', () => s.at.call(value('this', 'abc'), value('at', -1)));
show('charAt', () => s.charAt.call(value('this', 'abc'), value('at', 1.9)));
show('indexOf', () => s.indexOf.call(value('this', 'abcabc'), value('search', 'c'), value('from', 3)));
show('lastIndexOf', () => s.lastIndexOf.call(value('this', 'abcabc'), value('search', 'c'), value('from', NaN)));
show('includes', () => s.includes.call(value('this', 'abc'), value('search', 'b'), value('from', 0)));
show('includes regexp', () => s.includes.call(value('this', 'abc'), /b/, thrower('from')));
show('startsWith', () => s.startsWith.call(value('this', 'abc'), value('search', 'b'), value('from', 1)));
show('endsWith', () => s.endsWith.call(value('this', 'abc'), value('search', 'b'), value('end', 2)));
show('endsWith undefined', () => s.endsWith.call('abc', 'c', undefined));
show('padStart', () => s.padStart.call(value('this', 'x'), value('length', 3), value('fill', '-')));
show('padStart short', () => s.padStart.call(value('this', 'xyz'), value('length', 2), thrower('fill')));
show('repeat', () => s.repeat.call(value('this', 'x'), value('count', 2.9)));
show('repeat infinite', () => s.repeat.call(value('this', ''), Infinity));
show('concat', () => s.concat.call(value('this', 'x'), value('a', 1), value('b', 2)));
show('split', () => s.split.call(value('this', 'a,b,c'), value('separator', ','), value('limit', 2)));
show('split limit 0', () => s.split.call('abc', value('separator', ''), 0));
show('split limit -1', () => s.split.call('abc', '', -1));
show('replace', () => s.replace.call(value('this', 'aba'), value('search', 'b'), value('by', '$&$&')));
show('replaceAll', () => s.replaceAll.call(value('this', 'aba'), value('search', 'a'), value('by', "[$`|$']")));
show('localeCompare', () => s.localeCompare.call(value('this', 'a'), value('that', 'b')));
show('normalize', () => s.normalize.call(value('this', 'a'), value('form', 'NFD')));
show('trim null', () => s.trim.call(null));
show('at null', () => s.at.call(undefined, thrower('at')));
show('fromCharCode', () => String.fromCharCode(value('a', 65.9) as any, value('b', 65536 + 66) as any));
show('fromCodePoint', () => String.fromCodePoint(value('a', 65) as any, value('b', -1) as any, thrower('c')));
show('raw', () => String.raw({ raw: { length: value('n', 2), 0: value('x', 'X'), 1: value('y', 'Y') } } as any, value('s', 'S')));
show('String(symbol)', () => String(Symbol('d')));
show('new String(symbol)', () => new String(Symbol('d') as any));

// Numbers and Math.
show('Number', () => Number(value('a', '12')));
show('toFixed', () => Number.prototype.toFixed.call(1.005, value('digits', 2) as any));
show('toString radix', () => Number.prototype.toString.call(255, value('radix', 16) as any));
show('toString of no number', () => Number.prototype.toString.call('x' as any, thrower('radix')));
show('toPrecision infinite', () => Number.prototype.toPrecision.call(Infinity, value('digits', 1000) as any));
show('toExponential', () => Number.prototype.toExponential.call(NaN, value('digits', 1000) as any));
show('toExponential out of range', () => Number.prototype.toExponential.call(5, value('digits', 101) as any));
show('parseInt', () => parseInt(value('text', '0x1f'), value('radix', 16) as any));
show('parseInt radix 2^32', () => parseInt('11', 4294967298));
show('parseFloat', () => parseFloat(value('text', '  1.5e3x')));
show('Math.max', () => Math.max(value('a', NaN), value('b', 1), value('c', 2)));
show('Math.max zeros', () => [Math.max(-0, 0), Math.max(0, -0), Math.min(0, -0), Math.min(-0, 0), Math.max(), Math.min()]);
show('Math.hypot', () => Math.hypot(value('a', Infinity), value('b', NaN), value('c', 2)));
show('Math.atan2', () => Math.atan2(value('y', -0), value('x', 0)));
show('Math.pow', () => Math.pow(value('a', 1), value('b', Infinity)));
show('Math.round', () => [-0.5, -0.4, 0.5, 2.5, -2.5, 0.49999999999999994, -0, 4503599627370497.5].map(Math.round));
show('Math.sign', () => [-0, 0, -3, NaN].map(Math.sign));
show('Math.clz32', () => [0, -1, 0.5, 4294967296, NaN].map(Math.clz32));
show('Math.fround', () => [5.5, 5.05, 1e40, -1e-50, 16777217].map(Math.fround));
show('Math.imul', () => Math.imul(value('a', 0xffffffff), value('b', 5)));
show('Math.trunc', () => [-0.9, 0.9, -0, 1e300].map(Math.trunc));
show('Math.cbrt', () => [-8, -0, 27, 2].map(Math.cbrt));
show('Math.expm1', () => [-0, 1e-10].map(Math.expm1));

// Objects, JSON, Date.
show('Object.defineProperty', () => Object.defineProperty({}, value('key', 'k'), { get value() { log.push('value'); return 1; }, get enumerable() { log.push('enumerable'); return true; }, get writable() { log.push('writable'); return true; }, get configurable() { log.push('configurable'); return true; } }).k);
show('defineProperty get and value', () => Object.defineProperty({}, 'k', { get: undefined, value: 1 } as any));
show('hasOwnProperty of null', () => Object.prototype.hasOwnProperty.call(null, value('key', 'k')));
show('hasOwn of null', () => Object.hasOwn(null as any, value('key', 'k')));
show('propertyIsEnumerable', () => Object.prototype.propertyIsEnumerable.call({ k: 1 }, value('key', 'k')));
show('__defineGetter__', () => (Object.prototype as any).__defineGetter__.call({}, thrower('key'), 5));
show('__lookupGetter__', () => (Object.prototype as any).__lookupGetter__.call({ get x() { return 1; } }, value('key', 'x')));
show('Date', () => new Date(value('y', 2020) as any, value('m', 1) as any, value('d', 2) as any).getTime());
show('Date one', () => new Date(value('v', '2020-01-01') as any).getTime());
show('Date.UTC', () => Date.UTC(value('y', 99) as any, value('m', 0) as any));
show('setHours', () => new Date(0).setUTCHours(value('h', 1) as any, value('m', NaN) as any, value('s', 3) as any));
show('setFullYear of NaN', () => new Date(NaN).setUTCFullYear(value('y', 2000) as any));
show('Date + 1', () => typeof (new Date(0) as any)[Symbol.toPrimitive]('default'));
show('Date toPrimitive hint', () => (Date.prototype as any)[Symbol.toPrimitive].call({ valueOf: () => 5 }, 'number'));
show('Date toPrimitive bad hint', () => (Date.prototype as any)[Symbol.toPrimitive].call({}, 'x'));
show('toJSON', () => Date.prototype.toJSON.call({ valueOf: () => Infinity, toISOString: () => 'never' } as any));
show('toJSON calls toISOString', () => Date.prototype.toJSON.call({ valueOf: () => 1, toISOString: () => 'called' } as any));
show('JSON.stringify space', () => JSON.stringify({ a: [1] }, null, value('space', 2) as any));
show('JSON.stringify Number space', () => JSON.stringify({ a: 1 }, null, Object(2)));
show('JSON.stringify toJSON key', () => JSON.stringify({ a: { toJSON(k: string) { return 'key ' + k; } } }));
show('JSON.stringify wrappers', () => JSON.stringify([Object(1), Object('s'), Object(false), value('v', 1)]));
show('JSON.parse', () => JSON.parse(value('text', '[1,2]')));
show('encodeURIComponent', () => encodeURIComponent(value('text', 'ä b')));
show('Symbol', () => String(Symbol(value('d', 'desc') as any)));
show('Symbol.for', () => Symbol.keyFor(Symbol.for(value('k', 'key') as any)));
show('new Error', () => Object.getOwnPropertyNames(new Error(value('m', 'text') as any, { get cause() { log.push('cause'); return 1; } })).includes('cause'));
show('RegExp', () => String(new RegExp(value('p', 'x') as any, value('f', 'g') as any)));
show('isNaN', () => [isNaN(value('a', 'x') as any), Number.isNaN(value('b', NaN) as any)]);
