// Iteration protocols: closing, destructuring, generators, yield*, array iterators.

function show(label: string, make: () => any): void {
  let text: string;
  try {
    text = render(make());
  } catch (error: any) {
    text = `threw ${error.name}: ${error.message}`;
  }
  console.log(`${label} -> ${text}`);
}

function render(value: any): string {
  if (typeof value === 'string') return JSON.stringify(value);
  if (Object.is(value, -0)) return '-0';
  if (typeof value === 'function') return `function ${value.name}/${value.length}`;
  if (Array.isArray(value)) {
    let text = '';
    for (let i = 0; i < value.length; i++) {
      text += (i > 0 ? ', ' : '') + (i in value ? render(value[i]) : 'hole');
    }
    return `[${text}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const parts = Reflect.ownKeys(value).map((key) => `${String(key)}: ${render(value[key])}`);
    return `{${parts.join(', ')}}`;
  }
  return String(value);
}

function source(log: string[], limit = 10, extra: any = {}) {
  let n = 0;
  return {
    [Symbol.iterator]() {
      log.push('open');
      return this;
    },
    next() {
      log.push('next');
      return n < limit ? { value: n++, done: false } : { value: 'end', done: true };
    },
    return(v?: any) {
      log.push('return');
      return { value: v, done: true };
    },
    ...extra,
  };
}
const traced = (label: string, run: (log: string[]) => any) =>
  show(label, () => {
    const log: string[] = [];
    let result: any;
    try {
      result = run(log);
    } catch (e: any) {
      result = `${e.name}: ${e.message}`;
    }
    return [result === undefined ? 'none' : result, log.join(' ')];
  });
traced('for-of to end', (log) => {
  for (const x of source(log, 2)) log.push(String(x));
});
traced('break', (log) => {
  for (const x of source(log)) if (x === 1) break;
});
traced('continue', (log) => {
  for (const x of source(log, 3)) {
    if (x === 1) continue;
    log.push(`b${x}`);
  }
});
traced('return', (log) =>
  (() => {
    for (const x of source(log)) if (x === 1) return 'r' + x;
  })(),
);
traced('throw', (log) => {
  for (const x of source(log)) if (x === 1) throw new Error('body');
});
traced('throw and return throws', (log) => {
  for (const _ of source(log, 5, {
    return() {
      log.push('return');
      throw new Error('closing');
    },
  }))
    throw new Error('body');
});
traced('break and return throws', (log) => {
  for (const _ of source(log, 5, {
    return() {
      throw new Error('closing');
    },
  }))
    break;
});
traced('return not object', (log) => {
  for (const _ of source(log, 5, {
    return() {
      return 1;
    },
  }))
    break;
});
traced('return undefined', (log) => {
  for (const _ of source(log, 5, { return: undefined })) break;
});
traced('return not callable', (log) => {
  for (const _ of source(log, 5, { return: 1 })) break;
});
traced('next throws', (log) => {
  for (const _ of source(log, 5, {
    next() {
      throw new Error('next');
    },
  }))
    log.push('body');
});
traced('next not object', (log) => {
  for (const _ of source(log, 5, {
    next() {
      return 1;
    },
  }))
    log.push('body');
});
traced('next missing', (log) => {
  for (const _ of source(log, 5, { next: undefined })) log.push('body');
});
traced('next read once', (log) => {
  const it: any = {
    [Symbol.iterator]() {
      return this;
    },
    get next() {
      log.push('get next');
      let n = 0;
      return () => ({ value: n, done: n++ > 1 });
    },
  };
  for (const _ of it) log.push('body');
});
traced('iterator not object', (_) => {
  for (const x of { [Symbol.iterator]: () => 1 } as any) return x;
});
traced('labelled break', (log) => {
  outer: for (const a of source(log, 3))
    for (const b of source(log, 3)) {
      if (b === 1) continue outer;
      if (a === 1) break outer;
    }
});
traced('destructure 2', (log) => {
  const [a, b] = source(log) as any;
  return [a, b];
});
traced('destructure all', (log) => {
  const [a, ...rest] = source(log, 3) as any;
  return [a, rest];
});
traced('destructure exact', (log) => {
  const [a, b, c] = source(log, 2) as any;
  return [a, b, c];
});
traced('destructure none', (log) => {
  const [] = source(log) as any;
});
traced('destructure elision', (log) => {
  const [, , c] = source(log) as any;
  return c;
});
traced('destructure default', (log) => {
  const [a = 1, b = 'd'] = source(log, 1) as any;
  return [a, b];
});
traced('destructure target throws', (log) => {
  const target: any = {
    set x(_: any) {
      throw new Error('set');
    },
  };
  [target.x] = source(log) as any;
});
traced('spread', (log) => [...source(log, 3)]);
traced('spread call', (log) => Math.max(...(source(log, 3) as any)));
traced('Array.from', (log) => Array.from(source(log, 2) as any));
traced('Map from', (log) => new Map(source(log, 1) as any));
traced('Promise.all', (log) => {
  Promise.all(source(log, 2) as any);
});
traced('yield*', (log) => {
  const g = (function* (): any {
    return yield* source(log, 2) as any;
  })();
  return [g.next(), g.next(), g.next(), g.next()];
});
traced('yield* return', (log) => {
  const g = (function* (): any {
    yield* source(log) as any;
  })();
  return [g.next(), g.return(7), g.next()];
});
traced('yield* throw', (log) => {
  const g = (function* (): any {
    yield* source(log) as any;
  })();
  g.next();
  return g.throw(new Error('in'));
});
traced('yield* throw method', (log) => {
  const g = (function* (): any {
    yield* source(log, 5, {
      throw(e: any) {
        log.push('throw ' + e);
        return { value: 'caught', done: false };
      },
    }) as any;
  })();
  g.next();
  return g.throw('T');
});
show('generator', () => {
  const g = (function* () {
    const a: any = yield 1;
    const b: any = yield a + 1;
    return b;
  })();
  return [g.next('ignored'), g.next(5), g.next('end'), g.next()];
});
show('generator return', () => {
  const g = (function* () {
    try {
      yield 1;
    } finally {
      yield 'cleanup';
    }
  })();
  return [g.next(), g.return(9 as any), g.next(), g.next()];
});
show('generator return before start', () => {
  const g = (function* () {
    yield 1;
  })();
  return [g.return(3 as any), g.next()];
});
show('generator throw', () => {
  const g = (function* () {
    try {
      yield 1;
    } catch (e) {
      yield 'caught ' + e;
    }
  })();
  return [g.next(), g.throw('x'), g.next()];
});
show('generator throw before start', () => {
  const g = (function* () {
    yield 1;
  })();
  try {
    g.throw(new Error('early'));
  } catch (e: any) {
    return [e.message, g.next()];
  }
});
show('running', () => {
  const g: any = (function* () {
    yield g.next();
  })();
  return g.next();
});
show('wrong receiver', () => (function* () {})().next.call({} as any));
show('generator methods', () => {
  const P = Object.getPrototypeOf(Object.getPrototypeOf((function* () {})()));
  return [P.next, P.return, P.throw, P[Symbol.toStringTag], Reflect.ownKeys(P).map(String)];
});
show('generator prototype', () => {
  function* g(): any {}
  g.prototype.extra = 1;
  return [(g() as any).extra, g() instanceof (g as any), Object.keys(g.prototype)];
});
show('new generator', () => new (function* () {} as any)());
show('infinite', () => {
  function* naturals() {
    let n = 0;
    while (true) yield n++;
  }
  const out: number[] = [];
  for (const n of naturals()) {
    if (n > 4) break;
    out.push(n);
  }
  return out;
});
show('delegation', () => {
  function* a(): any {
    const r = yield* b();
    yield 'r' + r;
  }
  function* b(): any {
    yield 1;
    yield 2;
    return 3;
  }
  return [...a()];
});
show('yield* string', () => [
  ...(function* () {
    yield* 'a\u{1F600}';
  })(),
]);
show('yield* array', () => [
  ...(function* () {
    yield* [1, , 3];
  })(),
]);
show('arguments and this', () => [
  ...(
    function* (this: any) {
      yield arguments.length;
      yield this.v;
    } as any
  ).call({ v: 7 }, 1, 2),
]);
show('default parameter throws early', () =>
  (function* (
    _ = (() => {
      throw new Error('default');
    })(),
  ) {})(),
);
show('string iterator', () => {
  const it = 'a\u{1F600}\uD800'[Symbol.iterator]();
  return [
    it.next(),
    it.next().value!.length,
    it.next().value!.charCodeAt(0),
    it.next(),
    Object.prototype.toString.call(it),
  ];
});
show('iterator prototype', () => {
  const P: any = Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]()));
  return [P[Symbol.iterator], P[Symbol.iterator].call(5), Reflect.ownKeys(P).length > 0];
});
show('patched array iterator', () => {
  const P = Object.getPrototypeOf([][Symbol.iterator]());
  const old = P.next;
  let calls = 0;
  P.next = function () {
    calls++;
    return old.call(this);
  };
  const out = [...[1, 2]];
  for (const _ of [1]) calls += 100;
  P.next = old;
  return [out, calls];
});
show('patched array values', () => {
  const old = Array.prototype[Symbol.iterator];
  Array.prototype[Symbol.iterator] = function* (): any {
    yield 'patched';
  };
  const [a] = [1];
  const b = [...[2]];
  Array.prototype[Symbol.iterator] = old;
  return [a, b, [...[3]]];
});
show('entries of object', () => {
  const out: any[] = [];
  for (const [k, v] of Object.entries({ a: 1, b: 2 })) out.push(k + v);
  return out;
});
show('not iterable', () => {
  const n: any = 5;
  for (const _ of n) return 1;
});
show('not iterable spread', () => {
  const o: any = { a: 1 };
  return [...o];
});
show('not iterable destructure', () => {
  const o: any = {};
  const [a] = o;
  return a;
});
show('undefined destructure', () => {
  const u: any = undefined;
  const [a] = u;
  return a;
});
show('undefined object destructure', () => {
  const u: any = undefined;
  const { a } = u;
  return a;
});
show('Iterator global', () => typeof (globalThis as any).Iterator);
