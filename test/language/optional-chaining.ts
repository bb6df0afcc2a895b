// Optional chaining, nullish coalescing and logical assignment.

import { attempt } from './support/attempt.ts';

const object: any = { a: { b: { c: 1 } }, f: () => 'called', n: null, zero: 0, list: [1, [2]], self() { return this === object; } };

attempt('properties', () => [object?.a?.b?.c, object.x?.y.z.w, object.n?.x, object.zero?.x]);
attempt('elements', () => [object?.['a']?.['b'], object.list?.[1]?.[0], object.none?.[0][1]]);
attempt('calls', () => [object.f?.(), object.none?.(), object.none?.x.y(), object.self?.(), object?.self()]);
attempt('this of parentheses', () => [(object?.self)(), (object.self)?.()]);
attempt('call of no function', () => object.zero?.());
attempt('call of a missing method', () => object.a.missing());
attempt('short circuit', () => {
  let runs = 0;
  const note = () => ++runs;
  return [object.none?.[note()], object.none?.(note()), object.none?.x[note()].y(note()), runs];
});
attempt('parentheses end the chain', () => (object.none?.x).y);
attempt('delete', () => {
  const target: any = { x: { y: 1 } };
  return [delete target?.x?.y, delete target?.none?.y, target];
});
attempt('in conditions', () => (object?.a?.b ? 'yes' : 'no'));
attempt('typeof', () => [typeof object?.none, typeof object?.f]);
attempt('await-like values', () => object.f?.().length);
attempt('with templates', () => `${object?.a?.b?.c}`);
attempt('undefined root', () => {
  const nothing: any = undefined;
  return [nothing?.a, nothing?.a.b.c, nothing?.(), nothing?.[0]];
});
attempt('super-like call keeps this', () => {
  class A {
    n = 5;
    get() {
      return this.n;
    }
    run() {
      return [this?.get(), this.get?.(), this['get']?.()];
    }
  }
  return new A().run();
});

attempt('??', () => [null ?? 1, undefined ?? 2, 0 ?? 3, '' ?? 4, false ?? 5, NaN ?? 6]);
attempt('?? is lazy', () => {
  let runs = 0;
  const note = () => ++runs;
  return [1 ?? note(), runs, null ?? note(), runs];
});
attempt('&& and ||', () => [0 || 'a', 1 || 'b', 0 && 'c', 1 && 'd', '' || null, null || undefined]);
attempt('mixed', () => [(null || undefined) ?? 'z', (0 && 1) || 2, !0 && !''] as unknown[]);
attempt('logical assignment', () => {
  let a: any = null, b: any = 0, c: any = 1, d: any = undefined;
  a ??= 'A';
  b ||= 'B';
  c &&= 'C';
  d &&= 'D';
  return [a, b, c, d];
});
attempt('logical assignment to properties', () => {
  const log: string[] = [];
  const target: any = {
    get set() {
      log.push('get');
      return 1;
    },
    set set(_: any) {
      log.push('set');
    },
  };
  target.set ??= 2;
  target.set ||= 3;
  target.set &&= 4;
  target.fresh ??= 5;
  target['k' + 1] ||= 6;
  return [log, target.fresh, target.k1];
});
attempt('logical assignment evaluates the target once', () => {
  let runs = 0;
  const target: any = { x: null };
  const get = () => (runs++, target);
  get().x ??= 1;
  get()['x'] ??= 2;
  return [runs, target.x];
});
attempt('names of anonymous functions', () => {
  let f: any;
  f ??= () => {};
  return f.name;
});
attempt('constant', () => {
  const constant: any = 1;
  // @ts-expect-error constant
  constant ??= 2;
  return constant;
});
attempt('constant that is assigned', () => {
  const constant: any = null;
  // @ts-expect-error constant
  constant ??= 2;
});
