'use machine';
// Typed array elements: raw bytes to Values and back (ECMA-262 §25.1.3.16, §25.1.3.18). Layer: runtime.
// TYPED_LENGTH and TYPED_DATA are what counts here; whoever resizes or detaches a buffer keeps them true.

import {
  bitsOf,
  f64,
  floorOf,
  i64,
  load16,
  load32,
  load64,
  load8,
  loadF32,
  loadF64,
  loadI16,
  loadI32,
  loadI8,
  ptr,
  store16,
  store32,
  store64,
  store8,
  storeF32,
  storeF64,
  truncateToI64,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { toNumberValue } from './conversion.ts';
import { throwTypeError } from './exceptions.ts';
import { allocateCell } from './heap.ts';
import {
  CELL_AUX,
  CELL_EXTRA,
  ELEMENT_F32,
  ELEMENT_F64,
  ELEMENT_I16,
  ELEMENT_I32,
  ELEMENT_I64,
  ELEMENT_I8,
  ELEMENT_U16,
  ELEMENT_U32,
  ELEMENT_U8,
  ELEMENT_U8_CLAMPED,
  KIND_BIGINT,
  TYPED_DATA,
  TYPED_LENGTH,
} from './layout.ts';
import { stringToNumber } from './number-text.ts';
import { toInt32Of } from './operators-inline.ts';
import {
  bigIntValue,
  isBigInt,
  isException,
  numberOf,
  numberValue,
  pointerOf,
  undefinedValue,
} from './value.ts';

/** log2 of the bytes of one element. */
export function elementShift(type: u32): u32 {
  if (type <= ELEMENT_U8_CLAMPED) return 0;
  if (type <= ELEMENT_U16) return 1;
  return type <= ELEMENT_F32 ? 2 : 3;
}

export function typedArrayLength(array: ptr): u64 {
  return load64(array + TYPED_LENGTH);
}

function typeOfElements(array: ptr): u32 {
  return u32(load16(array + CELL_AUX));
}

/** The Value of an element of this type at an address. */
export function loadElement(type: u32, at: ptr): Value {
  switch (type) {
    case ELEMENT_I8:
      return numberValue(f64(loadI8(at)));
    case ELEMENT_U8:
    case ELEMENT_U8_CLAMPED:
      return numberValue(f64(load8(at)));
    case ELEMENT_I16:
      return numberValue(f64(loadI16(at)));
    case ELEMENT_U16:
      return numberValue(f64(load16(at)));
    case ELEMENT_I32:
      return numberValue(f64(loadI32(at)));
    case ELEMENT_U32:
      return numberValue(f64(load32(at)));
    case ELEMENT_F32:
      return numberValue(loadF32(at));
    case ELEMENT_F64:
      return numberValue(loadF64(at));
  }
  return bigIntFrom64(load64(at), type === ELEMENT_I64);
}

/** A bigint cell of one limb (none for 0). */
function bigIntFrom64(bits: u64, signed: boolean): Value {
  const negative: boolean = signed && bits >>> 63 !== 0;
  const cell: ptr = allocateCell(KIND_BIGINT, 16, bits === 0 ? 0 : 1);
  if (negative) store16(cell + CELL_AUX, 1);
  store64(cell + 8, negative ? 0 - bits : bits);
  return bigIntValue(cell);
}

/** The low 64 bits of a bigint in two's complement. */
function low64OfBigInt(v: Value): u64 {
  const cell: ptr = pointerOf(v);
  if (load32(cell + CELL_EXTRA) === 0) return 0;
  const limb: u64 = load64(cell + 8);
  return load16(cell + CELL_AUX) !== 0 ? 0 - limb : limb;
}

/** ToUint8Clamp (§7.1.12): rounds half to even. */
function clampToByte(x: f64): u32 {
  if (!(x > 0)) return 0;
  if (x >= 255) return 255;
  const below: f64 = floorOf(x);
  const rest: f64 = x - below;
  let whole: u32 = u32(below);
  if (rest > 0.5 || (rest === 0.5 && (whole & 1) !== 0)) whole++;
  return whole;
}

/** Stores a number at an address as an element of a type that is not a bigint's. */
export function storeNumberElement(type: u32, at: ptr, x: f64): void {
  switch (type) {
    case ELEMENT_F64:
      storeF64(at, x);
      break;
    case ELEMENT_F32:
      storeF32(at, x);
      break;
    case ELEMENT_I32:
    case ELEMENT_U32:
      store32(at, toInt32Of(x));
      break;
    case ELEMENT_I16:
    case ELEMENT_U16:
      store16(at, toInt32Of(x));
      break;
    case ELEMENT_U8_CLAMPED:
      store8(at, clampToByte(x));
      break;
    default:
      store8(at, toInt32Of(x));
  }
}

/** What a value becomes before it is stored: a number or a bigint; EXCEPTION when it cannot. */
export function toElementValue(type: u32, v: Value): Value {
  if (type < ELEMENT_I64) return toNumberValue(v);
  if (isBigInt(v)) return v;
  return throwTypeError('Cannot convert a value that is not a BigInt to a BigInt');
}

/** Stores a converted value (see toElementValue). */
export function storeElement(type: u32, at: ptr, converted: Value): void {
  if (type < ELEMENT_I64) storeNumberElement(type, at, numberOf(converted));
  else store64(at, low64OfBigInt(converted));
}

/** Element `index`, which must be in range. */
export function typedArrayGet(array: ptr, index: u64): Value {
  const type: u32 = typeOfElements(array);
  return loadElement(type, load64(array + TYPED_DATA) + (index << elementShift(type)));
}

/** Element number `x` of a typed array; undefined when `x` is no index in range. */
export function typedArrayAt(array: ptr, x: f64): Value {
  const index: i64 = truncateToI64(x);
  if (f64(index) !== x || u64(index) >= load64(array + TYPED_LENGTH)) return undefinedValue();
  const type: u32 = typeOfElements(array);
  const data: ptr = load64(array + TYPED_DATA);
  if (type === ELEMENT_F64) return numberValue(loadF64(data + u64(index) * 8));
  if (type === ELEMENT_U8) return numberValue(f64(load8(data + u64(index))));
  if (type === ELEMENT_I32) return numberValue(f64(loadI32(data + u64(index) * 4)));
  return loadElement(type, data + (u64(index) << elementShift(type)));
}

/** Stores a number as element `x` of a typed array if that is in range and not a bigint's; false when not. */
export function typedArrayPut(array: ptr, x: f64, number: f64): boolean {
  const index: i64 = truncateToI64(x);
  if (f64(index) !== x || u64(index) >= load64(array + TYPED_LENGTH)) return false;
  const type: u32 = typeOfElements(array);
  const data: ptr = load64(array + TYPED_DATA);
  if (type === ELEMENT_F64) storeF64(data + u64(index) * 8, number);
  else if (type === ELEMENT_U8) store8(data + u64(index), toInt32Of(number));
  else if (type === ELEMENT_I32) store32(data + u64(index) * 4, toInt32Of(number));
  else if (type < ELEMENT_I64)
    storeNumberElement(type, data + (u64(index) << elementShift(type)), number);
  else return false;
  return true;
}

/** TypedArraySetElement (§10.4.5.16): converts first, then drops what is out of range. The value, or EXCEPTION. */
export function typedArraySet(array: ptr, index: f64, value: Value): Value {
  const type: u32 = typeOfElements(array);
  const converted: Value = toElementValue(type, value);
  if (isException(converted)) return converted;
  const valid: boolean = bitsOf(index) >>> 63 === 0 && floorOf(index) === index;
  if (valid && index < f64(typedArrayLength(array))) {
    storeElement(type, load64(array + TYPED_DATA) + (u64(index) << elementShift(type)), converted);
  }
  return value;
}

/** The same for a key that is a canonical numeric string; false when an exception is pending. */
export function typedArraySetKey(array: ptr, key: Value, value: Value): boolean {
  return !isException(typedArraySet(array, stringToNumber(key), value));
}
