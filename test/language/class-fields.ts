// Class fields: order of initialisation, computed names, static fields and blocks, parameter properties.

import { attempt } from './support/attempt.ts';

const order: string[] = [];
const note = <T>(name: string, value: T): T => {
  order.push(name);
  return value;
};

class Base {
  a = note('Base.a', 1);
  constructor() {
    note('Base.constructor', 0);
  }
  b = note('Base.b', 2);
}
class Derived extends Base {
  c = note('Derived.c', 3);
  constructor() {
    note('before super', 0);
    super();
    note('after super', 0);
  }
  d = note('Derived.d', this.c + this.a);
}
attempt('order', () => [Object.keys(new Derived()), order.splice(0)]);

class Statics {
  static first = note('static first', 1);
  static {
    note('block 1', 0);
    this.second = Statics.first + 1;
  }
  static second = note('static second', 10);
  static {
    note('block 2', 0);
  }
  static [note('computed static', 'key')] = note('computed value', 5);
  [note('computed field', 'own')] = note('own value', 6);
  [note('computed method', 'run')]() {}
}
attempt('statics', () => [Statics.second, (Statics as any).key, order.splice(0)]);
attempt('instance of computed fields', () => [(new Statics() as any).own, order.splice(0)]);

class Declared {
  bare;
  static bare;
  'quoted name' = 1;
  42 = 'number';
  method = () => this.bare;
}
attempt('fields without value', () => [Object.keys(new Declared()), 'bare' in Declared, new Declared().bare]);
attempt('arrow fields capture this', () => {
  const object = new Declared();
  object.bare = 'captured';
  const { method } = object;
  return method();
});
attempt('fields are defined, not set', () => {
  class A {
    set x(_: unknown) {
      throw new Error('the setter ran');
    }
  }
  class B extends A {
    // @ts-expect-error an accessor becomes a property
    x = 1;
  }
  return Object.getOwnPropertyDescriptor(new B(), 'x');
});
attempt('a field hides a method', () => {
  class A {
    m() {
      return 'method';
    }
  }
  class B extends A {
    override m = () => 'field';
  }
  return new B().m();
});
attempt('the base constructor sees no fields yet', () => {
  class A {
    seen: unknown;
    constructor() {
      this.seen = (this as any).value;
    }
  }
  class B extends A {
    value = 5;
  }
  return [new B().seen, new B().value];
});
attempt('names of functions in fields', () => {
  class A {
    arrow = () => {};
    static plain = function () {};
    ['computed' + 1] = () => {};
  }
  return [new A().arrow.name, A.plain.name, (new A() as any).computed1.name];
});
attempt('parameter properties', () => {
  class Point {
    readonly sum: number;
    constructor(
      public x: number,
      private readonly y = 2,
      protected z?: number,
    ) {
      this.sum = x + this.y;
    }
    read() {
      return [this.x, this.y, this.z, this.sum];
    }
  }
  const point = new Point(1);
  return [point.read(), Object.keys(point)];
});
attempt('parameter properties of a derived class', () => {
  class A {
    constructor(public a: number) {}
  }
  class B extends A {
    c = 3;
    constructor(
      a: number,
      public b: number,
    ) {
      super(a);
    }
  }
  return [{ ...new B(1, 2) }, Object.keys(new B(1, 2)).sort()];
});
attempt('optional and definite fields', () => {
  class A {
    definite!: number;
    optional?: number;
    declare erased: number;
  }
  return Object.keys(new A());
});
attempt('this in static', () => {
  class A {
    static base = 2;
    static double = this.base * 2;
    static get = () => this.double;
  }
  return A.get();
});
attempt('the class name inside static initialisers', () => {
  class A {
    static self = A;
    static copy = [A].length;
  }
  return [A.self === A, A.copy];
});
attempt('a static field that throws', () => {
  class A {
    static bad = (() => {
      throw new Error('static');
    })();
  }
  return A;
});
attempt('super in a field', () => {
  class A {
    greet() {
      return 'hello';
    }
  }
  class B extends A {
    greeting = super.greet() + '!';
    later = () => super.greet();
  }
  return [new B().greeting, new B().later()];
});
attempt('new instance for each object', () => {
  class A {
    list: number[] = [];
  }
  const [a, b] = [new A(), new A()];
  a.list.push(1);
  return [a.list.length, b.list.length];
});
