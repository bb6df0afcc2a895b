// Promise: order of jobs, thenables, combinators, subclasses, async functions and generators.

const lines: string[] = [];
const log = (...parts: any[]): void => {
  lines.push(
    parts
      .map((part) =>
        typeof part === 'object' && part !== null ? JSON.stringify(part) : String(part),
      )
      .join(' '),
  );
};
function ticker(name: string, count: number): void {
  let promise: Promise<any> = Promise.resolve();
  for (let i = 0; i < count; i++) promise = promise.then(() => log(`${name} tick`, i));
}
const scenarios: [string, () => any][] = [
  [
    'chains',
    () => {
      for (let i = 0; i < 3; i++) {
        let p: any = Promise.resolve(i);
        for (let j = 0; j < 3; j++)
          p = p.then((v: any) => {
            log('chain', i, j, v);
            return v + 1;
          });
      }
    },
  ],
  [
    'thenables',
    () => {
      ticker('th', 6);
      const thenable = {
        then(f: any) {
          log('then called');
          f(5);
        },
      };
      Promise.resolve(thenable).then((v) => log('resolved', v));
      Promise.resolve(1)
        .then(() => Promise.resolve(2))
        .then((v) => log('nested', v));
      Promise.resolve(1)
        .then(() => thenable)
        .then((v) => log('nested thenable', v));
      new Promise((f) => f(Promise.resolve('inner'))).then(log);
    },
  ],
  [
    'executor',
    () => {
      new Promise((a, b) => {
        log('executor', a.length, b.length, JSON.stringify(a.name));
        a(1);
        b(2);
        throw 3;
      }).then((v) => log('value', v));
      new Promise(() => {
        throw new Error('in executor');
      }).catch((e) => log(e.message));
      try {
        new (Promise as any)();
      } catch (e: any) {
        log(e.message);
      }
      try {
        new (Promise as any)(1);
      } catch (e: any) {
        log(e.message);
      }
      try {
        (Promise as any)();
      } catch (e: any) {
        log(e.message);
      }
    },
  ],
  [
    'cycle',
    () => {
      let settle: any;
      const p = new Promise((f) => (settle = f));
      settle(p);
      p.catch((e) => log(e.message));
      const q: any = Promise.resolve().then(() => q);
      q.catch((e: any) => log(e.message));
    },
  ],
  [
    'rejections',
    () => {
      ticker('rej', 4);
      const r = Promise.reject(1);
      r.catch(() => log('a'));
      r.then(
        () => log('no'),
        () => log('b'),
      );
      r.then(undefined, null as any).catch(() => log('c'));
      Promise.resolve(4)
        .then(7 as any)
        .then((v) => log(v));
      Promise.reject(new Error('x'))
        .then(() => 1)
        .then(() => 2)
        .catch((e) => {
          log(e.message);
          return 'recovered';
        })
        .then(log);
    },
  ],
  [
    'finally',
    () => {
      ticker('fin', 8);
      Promise.resolve(1)
        .finally(() => {
          log('f');
          return 2;
        })
        .then((v) => log('kept', v));
      Promise.reject(3)
        .finally(() => log('g'))
        .catch((e) => log('kept', e));
      Promise.resolve(1)
        .finally(() => {
          throw 4;
        })
        .catch((e) => log('replaced', e));
      Promise.reject(1)
        .finally(() => Promise.reject(8))
        .catch((e) => log('replaced', e));
      Promise.resolve(6).finally(undefined).then(log);
    },
  ],
  [
    'all',
    () => {
      ticker('all', 5);
      Promise.all([
        1,
        Promise.resolve(2),
        {
          then(f: any) {
            f(3);
          },
        },
      ]).then((v) => log(v));
      Promise.all([]).then((v) => log('empty', v));
      Promise.all([Promise.reject('no'), 1]).catch((e) => log('rejected', e));
      Promise.all(5 as any).catch((e) => log(e.name, e.message));
      (Promise as any).all().catch((e: any) => log(e.message));
      Promise.all('ab').then(log);
    },
  ],
  [
    'allSettled',
    () => {
      Promise.allSettled([Promise.reject(1), 2, new Promise((f) => f(3))]).then((v) => log(v));
      Promise.allSettled(new Set()).then(log);
    },
  ],
  [
    'any',
    () => {
      Promise.any([Promise.reject(1), Promise.reject(2)]).catch((e) =>
        log(e.constructor.name, e.message, e.errors),
      );
      Promise.any([Promise.reject(1), Promise.resolve(7)]).then((v) => log('any', v));
      Promise.any([]).catch((e) => log('none', e.errors.length));
    },
  ],
  [
    'race',
    () => {
      Promise.race([new Promise(() => {}), Promise.resolve(9)]).then((v) => log('race', v));
      Promise.race([Promise.reject('lost')]).catch(log);
    },
  ],
  [
    'subclass',
    () => {
      class Sub extends Promise<any> {
        constructor(e: any) {
          super(e);
          log('constructed');
        }
      }
      Sub.resolve(1)
        .then((v) => {
          log('sub', v);
          return 2;
        })
        .then(log);
      log(
        Sub.resolve() instanceof Sub,
        Sub.all([]) instanceof Sub,
        Sub.reject(1).catch(() => {}) instanceof Sub,
        Promise.resolve(Sub.resolve(1)) instanceof Sub,
      );
      class Plain extends Promise<any> {
        static get [Symbol.species]() {
          return Promise;
        }
      }
      log(Plain.resolve(1).then(() => {}).constructor.name);
      Sub.resolve(3)
        .finally(() => log('fin'))
        .then(log);
    },
  ],
  [
    'bad thens',
    () => {
      Promise.resolve({
        get then() {
          throw 1;
        },
      }).catch((e) => log('getter', e));
      Promise.resolve({
        then(f: any) {
          f(1);
          throw 3;
        },
      }).then((v) => log('first wins', v));
      Promise.resolve({ then: 5 }).then((v) => log(typeof v));
      Promise.resolve({
        then() {
          throw 9;
        },
      }).catch((e) => log('threw', e));
      Promise.resolve({
        then(f: any, r: any) {
          r('r');
          f('f');
        },
      }).catch(log);
    },
  ],
  [
    'receivers',
    () => {
      for (const f of [
        () => Promise.resolve.call(1 as any),
        () => Promise.reject.call(1 as any),
        () => Promise.prototype.then.call(1 as any),
        () => Promise.prototype.catch.call(1 as any),
        () => Promise.prototype.finally.call(1 as any),
        () => Promise.all.call(1 as any, []),
        () => Promise.resolve.call(Math.max as any),
        () => Promise.resolve.call(class {} as any),
      ])
        try {
          f();
          log('no error');
        } catch (e: any) {
          log(e.name, e.message);
        }
    },
  ],
  [
    'properties',
    () => {
      for (const name of ['all', 'allSettled', 'any', 'race', 'resolve', 'reject']) {
        const f = (Promise as any)[name];
        log(f.name, f.length);
      }
      for (const name of ['then', 'catch', 'finally']) {
        const f = (Promise.prototype as any)[name];
        log(f.name, f.length);
      }
      log(
        Promise.name,
        Promise.length,
        Object.prototype.toString.call(Promise.resolve()),
        Object.keys(Promise.resolve(1)),
        Reflect.ownKeys(Promise.resolve(1)),
      );
      const p = Promise.resolve(1);
      log(Promise.resolve(p) === p);
    },
  ],
  [
    'await values',
    () => {
      ticker('aw', 10);
      const f = async (n: number) => {
        log(n, 'start');
        log(n, await n);
        log(n, await Promise.resolve('p'));
        await {
          then(g: any) {
            log(n, 'then');
            g();
          },
        };
        log(n, 'end');
        return Promise.resolve(n);
      };
      f(1).then((v) => log('done', v));
      f(2).then((v) => log('done', v));
    },
  ],
  [
    'await errors',
    () => {
      const f = async () => {
        try {
          await Promise.reject(5);
        } catch (e) {
          log('caught', e);
        }
        try {
          await {
            get then() {
              throw 6;
            },
          };
        } catch (e) {
          log('caught', e);
        }
        try {
          return await Promise.reject(7);
        } finally {
          log('finally');
        }
      };
      f().catch((e) => log('out', e));
      (async () => {
        throw 8;
      })().catch((e) => log('thrown', e));
      (async (
        _ = (() => {
          throw 9;
        })(),
      ) => {})().catch((e) => log('parameter', e));
    },
  ],
  [
    'async return',
    () => {
      ticker('ret', 6);
      (async () => 1)().then(() => log('plain'));
      (async () => Promise.resolve(1))().then(() => log('promise'));
      (async () => await Promise.resolve(1))().then(() => log('awaited'));
    },
  ],
  [
    'async methods',
    () => {
      const o = {
        async m(this: any) {
          return this.v;
        },
        v: 5,
        f: async function () {
          return arguments.length;
        },
      };
      o.m().then(log);
      (o.f as any)(1, 2).then(log);
      class C {
        async a() {
          return new.target === undefined;
        }
        static async s() {
          return 's';
        }
      }
      new C().a().then(log);
      C.s().then(log);
    },
  ],
  [
    'loops',
    () => {
      (async () => {
        for (let i = 0; i < 3; i++) {
          await null;
          log('loop', i);
        }
        let n = 0;
        while (n < 2) {
          n += await 1;
          log('while', n);
        }
        for (const x of [Promise.resolve('a'), 'b']) log('of', await x);
        label: for (;;) {
          for (;;) {
            await 0;
            break label;
          }
        }
        log('left');
      })();
    },
  ],
  [
    'for await',
    () => {
      ticker('fa', 8);
      (async () => {
        for await (const x of [Promise.resolve(1), 2, Promise.resolve(3)]) log('for await', x);
        try {
          for await (const x of [1, Promise.reject('bad')]) log('got', x);
        } catch (e) {
          log('caught', e);
        }
        const it = {
          n: 0,
          [Symbol.asyncIterator]() {
            return this;
          },
          async next() {
            return { value: this.n, done: this.n++ > 1 };
          },
          async return() {
            log('closed');
            return {};
          },
        };
        for await (const x of it) {
          log('custom', x);
          break;
        }
      })();
    },
  ],
  [
    'for await sync close',
    () => {
      (async () => {
        const it = {
          [Symbol.iterator]() {
            return this;
          },
          next: () => ({ value: 1, done: false }),
          return() {
            log('sync closed');
            return {};
          },
        };
        for await (const x of it as any) {
          log(x);
          break;
        }
        try {
          for await (const _ of it as any) throw 'body';
        } catch (e) {
          log(e);
        }
      })();
    },
  ],
  [
    'async generators',
    () => {
      ticker('ag', 12);
      async function* g(): any {
        log('started');
        const a = yield 1;
        log('sent', a);
        try {
          const b = yield Promise.resolve(2);
          log('sent', b);
          yield 3;
        } finally {
          log('cleanup');
          await 0;
          log('cleaned');
        }
        return 4;
      }
      const it = g();
      it.next('x').then((r: any) => log(r));
      it.next('y').then((r: any) => log(r));
      it.next('z').then((r: any) => log(r));
      it.return(9).then((r: any) => log('return', r));
      it.next().then((r: any) => log(r));
      it.throw('late').catch((e: any) => log('throw', e));
    },
  ],
  [
    'async generator return',
    () => {
      async function* g() {
        yield 1;
      }
      const a = g();
      a.return(Promise.resolve(5) as any).then((r) => log(r));
      a.return(Promise.reject(6) as any).catch((e) => log('rejected', e));
      a.next().then((r) => log(r));
      const b = g();
      b.throw('t').catch((e) => log('t', e));
      b.next().then((r) => log(r));
    },
  ],
  [
    'async generator errors',
    () => {
      async function* g(): any {
        try {
          yield 1;
        } catch (e) {
          log('caught', e);
          yield 'after';
        }
        throw 10;
      }
      const it = g();
      it.next().then(log);
      it.throw(5).then(log);
      it.next().catch((e: any) => log('rejected', e));
      it.next().then(log);
      g()
        .next.call({} as any)
        .catch((e: any) => log(e.message));
      (async function* () {
        yield Promise.reject('y');
      })()
        .next()
        .catch((e) => log('yielded', e));
    },
  ],
  [
    'async yield*',
    () => {
      async function* inner() {
        try {
          const x: any = yield 'i1';
          log('inner got', x);
          return 'ret';
        } finally {
          log('inner done');
        }
      }
      async function* outer(): any {
        const r = yield* inner();
        log('inner returned', r);
        yield* ['s1', Promise.resolve('s2')];
      }
      (async () => {
        const it = outer();
        log(await it.next());
        log(await it.next('sent'));
        log(await it.next());
        log(await it.next());
        const second = outer();
        await second.next();
        log(await second.return('early'));
      })();
    },
  ],
  [
    'destructuring await',
    () => {
      (async () => {
        const { a, b = await Promise.resolve('default') } = await Promise.resolve({ a: 1 } as any);
        const [x, ...y] = await Promise.all([1, 2, 3]);
        log(a, b, x, y);
        log(`${await 1}${await 2}`, (await [5])[0], await await (async () => 6)());
      })();
    },
  ],
  [
    'queueMicrotask',
    () => {
      ticker('qm', 3);
      queueMicrotask(() => log('microtask'));
      Promise.resolve().then(() => queueMicrotask(() => log('nested microtask')));
    },
  ],
  [
    'patched then',
    () => {
      class P extends Promise<any> {
        then(a: any, b: any): any {
          log('patched then');
          return super.then(a, b);
        }
      }
      (async () => {
        log(await P.resolve('v'));
      })();
      Promise.resolve(P.resolve('w')).then(log);
      Promise.all([P.resolve(1)]).then(log);
    },
  ],
  [
    'constructor lookups',
    () => {
      const p: any = Promise.resolve(1);
      Object.defineProperty(p, 'constructor', {
        get() {
          log('constructor read');
          return Promise;
        },
      });
      (async () => {
        await p;
        log('awaited');
      })();
      p.then(() => log('then'));
      log(Promise.resolve(p) === p);
    },
  ],
];
async function main(): Promise<void> {
  for (const [name, run] of scenarios) {
    lines.length = 0;
    run();
    await new Promise((resolve) => setTimeout(resolve, 0));
    console.log(`== ${name}`);
    for (const line of lines) console.log(line);
  }
}
main();
