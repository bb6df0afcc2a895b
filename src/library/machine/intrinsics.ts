// Intrinsics of the machine subset: each call becomes one or a few machine instructions. Layer: machine.
// The compiler knows them by name; there is no body anywhere. Importable by `'use machine'` files only.

import type { f64, i16, i32, i64, i8, ptr, u16, u32, u64, u8, Value } from './types.ts';
// A cast's name imported from here is the type as well (do not import it from types.ts again).
export type { f64, i16, i32, i64, i8, ptr, u16, u32, u64, u8 } from './types.ts';

// Casts with C's meaning (wrapping, sign or zero extension; from f64: truncation, which must be in range).
export declare function i8(x: number): i8;
export declare function i16(x: number): i16;
export declare function i32(x: number | boolean): i32;
export declare function i64(x: number): i64;
export declare function u8(x: number): u8;
export declare function u16(x: number): u16;
export declare function u32(x: number | boolean): u32;
export declare function u64(x: number | Value): u64;
export declare function f64(x: number): f64;
export declare function ptr(x: number): ptr;
/** Reinterprets 64 bits as a Value. */
export declare function asValue(bits: u64): Value;
/** The 64 bits of a Value. */
export declare function bitsOfValue(value: Value): u64;

// Raw memory. Unaligned access is allowed.
export declare function load8(p: ptr): u8;
export declare function load16(p: ptr): u16;
export declare function load32(p: ptr): u32;
export declare function load64(p: ptr): u64;
export declare function loadI8(p: ptr): i8;
export declare function loadI16(p: ptr): i16;
export declare function loadI32(p: ptr): i32;
export declare function loadI64(p: ptr): i64;
export declare function loadF32(p: ptr): f64;
export declare function loadF64(p: ptr): f64;
export declare function loadValue(p: ptr): Value;
export declare function store8(p: ptr, value: number): void;
export declare function store16(p: ptr, value: number): void;
export declare function store32(p: ptr, value: number): void;
export declare function store64(p: ptr, value: number): void;
export declare function storeF32(p: ptr, value: f64): void;
export declare function storeF64(p: ptr, value: f64): void;
export declare function storeValue(p: ptr, value: Value): void;
/** The same, never reordered or elided (device registers, shared rings). */
export declare function volatileLoad8(p: ptr): u8;
export declare function volatileLoad16(p: ptr): u16;
export declare function volatileLoad32(p: ptr): u32;
export declare function volatileLoad64(p: ptr): u64;
export declare function volatileStore8(p: ptr, value: number): void;
export declare function volatileStore16(p: ptr, value: number): void;
export declare function volatileStore32(p: ptr, value: number): void;
export declare function volatileStore64(p: ptr, value: number): void;

/** `rep movsb`; the regions do not overlap. */
export declare function copyBytes(to: ptr, from: ptr, count: u64): void;
/** Overlapping regions allowed. */
export declare function moveBytes(to: ptr, from: ptr, count: u64): void;
/** `rep stosb`. */
export declare function fillBytes(to: ptr, byte: number, count: u64): void;
/** < 0, 0, > 0, as memcmp. */
export declare function compareBytes(a: ptr, b: ptr, count: u64): i32;

// Bits and floating point.
export declare function bitsOf(x: f64): u64;
export declare function doubleOf(bits: u64): f64;
/** `cvttsd2si`: truncates; 0x8000000000000000 when out of range or NaN. */
export declare function truncateToI64(x: f64): i64;
/** `cvttsd2si` 32-bit: 0x80000000 when out of range or NaN. */
export declare function truncateToI32(x: f64): i32;
export declare function leadingZeros32(x: u32): u32;
export declare function leadingZeros64(x: u64): u32;
export declare function trailingZeros32(x: u32): u32;
export declare function trailingZeros64(x: u64): u32;
export declare function countOnes64(x: u64): u32;
/** Upper 64 bits of the 128-bit product. */
export declare function multiplyHigh64(a: u64, b: u64): u64;
export declare function squareRoot(x: f64): f64;
export declare function floorOf(x: f64): f64;
export declare function ceilOf(x: f64): f64;
export declare function truncOf(x: f64): f64;
export declare function absOf(x: f64): f64;
export declare function byteSwap16(x: u16): u16;
export declare function byteSwap32(x: u32): u32;
export declare function byteSwap64(x: u64): u64;

// Control.
export declare function likely(condition: boolean): boolean;
export declare function unlikely(condition: boolean): boolean;
/** Stops at once (`ud2`). */
export declare function trap(): never;
export declare function pause(): void;
/** A full memory barrier. */
export declare function memoryBarrier(): void;
export declare function readTimestampCounter(): u64;
export declare function framePointer(): ptr;
export declare function stackPointer(): ptr;
export declare function returnAddress(): ptr;
/** Puts every callee-saved register into the frame of the function that says this, above stackPointer(). */
export declare function spillRegisters(): void;
/** Tells the processor that the memory at `p` will be read soon; any address is allowed. */
export declare function prefetch(p: ptr): void;
/** Linux system call; negative errno on failure. */
export declare function systemCall(
  number: i64,
  a?: u64,
  b?: u64,
  c?: u64,
  d?: u64,
  e?: u64,
  f?: u64,
): i64;
export declare function portIn8(port: u16): u8;
export declare function portIn16(port: u16): u16;
export declare function portIn32(port: u16): u32;
export declare function portOut8(port: u16, value: number): void;
export declare function portOut16(port: u16, value: number): void;
export declare function portOut32(port: u16, value: number): void;
export declare function readMsr(index: u32): u64;
export declare function writeMsr(index: u32, value: u64): void;

// Names.
/** Address of a machine function, or of a module-level `let`. */
export declare function addressOf(thing: unknown): ptr;
/** Address of a linker or assembly symbol. */
export declare function symbolAddress(name: string): ptr;
/** The well-known symbol, as a Value: `symbolKey('iterator')` is Symbol.iterator. */
export declare function symbolKey(name: string): Value;
/** Calls a compiled function entry (docs/internals.md §4). */
export declare function callEntry(
  code: u64,
  fn: ptr,
  thisValue: Value,
  newTarget: Value,
  argumentCount: u32,
  args: ptr,
): Value;
/** Calls a generator's or async function's resume code. */
export declare function callResume(code: u64, frame: ptr, mode: u32, value: Value): Value;
/** Calls a machine function by address: 64-bit integer arguments and result. */
export declare function callAddress(
  code: u64,
  a?: u64,
  b?: u64,
  c?: u64,
  d?: u64,
  e?: u64,
  f?: u64,
): u64;
/** `count` Values on the stack of the calling function (a fixed literal), address of the first. */
export declare function stackValues(count: number): ptr;

// Module-level data.
export declare function bytesTable(values: readonly number[]): ptr;
export declare function u16Table(values: readonly number[]): ptr;
export declare function u32Table(values: readonly number[]): ptr;
export declare function u64Table(values: readonly (number | bigint)[]): ptr;
export declare function f64Table(values: readonly number[]): ptr;
/** Zeroed static memory of a fixed size, 64-byte aligned. */
export declare function reserveBytes(count: number): ptr;
/** The bytes of an ASCII string, zero-terminated, as static data. */
export declare function asciiText(text: string): ptr;
