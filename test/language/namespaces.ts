// Namespaces: exported and hidden members, nesting, merging with functions, classes and enums.

import { attempt } from './support/attempt.ts';

namespace Geometry {
  const hidden = 2;
  export const pi = 3;
  export let counter = 0;
  export function area(r: number) {
    counter++;
    return pi * r ** hidden;
  }
  export class Point {
    constructor(
      readonly x: number,
      readonly y: number,
    ) {}
    length() {
      return Math.hypot(this.x, this.y);
    }
  }
  export namespace Inner {
    export const deep = pi * 10;
    export const point = new Point(3, 4);
  }
  export interface Erased {
    x: number;
  }
  export enum Kind {
    A,
    B,
  }
}
namespace Geometry {
  export const more = area(1) + pi;
}
namespace Dotted.Path.Name {
  export const value = 'dotted';
}
namespace OnlyTypes {
  export type T = string;
}

function callable(x: number) {
  return x + callable.offset;
}
namespace callable {
  export const offset = 100;
}
class Merged {
  static own = 'own';
}
namespace Merged {
  export const extra = Merged.own + '+extra';
}
enum Color {
  Red,
}
namespace Color {
  export function parse(text: string) {
    return text === 'red' ? Color.Red : undefined;
  }
}

attempt('members', () => [Geometry.pi, Geometry.area(2), new Geometry.Point(3, 4).length(), Geometry.Kind.B]);
attempt('nested', () => [Geometry.Inner.deep, Geometry.Inner.point.length()]);
attempt('hidden', () => (Geometry as any).hidden);
attempt('variables are live', () => {
  const before = Geometry.counter;
  Geometry.area(1);
  const between = Geometry.counter;
  Geometry.counter = 50;
  Geometry.area(1);
  return [before, between, Geometry.counter];
});
attempt('merged', () => Geometry.more);
attempt('dotted', () => Dotted.Path.Name.value);
attempt('with a function', () => [callable(1), callable.offset, typeof callable]);
attempt('with a class', () => [Merged.extra, new Merged() instanceof Merged]);
attempt('with an enum', () => [Color.parse('red'), Color[0]]);
attempt('types leave nothing', () => {
  // @ts-expect-error no value
  return typeof OnlyTypes;
});
attempt('keys', () => Object.keys(Geometry));
namespace Patterns {
  export const { a, b } = { a: 1, b: 2 };
}
import Short = Geometry.Inner;
namespace Blocks {
  export const base = 1;
  export function total(): number {
    return base + other() + Late.limit;
  }
  export class Item {
    static first = new Item(0);
    constructor(readonly n: number) {}
    copy(): Item {
      return new Item(this.n);
    }
  }
  export namespace Deep {
    export const start = base * 10;
    export const make = (): Item => new Item(start);
    export class Sub extends Item {
      next(): number {
        return ++steps;
      }
    }
  }
  export let steps = 0;
}
namespace Blocks {
  const base = 'shadowed';
  export enum Late {
    limit = 7,
  }
  export function other(): number {
    return 1000;
  }
  export const own = base;
  export namespace Deep {
    export const again = start + new Sub(4).next() + make().n;
    export const typeOfItem = typeof Item;
  }
  export const { a, b: [c] = [5] } = { a: steps, b: [total()] };
}
namespace Outer.Middle {
  export const x = 1;
}
namespace Outer.Middle {
  export const y = x + 1;
}
namespace Outer {
  export const z = Middle.x + Middle.y;
  attempt('class before its line', () => new Later());
  export class Later {}
}
attempt('blocks see each other', () => [Blocks.total(), Blocks.own, Blocks.Deep.again, Blocks.steps, Blocks.a, Blocks.c, Blocks.Item.first.copy().n]);
attempt('outer class', () => Blocks.Deep.typeOfItem);
attempt('keys of blocks', () => [Object.keys(Blocks), Object.keys(Blocks.Deep), Object.keys(Outer.Middle), Outer.z]);
attempt('destructured exports', () => Patterns.a + Patterns.b);
attempt('alias', () => Short.deep);
