'use machine';
// Error objects: creation, and `stack`, whose text is made when it is first looked at. Layer: runtime.
// An error's first property is `stack`, then `message`. While FLAG_MATERIALIZED is not set, the word at OBJECT_FIELDS refers to a
// VALUES cell {limit, constructors to skip, return addresses...}: property code calls
// materializeError(p) before it shows the key `stack` of such an object, and never caches that key.

import {
  f64,
  load32,
  load64,
  load8,
  loadValue,
  ptr,
  store64,
  store8,
  storeValue,
  truncateToI64,
  u32,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { concatTexts3, valueText } from './error-text.ts';
import { findDataProperty } from './data-property.ts';
import { hasPendingException, takeException } from './exceptions.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import {
  CELL_FLAGS,
  FLAG_MATERIALIZED,
  INTRINSIC_AGGREGATE_ERROR_PROTOTYPE,
  INTRINSIC_ERROR_PROTOTYPE,
  KIND_ERROR,
  OBJECT_FIELDS,
  STRING_LENGTH,
} from './layout.ts';
import { createObjectWithPrototype } from './object-allocate.ts';
import { defineOwnValue, ownSlotAddress } from './own-property.ts';
import { prototypeOfObject } from './object-prototype.ts';
import { getNamed } from './property-get.ts';
import { appendFrames, captureStack, stackTraceLimit } from './stack-trace.ts';
import {
  cellKind,
  isException,
  isObjectOfKind,
  isObjectValue,
  isString,
  isUndefined,
  numberOf,
  numberValue,
  objectValue,
  pointerOf,
  sameBits,
  undefinedValue,
} from './value.ts';

const HIDDEN: u32 = 5;
const HEAD_VALUES: u32 = 2;
const TRACE_LIMIT: u32 = 8;
const TRACE_SKIP: u32 = 16;

/** A new error whose prototype is intrinsic number `intrinsic`. */
export function createError(intrinsic: u32, message: Value): Value {
  const error: Value = createObjectWithPrototype(intrinsicObject(intrinsic), KIND_ERROR, 4);
  initializeError(error, message);
  return error;
}

/** What the Error constructors do: captures the stack, defines `stack` and, unless it is undefined, `message`. */
export function initializeError(error: Value, message: Value): void {
  const p: ptr = pointerOf(error);
  storeTrace(p, error);
  defineOwnValue(p, 'stack', undefinedValue(), HIDDEN);
  if (!isUndefined(message)) defineOwnValue(p, 'message', message, HIDDEN);
}

/** Captures the stack into an error cell. */
function storeTrace(p: ptr, error: Value): void {
  const trace: ptr = captureStack(HEAD_VALUES);
  storeValue(trace + TRACE_LIMIT, numberValue(f64(stackTraceLimit)));
  storeValue(trace + TRACE_SKIP, numberValue(f64(userClassDepth(error))));
  store64(p + OBJECT_FIELDS, trace);
}

/** Number of prototypes before the first intrinsic error prototype: the classes of the program it is an instance of. */
function userClassDepth(error: Value): u32 {
  let depth: u32 = 0;
  let prototype: Value = prototypeOfObject(pointerOf(error));
  while (isObjectValue(prototype)) {
    for (let i: u32 = INTRINSIC_ERROR_PROTOTYPE; i <= INTRINSIC_AGGREGATE_ERROR_PROTOTYPE; i++) {
      if (sameBits(prototype, intrinsicObject(i))) return depth;
    }
    depth++;
    prototype = prototypeOfObject(pointerOf(prototype));
  }
  return 0;
}

/** v[key] where a getter that throws counts as undefined. */
function readQuietly(v: Value, key: Value): Value {
  const data: Value = findDataProperty(v, key);
  if (!isUndefined(data) || hasPendingException()) return data;
  const value: Value = getNamed(v, key);
  if (!isException(value)) return value;
  takeException();
  return undefinedValue();
}

/** Error.prototype.toString of `v`: Node makes the first line when `stack` is first read. */
function headerText(v: Value): Value {
  const name: Value = readQuietly(v, 'name');
  const message: Value = readQuietly(v, 'message');
  const nameText: Value = isUndefined(name) ? 'Error' : primitiveText(name);
  const messageText: Value = isUndefined(message) ? '' : primitiveText(message);
  if (load32(pointerOf(messageText) + STRING_LENGTH) === 0) return nameText;
  if (load32(pointerOf(nameText) + STRING_LENGTH) === 0) return messageText;
  return concatTexts3(nameText, ': ', messageText);
}

function primitiveText(v: Value): Value {
  return isString(v) ? v : valueText(v);
}

function countAt(trace: ptr, offset: u32): u32 {
  return u32(truncateToI64(numberOf(loadValue(trace + offset))));
}

/** Gives an error's `stack` its text. Does nothing the second time. */
export function materializeError(p: ptr): void {
  const flags: u32 = load8(p + CELL_FLAGS);
  if ((flags & FLAG_MATERIALIZED) !== 0) return;
  store8(p + CELL_FLAGS, flags | FLAG_MATERIALIZED);
  const trace: ptr = load64(p + OBJECT_FIELDS);
  if (trace === 0) return;
  const text: Value = appendFrames(
    headerText(objectValue(p)),
    trace,
    HEAD_VALUES,
    countAt(trace, TRACE_LIMIT),
    countAt(trace, TRACE_SKIP),
  );
  const slot: ptr = ownSlotAddress(p, 'stack');
  if (slot !== 0) storeValue(slot, text);
  store64(p + OBJECT_FIELDS, 0);
}

/** Error.captureStackTrace(object): gives the object a `stack` with the frames of now. */
export function captureStackInto(object: Value): Value {
  const p: ptr = pointerOf(object);
  if (cellKind(p) === KIND_ERROR) {
    storeTrace(p, object);
    store8(p + CELL_FLAGS, load8(p + CELL_FLAGS) & ~FLAG_MATERIALIZED);
    defineOwnValue(p, 'stack', undefinedValue(), HIDDEN);
    return undefinedValue();
  }
  const trace: ptr = captureStack(0);
  const text: Value = appendFrames(headerText(object), trace, 0, stackTraceLimit, 0);
  defineOwnValue(p, 'stack', text, HIDDEN);
  return undefinedValue();
}

/** Error.stackTraceLimit */
export function getStackTraceLimit(): f64 {
  return f64(stackTraceLimit);
}

export function setStackTraceLimit(limit: f64): void {
  stackTraceLimit = limit > 0 ? (limit < 200 ? u32(truncateToI64(limit)) : 200) : 0;
}

/** The object has an [[ErrorData]] slot. */
export function isErrorObject(v: Value): boolean {
  return isObjectOfKind(v, KIND_ERROR);
}
