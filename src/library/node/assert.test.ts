import '../../../test/fakes/install.ts';
import nodeAssert from 'node:assert';
import test from 'node:test';
import * as nodeUtil from 'node:util';

const ours = (await import('./assert.ts')).default as any;
const { isDeepStrictEqual } = await import('./util/deep-equal.ts');
const host = await import('../interfaces/host.ts');
host.setHost({
  environment: [],
  arguments: ['--a', 'x'],
  imagePath: '/x',
  processId: 1,
  target: 'test',
  exit: () => undefined as never,
});

function outcome(run: () => any): string {
  try {
    return ('returned ' + nodeUtil.inspect(run())).replace(/\n +at [^{\n]*/g, '');
  } catch (error: any) {
    return [
      error.name,
      error.code,
      error.message,
      error.generatedMessage,
      nodeUtil.inspect(error.actual),
      nodeUtil.inspect(error.expected),
      error.operator,
      String(error),
    ]
      .join('\n')
      .replace(/\n +at [^{\n]*/g, '');
  }
}

const circular: any = { a: 1 };
circular.self = circular;
const circular2: any = { a: 1 };
circular2.self = circular2;
class A {
  x = 1;
}
class B {
  x = 1;
}
const long = Array.from({ length: 60 }, (_, i) => i);
const values: any[] = [
  1,
  2,
  0,
  -0,
  NaN,
  '1',
  'a',
  '',
  null,
  undefined,
  true,
  false,
  1n,
  Symbol.iterator,
  {},
  [],
  { a: 1 },
  { a: 1, b: 2 },
  { b: 2, a: 1 },
  [1, 2],
  [1, 2, 3],
  [1, , 3],
  ['1', 2],
  new A(),
  new B(),
  circular,
  circular2,
  new Set([1, 2]),
  new Set([2, 1]),
  new Set([{ a: 1 }]),
  new Set(['1', 2]),
  new Map([[1, 2]]),
  new Map<any, any>([[{ k: 1 }, { v: 1 }]]),
  new Map<any, any>([['1', 2]]),
  new Date(0),
  new Date(1),
  /a/,
  /a/g,
  new Error('x'),
  new Error('y'),
  new TypeError('x'),
  new Uint8Array([1, 2]),
  new Uint8Array([1, 3]),
  new Float64Array([0]),
  new Float64Array([-0]),
  new Number(1),
  new String('1'),
  Object.assign([1, 2], { x: 1 }),
  { [Symbol.for('s')]: 1 },
  { [Symbol.for('s')]: 2 },
  () => 1,
  'a long string that is quite different from the other',
  'a long string that is quite similar to the other',
  'multi\nline\ntext',
  'multi\nline\nother',
  long,
  [...long.slice(0, 30), 99, ...long.slice(31)],
  { deep: { deep: { x: [1, 2, { y: 3 }] } } },
  { deep: { deep: { x: [1, 2, { y: 4 }] } } },
  new ArrayBuffer(2),
  Object.create(null),
  Object.assign(Object.create(null), { a: 1 }),
  [undefined],
  [null],
  { a: undefined },
];

test('assert comparisons agree with Node, messages included', () => {
  let failures = 0;
  for (let i = 0; i < values.length; i++) {
    for (let j = 0; j < values.length; j++) {
      for (const name of [
        'equal',
        'notEqual',
        'strictEqual',
        'notStrictEqual',
        'deepEqual',
        'notDeepEqual',
        'deepStrictEqual',
        'notDeepStrictEqual',
      ]) {
        const a = values[i];
        const b = values[j];
        const expected = outcome(() => (nodeAssert as any)[name](a, b));
        const actual = outcome(() => ours[name](a, b));
        if (expected !== actual && failures++ < 6)
          console.error(name, i, j, '\n--- node\n' + expected + '\n--- ours\n' + actual);
      }
      nodeAssert.equal(
        isDeepStrictEqual(values[i], values[j]),
        nodeUtil.isDeepStrictEqual(values[i], values[j]),
      );
    }
  }
  nodeAssert.equal(failures, 0);
});

test('assert.throws and the rest agree with Node', async () => {
  const thrower = (value: any) => () => {
    throw value;
  };
  const cases: ((assert: any) => any)[] = [
    (a) => a.throws(thrower(new Error('boom'))),
    (a) => a.throws(() => 1),
    (a) => a.throws(() => 1, 'msg'),
    (a) => a.throws(() => 1, TypeError),
    (a) => a.throws(() => 1, TypeError, 'm'),
    (a) => a.throws(thrower(new Error('boom')), /boom/),
    (a) => a.throws(thrower(new Error('boom')), /bam/),
    (a) => a.throws(thrower(new Error('boom')), TypeError),
    (a) => a.throws(thrower(new Error('boom')), Error),
    (a) => a.throws(thrower(new Error('boom')), { message: 'boom' }),
    (a) => a.throws(thrower(new Error('boom')), { message: 'bam' }),
    (a) => a.throws(thrower(new Error('boom')), { message: /oo/, name: 'Error' }),
    (a) => a.throws(thrower(new Error('boom')), { code: 1 }),
    (a) => a.throws(thrower(new Error('boom')), {}),
    (a) => a.throws(thrower(new Error('boom')), new Error('boom')),
    (a) => a.throws(thrower(new Error('boom')), new Error('bam')),
    (a) => a.throws(thrower('str'), { message: 'x' }),
    (a) => a.throws(thrower(new Error('boom')), () => true),
    (a) => a.throws(thrower(new Error('boom')), () => false),
    (a) => a.throws(thrower(new Error('boom')), function check() {}),
    (a) => a.throws(thrower(new Error('boom')), 'boom'),
    (a) => a.throws(thrower('boom'), 'boom'),
    (a) => a.throws(thrower(new Error('boom')), 'other'),
    (a) => a.throws('x'),
    (a) => a.throws(() => 1, 5),
    (a) => a.throws(() => 1, 'a', 'b'),
    (a) => a.throws(thrower(5), TypeError),
    (a) => a.doesNotThrow(() => 1),
    (a) => a.doesNotThrow(thrower(new Error('boom'))),
    (a) => a.doesNotThrow(thrower(new Error('boom')), 'why'),
    (a) => a.doesNotThrow(thrower(new Error('boom')), TypeError),
    (a) => a.doesNotThrow(thrower(new Error('boom')), /boom/, 'm'),
    (a) => a.match('abc', /b/),
    (a) => a.match('abc', /x/),
    (a) => a.match(5, /x/),
    (a) => a.match('a', 'b'),
    (a) => a.match('abc', /x/, 'msg'),
    (a) => a.doesNotMatch('abc', /b/),
    (a) => a.doesNotMatch('abc', /x/),
    (a) => a.fail(),
    (a) => a.fail('msg'),
    (a) => a.fail(new TypeError('own')),
    (a) => a.ifError(null),
    (a) => a.ifError(new Error('e')),
    (a) => a.ifError('s'),
    (a) => a.ifError(new Error('')),
    (a) => a.equal(1),
    (a) => a.equal(1, 2, 'msg'),
    (a) => a.strictEqual(1, 2, 'msg'),
    (a) => a.deepStrictEqual({ a: 1 }, { a: 2 }, 'msg'),
    (a) => a.strictEqual(1, 2, new RangeError('own')),
    (a) => a.ok(0, 'msg'),
    (a) => a(0, 'msg'),
    (a) => a.ok(1),
    (a) => a.ok(),
    (a) => a.ok(0, new TypeError('own')),
    (a) => a.strict.equal(1, '1'),
    (a) => a.strict.deepEqual({ a: 1 }, { a: '1' }),
    (a) => Object.keys(a.strict).length > 10,
    (a) => new a.AssertionError({ message: 'x' }),
    (a) => new a.AssertionError({ actual: 1, expected: 2, operator: 'strictEqual' }),
    (a) => new a.AssertionError(5),
  ];
  for (const run of cases)
    nodeAssert.equal(
      outcome(() => run(ours)),
      outcome(() => run(nodeAssert)),
      String(run),
    );
  const later: ((assert: any) => Promise<any>)[] = [
    (a) => a.rejects(Promise.reject(new Error('boom'))),
    (a) => a.rejects(Promise.resolve(1)),
    (a) => a.rejects(async () => 1, Error),
    (a) => a.rejects(() => 5),
    (a) => a.rejects(5),
    (a) => a.rejects(Promise.reject(new Error('boom')), { message: 'x' }),
    (a) => a.doesNotReject(Promise.reject(new Error('boom'))),
    (a) => a.doesNotReject(async () => 1),
  ];
  for (const run of later) {
    const settle = (a: any) =>
      run(a).then(
        (value) => outcome(() => value),
        (error) =>
          outcome(() => {
            throw error;
          }),
      );
    nodeAssert.equal(await settle(ours), await settle(nodeAssert), String(run));
  }
});

test('util helpers agree with Node', async () => {
  const { parseArgs } = await import('./util/parse-args.ts');
  const configs: any[] = [
    {
      args: ['-f', '--bar', 'b'],
      options: { f: { type: 'boolean', short: 'f' }, bar: { type: 'string' } },
    },
    { args: ['--foo=1', 'pos'], options: { foo: { type: 'string' } }, allowPositionals: true },
    { args: ['--foo'], options: { foo: { type: 'string' } } },
    { args: ['--foo=1'], options: { foo: { type: 'boolean' } } },
    { args: ['--x'], options: {} },
    { args: ['pos'] },
    {
      args: ['-abc', 'v'],
      options: {
        a: { type: 'boolean', short: 'a' },
        b: { type: 'boolean', short: 'b' },
        c: { type: 'string', short: 'c' },
      },
    },
    { args: ['-cv'], options: { c: { type: 'string', short: 'c' } } },
    { args: ['--m', '1', '--m', '2'], options: { m: { type: 'string', multiple: true } } },
    { args: [], options: { d: { type: 'string', default: 'q' } } },
    { args: ['--', '--x'], allowPositionals: true },
    { args: ['--x', 'y', '-z'], strict: false },
    { args: ['--foo', '-x'], options: { foo: { type: 'string' } } },
    {
      args: ['-f', '--b=1', 'p', '--', '-q'],
      options: { f: { type: 'boolean', short: 'f' }, b: { type: 'string' } },
      tokens: true,
      allowPositionals: true,
    },
  ];
  for (const config of configs)
    nodeAssert.equal(
      outcome(() => parseArgs(config)),
      outcome(() => nodeUtil.parseArgs(config)),
      JSON.stringify(config),
    );
});
