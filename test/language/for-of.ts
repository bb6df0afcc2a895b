// for-of: iterators of all kinds, and `return()` on every way out of the loop.

import { attempt } from './support/attempt.ts';

const log: string[] = [];
function counted(limit: number, options: { withReturn?: boolean; returns?: unknown; returnThrows?: boolean } = {}): Iterable<number> {
  const iterator: any = {
    n: 0,
    next() {
      log.push('next');
      return this.n < limit ? { value: this.n++, done: false } : { value: 'end', done: true };
    },
  };
  if (options.withReturn !== false) {
    iterator.return = (...list: unknown[]) => {
      log.push('return/' + list.length);
      if (options.returnThrows) throw new Error('from return');
      return 'returns' in options ? options.returns : {};
    };
  }
  return { [Symbol.iterator]: () => (log.push('iterator'), iterator) };
}
const logged = (label: string, action: () => unknown): void => {
  log.length = 0;
  attempt(label, () => [action(), log.splice(0).join()]);
  if (log.length > 0) console.log('  ', log.splice(0).join());
};

logged('to the end', () => {
  const seen: number[] = [];
  for (const x of counted(2)) seen.push(x);
  return seen;
});
logged('break', () => {
  for (const x of counted(5)) if (x === 1) break;
});
logged('return', () => {
  for (const x of counted(5)) if (x === 1) return 'out';
});
logged('throw', () => {
  for (const x of counted(5)) if (x === 1) throw new Error('body');
});
logged('continue does not close', () => {
  for (const x of counted(2)) if (x === 0) continue;
});
logged('break of an outer loop', () => {
  outer: for (const x of counted(2)) for (const y of counted(2)) if (x + y === 1) break outer;
});
logged('continue of an outer loop', () => {
  outer: for (const _ of counted(2)) for (const _y of counted(2)) continue outer;
});
logged('no return method', () => {
  for (const _ of counted(2, { withReturn: false })) break;
});
logged('return gives no object', () => {
  for (const _ of counted(2, { returns: 5 })) break;
});
logged('return gives no object, but the body threw', () => {
  for (const _ of counted(2, { returns: 5 })) throw new Error('body');
});
logged('return throws', () => {
  for (const _ of counted(2, { returnThrows: true })) break;
});
logged('return throws, but the body threw first', () => {
  for (const _ of counted(2, { returnThrows: true })) throw new Error('body');
});
logged('return throws over a return', () => {
  for (const _ of counted(2, { returnThrows: true })) return 'value';
});
logged('next throws: not closed', () => {
  const iterable = {
    [Symbol.iterator]: () => ({
      next() {
        throw new Error('from next');
      },
      return: () => (log.push('return'), {}),
    }),
  };
  for (const _ of iterable as any);
});
logged('next gives no object', () => {
  for (const _ of { [Symbol.iterator]: () => ({ next: () => 5 }) } as any);
});
logged('value throws', () => {
  const iterable = {
    [Symbol.iterator]: () => ({
      next: () => ({
        done: false,
        get value() {
          throw new Error('from value');
        },
      }),
      return: () => (log.push('return'), {}),
    }),
  };
  for (const _ of iterable as any);
});
logged('the target throws', () => {
  const target = {
    set x(_: unknown) {
      throw new Error('from the setter');
    },
  };
  for (target.x of counted(2));
});
logged('finally in the body', () => {
  for (const x of counted(3)) {
    try {
      if (x === 1) break;
    } finally {
      log.push('finally' + x);
    }
  }
});
logged('finally around the loop', () => {
  try {
    for (const _ of counted(3)) return 'returned';
  } finally {
    log.push('finally');
  }
});
logged('next is looked up once', () => {
  let lookups = 0;
  const iterator = {
    get next() {
      lookups++;
      let n = 0;
      return () => ({ value: n, done: n++ === 3 });
    },
  };
  for (const _ of { [Symbol.iterator]: () => iterator } as any);
  return lookups;
});

attempt('builtins', () => [
  [...'a\u{1F600}'].length,
  Array.from(new Map([['a', 1]]).keys()),
  [...new Set([1, 2]).entries()],
  [...[7, 8].entries()],
  Array.from(new Uint8Array([1, 2])),
  [...(function* () { yield 1; })()],
]);
attempt('arguments', () => {
  function f(..._: number[]) {
    let sum = 0;
    for (const x of arguments) sum += x as number;
    return sum;
  }
  return f(1, 2, 3);
});
attempt('not iterable', () => {
  const object: any = {};
  for (const _ of object);
});
attempt('undefined', () => {
  const nothing: any = undefined;
  for (const _ of nothing);
});
attempt('number', () => {
  const five: any = 5;
  for (const _ of five);
});
attempt('iterator gives no object', () => {
  const object: any = { [Symbol.iterator]: () => 5 };
  for (const _ of object);
});
attempt('patched array iterator', () => {
  const original = Array.prototype[Symbol.iterator];
  Array.prototype[Symbol.iterator] = function* (this: any) {
    yield 'patched';
  } as any;
  const seen: unknown[] = [];
  for (const x of [1, 2]) seen.push(x);
  const [first] = [3];
  Array.prototype[Symbol.iterator] = original;
  return [...seen, first];
});
