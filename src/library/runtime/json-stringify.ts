'use machine';
// JSON.stringify without replacer (ECMA-262 §25.5.2.1-5): walks the value and writes to json-output.ts. Layer: runtime.
// Plain objects are read through their shape; what has getters, toJSON or another kind goes through the general property
// functions. An object being written has a frame of three words on the stack: the object, the current key, the outer frame.

import {
  bitsOfValue,
  f64,
  i32,
  load32,
  load64,
  load8,
  loadValue,
  ptr,
  reserveBytes,
  stackPointer,
  stackValues,
  store64,
  storeValue,
  u32,
  u64,
  unlikely,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { arrayPush } from './array-inline.ts';
import { newArray } from './array.ts';
import { callFunction } from './call-inline.ts';
import { isCallable } from './callable.ts';
import { toNumberValue, toStringOf } from './conversion.ts';
import { getElement, getIndex } from './element.ts';
import { stackLimit, throwStackOverflow, throwTypeError } from './exceptions.ts';
import {
  finishOutput,
  outputLength,
  putNumber,
  putQuoted,
  putText,
  putUnit,
  restoreOutput,
  startOutput,
  truncateOutput,
} from './json-output.ts';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  CELL_EXTRA,
  CELL_FLAGS,
  ENUMERABLE,
  FLAG_INDEX,
  FLAG_SPARSE,
  IS_ACCESSOR,
  KIND_ARRAY,
  KIND_OBJECT,
  KIND_PROXY,
  KIND_WRAPPER,
  OBJECT_FIELDS,
  OBJECT_SHAPE,
  VALUES_DATA,
} from './layout.ts';
import { numberToString } from './number-format.ts';
import { slotAddress } from './object-slots.ts';
import { prototypeOfObject } from './object-prototype.ts';
import { FOUND_NONE, findOwn } from './property-find.ts';
import { getNamed } from './property-get.ts';
import { KEYS_STRINGS, ownPropertyKeys } from './property-keys.ts';
import { isArrayValue } from './property-reflection.ts';
import { SHAPE_TABLE, TABLE_INFO } from './shape-layout.ts';
import { tableEntry } from './shape-table.ts';
import { isSharedShape, prototypeEpoch } from './shape.ts';
import { lengthOfString } from './string-access.ts';
import {
  cellFlags,
  cellKind,
  exceptionValue,
  holeValue,
  isBigInt,
  isBoolean,
  isException,
  isHole,
  isNull,
  isNumber,
  isObjectValue,
  isString,
  isTrue,
  isUndefined,
  numberOf,
  numberValue,
  pointerOf,
  undefinedValue,
} from './value.ts';

/** What writeValue did. */
const WRITTEN: i32 = 1;
/** The value has no JSON text. */
const NOTHING: i32 = 0;
/** An exception is pending, or `circularPath` is set. */
const FAILED: i32 = -1;

const FRAME_OBJECT: u32 = 0;
const FRAME_KEY: u32 = 8;
const FRAME_OUTER: u32 = 16;

/** Shapes known to lead to no toJSON: shape and prototypeEpoch, by a hash of the shape's address. */
const plainShapes: ptr = reserveBytes(1024);

let gap: Value = undefinedValue();
let hasGap: boolean = false;
let circularPath: Value = undefinedValue();

/** The objects and keys from where a circle starts to the key that closes it: object, key, object, key ... */
export function jsonCircularPath(): Value {
  const path: Value = circularPath;
  circularPath = undefinedValue();
  return path;
}

/** The JSON text of a value; undefined when it has none, also because it is circular (see jsonCircularPath). */
export function stringifyJson(value: Value, indent: Value): Value {
  const outerGap: Value = gap;
  const outerHasGap: boolean = hasGap;
  const outerLength: u64 = outputLength();
  const outer: Value = startOutput();
  gap = indent;
  hasGap = lengthOfString(pointerOf(indent)) !== 0;
  circularPath = undefinedValue();
  const written: i32 = writeValue(value, '', 0, 0);
  let result: Value = undefinedValue();
  if (written === WRITTEN) result = finishOutput();
  else if (written === FAILED)
    result = isUndefined(circularPath) ? exceptionValue() : undefinedValue();
  gap = outerGap;
  hasGap = outerHasGap;
  restoreOutput(outer, outerLength);
  return result;
}

/** Writes a value; `key` is its property name, or a number in an array. */
function writeValue(given: Value, key: Value, outer: ptr, depth: u32): i32 {
  let value: Value = given;
  if (isString(value)) {
    putQuoted(value);
    return WRITTEN;
  }
  if (isNumber(value)) return writeNumberValue(numberOf(value));
  if (isObjectValue(value) || isBigInt(value)) {
    const method: Value = toJsonMethod(value);
    if (isException(method)) return FAILED;
    if (!isUndefined(method)) {
      value = callToJson(method, value, key);
      if (isException(value)) return FAILED;
    }
    if (isObjectValue(value) && cellKind(pointerOf(value)) === KIND_WRAPPER) {
      value = unwrapped(value);
      if (isException(value)) return FAILED;
    }
    if (isObjectValue(value)) {
      if (isCallable(value)) return NOTHING;
      return writeObject(value, outer, depth);
    }
  }
  return writePrimitive(value);
}

function writeNumberValue(x: f64): i32 {
  if (x - x !== 0) putText('null');
  else putNumber(x);
  return WRITTEN;
}

function writePrimitive(value: Value): i32 {
  if (isString(value)) {
    putQuoted(value);
    return WRITTEN;
  }
  if (isNumber(value)) return writeNumberValue(numberOf(value));
  if (isBoolean(value)) {
    putText(isTrue(value) ? 'true' : 'false');
    return WRITTEN;
  }
  if (isNull(value)) {
    putText('null');
    return WRITTEN;
  }
  if (isBigInt(value)) {
    throwTypeError('Do not know how to serialize a BigInt');
    return FAILED;
  }
  return NOTHING;
}

/** The callable `toJSON` of an object or bigint, or undefined. */
function toJsonMethod(value: Value): Value {
  let slot: ptr = 0;
  let shape: ptr = 0;
  if (isObjectValue(value)) {
    shape = load64(pointerOf(value) + OBJECT_SHAPE);
    if (shape !== 0) {
      slot = plainShapes + ((shape >>> 6) & 63) * 16;
      if (load64(slot) === shape && load64(slot + 8) === prototypeEpoch) return undefinedValue();
    }
  }
  const method: Value = getNamed(value, 'toJSON');
  if (isException(method)) return method;
  if (isUndefined(method) && shape !== 0 && isSharedShape(shape) && lacksToJson(value)) {
    store64(slot, shape);
    store64(slot + 8, prototypeEpoch);
  }
  return isCallable(method) ? method : undefinedValue();
}

/** No object on the chain has the property, and only shapes decide that. */
function lacksToJson(value: Value): boolean {
  let at: Value = value;
  while (isObjectValue(at)) {
    const cell: ptr = pointerOf(at);
    if (cellKind(cell) === KIND_PROXY || findOwn(cell, 'toJSON') !== FOUND_NONE) return false;
    at = prototypeOfObject(cell);
  }
  return true;
}

function callToJson(method: Value, value: Value, key: Value): Value {
  const args: ptr = stackValues(1);
  storeValue(args, isNumber(key) ? numberToString(numberOf(key)) : key);
  return callFunction(method, value, 1, args);
}

/** What a Number, String, Boolean or BigInt object stands for; a Symbol object is an object. */
function unwrapped(value: Value): Value {
  const primitive: Value = loadValue(pointerOf(value) + OBJECT_FIELDS);
  if (isNumber(primitive)) return toNumberValue(value);
  if (isString(primitive)) return toStringOf(value);
  if (isBoolean(primitive) || isBigInt(primitive)) return primitive;
  return value;
}

function writeObject(value: Value, outer: ptr, depth: u32): i32 {
  if (unlikely(stackPointer() < stackLimit)) {
    throwStackOverflow();
    return FAILED;
  }
  for (let frame: ptr = outer; frame !== 0; frame = load64(frame + FRAME_OUTER)) {
    if (load64(frame + FRAME_OBJECT) === bitsOfValue(value)) {
      noteCircle(frame, outer);
      return FAILED;
    }
  }
  const frame: ptr = stackValues(3);
  storeValue(frame + FRAME_OBJECT, value);
  storeValue(frame + FRAME_KEY, undefinedValue());
  store64(frame + FRAME_OUTER, outer);
  const kind: u32 = cellKind(pointerOf(value));
  if (kind === KIND_ARRAY) return writeArray(value, frame, depth);
  if (kind === KIND_OBJECT) {
    const shape: ptr = load64(pointerOf(value) + OBJECT_SHAPE);
    if (isSharedShape(shape) && !hasIndexKeys(shape))
      return writeShaped(value, shape, frame, depth);
  } else if (kind === KIND_PROXY && isArrayValue(value)) {
    return writeArrayLike(value, frame, depth);
  }
  return writeGeneral(value, frame, depth);
}

/** Some property name is an array index: then the order of the keys is not the order of definition. */
function hasIndexKeys(shape: ptr): boolean {
  const count: u32 = load32(shape + CELL_EXTRA);
  if (count === 0) return false;
  const table: ptr = load64(shape + SHAPE_TABLE);
  for (let i: u32 = 0; i < count; i++) {
    const key: Value = loadValue(tableEntry(table, i));
    if (isString(key) && (cellFlags(pointerOf(key)) & FLAG_INDEX) !== 0) return true;
  }
  return false;
}

/** A line break and the indentation of `depth` levels, when there is a gap. */
function putBreak(depth: u32): void {
  if (!hasGap) return;
  putUnit(10);
  for (let i: u32 = 0; i < depth; i++) putText(gap);
}

function putName(name: Value, first: boolean, depth: u32): void {
  if (!first) putUnit(44);
  putBreak(depth);
  putQuoted(name);
  putUnit(58);
  if (hasGap) putUnit(32);
}

/** A plain object whose keys are in its shape's table. A nested call may change the object: then values are looked up. */
function writeShaped(value: Value, shape: ptr, frame: ptr, depth: u32): i32 {
  const object: ptr = pointerOf(value);
  const count: u32 = load32(shape + CELL_EXTRA);
  const table: ptr = load64(shape + SHAPE_TABLE);
  let first: boolean = true;
  putUnit(123);
  for (let i: u32 = 0; i < count; i++) {
    const entry: ptr = tableEntry(table, i);
    const key: Value = loadValue(entry);
    const info: u64 = load64(entry + TABLE_INFO);
    if (!isString(key) || (u32(info) & ENUMERABLE) === 0) continue;
    let item: Value = undefinedValue();
    if (load64(object + OBJECT_SHAPE) === shape && (u32(info) & IS_ACCESSOR) === 0) {
      item = loadValue(slotAddress(object, shape, u32(info >>> 8)));
    } else {
      item = getNamed(value, key);
      if (isException(item)) return FAILED;
    }
    storeValue(frame + FRAME_KEY, key);
    const start: u64 = outputLength();
    putName(key, first, depth + 1);
    const written: i32 = writeValue(item, key, frame, depth + 1);
    if (written === FAILED) return FAILED;
    if (written === NOTHING) truncateOutput(start);
    else first = false;
  }
  if (!first) putBreak(depth);
  putUnit(125);
  return WRITTEN;
}

/** Any object, by its list of keys. */
function writeGeneral(value: Value, frame: ptr, depth: u32): i32 {
  const keys: Value = ownPropertyKeys(value, KEYS_STRINGS, true);
  if (isException(keys)) return FAILED;
  const count: u32 = load32(pointerOf(keys) + ARRAY_LENGTH);
  let first: boolean = true;
  putUnit(123);
  for (let i: u32 = 0; i < count; i++) {
    const key: Value = loadValue(
      load64(pointerOf(keys) + ARRAY_ELEMENTS) + VALUES_DATA + u64(i) * 8,
    );
    const item: Value = getElement(value, key);
    if (isException(item)) return FAILED;
    storeValue(frame + FRAME_KEY, key);
    const start: u64 = outputLength();
    putName(key, first, depth + 1);
    const written: i32 = writeValue(item, key, frame, depth + 1);
    if (written === FAILED) return FAILED;
    if (written === NOTHING) truncateOutput(start);
    else first = false;
  }
  if (!first) putBreak(depth);
  putUnit(125);
  return WRITTEN;
}

function writeArray(value: Value, frame: ptr, depth: u32): i32 {
  const array: ptr = pointerOf(value);
  const length: u32 = load32(array + ARRAY_LENGTH);
  putUnit(91);
  for (let i: u32 = 0; i < length; i++) {
    let item: Value = holeValue();
    if ((u32(load8(array + CELL_FLAGS)) & FLAG_SPARSE) === 0 && i < load32(array + ARRAY_LENGTH)) {
      item = loadValue(load64(array + ARRAY_ELEMENTS) + VALUES_DATA + u64(i) * 8);
    }
    if (isHole(item)) {
      item = getIndex(value, i);
      if (isException(item)) return FAILED;
    }
    if (!writeElement(item, i, frame, depth)) return FAILED;
  }
  if (length !== 0) putBreak(depth);
  putUnit(93);
  return WRITTEN;
}

/** An array behind a proxy. */
function writeArrayLike(value: Value, frame: ptr, depth: u32): i32 {
  const lengthValue: Value = getNamed(value, 'length');
  if (isException(lengthValue)) return FAILED;
  const number: Value = toNumberValue(lengthValue);
  if (isException(number)) return FAILED;
  const length: u32 = numberOf(number) > 0 ? u32(numberOf(number)) : 0;
  putUnit(91);
  for (let i: u32 = 0; i < length; i++) {
    const item: Value = getIndex(value, i);
    if (isException(item) || !writeElement(item, i, frame, depth)) return FAILED;
  }
  if (length !== 0) putBreak(depth);
  putUnit(93);
  return WRITTEN;
}

function writeElement(item: Value, index: u32, frame: ptr, depth: u32): boolean {
  if (index !== 0) putUnit(44);
  putBreak(depth + 1);
  const key: Value = numberValue(f64(index));
  storeValue(frame + FRAME_KEY, key);
  const written: i32 = writeValue(item, key, frame, depth + 1);
  if (written === NOTHING) putText('null');
  return written !== FAILED;
}

/** Sets circularPath from the frame of the object that comes again to the innermost frame. */
function noteCircle(start: ptr, innermost: ptr): void {
  let count: u32 = 1;
  for (let frame: ptr = innermost; frame !== start; frame = load64(frame + FRAME_OUTER)) count++;
  const path: Value = newArray(count * 2);
  for (let i: u32 = count; i > 0; i--) {
    let frame: ptr = innermost;
    for (let k: u32 = 1; k < i; k++) frame = load64(frame + FRAME_OUTER);
    arrayPush(path, loadValue(frame + FRAME_OBJECT));
    arrayPush(path, loadValue(frame + FRAME_KEY));
  }
  circularPath = path;
}
