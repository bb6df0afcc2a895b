// What V8 says of common mistakes.

import { attempt } from './support/attempt.ts';

const nothing: any = undefined;
const empty: any = null;
const object: any = { a: { b: 1 }, text: 'x', list: [], nested: { f: 5 }, method() {} };
const list: any = [1, 2];
const number: any = 5;
const index: any = 3;
const key: any = 'dynamic';
class A {
  field: any;
  m(): any {
    return (this as any).missing();
  }
}

attempt('property of undefined', () => nothing.x);
attempt('property of null', () => empty.x);
attempt('index of undefined', () => nothing[0]);
attempt('computed key', () => nothing[key]);
attempt('deep', () => object.a.c.d);
attempt('deeper', () => object.x.y.z);
attempt('set on undefined', () => {
  nothing.x = 1;
});
attempt('set on null', () => {
  empty[0] = 1;
});
attempt('set deep', () => {
  object.q.r = 1;
});
attempt('method of undefined', () => nothing.f());
attempt('not a function', () => number());
attempt('member not a function', () => object.text());
attempt('missing method', () => object.missing());
attempt('deep missing method', () => object.a.b.c());
attempt('deep member not a function', () => object.nested.f());
attempt('element not a function', () => list[0]());
attempt('missing element', () => list[index]());
attempt('computed member', () => object[key]());
attempt('literal key', () => object['with space']());
attempt('result of a call', () => object.method()());
attempt('method of a result', () => object.method().next());
attempt('this', () => new A().m());
attempt('undefined called', () => nothing());
attempt('null called', () => empty());
attempt('callback', () => list.map(nothing));
attempt('callback that is a text', () => list.forEach('text'));
attempt('sort', () => list.sort(5));
attempt('not a constructor', () => new number());
attempt('member not a constructor', () => new object.text());
attempt('missing constructor', () => new object.Missing());
attempt('undefined constructor', () => new nothing());
attempt('object called', () => object());
attempt('not iterable', () => {
  for (const _ of object);
});
attempt('number not iterable', () => [...number]);
attempt('undefined not iterable', () => {
  const [a] = nothing;
  return a;
});
attempt('null not iterable', () => {
  for (const _ of empty);
});
attempt('new Set', () => new Set(number));
attempt('new Map', () => new Map(list));
attempt('Object.defineProperty', () => Object.defineProperty(number, 'x', {}));
attempt('Object.create', () => Object.create(number));
attempt('Object.keys', () => Object.keys(nothing));
attempt('Object.assign', () => Object.assign(nothing, {}));
attempt('Object.setPrototypeOf', () => Object.setPrototypeOf({}, number));
attempt('cyclic prototype', () => {
  const a: any = {};
  const b = Object.create(a);
  Object.setPrototypeOf(a, b);
});
attempt('redefine', () => {
  const frozen: any = Object.freeze({ x: 1 });
  Object.defineProperty(frozen, 'x', { value: 2 });
});
attempt('in', () => 'x' in number);
attempt('in undefined', () => 'x' in nothing);
attempt('instanceof', () => object instanceof number);
attempt('instanceof object', () => object instanceof object);
attempt('symbol to text', () => Symbol('s') + '');
attempt('class call', () => (A as any)());
attempt('not defined', () => {
  // @ts-expect-error not declared
  return notDefinedAnywhere;
});
attempt('not defined call', () => {
  // @ts-expect-error not declared
  return notDefinedFunction();
});
attempt('dead zone', () => {
  const read = () => late;
  read();
  const late = 1;
});
attempt('constant', () => {
  const constant = 1;
  // @ts-expect-error constant
  constant = 2;
});
attempt('array length', () => new Array(-5));
attempt('repeat', () => 'x'.repeat(-1));
attempt('toFixed', () => (1).toFixed(200));
attempt('invalid date', () => new Date(NaN).toISOString());
attempt('JSON.parse', () => JSON.parse('{bad'));
attempt('JSON.parse of nothing', () => JSON.parse(''));
attempt('JSON.parse of undefined', () => JSON.parse(nothing));
attempt('circular', () => {
  const a: any = {};
  a.self = a;
  return JSON.stringify(a);
});
attempt('decodeURIComponent', () => decodeURIComponent('%'));
attempt('normalize', () => 'x'.normalize('bad'));
attempt('RegExp', () => new RegExp('('));
attempt('matchAll', () => 'x'.matchAll(/x/ as any));
attempt('reduce', () => [].reduce((a) => a));
attempt('Promise', () => new (Promise as any)(5));
attempt('Reflect.construct', () => Reflect.construct(number, []));
attempt('getter only', () => {
  const target: any = { get x() { return 1; } };
  target.x = 2;
});
attempt('frozen array', () => (Object.freeze([1]) as any).push(2));
attempt('delete', () => delete (Object.freeze({ x: 1 }) as any).x);
attempt('Symbol()', () => new (Symbol as any)());
attempt('Map.call', () => (Map as any)());
attempt('Map.get', () => Map.prototype.get.call({} as any, 1));
attempt('destructuring', () => {
  const { a } = nothing;
  return a;
});
attempt('destructuring deep', () => {
  const { a: { b } } = object.none;
  return b;
});
attempt('private', () => {
  class P {
    #x = 1;
    static get(p: any) {
      return p.#x;
    }
  }
  return P.get({});
});
