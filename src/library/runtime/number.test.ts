// Numbers to text, text to numbers and the mathematical functions, against Node's: the machine modules run under a C main.
// NUMBER_TEST_COUNT sets the number of random doubles per function.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';

import ts from 'typescript';

import { compileMachine, MACHINE_HEADER } from '../../compiler/machine/compile-machine.ts';
import { emitStaticStrings } from '../../compiler/emit/static-strings.ts';

const COUNT = Number(process.env['NUMBER_TEST_COUNT'] ?? 20000);
const MODULES =
  'exact-decimal number-digits number-format number-radix number-parse powers-of-ten arithmetic power double-words ' +
  'math-reduction math-trigonometric math-exponential math-logarithm math-hyperbolic value layout';
/** Texts go in as length and bytes; strings come out by a `newString8` that is not the heap's. */
const MAIN = `#include <stdio.h>
#include <stdlib.h>
#include "${MACHINE_HEADER}"
static char cell[4096];
uint64_t dr_newString8(uint32_t length) { *(uint32_t *)(cell + 8) = length; return (uint64_t)cell; }
static void put(Value v) { uint64_t p = v & 0xffffffffffffULL; fwrite((char *)p + 16, 1, *(uint32_t *)(p + 8), stdout); putchar('\\n'); }
static void putDouble(double x) { uint64_t bits; __builtin_memcpy(&bits, &x, 8); printf("%016lx\\n", bits); }
int main(void) {
  struct { int32_t op, n; double a, b; } r;
  static char text[1 << 16];
  while (fread(&r, 24, 1, stdin) == 1) switch (r.op) {
    case 0: put(dr_numberToString(r.a)); break;
    case 1: put(dr_numberToFixed(r.a, r.n)); break;
    case 2: put(dr_numberToExponential(r.a, r.n)); break;
    case 3: put(dr_numberToPrecision(r.a, r.n)); break;
    case 4: put(dr_numberToRadix(r.a, r.n)); break;
    case 5: if (fread(text, r.n, 1, stdin) == 1) putDouble(dr_parseDecimalAt((uint64_t)text, 0, 0, r.n)); break;
    case 6: putDouble(dr_remainderOfDoubles(r.a, r.b)); break;
    case 7: putDouble(dr_powerOf(r.a, r.b)); break;
    case 8: putDouble(dr_arcTangent2Of(r.a, r.b)); break;
    case 10: putDouble(dr_sineOf(r.a)); break;
    case 11: putDouble(dr_cosineOf(r.a)); break;
    case 12: putDouble(dr_tangentOf(r.a)); break;
    case 13: putDouble(dr_arcSineOf(r.a)); break;
    case 14: putDouble(dr_arcCosineOf(r.a)); break;
    case 15: putDouble(dr_arcTangentOf(r.a)); break;
    case 16: putDouble(dr_exponentialOf(r.a)); break;
    case 17: putDouble(dr_exponentialMinus1Of(r.a)); break;
    case 18: putDouble(dr_logarithmOf(r.a)); break;
    case 19: putDouble(dr_logarithm1pOf(r.a)); break;
    case 20: putDouble(dr_logarithm2Of(r.a)); break;
    case 21: putDouble(dr_logarithm10Of(r.a)); break;
    case 22: putDouble(dr_hyperbolicSineOf(r.a)); break;
    case 23: putDouble(dr_hyperbolicCosineOf(r.a)); break;
    case 24: putDouble(dr_hyperbolicTangentOf(r.a)); break;
    case 25: putDouble(dr_inverseHyperbolicSineOf(r.a)); break;
    case 26: putDouble(dr_inverseHyperbolicCosineOf(r.a)); break;
    case 27: putDouble(dr_inverseHyperbolicTangentOf(r.a)); break;
    case 28: putDouble(dr_cubeRootOf(r.a)); break;
  }
}
`;
const FLAGS =
  '-std=gnu11 -O2 -fno-strict-aliasing -fwrapv -ffp-contract=off -fno-math-errno -march=x86-64-v2 -ffunction-sections -w';

let folder = '';

before(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'number-test-'));
  const library = path.resolve(import.meta.dirname, '..');
  // Modules that only the allocating parts need are replaced by their declarations.
  const result = compileMachine(
    [
      ...MODULES.split(' ').map((name) => ({
        name: `runtime/${name}`,
        text: readFileSync(path.join(library, 'runtime', `${name}.ts`), 'utf8'),
      })),
      {
        name: 'runtime/string-cells',
        text: "'use machine';\nexport declare function newString8(length: u32): ptr;\n",
      },
    ].map(({ name, text }) => {
      const file = path.join(library, `${name}.ts`);
      return {
        path: file,
        name,
        sourceFile: ts.createSourceFile(file, text, ts.ScriptTarget.ESNext, true),
      };
    }),
  );
  assert.deepEqual(
    result.diagnostics.map(({ message }) => message),
    [],
  );
  writeFileSync(path.join(folder, MACHINE_HEADER), result.header);
  const strings = new Set(result.modules.flatMap((module) => [...module.strings]));
  const files = [
    ...result.modules.map(({ c }, index) => ({ name: `module${index}.c`, c })),
    { name: 'strings.c', c: emitStaticStrings(strings) },
    { name: 'main.c', c: MAIN },
  ];
  for (const { name, c } of files) writeFileSync(path.join(folder, name), c);
  const inputs = files.map(({ name }) => path.join(folder, name));
  execFileSync('clang', [
    ...FLAGS.split(' '),
    '-Wl,--gc-sections',
    '-I',
    folder,
    '-o',
    path.join(folder, 'program'),
    ...inputs,
  ]);
});

after(() => rmSync(folder, { recursive: true }));

/** A small generator, so that a failure repeats. */
let state = 0x2545f491n;
function random64(): bigint {
  state ^= (state << 13n) & 0xffffffffffffffffn;
  state ^= state >> 7n;
  state ^= (state << 17n) & 0xffffffffffffffffn;
  return state;
}

const scratch = new DataView(new ArrayBuffer(8));
function doubleOf(bits: bigint): number {
  scratch.setBigUint64(0, bits);
  return scratch.getFloat64(0);
}
function bitsOf(x: number): string {
  scratch.setFloat64(0, x);
  return Number.isNaN(x) ? 'NaN' : scratch.getBigUint64(0).toString(16).padStart(16, '0');
}
function unit(): number {
  return Number(random64() >> 11n) / 2 ** 53;
}
function finite(): number {
  for (;;) {
    const x = doubleOf(random64());
    if (Number.isFinite(x)) return x;
  }
}
/** Of every magnitude that programs use, of every magnitude there is, short decimals, integers and special cases. */
function anyDouble(): number {
  const choice = Number(random64() % 8n);
  if (choice === 0) return finite();
  if (choice === 1) return (unit() - 0.5) * 10 ** Math.floor(unit() * 12);
  if (choice === 2) return Math.floor(unit() * 1e6) / 10 ** Math.floor(unit() * 7);
  if (choice === 3) return Math.floor((unit() - 0.5) * 2 ** Math.floor(unit() * 70));
  if (choice === 4) return Number((unit() * 10).toPrecision(1 + Math.floor(unit() * 17)));
  if (choice === 5) return unit() - 0.5;
  if (choice === 6) return (unit() - 0.5) * 20;
  return SPECIAL[Math.floor(unit() * SPECIAL.length)]!;
}
const SPECIAL = [
  0,
  -0,
  1,
  -1,
  0.5,
  1.5,
  2.5,
  1e21,
  1e-7,
  1e23,
  5e-324,
  2 ** -1022,
  2 ** 53,
  2 ** 53 + 2,
  123456789012345680000,
  0.1,
  0.000001,
  1e300,
  Number.MAX_VALUE,
  4.35,
  1.005,
  0.045,
  1000000000000000128,
  Math.PI,
  Math.PI / 2,
  Math.PI / 4,
  -Math.PI,
];

interface Call {
  op: number;
  n: number;
  a: number;
  b: number;
  text?: string;
  expected: string;
}

function run(calls: readonly Call[]): string[] {
  const input = Buffer.concat(
    calls.map(({ op, n, a, b, text }) => {
      const record = Buffer.alloc(24);
      record.writeInt32LE(op, 0);
      record.writeInt32LE(n, 4);
      record.writeDoubleLE(a, 8);
      record.writeDoubleLE(b, 16);
      return text === undefined ? record : Buffer.concat([record, Buffer.from(text)]);
    }),
  );
  return execFileSync(path.join(folder, 'program'), { input, encoding: 'utf8', maxBuffer: 1 << 30 })
    .trimEnd()
    .split('\n');
}

function check(calls: readonly Call[], tolerance = 0): void {
  const lines = run(calls);
  assert.equal(lines.length, calls.length);
  const wrong: string[] = [];
  for (const [index, call] of calls.entries()) {
    const line = lines[index]!;
    const actual =
      /^(7ff|fff)[1-9a-f]/.test(line) && line.length === 16 && call.expected === 'NaN'
        ? 'NaN'
        : line;
    if (actual !== call.expected)
      wrong.push(
        `${call.op} n=${call.n} a=${call.a} b=${call.b} ${call.text ?? ''}: ${actual}, expected ${call.expected}`,
      );
  }
  if (wrong.length > calls.length * tolerance)
    assert.fail(`${wrong.length} of ${calls.length}:\n${wrong.slice(0, 10).join('\n')}`);
}

function each(make: () => Call): Call[] {
  return Array.from({ length: COUNT }, make);
}

test('doubles print their shortest digits', () => {
  check(
    each(() => {
      const a = anyDouble();
      return { op: 0, n: 0, a, b: 0, expected: String(a) };
    }),
  );
});

test('toFixed, toExponential and toPrecision round the exact value half up', () => {
  check(
    each(() => {
      const a = anyDouble() % 1e20;
      const n = Math.floor(unit() * 22);
      return { op: 1, n, a, b: 0, expected: a.toFixed(n) };
    }),
  );
  check(
    each(() => {
      const a = anyDouble();
      const n = Math.floor(unit() * 22) - 1;
      return { op: 2, n, a, b: 0, expected: n < 0 ? a.toExponential() : a.toExponential(n) };
    }),
  );
  check(
    each(() => {
      const a = anyDouble();
      const n = 1 + Math.floor(unit() * 30);
      return { op: 3, n, a, b: 0, expected: a.toPrecision(n) };
    }),
  );
});

test('other radixes print the digits that V8 prints', () => {
  check(
    each(() => {
      const a = anyDouble();
      const n = 2 + Math.floor(unit() * 35);
      return n === 10
        ? { op: 0, n, a, b: 0, expected: String(a) }
        : { op: 4, n, a, b: 0, expected: a.toString(n) };
    }),
  );
});

test('decimal text becomes the nearest double', () => {
  const call = (text: string): Call => ({
    op: 5,
    n: text.length,
    a: 0,
    b: 0,
    text,
    expected: bitsOf(Number(text)),
  });
  check(each(() => call(String(Math.abs(anyDouble())))));
  check(each(() => call(Math.abs(anyDouble()).toPrecision(1 + Math.floor(unit() * 30)))));
  check(each(() => call(`${random64()}${random64()}e${Math.floor((unit() - 0.5) * 700)}`)));
  // Midpoints between neighbours, and next to them.
  check(
    each(() => {
      const x = Math.abs(finite());
      const exact = BigInt(Math.floor(unit() * 2 ** 53)) * 2n + 1n;
      const scaled = exact << BigInt(Math.floor(unit() * 200));
      return call(
        x === 0
          ? '0'
          : `${scaled}${['', '.0', '.00000000000000000000001'][Math.floor(unit() * 3)]}`,
      );
    }),
  );
});

test('remainder is exact', () => {
  check(
    each(() => {
      const a = anyDouble();
      const b = anyDouble();
      return { op: 6, n: 0, a, b, expected: bitsOf(a % b) };
    }),
  );
});

const ONE_ARGUMENT: readonly [number, string, (x: number) => number, (() => number)?][] = [
  [10, 'sin', Math.sin],
  [11, 'cos', Math.cos],
  [12, 'tan', Math.tan],
  [13, 'asin', Math.asin, () => (unit() - 0.5) * 2.1],
  [14, 'acos', Math.acos, () => (unit() - 0.5) * 2.1],
  [15, 'atan', Math.atan],
  [16, 'exp', Math.exp, () => (unit() - 0.5) * 1500],
  [17, 'expm1', Math.expm1, () => (unit() - 0.5) * 10 ** (unit() * 4)],
  [18, 'log', Math.log, () => Math.abs(anyDouble())],
  [19, 'log1p', Math.log1p],
  [20, 'log2', Math.log2, () => Math.abs(anyDouble())],
  [21, 'log10', Math.log10, () => Math.abs(anyDouble())],
  [22, 'sinh', Math.sinh, () => (unit() - 0.5) * 10 ** (unit() * 4)],
  [23, 'cosh', Math.cosh, () => (unit() - 0.5) * 10 ** (unit() * 4)],
  [24, 'tanh', Math.tanh],
  [25, 'asinh', Math.asinh],
  [26, 'acosh', Math.acosh, () => 1 + Math.abs(anyDouble())],
  [27, 'atanh', Math.atanh, () => (unit() - 0.5) * 2.1],
  [28, 'cbrt', Math.cbrt],
];

for (const [op, name, reference, range] of ONE_ARGUMENT) {
  test(`Math.${name} agrees to the last bit`, () => {
    check(
      each(() => {
        const a = unit() < 0.5 && range ? range() : anyDouble();
        return { op, n: 0, a, b: 0, expected: bitsOf(reference(a)) };
      }),
    );
  });
}

test('Math.pow and Math.atan2 agree to the last bit', () => {
  check(
    each(() => {
      const a = anyDouble();
      const b = unit() < 0.5 ? anyDouble() : Math.floor((unit() - 0.5) * 40);
      return { op: 7, n: 0, a, b, expected: bitsOf(a ** b) };
    }),
  );
  check(
    each(() => {
      const a = anyDouble();
      const b = anyDouble();
      return { op: 8, n: 0, a, b, expected: bitsOf(Math.atan2(a, b)) };
    }),
  );
});
