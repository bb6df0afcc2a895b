// instanceof, typeof and constructor checks.

import { attempt } from './support/attempt.ts';

class A {}
class B extends A {}
function Old() {}

attempt('typeof', () => [undefined, null, true, 1, 's', Symbol(), {}, [], () => {}, class {}, /x/, new Date(0), new Number(1), function* () {}, async () => {}, Math].map((v) => typeof v));
attempt('typeof undeclared', () => {
  // @ts-expect-error not declared
  return typeof nowhere;
});
attempt('typeof of an expression', () => [typeof (1 + 1), typeof typeof 1, typeof void 0, typeof new A(), typeof A.prototype]);
attempt('typeof of a getter that throws', () => {
  const object = {
    get x() {
      throw new Error('typeof');
    },
  };
  return typeof object.x;
});
attempt('instanceof', () => [new B() instanceof A, new A() instanceof B, new B() instanceof B, new B() instanceof Object, new (Old as any)() instanceof Old]);
attempt('primitives', () => [(5 as any) instanceof Number, ('s' as any) instanceof String, new Number(5) instanceof Number, (null as any) instanceof Object]);
attempt('functions', () => [A instanceof Function, (() => {}) instanceof Object, Object instanceof Function, Function instanceof Object]);
attempt('null prototype', () => Object.create(null) instanceof Object);
attempt('changed prototype', () => {
  const object = new A();
  Object.setPrototypeOf(object, B.prototype);
  return [object instanceof B, object instanceof A];
});
attempt('replaced prototype property', () => {
  const F: any = function () {};
  const object = new F();
  F.prototype = {};
  return [object instanceof F, new F() instanceof F];
});
attempt('bound function', () => new B() instanceof (B as any).bind(null));
attempt('not callable', () => ({}) instanceof ({} as any));
attempt('no object', () => ({}) instanceof (5 as any));
attempt('undefined', () => {
  const nothing: any = undefined;
  return ({}) instanceof nothing;
});
attempt('arrow', () => {
  const arrow: any = () => {};
  return ({}) instanceof arrow;
});
attempt('prototype is no object', () => {
  const F: any = function () {};
  F.prototype = 5;
  return ({}) instanceof F;
});
attempt('hasInstance that is not callable', () => ({}) instanceof ({ [Symbol.hasInstance]: 5 } as any));
attempt('errors', () => {
  try {
    (null as any).x;
  } catch (error) {
    return [error instanceof TypeError, error instanceof Error, error instanceof RangeError, (error as any).constructor === TypeError];
  }
});
attempt('isPrototypeOf', () => [A.prototype.isPrototypeOf(new B()), Object.prototype.isPrototypeOf.call(A, B), B.prototype.isPrototypeOf(new A())]);
attempt('constructor chains', () => [new B().constructor.name, Object.getPrototypeOf(B.prototype).constructor.name, [].constructor === Array, (5).constructor === Number, 'x'.constructor.name]);
