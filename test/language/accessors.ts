// Getters and setters: in literals and classes, inherited, static, one without the other.

import { attempt } from './support/attempt.ts';

attempt('literal', () => {
  const object = {
    n: 1,
    get double() {
      return this.n * 2;
    },
    set double(value) {
      this.n = value / 2;
    },
  };
  object.double = 20;
  return [object.n, object.double, Object.keys(object)];
});
attempt('class', () => {
  class Temperature {
    celsius = 0;
    get fahrenheit() {
      return this.celsius * 1.8 + 32;
    }
    set fahrenheit(value) {
      this.celsius = (value - 32) / 1.8;
    }
    static #made = 0;
    static get made() {
      return ++Temperature.#made;
    }
  }
  const t = new Temperature();
  t.fahrenheit = 212;
  return [t.celsius, t.fahrenheit, Object.keys(t), Temperature.made, Temperature.made];
});
attempt('getter without setter', () => {
  const object = {
    get fixed() {
      return 1;
    },
  };
  (object as any).fixed = 2;
});
attempt('setter without getter', () => {
  const seen: number[] = [];
  const object = {
    set only(value: number) {
      seen.push(value);
    },
  };
  object.only = 5;
  return [object.only, seen];
});
attempt('inherited', () => {
  const base = {
    stored: 0,
    get x() {
      return this.stored;
    },
    set x(value) {
      this.stored = value;
    },
  };
  const derived = Object.create(base);
  derived.x = 9;
  return [derived.x, base.x, Object.keys(derived)];
});
attempt('half overridden', () => {
  class A {
    get x() {
      return 'A';
    }
    set x(_: string) {}
  }
  class B extends A {
    override set x(_: string) {}
  }
  return new B().x;
});
attempt('super accessors', () => {
  class A {
    n = 1;
    get x() {
      return this.n;
    }
    set x(value) {
      this.n = value;
    }
  }
  class B extends A {
    override get x() {
      return super.x * 10;
    }
    override set x(value) {
      super.x = value + 1;
    }
  }
  const b = new B();
  b.x = 4;
  return [b.n, b.x];
});
attempt('computed', () => {
  const key = 'dynamic';
  const object: any = {
    get [key + 1]() {
      return 'one';
    },
    get [Symbol.toStringTag]() {
      return 'Tagged';
    },
  };
  return [object.dynamic1, String(object)];
});
attempt('numeric and quoted names', () => {
  const object = {
    get 0() {
      return 'zero';
    },
    get 'a b'() {
      return 'ab';
    },
  };
  return [object[0], object['a b']];
});
attempt('later definition wins', () => {
  const object: any = {
    get a() {
      return 1;
    },
    // @ts-expect-error duplicate
    a: 2,
    b: 1,
    // @ts-expect-error duplicate
    get b() {
      return 3;
    },
  };
  return [object.a, object.b, Object.getOwnPropertyDescriptor(object, 'a')!.value];
});
attempt('getter on a primitive', () => {
  Object.defineProperty(Number.prototype, 'kind', {
    configurable: true,
    get(this: any) {
      return typeof this;
    },
  });
  const kind = (5 as any).kind;
  delete (Number.prototype as any).kind;
  return kind;
});
attempt('compound assignment', () => {
  const log: string[] = [];
  const object = {
    get x() {
      log.push('get');
      return 5;
    },
    set x(value) {
      log.push('set ' + value);
    },
  };
  object.x += 2;
  object.x++;
  object.x ||= 9;
  object.x &&= 8;
  return log;
});
attempt('a getter that throws', () => {
  const object = {
    get bad() {
      throw new RangeError('bad');
    },
  };
  return object.bad;
});
attempt('replacing itself', () => {
  let runs = 0;
  const object = {
    get lazy() {
      runs++;
      Object.defineProperty(this, 'lazy', { value: 'ready' });
      return this.lazy;
    },
  };
  return [object.lazy, object.lazy, runs];
});
attempt('descriptor', () => {
  const descriptor = Object.getOwnPropertyDescriptor(class { get x() { return 1; } }.prototype, 'x')!;
  return [typeof descriptor.get, descriptor.set, descriptor.enumerable, descriptor.configurable];
});
