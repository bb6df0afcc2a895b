'use machine';
// JSON.parse without reviver (ECMA-262 §25.5.1): one pass over the text, no recursion. Layer: runtime.
// Finished values wait on a stack until their array or object closes; an open container's frame is one word below them: the
// index of the frame before it, with a bit that tells objects from arrays. An error is told by the json* variables.

import {
  copyBytes,
  f64,
  fillBytes,
  i32,
  i64,
  load32,
  load64,
  load8,
  loadValue,
  ptr,
  reserveBytes,
  store64,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { newArrayOfLength } from './array.ts';
import { allocateCell, writeBarrier } from './heap.ts';
import { internBytes, internString } from './intern.ts';
import {
  ALL_ATTRIBUTES,
  ARRAY_ELEMENTS,
  CELL_EXTRA,
  KIND_OBJECT,
  KIND_VALUES,
  OBJECT_SHAPE,
  VALUES_DATA,
} from './layout.ts';
import { parseDecimalAt } from './number-parse.ts';
import { createCell, newObjectWithCapacity } from './object-allocate.ts';
import { addSlot, slotAddress } from './object-slots.ts';
import { SHAPE_INLINE_START, SHAPE_TABLE } from './shape-layout.ts';
import { tableEntry } from './shape-table.ts';
import { findInShape, isSharedShape } from './shape.ts';
import { lengthOfString, unitOf } from './string-access.ts';
import {
  builderAppendUnit,
  appendUnits,
  finishBuilder,
  newStringBuilder,
} from './string-builder.ts';
import { isWideString, stringUnits } from './string-cells.ts';
import { stringFromBytes, stringFromUnits } from './string-slice.ts';
import {
  falseValue,
  holeValue,
  internalValue,
  isHole,
  nullValue,
  numberValue,
  objectValue,
  pointerOf,
  trueValue,
  undefinedValue,
} from './value.ts';

/** What is wrong; ecma/json/parse-error.ts has the words. */
export const JSON_UNEXPECTED_TOKEN: u32 = 1;
export const JSON_PROPERTY_OR_BRACE: u32 = 2;
export const JSON_COLON: u32 = 3;
export const JSON_COMMA_OR_BRACE: u32 = 4;
export const JSON_COMMA_OR_BRACKET: u32 = 5;
export const JSON_QUOTED_NAME: u32 = 6;
export const JSON_FRACTION: u32 = 7;
export const JSON_EXPONENT: u32 = 8;
export const JSON_MINUS: u32 = 9;
export const JSON_STRING_END: u32 = 10;
export const JSON_CONTROL: u32 = 11;
export const JSON_ESCAPE: u32 = 12;
export const JSON_UNICODE_ESCAPE: u32 = 13;
export const JSON_TRAILING: u32 = 14;
export const JSON_NUMBER: u32 = 15;

const IS_OBJECT: u64 = 0x100000000;
const NO_FRAME: u32 = 0xffffffff;
const FIRST_STACK: u32 = 256;
/** Shapes of objects seen lately, by a hash of their keys. */
const PREDICTIONS: u32 = 64;

let errorKind: u32 = 0;
let errorPosition: u32 = 0;
let text: Value = undefinedValue();
let units: ptr = 0;
let wide: boolean = false;
let length: u32 = 0;
let position: u32 = 0;
/** Waiting values; an internal VALUES cell. */
let stackCell: Value = undefinedValue();
let stack: ptr = 0;
let stackCapacity: u32 = 0;
let top: u32 = 0;
let highest: u32 = 0;
const predictedShapes: ptr = reserveBytes(512);

/** JSON_x of the last error; 0 when there was none. */
export function jsonErrorKind(): u32 {
  return errorKind;
}

export function jsonErrorPosition(): u32 {
  return errorPosition;
}

/** The value that `source` means; undefined after an error, which jsonErrorKind tells. */
export function parseJsonText(source: Value): Value {
  const cell: ptr = pointerOf(source);
  text = source;
  units = stringUnits(cell);
  wide = isWideString(cell);
  length = lengthOfString(cell);
  position = 0;
  errorKind = 0;
  top = 0;
  highest = 0;
  if (stack === 0) makeStack(FIRST_STACK);
  const result: Value = parseText();
  // What is left on the stack must not keep anything alive, nor be looked at once it is freed.
  if (stackCapacity > 65536) {
    stackCell = undefinedValue();
    stack = 0;
  } else {
    fillBytes(stack, 0, u64(highest) * 8);
  }
  text = undefinedValue();
  return isHole(result) ? undefinedValue() : result;
}

function makeStack(capacity: u32): void {
  const cell: ptr = allocateCell(KIND_VALUES, VALUES_DATA + u64(capacity) * 8, capacity);
  if (stack !== 0) copyBytes(cell + VALUES_DATA, stack, u64(top) * 8);
  stackCell = internalValue(cell);
  stack = cell + VALUES_DATA;
  stackCapacity = capacity;
}

function push(v: Value): void {
  if (top === stackCapacity) makeStack(stackCapacity * 2);
  storeValue(stack + u64(top) * 8, v);
  top++;
  if (top > highest) highest = top;
}

function pushFrame(frame: u64): void {
  if (top === stackCapacity) makeStack(stackCapacity * 2);
  store64(stack + u64(top) * 8, frame);
  top++;
  if (top > highest) highest = top;
}

function fail(kind: u32, at: u32): Value {
  errorKind = kind;
  errorPosition = at;
  return holeValue();
}

function skipSpace(): void {
  while (position < length) {
    const unit: u32 = unitOf(units, wide, position);
    if (unit > 32 || (unit !== 32 && unit !== 10 && unit !== 13 && unit !== 9)) return;
    position++;
  }
}

/** The unit at the position; 0xFFFFFFFF at the end. */
function current(): u32 {
  return position < length ? unitOf(units, wide, position) : 0xffffffff;
}

function parseText(): Value {
  /** Index of the innermost container's frame word, and whether it is an object. */
  let frame: u32 = NO_FRAME;
  let inObject: boolean = false;
  let value: Value = undefinedValue();
  for (;;) {
    // A value begins here.
    skipSpace();
    const unit: u32 = current();
    if (unit === 123) {
      position++;
      pushFrame(u64(frame) | (inObject ? IS_OBJECT : u64(0)));
      frame = top - 1;
      inObject = true;
      skipSpace();
      if (current() !== 125) {
        if (!parseKey(JSON_PROPERTY_OR_BRACE)) return holeValue();
        continue;
      }
    } else if (unit === 91) {
      position++;
      pushFrame(u64(frame) | (inObject ? IS_OBJECT : u64(0)));
      frame = top - 1;
      inObject = false;
      skipSpace();
      if (current() !== 93) continue;
    } else {
      value = parseScalar(unit);
      if (isHole(value)) return value;
      if (frame === NO_FRAME) return finish(value);
      push(value);
    }
    // A value has ended, or a container is empty: close what closes here.
    for (;;) {
      skipSpace();
      const next: u32 = current();
      if (next === 44 && top > frame + 1) {
        position++;
        if (!inObject) break;
        skipSpace();
        if (!parseKey(JSON_QUOTED_NAME)) return holeValue();
        break;
      }
      if (next !== (inObject ? 125 : 93)) {
        return fail(inObject ? JSON_COMMA_OR_BRACE : JSON_COMMA_OR_BRACKET, position);
      }
      position++;
      value = inObject ? closeObject(frame + 1) : closeArray(frame + 1);
      const outer: u64 = load64(stack + u64(frame) * 8);
      top = frame;
      frame = u32(outer);
      inObject = (outer & IS_OBJECT) !== 0;
      if (frame === NO_FRAME) return finish(value);
      push(value);
    }
  }
}

function finish(value: Value): Value {
  skipSpace();
  return position < length ? fail(JSON_TRAILING, position) : value;
}

/** Reads a property name and its colon, and pushes the name. */
function parseKey(otherwise: u32): boolean {
  if (current() !== 34) {
    fail(otherwise, position);
    return false;
  }
  const key: Value = parseString(true);
  if (isHole(key)) return false;
  push(key);
  skipSpace();
  if (current() !== 58) {
    fail(JSON_COLON, position);
    return false;
  }
  position++;
  return true;
}

function closeArray(start: u32): Value {
  const count: u32 = top - start;
  const array: Value = newArrayOfLength(count);
  if (count !== 0) {
    const elements: ptr = load64(pointerOf(array) + ARRAY_ELEMENTS) + VALUES_DATA;
    copyBytes(elements, stack + u64(start) * 8, u64(count) * 8);
  }
  return array;
}

/** An object of the names and values on the stack from `start` on. */
function closeObject(start: u32): Value {
  const count: u32 = (top - start) >>> 1;
  const pairs: ptr = stack + u64(start) * 8;
  if (count === 0) return newObjectWithCapacity(0);
  const last: ptr = pairs + u64(count - 1) * 16;
  const mixed: u64 =
    ((load64(pairs) ^ (load64(last) << 7)) >>> 4) + u64(count) * 0x9e3779b97f4a7c15;
  const slot: ptr = predictedShapes + ((mixed ^ (mixed >>> 17)) & u64(PREDICTIONS - 1)) * 8;
  const shape: ptr = load64(slot);
  if (shape !== 0 && hasKeys(shape, pairs, count)) {
    const object: ptr = createCell(KIND_OBJECT, shape);
    let to: ptr = object + (load32(shape + SHAPE_INLINE_START) & 0xffff);
    for (let i: u64 = 0; i < count; i++) {
      store64(to, load64(pairs + i * 16 + 8));
      to += 8;
    }
    return objectValue(object);
  }
  const made: Value = newObjectWithCapacity(count);
  const object: ptr = pointerOf(made);
  for (let i: u64 = 0; i < count; i++)
    putProperty(object, loadValue(pairs + i * 16), loadValue(pairs + i * 16 + 8));
  const final: ptr = load64(object + OBJECT_SHAPE);
  const inlineCount: u32 = load32(final + SHAPE_INLINE_START) >>> 16;
  if (isSharedShape(final) && load32(final + CELL_EXTRA) === count && count <= inlineCount)
    store64(slot, final);
  return made;
}

/** The shape has exactly these plain properties, in this order. */
function hasKeys(shape: ptr, pairs: ptr, count: u32): boolean {
  if (load32(shape + CELL_EXTRA) !== count) return false;
  let entry: ptr = tableEntry(load64(shape + SHAPE_TABLE), 0);
  for (let i: u64 = 0; i < count; i++) {
    if (load64(entry) !== load64(pairs + i * 16)) return false;
    entry += 16;
  }
  return true;
}

/** A later value of the same name replaces the earlier one. */
function putProperty(object: ptr, key: Value, value: Value): void {
  const shape: ptr = load64(object + OBJECT_SHAPE);
  const found: i64 = findInShape(shape, key);
  if (found < 0) {
    addSlot(object, key, value, ALL_ATTRIBUTES);
    return;
  }
  storeValue(slotAddress(object, shape, u32(found >> 8)), value);
  writeBarrier(object, value);
}

function parseScalar(unit: u32): Value {
  if (unit === 34) return parseString(false);
  if (unit === 45 || (unit >= 48 && unit <= 57)) return parseNumber();
  if (unit === 116) return parseWord('true', trueValue());
  if (unit === 102) return parseWord('false', falseValue());
  if (unit === 110) return parseWord('null', nullValue());
  return fail(JSON_UNEXPECTED_TOKEN, position);
}

function parseWord(word: Value, value: Value): Value {
  const cell: ptr = pointerOf(word);
  const letters: ptr = stringUnits(cell);
  const count: u32 = lengthOfString(cell);
  for (let i: u32 = 0; i < count; i++) {
    if (current() !== u32(load8(letters + u64(i)))) return fail(JSON_UNEXPECTED_TOKEN, position);
    position++;
  }
  return value;
}

function isDigit(unit: u32): boolean {
  return unit >= 48 && unit <= 57;
}

function parseNumber(): Value {
  const negative: boolean = current() === 45;
  if (negative) {
    position++;
    if (!isDigit(current())) return fail(JSON_MINUS, position);
  }
  const start: u32 = position;
  let whole: u64 = 0;
  if (current() === 48) {
    position++;
    if (isDigit(current())) return fail(JSON_NUMBER, position);
  } else {
    while (position < length) {
      const digit: u32 = unitOf(units, wide, position) - 48;
      if (digit > 9) break;
      whole = whole * 10 + u64(digit);
      position++;
    }
  }
  const next: u32 = current();
  if (next !== 46 && (next | 32) !== 101 && position - start <= 15) {
    const x: f64 = f64(whole);
    return numberValue(negative ? -x : x);
  }
  if (next === 46) {
    position++;
    if (!isDigit(current())) return fail(JSON_FRACTION, position);
    while (isDigit(current())) position++;
  }
  if ((current() | 32) === 101) {
    position++;
    if (current() === 43 || current() === 45) position++;
    if (!isDigit(current())) return fail(JSON_EXPONENT, position);
    while (isDigit(current())) position++;
  }
  const x: f64 = parseDecimalAt(units, wide, start, position);
  return numberValue(negative ? -x : x);
}

/** The first index from `from` on whose unit ends a plain run: a quote, a backslash, a control character; or the end. */
function endOfPlain(from: u32): u32 {
  let at: u32 = from;
  if (wide) {
    while (at < length) {
      const unit: u32 = unitOf(units, true, at);
      if (unit === 34 || unit === 92 || unit < 32) break;
      at++;
    }
    return at;
  }
  // Eight bytes at a time: a byte is special when it is below 32, or 34, or 92.
  while (at + 8 <= length) {
    const block: u64 = load64(units + u64(at));
    const quote: u64 = block ^ 0x2222222222222222;
    const slash: u64 = block ^ 0x5c5c5c5c5c5c5c5c;
    const special: u64 =
      ((block - 0x2020202020202020) & ~block) |
      ((quote - 0x0101010101010101) & ~quote) |
      ((slash - 0x0101010101010101) & ~slash);
    if ((special & 0x8080808080808080) !== 0) break;
    at += 8;
  }
  while (at < length) {
    const unit: u32 = u32(load8(units + u64(at)));
    if (unit === 34 || unit === 92 || unit < 32) break;
    at++;
  }
  return at;
}

/** The string at the position, which is a quote; a property name is interned. */
function parseString(isKey: boolean): Value {
  const start: u32 = position + 1;
  const end: u32 = endOfPlain(start);
  if (end < length && unitOf(units, wide, end) === 34) {
    position = end + 1;
    const count: u32 = end - start;
    if (!wide) {
      return isKey
        ? internBytes(units + u64(start), count)
        : stringFromBytes(units + u64(start), count);
    }
    const plain: Value = stringFromUnits(units + u64(start) * 2, count);
    return isKey ? internString(plain) : plain;
  }
  position = start;
  const escaped: Value = parseEscapedString();
  return isKey && !isHole(escaped) ? internString(escaped) : escaped;
}

function parseEscapedString(): Value {
  const builder: Value = newStringBuilder();
  for (;;) {
    const end: u32 = endOfPlain(position);
    appendUnits(
      builder,
      units + (wide ? u64(position) * 2 : u64(position)),
      wide,
      u64(end - position),
    );
    position = end;
    if (end >= length) return fail(JSON_STRING_END, length);
    const unit: u32 = unitOf(units, wide, end);
    position++;
    if (unit === 34) return finishBuilder(builder);
    if (unit !== 92) return fail(JSON_CONTROL, end);
    if (position >= length) return fail(JSON_UNEXPECTED_TOKEN, length);
    const escape: i32 = parseEscape();
    if (escape < 0) return holeValue();
    builderAppendUnit(builder, u32(escape));
  }
}

/** The unit that an escape means, after its backslash; -1 after an error. */
function parseEscape(): i32 {
  const unit: u32 = unitOf(units, wide, position);
  position++;
  switch (unit) {
    case 34:
    case 92:
    case 47:
      return i32(unit);
    case 98:
      return 8;
    case 102:
      return 12;
    case 110:
      return 10;
    case 114:
      return 13;
    case 116:
      return 9;
    case 117:
      return parseHex();
    default:
      fail(JSON_ESCAPE, position - 1);
      return -1;
  }
}

function parseHex(): i32 {
  let value: u32 = 0;
  for (let i: u32 = 0; i < 4; i++) {
    if (position >= length) {
      fail(JSON_UNICODE_ESCAPE, length);
      return -1;
    }
    const unit: u32 = unitOf(units, wide, position);
    const folded: u32 = unit | 32;
    let digit: u32 = 0;
    if (isDigit(unit)) digit = unit - 48;
    else if (folded >= 97 && folded <= 102) digit = folded - 87;
    else {
      fail(JSON_UNICODE_ESCAPE, position);
      return -1;
    }
    value = value * 16 + digit;
    position++;
  }
  return i32(value);
}
