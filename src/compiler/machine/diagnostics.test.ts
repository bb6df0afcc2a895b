// What the machine subset refuses, and with which code.

import assert from 'node:assert/strict';
import test from 'node:test';

import { compileTexts, diagnosticsOf } from './machine-fixture.ts';

const CASES: readonly (readonly [code: string, what: string, text: string])[] = [
  ['DM001', 'a closure', 'export function f(): void { const g = () => 1; }'],
  ['DM001', 'a class', 'class A {}'],
  ['DM001', 'an object literal', 'export function f(): void { const x = {}; }'],
  ['DM001', 'an array literal', 'export function f(): void { const x = [1]; }'],
  ['DM001', 'a template literal', 'export function f(): void { const x = `a`; }'],
  ['DM001', 'property access', 'export function f(x: Value): Value { return x.y; }'],
  ['DM001', 'try', 'export function f(): void { try { return; } finally { } }'],
  ['DM001', 'throw', 'export function f(): void { throw 1; }'],
  ['DM001', 'for-of', 'export function f(x: Value): void { for (const y of x) { } }'],
  ['DM001', 'a nested function', 'export function f(): void { function g(): void {} }'],
  ['DM001', 'an optional parameter', 'export function f(x?: u32): void {}'],
  ['DM001', 'a default', 'export function f(x: u32 = 1): void {}'],
  ['DM001', 'var', 'export function f(): void { var x: u32 = 1; }'],
  [
    'DM001',
    'hiding what the initialiser reads',
    'export function f(x: u32): void { { let x: u32 = x; } }',
  ],
  ['DM002', 'a parameter without a type', 'export function f(x): void {}'],
  ['DM002', 'the type number', 'export function f(x: number): void {}'],
  ['DM002', 'any', 'export function f(x: any): void {}'],
  ['DM002', 'no result type', 'export function f() {}'],
  ['DM002', 'a variable without a type', 'let x = 1;'],
  ['DM003', 'an unknown name', 'export function f(): u32 { return nothing; }'],
  ['DM003', 'an unknown function', 'export function f(): u32 { return nothing(); }'],
  ['DM003', 'undefined', 'export function f(): Value { return undefined; }'],
  ['DM003', 'continue outside loops', 'export function f(): void { continue; }'],
  ['DM004', 'an import of an ordinary module', "import { x } from './ordinary.ts';"],
  ['DM004', 'an unknown intrinsic', "import { load128 } from '../machine/intrinsics.ts';"],
  ['DM005', 'a missing argument', 'function g(x: u32): void {} export function f(): void { g(); }'],
  ['DM006', 'a Value as a number', 'export function f(x: Value): u64 { return x; }'],
  ['DM006', 'arithmetic on a Value', 'export function f(x: Value): u64 { return x + 1; }'],
  ['DM006', 'a number as a Value', 'export function f(x: u64): Value { return x; }'],
  [
    'DM006',
    'a Value compared with a number',
    'export function f(x: Value): boolean { return x === 1; }',
  ],
  ['DM006', 'f64 to an integer', 'export function f(x: f64): u32 { return x; }'],
  ['DM006', 'a boolean as a number', 'export function f(x: boolean): u32 { return x; }'],
  ['DM006', 'bits of f64', 'export function f(x: f64): f64 { return x & 1; }'],
  ['DM006', 'a switch on a Value', 'export function f(x: Value): void { switch (x) { } }'],
  ['DM007', 'a number as a condition', 'export function f(x: u32): void { if (x) return; }'],
  ['DM007', 'a Value as a condition', 'export function f(x: Value): boolean { return !x; }'],
  [
    'DM008',
    'two functions of one name',
    'export function f(): void {} export function f(): void {}',
  ],
  [
    'DM008',
    'two locals of one name',
    'export function f(): void { const x: u32 = 1; const x: u32 = 2; }',
  ],
  ['DM009', 'a constant that is none', 'function g(): u32 { return 1; } const X: u32 = g();'],
  ['DM009', 'a constant of itself', 'const X: u32 = X + 1;'],
  [
    'DM009',
    'a case that is no constant',
    'export function f(x: u32): void { switch (x) { case x: return; } }',
  ],
  [
    'DM010',
    'fallthrough',
    'export function f(x: u32): void { switch (x) { case 1: x++; case 2: break; } }',
  ],
  ['DM011', 'a literal too large', 'export function f(): u8 { return 256; }'],
  ['DM011', 'a literal of 65 bits', 'const X: u64 = 0x1ffffffffffffffff;'],
  ['DM012', 'assigning a const', 'export function f(): void { const x: u32 = 1; x = 2; }'],
  ['DM012', 'assigning a module const', 'const X: u32 = 1; export function f(): void { X++; }'],
  ['DM013', 'a missing return', 'export function f(x: u32): u32 { if (x > 1) return 1; }'],
  ['DM014', 'a shifted literal as 64 bits', 'export function f(n: u32): u64 { return 1 << n; }'],
];

for (const [code, what, text] of CASES)
  test(`refuses ${what} with ${code}`, () => {
    const found = diagnosticsOf(text);
    assert.equal(found.length, 1, found.join('\n'));
    assert.equal(found[0]?.slice(0, 5), code, found[0]);
  });

test('a name exported by two modules is refused, and a declaration that differs', () => {
  const { diagnostics } = compileTexts({
    'a/one': 'export function f(): void {} export declare function g(x: u32): void;',
    'a/two': 'export function f(): void {} export function g(x: u64): void {}',
  });
  assert.deepEqual(
    diagnostics.map(({ code }) => code),
    ['DM008', 'DM016'],
  );
});

test('one rejected declaration does not drag its users along, and positions are exact', () => {
  const { diagnostics } = compileTexts({
    'a/one': `'use machine';
import type { u32 } from '../machine/types.ts';
function broken(x: number): u32 { return 1; }
export function user(): u32 {
  const y = broken(1);
  return y + broken(2);
}`,
  });
  assert.deepEqual(diagnostics, [
    {
      code: 'DM002',
      file: '/library/a/one.ts',
      line: 3,
      column: 20,
      message: '"number" is no machine type: write a width, for example u32 or f64',
    },
  ]);
});

test('endless loops and calls that never return end a function', () => {
  assert.deepEqual(
    diagnosticsOf(`import { trap } from '../machine/intrinsics.ts';
      function stop(): never { trap(); }
      export function f(x: u32): u32 { for (;;) if (x++ > 5) return x; }
      export function g(x: u32): u32 { if (x > 1) return 1; stop(); }
      export function h(x: u32): u32 { switch (x) { case 1: return 2; default: return 3; } }
      export function k(x: u32): u32 { while (true) { if (x > 2) break; x++; } return x; }`),
    [],
  );
});
