'use machine inline';
// Values: making, testing and opening NaN-boxed words (docs/internals.md §2). Layer: runtime, above machine only.
// Nothing here allocates or throws. `pointerOf` is valid for any tagged Value, `numberOf` for numbers only.

import {
  asValue,
  bitsOf,
  bitsOfValue,
  doubleOf,
  load32,
  load8,
  ptr,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { f64, Value } from '../machine/types.ts';
import { CELL_EXTRA, CELL_FLAGS, CELL_KIND, FIRST_OBJECT_KIND, STRING_LENGTH } from './layout.ts';

export const UNDEFINED_BITS: u64 = 0xfff9000000000000;
export const NULL_BITS: u64 = 0xfff9000000000001;
export const FALSE_BITS: u64 = 0xfff9000000000002;
export const TRUE_BITS: u64 = 0xfff9000000000003;
export const HOLE_BITS: u64 = 0xfff9000000000004;
export const EXCEPTION_BITS: u64 = 0xfff9000000000005;
export const NAN_BITS: u64 = 0x7ff8000000000000;
/** Every word below this is a number. */
export const FIRST_TAGGED_BITS: u64 = 0xfff9000000000000;
export const STRING_TAG: u64 = 0xfffa;
export const SYMBOL_TAG: u64 = 0xfffb;
export const BIGINT_TAG: u64 = 0xfffc;
export const OBJECT_TAG: u64 = 0xfffd;
export const INTERNAL_TAG: u64 = 0xfffe;
const POINTER_MASK: u64 = 0x0000ffffffffffff;

export function undefinedValue(): Value {
  return asValue(UNDEFINED_BITS);
}

export function nullValue(): Value {
  return asValue(NULL_BITS);
}

export function trueValue(): Value {
  return asValue(TRUE_BITS);
}

export function falseValue(): Value {
  return asValue(FALSE_BITS);
}

export function holeValue(): Value {
  return asValue(HOLE_BITS);
}

/** What a throwing function returns after it has set the pending exception. */
export function exceptionValue(): Value {
  return asValue(EXCEPTION_BITS);
}

export function isNumber(v: Value): boolean {
  return bitsOfValue(v) < FIRST_TAGGED_BITS;
}

/** Both are numbers, in two compares. */
export function areNumbers(a: Value, b: Value): boolean {
  return bitsOfValue(a) < FIRST_TAGGED_BITS && bitsOfValue(b) < FIRST_TAGGED_BITS;
}

export function isString(v: Value): boolean {
  return bitsOfValue(v) >>> 48 === STRING_TAG;
}

export function isSymbol(v: Value): boolean {
  return bitsOfValue(v) >>> 48 === SYMBOL_TAG;
}

export function isBigInt(v: Value): boolean {
  return bitsOfValue(v) >>> 48 === BIGINT_TAG;
}

export function isObjectValue(v: Value): boolean {
  return bitsOfValue(v) >>> 48 === OBJECT_TAG;
}

/** An internal cell, never visible to programs. */
export function isInternal(v: Value): boolean {
  return bitsOfValue(v) >>> 48 === INTERNAL_TAG;
}

/** The word refers to a cell (string, symbol, bigint, object or internal). */
export function isCell(v: Value): boolean {
  const tag: u64 = bitsOfValue(v) >>> 48;
  return tag >= STRING_TAG && tag <= INTERNAL_TAG;
}

export function isUndefined(v: Value): boolean {
  return bitsOfValue(v) === UNDEFINED_BITS;
}

export function isNull(v: Value): boolean {
  return bitsOfValue(v) === NULL_BITS;
}

/** undefined or null. */
export function isNullish(v: Value): boolean {
  return (bitsOfValue(v) | 1) === NULL_BITS;
}

export function isBoolean(v: Value): boolean {
  return (bitsOfValue(v) | 1) === TRUE_BITS;
}

export function isException(v: Value): boolean {
  return bitsOfValue(v) === EXCEPTION_BITS;
}

export function isHole(v: Value): boolean {
  return bitsOfValue(v) === HOLE_BITS;
}

/** The very same word: identity of cells and of undefined, null, booleans. Not equality of numbers. */
export function sameBits(a: Value, b: Value): boolean {
  return bitsOfValue(a) === bitsOfValue(b);
}

/** ToBoolean (ECMA-262 §7.1.2). A bigint's `extra` is its number of limbs, 0 for 0n. */
export function isTrue(v: Value): boolean {
  const bits: u64 = bitsOfValue(v);
  if (bits >= FIRST_TAGGED_BITS) {
    const tag: u64 = bits >>> 48;
    if (tag === 0xfff9) return bits === TRUE_BITS;
    if (tag === STRING_TAG) return load32(pointerOf(v) + STRING_LENGTH) !== 0;
    if (tag === BIGINT_TAG) return load32(pointerOf(v) + CELL_EXTRA) !== 0;
    return true;
  }
  const x: f64 = doubleOf(bits);
  return x < 0 || x > 0;
}

/** Any double; a NaN of any payload becomes the canonical one. */
export function numberValue(x: f64): Value {
  return x === x ? asValue(bitsOf(x)) : asValue(NAN_BITS);
}

/** A double computed from numbers by arithmetic, whose NaN is never mistaken for a tag. Not for doubles loaded from raw bytes. */
export function computedNumber(x: f64): Value {
  return asValue(bitsOf(x));
}

export function numberOf(v: Value): f64 {
  return doubleOf(bitsOfValue(v));
}

export function booleanValue(b: boolean): Value {
  return b ? asValue(TRUE_BITS) : asValue(FALSE_BITS);
}

export function pointerOf(v: Value): ptr {
  return ptr(bitsOfValue(v) & POINTER_MASK);
}

export function stringValue(p: ptr): Value {
  return asValue(u64(p) | 0xfffa000000000000);
}

export function symbolValue(p: ptr): Value {
  return asValue(u64(p) | 0xfffb000000000000);
}

export function bigIntValue(p: ptr): Value {
  return asValue(u64(p) | 0xfffc000000000000);
}

export function objectValue(p: ptr): Value {
  return asValue(u64(p) | 0xfffd000000000000);
}

export function internalValue(p: ptr): Value {
  return asValue(u64(p) | 0xfffe000000000000);
}

/** Kind of the cell at `p`. */
export function cellKind(p: ptr): u32 {
  return u32(load8(p + CELL_KIND));
}

/** Flags of the cell at `p`. */
export function cellFlags(p: ptr): u32 {
  return u32(load8(p + CELL_FLAGS));
}

/** `v` is an object of exactly this kind. */
export function isObjectOfKind(v: Value, kind: u32): boolean {
  return isObjectValue(v) && cellKind(pointerOf(v)) === kind;
}

/** The cell at `p` has a shape. */
export function isObjectCell(p: ptr): boolean {
  return cellKind(p) >= FIRST_OBJECT_KIND;
}
