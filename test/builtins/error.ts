// Error constructors: message, cause, toString, prototypes, AggregateError, captureStackTrace.

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

const kinds: any[] = [
  Error,
  EvalError,
  RangeError,
  ReferenceError,
  SyntaxError,
  TypeError,
  URIError,
];
for (const Kind of kinds) {
  const name = Kind.name;
  show(name, () => Kind);
  show(`${name} call`, () => {
    const e = Kind('m');
    return [e instanceof Kind, e instanceof Error, e.message, e.name, String(e)];
  });
  show(`${name} keys`, () => [
    Object.keys(new Kind('m')),
    Object.getOwnPropertyNames(new Kind('m')).sort(),
    Object.getOwnPropertyNames(new Kind()).sort(),
  ]);
  show(`${name} prototype`, () =>
    ['name', 'message'].map((key) => {
      const d: any = Object.getOwnPropertyDescriptor(Kind.prototype, key);
      return [d.value, d.writable, d.enumerable, d.configurable];
    }),
  );
  show(`${name} chain`, () => [
    Object.getPrototypeOf(Kind) === (Kind === Error ? Function.prototype : Error),
    Object.getPrototypeOf(Kind.prototype) === (Kind === Error ? Object.prototype : Error.prototype),
  ]);
  show(`${name} subclass`, () => {
    class My extends Kind {
      extra = 1;
    }
    const e: any = new My('sub');
    return [
      e.name,
      e.message,
      e.extra,
      String(e),
      e instanceof My,
      e instanceof Kind,
      Object.prototype.toString.call(e),
    ];
  });
}
show('message conversion', () => [
  new Error(5 as any).message,
  new Error(null as any).message,
  new Error({ toString: () => 'obj' } as any).message,
  'message' in Object.getOwnPropertyDescriptors(new Error(undefined)),
]);
show('message symbol', () => new Error(Symbol('s') as any));
show('message descriptor', () => {
  const d: any = Object.getOwnPropertyDescriptor(new Error('m'), 'message');
  return [d.value, d.writable, d.enumerable, d.configurable];
});
show('cause', () => [
  new Error('m', { cause: 1 }).cause,
  'cause' in new Error('m'),
  'cause' in new Error('m', { cause: undefined }),
  'cause' in new Error('m', 1 as any),
]);
show('cause descriptor', () => {
  const d: any = Object.getOwnPropertyDescriptor(new Error('m', { cause: 'c' }), 'cause');
  return [d.value, d.writable, d.enumerable, d.configurable];
});
show('order', () => {
  const log: string[] = [];
  new Error(
    {
      toString() {
        log.push('message');
        return '';
      },
    } as any,
    {
      get cause() {
        log.push('cause');
        return 1;
      },
    },
  );
  return log;
});
show('toString', () => [
  Error.prototype.toString.call({ name: 'N', message: 'M' }),
  Error.prototype.toString.call({ name: '', message: 'M' }),
  Error.prototype.toString.call({ name: 'N', message: '' }),
  Error.prototype.toString.call({}),
  Error.prototype.toString.call({ name: undefined, message: undefined }),
]);
show('toString primitive', () => Error.prototype.toString.call(1));
show('toString length', () => Error.prototype.toString);
show('AggregateError', () => AggregateError);
show('AggregateError values', () => {
  const e = new AggregateError(new Set([1, 'two']), 'msg', { cause: 3 });
  return [
    e.errors,
    e.message,
    e.cause,
    e.name,
    e instanceof Error,
    Object.keys(e),
    Object.getOwnPropertyNames(e).sort(),
  ];
});
show('AggregateError call', () => (AggregateError as any)([1]).errors);
show('AggregateError bad', () => new AggregateError(1 as any));
show('AggregateError none', () => new (AggregateError as any)());
show('stack', () => {
  const e = new RangeError('boom');
  return [
    typeof e.stack,
    e.stack!.split('\n')[0],
    Object.getOwnPropertyDescriptor(e, 'stack')!.enumerable,
  ];
});
show('stack name', () => {
  class Special extends Error {
    constructor(m: string) {
      super(m);
      this.name = 'Special';
    }
  }
  return [new Special('x').stack!.split('\n')[0], String(new Special('x'))];
});
show('stack writable', () => {
  const e: any = new Error('x');
  e.stack = 'mine';
  return e.stack;
});
show('captureStackTrace', () => {
  const o: any = { name: 'Own', message: 'text' };
  Error.captureStackTrace(o);
  return [typeof o.stack, Object.keys(o)];
});
show('captureStackTrace primitive', () => {
  try {
    (Error as any).captureStackTrace(1);
  } catch (e: any) {
    return e.name;
  }
});
show('stackTraceLimit', () => {
  const old = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  const e = new Error('short');
  Error.stackTraceLimit = old;
  return [old, e.stack];
});
show('thrown values', () => {
  const out: any[] = [];
  for (const v of [1, 'a', null, undefined, { a: 1 }])
    try {
      throw v;
    } catch (e) {
      out.push(e);
    }
  return out;
});
show('runtime errors', () => {
  const out: string[] = [];
  const attempt = (f: () => any) => {
    try {
      f();
    } catch (e: any) {
      out.push(e.constructor.name);
    }
  };
  attempt(() => (null as any).x);
  attempt(() => (undefined as any)());
  attempt(() => 'x'.repeat(-1));
  attempt(() => decodeURIComponent('%'));
  attempt(() => JSON.parse('{'));

  attempt(() => new Array(-1));
  attempt(() => (1 as any).toString(99));
  attempt(() => (Symbol() as any) + '');
  return out;
});
show('finally order', () => {
  const log: string[] = [];
  const f = () => {
    try {
      log.push('try');
      return log.push('return');
    } finally {
      log.push('finally');
    }
  };
  f();
  return log;
});
show('finally override', () => {
  const f = () => {
    try {
      throw new Error('lost');
    } finally {
      return 'kept';
    }
  };
  return f();
});
show('nested', () => {
  try {
    try {
      throw new Error('inner');
    } catch (e) {
      throw new Error('outer', { cause: e });
    }
  } catch (e: any) {
    return [e.message, e.cause.message];
  }
});
show('stack overflow', () => {
  const f = (): any => f() + 1;
  try {
    f();
  } catch (e: any) {
    return [e instanceof RangeError, e.message];
  }
});
show('own name property', () => {
  const e = new Error('m');
  e.name = 'Changed';
  return String(e);
});
show('isError tag', () => [
  Object.prototype.toString.call(new Error()),
  Object.prototype.toString.call(Object.create(Error.prototype)),
]);
