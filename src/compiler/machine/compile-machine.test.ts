// The machine subset, run: small programs compiled by clang to host executables.

import assert from 'node:assert/strict';
import test from 'node:test';

import { compileTexts, results, runTexts } from './machine-fixture.ts';
import { readLayout } from './compile-machine.ts';

const INTRINSICS = (names: string) => `import { ${names} } from '../machine/intrinsics.ts';\n`;

test('integers wrap at their width and extend by their sign', () => {
  const text = `${INTRINSICS('i8, u8, u16, i32, u32, u64, i64')}
    export function narrow(x: i32): i32 { return i8(x); }
    export function unsignedNarrow(x: i32): i32 { return u8(x); }
    export function sum(a: u8, b: u8): u8 { return a + b; }
    export function wideSum(a: u8, b: u8): i32 { return a + b; }
    export function wrap32(a: u32): u32 { return a + 1; }
    export function wrap64(a: u64): u64 { return a - 1; }
    export function extend(a: i32): i64 { return a; }
    export function zeroExtend(a: u32): u64 { return a; }
    export function mixed(a: i32, b: u32): boolean { return a < b; }
    export function divide(a: i64, b: i64): i64 { return a / b % 7; }
    export function align(a: u64): u64 { return (a + 15) & ~15; }
    export function assigned(a: u8): i32 { let x: u8 = a; x += 200; x++; x <<= 1; return x; }`;
  assert.deepEqual(
    results(text, [
      'dr_narrow(200)',
      'dr_unsignedNarrow(-1)',
      'dr_sum(200, 100)',
      'dr_wideSum(200, 100)',
      'dr_wrap32(0xffffffffu)',
      'dr_wrap64(0)',
      'dr_extend(-5)',
      'dr_zeroExtend(0xffffffffu)',
      'dr_mixed(-1, 1)',
      'dr_divide(-100, 3)',
      'dr_align(17)',
      'dr_assigned(100)',
    ]),
    ['-56', '255', '44', '300', '0', '-1', '-5', '4294967295', '0', '-5', '32', '90'],
  );
});

test('shifts follow the left operand and mask their count', () => {
  const text = `${INTRINSICS('u64')}
    export function arithmetic(a: i32, n: u32): i32 { return a >> n; }
    export function logical(a: u32, n: u32): u32 { return a >> n; }
    export function forcedLogical(a: i32, n: u32): u32 { return a >>> n; }
    export function left(a: u32, n: u32): u32 { return a << n; }
    export function wide(n: u32): u64 { return u64(1) << n; }
    export function narrowSigned(a: i8): i32 { return a >> 1; }
    export function byConstant(a: u64): u64 { return a >> 65; }`;
  assert.deepEqual(
    results(text, [
      'dr_arithmetic(-8, 1)',
      'dr_logical(0x80000000u, 31)',
      'dr_forcedLogical(-1, 28)',
      'dr_left(1, 33)',
      'dr_wide(40)',
      'dr_narrowSigned(-4)',
      'dr_byConstant(8)',
    ]),
    ['-4', '1', '15', '2', '1099511627776', '-2', '4'],
  );
});

test('literals take the type of what they meet', () => {
  const text = `${INTRINSICS('u32')}
    const MASK: u64 = 0xffff_ffff_0000_0001;
    const SHIFTED: u64 = 1 << 40;
    const NEGATIVE: i64 = -0x8000000000000000;
    export function mask(): u64 { return MASK; }
    export function shifted(): u64 { return SHIFTED; }
    export function negative(): i64 { return NEGATIVE; }
    export function clear(a: u64): u64 { return a & ~0xff; }
    export function signedMask(a: i32): i64 { return a & 0xffffffff; }
    export function minusOne(): u32 { return -1; }
    export function scaled(a: f64): f64 { return a * 2 + 0.5; }
    export function half(a: u32): f64 { return a / 2.0; }
    export function byU32(a: u32): boolean { return a > 0x7fffffff; }`;
  assert.deepEqual(
    results(text, [
      'dr_mask()',
      'dr_shifted()',
      'dr_negative()',
      'dr_clear(0x1234567890abull)',
      'dr_signedMask(-1)',
      'dr_minusOne()',
      'dr_scaled(2.0) * 10',
      'dr_half(5) * 10',
      'dr_byU32(0x80000000u)',
    ]),
    [
      '-4294967295',
      '1099511627776',
      '-9223372036854775808',
      '20015998341120',
      '4294967295',
      '4294967295',
      '45',
      '25',
      '1',
    ],
  );
});

test('control flow: loops, labels, switch, conditionals', () => {
  const text = `
    export function primes(limit: u32): u32 {
      let count: u32 = 0;
      outer: for (let i: u32 = 2, j: u64 = 0; i < limit; i++) {
        for (let k: u32 = 2; k * k <= i; k++) if (i % k === 0) continue outer;
        count++;
        if (count === 1000) break outer;
      }
      return count;
    }
    export function name(x: u8): i32 {
      let extra: i32 = 0;
      switch (x) {
        case 1:
        case 2: {
          extra = 5;
          break;
        }
        case 0xff:
          return -1;
        default:
          extra = 1;
      }
      return extra;
    }
    export function leave(n: u32): u32 {
      let i: u32 = 0;
      while (true) {
        switch (i) {
          case 7:
            i += 100;
            continue;
          default:
            break;
        }
        if (i > n) break;
        i++;
      }
      do { i--; } while (i > 50 && i !== 60);
      return i;
    }
    function pick(a: boolean, x: u8, y: i64): i64 { return a ? x : y; }
    export function picked(): i64 { return pick(true, 200, -1) + pick(false, 200, -1); }
    export function keywords(register: i32, ptr: i32, Value: i32): i32 { const int = register + ptr; return int * Value; }`;
  assert.deepEqual(
    results(text, [
      'dr_primes(100)',
      'dr_name(2)',
      'dr_name(255)',
      'dr_name(9)',
      'dr_leave(5)',
      'dr_leave(200)',
      'dr_picked()',
      'dr_keywords(1, 2, 3)',
    ]),
    ['25', '5', '-1', '1', '5', '60', '199', '9'],
  );
});

test('tables, reserved memory, globals and addresses', () => {
  const text = `${INTRINSICS('bytesTable, u16Table, u32Table, u64Table, f64Table, reserveBytes, load8, load16, load32, load64, loadF64, store32, addressOf, callAddress, u32, u64, asciiText, symbolAddress, stackValues, storeValue, loadValue, asValue, bitsOfValue, copyBytes, compareBytes, fillBytes')}
    const SIZE: u32 = 4 * 16;
    const bytes = bytesTable([1, 2, 0xff, -1]);
    const words = u16Table([1, 0xffff]);
    const halves = u32Table([7, 0xffffffff, SIZE]);
    export const longs = u64Table([0xffffffffffffffff, 12n]);
    const doubles = f64Table([1.5, -0.25]);
    export const buffer = reserveBytes(SIZE * 2);
    let counter: u64 = 40;
    export let shared: i32 = -3;
    let flag: boolean = true;
    function twice(x: u64): u64 { return x * 2; }
    const twiceAddress: ptr = addressOf(twice);
    let kept: ptr = addressOf(buffer);
    export function tables(): u64 {
      return u64(load8(bytes + 2)) + load16(words + 2) + load32(halves + 8) + load64(longs + 8);
    }
    export function doubled(): f64 { return loadF64(doubles) + loadF64(doubles + 8); }
    export function next(): u64 { if (flag) counter += 2; return counter++; }
    export function unaligned(): u32 { fillBytes(buffer, 0, SIZE); store32(buffer + 3, 0x01020304); return load32(buffer + 4); }
    export function indirect(): u64 { return callAddress(twiceAddress, 21); }
    export function same(): boolean { return kept === buffer; }
    export function text(): boolean {
      copyBytes(buffer, asciiText('a"?\\n'), 5);
      return compareBytes(buffer, asciiText('a"?\\n'), 5) === 0 && load8(buffer + 3) === 10;
    }
    export function known(): boolean { return symbolAddress('dr_known') === addressOf(known); }
    export function stack(): u64 {
      const values = stackValues(2);
      storeValue(values, asValue(5));
      storeValue(values + 8, asValue(6));
      return bitsOfValue(loadValue(values)) + bitsOfValue(loadValue(values + 8));
    }`;
  assert.deepEqual(
    results(text, [
      'dr_tables()',
      'dr_doubled() * 100',
      'dr_next()',
      'dr_next()',
      'dr_unaligned()',
      'dr_indirect()',
      'dr_same()',
      'dr_text()',
      'dr_known()',
      'dr_stack()',
      'drv_shared',
      'drm_load64(drv_longs + 8)',
    ]),
    [
      String(255 + 65535 + 64 + 12),
      '125',
      '42',
      '45',
      String(0x010203),
      '42',
      '1',
      '1',
      '1',
      '11',
      '-3',
      '12',
    ],
  );
});

test('Values: strings, symbols, roots, constants', () => {
  const text = `${INTRINSICS('asValue, bitsOfValue, symbolKey, load8, load32, load16, ptr, loadValue, addressOf, symbolAddress')}
    export const UNDEFINED: Value = asValue(0xFFF9_0000_0000_0000);
    export const GREETING: Value = 'hello, "you"?';
    export function greeting(): Value { return GREETING; }
    let root: Value = UNDEFINED;
    let named: Value = 'named';
    export let empty: Value;
    function pointer(v: Value): ptr { return bitsOfValue(v) & 0xffffffffffff; }
    export function isUndefined(v: Value): boolean { return v === UNDEFINED; }
    export function lengths(): u32 { return load32(pointer('foo') + 8) + load32(pointer(GREETING) + 8) * 100; }
    export function kinds(): u32 { return load8(pointer('é')) * 10 + load8(pointer('→')); }
    export function unit(): u32 { return load16(pointer('→') + 16); }
    export function character(): u32 { return load8(pointer('é') + 16); }
    export function tag(): u64 { return bitsOfValue(symbolKey('iterator')) >> 48; }
    export function description(): boolean { return loadValue(pointer(symbolKey('iterator')) + 8) === 'Symbol.iterator'; }
    export function set(v: Value): Value { root = v; return root; }
    export function roots(): u64 { return (symbolAddress('__stop_drupe_roots') - symbolAddress('__start_drupe_roots')) / 8; }
    export function start(): boolean { return isUndefined(root) && named === 'named' && isUndefined(empty); }`;
  assert.deepEqual(
    results(text, [
      'dr_start()',
      'dr_isUndefined(0)',
      'dr_lengths()',
      'dr_kinds()',
      'dr_unit()',
      'dr_character()',
      'dr_tag()',
      'dr_description()',
      'dr_set(7)',
      'dr_roots()',
      'drv_GREETING == dr_greeting()',
    ]),
    ['1', '0', '1303', '12', '8594', '233', String(0xfffb), '1', '7', '3', '1'],
  );
});

test('modules: imports, renames, inline modules, exported variables', () => {
  const output = runTexts(
    {
      'runtime/value': `'use machine inline'; import type { u32, u64, Value } from '../machine/types.ts';
        import { asValue, bitsOfValue } from '../machine/intrinsics.ts';
        import { BASE } from './layout.ts'; import { slow } from './slow.ts';
        let calls: u32 = 0;
        function bump(): void { calls++; }
        export function make(n: u32): Value { bump(); return n > 5 ? slow(n) : asValue(u64sum(BASE, n)); }
        export function u64sum(a: u64, b: u32): u64 { return a + b; }
        export function countCalls(): u32 { return calls; }`,
      'runtime/layout': `export const BASE: u32 = 100; export const TOP: u64 = BASE * 0x100000000; export const RATIO: f64 = 1 / 4.0; export type Count = u32;`,
      'runtime/slow': `import { asValue } from '../machine/intrinsics.ts';
        import { BASE as base, type Count } from './layout.ts'; import { countCalls } from './value.ts';
        export let slowCalls: u32 = 0;
        export function slow(n: Count): Value { slowCalls += 1; return asValue(base * n + countCalls()); }`,
      'runtime/user': `import { slowCalls } from './slow.ts'; import { make } from './value.ts'; import { bitsOfValue } from '../machine/intrinsics.ts';
        export declare function elsewhere(n: u32): u32;
        export function use(): u64 { slowCalls = 10; const a = bitsOfValue(make(1)); return a + bitsOfValue(make(7)) + elsewhere(slowCalls); }`,
      'driver/elsewhere': `export function elsewhere(n: u32): u32 { return n * 1000; }`,
    },
    'printf("%llu %u\\n", (unsigned long long)dr_use(), dr_countCalls());',
  );
  assert.equal(output, `${101 + 702 + 11000} 2`);
});

test('constants, signatures and variables are reported to the compiler', () => {
  const { modules } = compileTexts({
    'runtime/layout': `import { asValue } from '../machine/intrinsics.ts';
      export const KIND: u32 = 7; export const ALL: u64 = 0xffffffffffffffff; export const HALF: f64 = 0.5; export const HOLE: Value = asValue(0xFFF9000000000004);
      export let epoch: u64 = 0;
      /** @throws */ export function reserve(array: Value, count: u32): void { epoch += count; }
      export function plain(x: f64): boolean { return x > HALF; }
      export function thrower(): Value { return HOLE; }`,
  });
  const layout = modules[0];
  assert.ok(layout);
  assert.equal(readLayout(layout)('KIND'), 7);
  assert.equal(layout.constants.get('ALL'), 0xffffffffffffffffn);
  assert.equal(layout.constants.get('HALF'), 0.5);
  assert.equal(layout.constantTypes.get('HOLE'), 'Value');
  assert.deepEqual(layout.variables.get('epoch'), {
    cName: 'drv_epoch',
    type: 'u64',
    writable: true,
  });
  assert.deepEqual(
    [...layout.functions.values()].map(({ cName, throws }) => `${cName} ${throws}`),
    ['dr_reserve true', 'dr_plain false', 'dr_thrower true'],
  );
  assert.throws(() => readLayout(layout)('NONE'), RangeError);
});

test('intrinsics on bits and doubles', () => {
  const text = `${INTRINSICS('leadingZeros32, leadingZeros64, trailingZeros64, countOnes64, multiplyHigh64, squareRoot, floorOf, byteSwap32, bitsOf, doubleOf, truncateToI32, truncateToI64, likely, u32, i32, f64, trap')}
    export function zeros(): u32 { return leadingZeros32(0) * 100 + leadingZeros32(1) + trailingZeros64(8); }
    export function ones(x: u64): u32 { return countOnes64(x); }
    export function high(a: u64, b: u64): u64 { return multiplyHigh64(a, b); }
    export function root(x: f64): f64 { return squareRoot(floorOf(x)); }
    export function swap(x: u32): u32 { return byteSwap32(x); }
    export function bits(x: f64): u64 { return bitsOf(x); }
    export function truncated(x: f64): i32 { return truncateToI32(x); }
    export function truncated64(x: f64): i64 { return truncateToI64(x); }
    export function exact(x: f64): boolean { const n = i32(x); return f64(n) === x; }
    export function checked(x: u32): u32 { return likely(x < 5) ? x : trap(); }
    export function notANumber(): boolean { return NaN !== NaN && doubleOf(0x7ff0000000000000) === Infinity; }`;
  assert.deepEqual(
    results(text, [
      'dr_zeros()',
      'dr_ones(0xff00)',
      'dr_high(1ull << 63, 6)',
      'dr_root(16.5)',
      'dr_swap(0x01020304)',
      'dr_bits(1.0)',
      'dr_truncated(-3.7)',
      'dr_truncated(1e10)',
      'dr_truncated64(1e30)',
      'dr_exact(3.0)',
      'dr_exact(3.5)',
      'dr_checked(4)',
      'dr_notANumber()',
    ]),
    [
      '3234',
      '8',
      '3',
      '4',
      String(0x04030201),
      String(0x3ff0000000000000n),
      '-3',
      '-2147483648',
      '-9223372036854775808',
      '1',
      '0',
      '4',
      '1',
    ],
  );
});
