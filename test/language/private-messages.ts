// What V8 says when a private member is used on something else than an instance of its class.

import { attempt } from './support/attempt.ts';

class P {
  #x: any = 1;
  static #sx = 1;
  #m() {}
  get #g() {
    return 1;
  }
  set #s(_: any) {}
  static #sm() {}
  static get #sg() {
    return 1;
  }
  static uses: Record<string, (p: any) => unknown> = {
    read: (p) => p.#x,
    write: (p) => (p.#x = 1),
    increment: (p) => p.#x++,
    call: (p) => p.#x(),
    construct: (p) => new p.#x(),
    spread: (p) => [...p.#x],
    deep: (p) => p.a.#x,
    in: (p) => #x in p,
    method: (p) => p.#m(),
    'method read': (p) => p.#m,
    'method write': (p) => (p.#m = 1),
    'method in': (p) => #m in p,
    getter: (p) => p.#g,
    'getter write': (p) => (p.#g = 1),
    'getter call': (p) => p.#g(),
    setter: (p) => p.#s,
    'setter write': (p) => (p.#s = 1),
    static: (p) => p.#sx,
    'static write': (p) => (p.#sx = 2),
    'static method': (p) => p.#sm(),
    'static method write': (p) => (p.#sm = 1),
    'static getter': (p) => p.#sg,
    'static getter write': (p) => (p.#sg = 1),
  };
}
const values: [string, any][] = [['null', null], ['undefined', undefined], ['5', 5], ['{}', {}], ['instance', new P()], ['class', P]];
for (const [name, use] of Object.entries(P.uses))
  for (const [label, value] of values) attempt(`${name} ${label}`, () => use(value));

const Anonymous = class {
  #m() {}
  static #s() {}
  static use = (p: any) => p.#m();
  static useStatic = (p: any) => p.#s();
};
attempt('no name', () => Anonymous.use({}));
attempt('no name static', () => Anonymous.useStatic({}));
