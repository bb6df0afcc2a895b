// Which builtins and constructs call an iterator's return(), when, and which error wins.

const log: string[] = [];
type Plan = { steps?: number; nextThrows?: boolean; valueThrows?: boolean; doneThrows?: boolean; returns?: any };
/** An iterable that tells what is done to it. */
function iterable({ steps = 3, nextThrows, valueThrows, doneThrows, returns }: Plan = {}): any {
  let at = 0;
  return {
    [Symbol.iterator]() {
      log.push('open');
      const iterator: any = {
        get next() {
          log.push('get next');
          return () => {
            log.push('next');
            if (nextThrows) throw new RangeError('next');
            return {
              get done() {
                if (doneThrows) throw new RangeError('done');
                return at++ >= steps;
              },
              get value() {
                if (valueThrows) throw new RangeError('value');
                return at;
              },
            };
          };
        },
      };
      if (returns !== null)
        Object.defineProperty(iterator, 'return', {
          get() {
            log.push('get return');
            return returns === undefined
              ? function (this: any, ...list: any[]) {
                  log.push(`return(${list.length})${this === iterator ? '' : ' wrong this'}`);
                  return {};
                }
              : returns;
          },
        });
      return iterator;
    },
  };
}
const throwing = () => {
  log.push('return throws');
  throw new EvalError('return');
};
function show(label: string, action: () => any): void {
  let result: string;
  try {
    const v = action();
    result = Array.isArray(v) ? '[' + v.map(String).join(' ') + ']' : typeof v === 'object' && v ? Object.prototype.toString.call(v) : String(v);
  } catch (error: any) {
    result = 'threw ' + error.name + (error instanceof TypeError ? '' : ' ' + error.message);
  }
  console.log(`${label} -> ${result} | ${log.join(', ')}`);
  log.length = 0;
}
const fail = (): never => {
  throw new SyntaxError('body');
};
const plans: [string, Plan][] = [
  ['', {}],
  [' next throws', { nextThrows: true }],
  [' value throws', { valueThrows: true }],
  [' done throws', { doneThrows: true }],
  [' return throws', { returns: throwing }],
  [' return gives no object', { returns: () => 1 }],
  [' return is no function', { returns: 5 }],
  [' return is null', { returns: null }],
];
for (const [name, plan] of plans) {
  const open = () => iterable(plan);
  show('for-of' + name, () => { let n = 0; for (const v of open()) n += v; return n; });
  show('for-of break' + name, () => { for (const _ of open()) break; });
  show('for-of throw' + name, () => { for (const _ of open()) fail(); });
  show('for-of return' + name, () => { for (const v of open()) return v; });
  show('for-of outer continue' + name, () => { outer: for (const _ of [1]) for (const _ of open()) continue outer; });
  show('destructuring one' + name, () => { const [a] = open(); return a; });
  show('destructuring all' + name, () => { const [a, ...b] = open(); return [a, b.length]; });
  show('destructuring none' + name, () => { const [] = open(); });
  show('destructuring default throws' + name, () => { const [, , , , a = fail()] = open(); return a; });
  show('destructuring target throws' + name, () => { const target: any = { set x(_: any) { fail(); } }; [target.x] = open(); });
  show('destructuring element' + name, () => { const [{ x: { y } }] = open(); return y; });
  show('spread' + name, () => [...open()]);
  show('call' + name, () => Math.max(...open()));
  show('Array.from' + name, () => Array.from(open()));
  show('Array.from mapper throws' + name, () => Array.from(open(), fail));
  show('new Set' + name, () => new Set(open()).size);
  show('new Map' + name, () => new Map(open()));
  show('new WeakSet' + name, () => new WeakSet(open()));
  show('new WeakMap' + name, () => new WeakMap(open()));
  // V8 closes an iterator whose next() threw, against the specification.
  if (!name.includes(' throws') || plan.returns) show('Object.fromEntries' + name, () => Object.fromEntries(open()));
  show('AggregateError' + name, () => new AggregateError(open()).errors.length);
  show('Uint8Array' + name, () => Array.from(new Uint8Array(open())));
  show('Uint8Array.from mapper' + name, () => Uint8Array.from(open(), fail));
  show('Promise.all' + name, () => { Promise.all(open()).catch(() => 0); });
  show('Promise.race resolve throws' + name, () => {
    class P extends Promise<any> { static override resolve(): any { return fail(); } }
    P.race(open()).catch(() => 0);
  });
  show('Promise.any resolve is no function' + name, () => {
    class P extends Promise<any> { static override resolve = 5 as any; }
    P.any(open()).catch(() => 0);
  });
  show('yield* return' + name, () => { const g = (function* (): any { yield* open(); })(); g.next(); const r = g.return(7); return r.value; });
  show('yield* throw' + name, () => { const g = (function* (): any { yield* open(); })(); g.next(); g.throw(new SyntaxError('thrown')); });
}
show('new Set with add that throws', () => {
  class S extends Set { override add(): any { return fail(); } }
  return new S(iterable());
});
show('new Set with add that is no function', () => {
  class S extends Set { override get add(): any { return 5; } }
  return new S(iterable());
});
show('new Map entries', () => new Map([[1, 2], 5 as any]));
show('Map entry getter throws', () => new Map([{ get 0() { return 1; }, get 1() { return fail(); } }] as any));
show('fromEntries key throws', () => Object.fromEntries([[{ toString: fail }, 1]] as any));
show('Array.from on a class', () => {
  class A extends Array { constructor(...list: any[]) { log.push('new ' + list.length); super(...list); } }
  return A.from(iterable()).constructor === A;
});
show('Array.from with a property that cannot be defined', () => {
  const C: any = function (this: any) { return Object.freeze({}); };
  return Array.from.call(C, iterable());
});
show('generator closed by break', () => {
  const g = (function* () { try { yield 1; yield 2; } finally { log.push('finally'); } })();
  for (const _ of g) break;
  return [g.next().done];
});
show('generator closed by destructuring', () => {
  const g = (function* () { try { yield 1; yield 2; } finally { log.push('finally'); } })();
  const [a] = g;
  return [a, g.next().done];
});
show('generator that returns in finally', () => {
  const g = (function* (): any { try { yield 1; } finally { yield 'kept'; log.push('after'); } })();
  for (const _ of g) break;
  return [g.next().done];
});
show('array iterator patched', () => {
  const prototype: any = Object.getPrototypeOf([][Symbol.iterator]());
  prototype.return = () => { log.push('array return'); return {}; };
  try {
    const [a] = [1, 2];
    for (const _ of [1, 2]) break;
    return a;
  } finally {
    delete prototype.return;
  }
});
show('array iterator next patched', () => {
  const prototype: any = Object.getPrototypeOf([][Symbol.iterator]());
  const { next } = prototype;
  prototype.next = function () { log.push('next'); return next.call(this); };
  try {
    const [a] = [1, 2];
    return [a, ...[3], new Set([1]).size, Array.from([5]).length, Math.max(...[1, 2])];
  } finally {
    prototype.next = next;
  }
});
show('Array.prototype[Symbol.iterator] patched', () => {
  const original = Array.prototype[Symbol.iterator];
  Array.prototype[Symbol.iterator] = function* (): any { log.push('patched'); yield 'p'; };
  try {
    const [a] = [1, 2];
    return [a, ...[3], new Set([1, 2]).has('p' as any)];
  } finally {
    Array.prototype[Symbol.iterator] = original;
  }
});
