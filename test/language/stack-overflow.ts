// Endless recursion is a RangeError that can be caught, in every kind of function, and the program goes on.

const kinds: Record<string, () => unknown> = {
  function() {
    function f(n: number): number {
      return f(n + 1) + 1;
    }
    return f(0);
  },
  arrow() {
    const f = (n: number): number => f(n + 1) + 1;
    return f(0);
  },
  method() {
    class A {
      m(n: number): number {
        return this.m(n + 1) + 1;
      }
    }
    return new A().m(0);
  },
  constructors() {
    class A {
      inner: A;
      constructor() {
        this.inner = new A();
      }
    }
    return new A();
  },
  getter() {
    const object = {
      get x(): number {
        return this.x + 1;
      },
    };
    return object.x;
  },
  toString() {
    const object: any = { toString: () => `${object}` };
    return `${object}`;
  },
  mutual() {
    const even = (n: number): boolean => !odd(n + 1);
    const odd = (n: number): boolean => !even(n + 1);
    return even(0);
  },
  callback() {
    const f = (): number => [1].map(f)[0]! + 1;
    return f();
  },
  generator() {
    function* f(): Generator<number> {
      yield* f();
    }
    return [...f()];
  },
  apply() {
    function f(this: any, ...list: number[]): number {
      return f.apply(this, list) + 1;
    }
    return f(1, 2, 3);
  },
};
for (const name of Object.keys(kinds)) {
  try {
    kinds[name]!();
    console.log(name, 'ended');
  } catch (error) {
    console.log(name, error instanceof RangeError, (error as Error).message);
  }
}

// Deep but finite.
const depth = (n: number): number => (n === 0 ? 0 : 1 + depth(n - 1));
console.log(depth(5000));

// finally runs on the way out.
let cleaned = 0;
const clean = (): void => {
  try {
    clean();
  } finally {
    cleaned++;
  }
};
try {
  clean();
} catch (error) {
  console.log((error as Error).name, cleaned > 100);
}
console.log(await (async () => {
  const f = async (): Promise<number> => (await f()) + 1;
  try {
    return await f();
  } catch (error) {
    return (error as Error).name;
  }
})());

// At whatever depth the stack ends: every promise is settled, and none of the rejections stays unhandled.
const nest = async (level: number): Promise<number> => {
  const padding = (n: number): Promise<number> => (n === 0 ? nest(level + 1) : padding(n - 1));
  return (await padding(level % 7)) + 1;
};
async function* generate(level: number): AsyncGenerator<number> {
  yield* generate(level + 1);
}
const settled = await Promise.allSettled([nest(0), nest(1), nest(2), nest(3), generate(0).next(), nest(5), nest(6)]);
console.log(settled.map((result) => (result.status === 'rejected' ? result.reason.name : result.status)).join(' '));
await new Promise((resolve) => setTimeout(resolve, 1));
console.log('still here');
