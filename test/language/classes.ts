// Classes: constructors, methods, inheritance, super, and what is enumerable.

import { attempt } from './support/attempt.ts';

class Shape {
  name: string;
  constructor(name: string) {
    this.name = name;
  }
  area(): number {
    return 0;
  }
  describe() {
    return `${this.name} of ${this.area()}`;
  }
  static create(name: string) {
    return new this(name);
  }
  toString() {
    return `Shape(${this.name})`;
  }
}
class Circle extends Shape {
  r: number;
  constructor(r: number) {
    super('circle');
    this.r = r;
  }
  override area() {
    return Math.round(Math.PI * this.r ** 2);
  }
  override describe() {
    return super.describe() + '!';
  }
}
class Unit extends Circle {
  constructor() {
    super(1);
  }
}
class Plain extends Shape {}

attempt('base', () => new Shape('x').describe());
attempt('derived', () => new Circle(2).describe());
attempt('twice derived', () => [new Unit().describe(), new Unit().r]);
attempt('implied constructor', () => new Plain('p').describe());
attempt('static is inherited', () => [Shape.create('s').name, Plain.create('t') instanceof Plain, (Circle as any).create(3).r]);
attempt('instanceof', () => [new Unit() instanceof Shape, new Shape('') instanceof Circle, Object.getPrototypeOf(Unit) === Circle]);
attempt('toString', () => `${new Circle(1)}`);
attempt('methods are not enumerable', () => [Object.keys(new Circle(1)), Object.keys(Circle.prototype), Object.getOwnPropertyNames(Circle.prototype)]);
attempt('constructor property', () => [new Unit().constructor === Unit, Shape.prototype.constructor === Shape]);
attempt('call without new', () => (Shape as any)('x'));
attempt('name and length', () => [Shape.name, Shape.length, Plain.length, typeof Shape]);
attempt('prototype is fixed', () => {
  try {
    (Shape as any).prototype = {};
  } catch (error) {
    return (error as Error).name;
  }
  return 'written';
});
attempt('this before super', () => {
  class Early extends Shape {
    constructor() {
      // @ts-expect-error used before super
      this.name = 'x';
      super('y');
    }
  }
  return new Early();
});
attempt('no super', () => {
  class Without extends Shape {
    // @ts-expect-error no super
    constructor() {}
  }
  return new Without();
});
attempt('super twice', () => {
  class Twice extends Shape {
    constructor() {
      super('a');
      super('b');
    }
  }
  return new Twice();
});
attempt('super in an arrow', () => {
  class Late extends Shape {
    constructor() {
      const call = () => super('arrow');
      call();
      this.name += '!';
    }
  }
  return new Late().name;
});
attempt('constructor that returns an object', () => {
  const other: any = { other: true };
  class Base {
    constructor() {
      return other;
    }
  }
  class Derived extends Base {
    own = 1;
  }
  return [new Derived() === other, other.own];
});
attempt('derived constructor that returns a number', () => {
  class Bad extends Shape {
    constructor() {
      super('x');
      return 5 as any;
    }
  }
  return new Bad();
});
attempt('extends null', () => {
  class Nothing extends (null as any) {
    static make() {
      return Object.create(Nothing.prototype);
    }
  }
  return Object.getPrototypeOf(Nothing.prototype) === null && typeof Nothing.make();
});
attempt('extends no constructor', () => class extends (5 as any) {});
attempt('extends a function', () => {
  function Old(this: any) {
    this.old = true;
  }
  Old.prototype.greet = function () {
    return 'old ' + this.old;
  };
  class New extends (Old as any) {
    greet() {
      return 'new ' + (super.greet as any)();
    }
  }
  return (new New() as any).greet();
});
attempt('extends an expression', () => {
  const mixin = <T extends new (...list: any[]) => any>(base: T) =>
    class extends base {
      mixed = true;
      area() {
        return super.area() + 1;
      }
    };
  const Mixed = mixin(mixin(Shape));
  return [new Mixed('m').area(), new Mixed('m').mixed];
});
attempt('super as an object', () => {
  class A {
    get x() {
      return 'A' + (this as any).tag;
    }
    m() {
      return 'm' + (this as any).tag;
    }
  }
  class B extends A {
    tag = 'B';
    override get x() {
      return super.x + super['x'];
    }
    override m() {
      return super.m() + super['m']();
    }
    set() {
      (super.constructor as any) = 1;
      return Object.keys(this);
    }
  }
  return [new B().x, new B().m(), new B().set()];
});
attempt('super in a static method', () => {
  class A {
    static who() {
      return 'A.' + this.name;
    }
  }
  class B extends A {
    static override who() {
      return super.who() + '/B';
    }
  }
  return B.who();
});
attempt('class expression with a name', () => {
  const C = class Inner {
    self() {
      return Inner;
    }
  };
  return [C.name, new C().self() === C];
});
attempt('abstract', () => {
  abstract class Abstract {
    abstract value(): number;
    twice() {
      return this.value() * 2;
    }
  }
  class Concrete extends Abstract {
    value() {
      return 21;
    }
  }
  return new Concrete().twice();
});
attempt('new.target', () => {
  const seen: unknown[] = [];
  class A {
    constructor() {
      seen.push(new.target.name);
    }
  }
  class B extends A {}
  new A();
  new B();
  Reflect.construct(A, [], B);
  return seen;
});
attempt('extends Error', () => {
  class Failure extends Error {
    override name = 'Failure';
    code: number;
    constructor(message: string, code: number) {
      super(message, { cause: 'why' });
      this.code = code;
    }
  }
  const error = new Failure('text', 7);
  return [String(error), error instanceof Error, error.code, error.cause, Object.keys(error), typeof error.stack];
});
attempt('extends Array', () => {
  class Stack<T> extends Array<T> {
    peek() {
      return this[this.length - 1];
    }
  }
  const stack = new Stack<number>();
  stack.push(1, 2, 3);
  const mapped = stack.map((x) => x * 2);
  return [stack.peek(), stack.length, mapped instanceof Stack, (mapped as Stack<number>).peek(), Array.isArray(stack)];
});
attempt('extends Map', () => {
  class Counter extends Map<string, number> {
    add(key: string) {
      this.set(key, (this.get(key) ?? 0) + 1);
      return this;
    }
  }
  return [...new Counter().add('a').add('b').add('a')];
});
