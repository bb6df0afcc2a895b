'use machine';
// Generators and the frames of suspended functions. Layer: runtime. ECMA-262 §27.5.3; docs/internals.md §6.
// Resume code keeps the frame's state itself: it sets RUNNING when it enters, the number of the next step when it suspends,
// DONE when it returns or throws.

import {
  callResume,
  load32,
  load64,
  ptr,
  store32,
  store64,
  storeValue,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { concatTexts3, valueText } from './error-text.ts';
import { throwTypeError, throwValue } from './exceptions.ts';
import { allocateCell } from './heap.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import {
  FRAME_DONE,
  FRAME_OWNER,
  FRAME_REASON,
  FRAME_RESUME,
  FRAME_RUNNING,
  FRAME_SLOTS,
  FRAME_START,
  FRAME_STATE,
  INTRINSIC_GENERATOR_PROTOTYPE,
  INTRINSIC_OBJECT_PROTOTYPE,
  KIND_FRAME,
  KIND_GENERATOR,
  KIND_OBJECT,
  OBJECT_FIELDS,
  OBJECT_SHAPE,
  RESUME_NEXT,
  RESUME_RETURN,
  RESUME_THROW,
} from './layout.ts';
import { createObjectWithPrototype } from './object-allocate.ts';
import { getNamed } from './property-get.ts';
import { rootShape, shapeWithProperty } from './shape.ts';
import {
  HOLE_BITS,
  booleanValue,
  holeValue,
  internalValue,
  isException,
  isObjectOfKind,
  isObjectValue,
  isTrue,
  objectValue,
  pointerOf,
  undefinedValue,
} from './value.ts';

const REASON_RESULT: u32 = 2;
const RESULT_BYTES: u32 = 40;
const RESULT_VALUE: u32 = 24;
const RESULT_DONE: u32 = 32;
const ALL: u32 = 7;

/** Shape of {value, done}. */
export let iteratorResultShape: ptr = 0;

/** Called by initializeIntrinsics. */
export function initializeIteratorResult(): void {
  const root: ptr = rootShape(intrinsicObject(INTRINSIC_OBJECT_PROTOTYPE), OBJECT_FIELDS, 2);
  iteratorResultShape = shapeWithProperty(shapeWithProperty(root, 'value', ALL), 'done', ALL);
}

/** CreateIterResultObject (§7.4.14). */
export function iteratorResult(value: Value, done: boolean): Value {
  const p: ptr = allocateCell(KIND_OBJECT, RESULT_BYTES, 0);
  store64(p + OBJECT_SHAPE, iteratorResultShape);
  storeValue(p + RESULT_VALUE, value);
  storeValue(p + RESULT_DONE, booleanValue(done));
  return objectValue(p);
}

/** A frame at its start; its slots are HOLE. */
export function newFrame(resume: u64, slots: u32): ptr {
  const frame: ptr = allocateCell(KIND_FRAME, u64(FRAME_SLOTS) + u64(slots) * 8, slots);
  store64(frame + FRAME_RESUME, resume);
  storeValue(frame + FRAME_OWNER, undefinedValue());
  for (let i: u32 = 0; i < slots; i++) store64(frame + FRAME_SLOTS + u64(i) * 8, HOLE_BITS);
  return frame;
}

/** The generator object that a call of generator function `fn` returns. */
export function newGenerator(fn: ptr, frame: ptr): Value {
  let prototype: Value = getNamed(objectValue(fn), 'prototype');
  if (isException(prototype)) return prototype;
  if (!isObjectValue(prototype)) prototype = intrinsicObject(INTRINSIC_GENERATOR_PROTOTYPE);
  const generator: Value = createObjectWithPrototype(prototype, KIND_GENERATOR, 0);
  store64(pointerOf(generator) + OBJECT_FIELDS, frame);
  return generator;
}

/** Continues a frame until its next suspension or its end. `frame` is an internal Value. */
export function resumeFrame(frame: Value, mode: u32, value: Value): Value {
  const p: ptr = pointerOf(frame);
  const result: Value = callResume(load64(p + FRAME_RESUME), p, mode, value);
  if (isException(result)) store32(p + FRAME_STATE, FRAME_DONE);
  return result;
}

export function frameIsDone(frame: Value): boolean {
  return load32(pointerOf(frame) + FRAME_STATE) === FRAME_DONE;
}

/** Why it is suspended: 0 yield, 1 await, 2 yield of a ready-made result. */
export function frameReason(frame: Value): u32 {
  return load32(pointerOf(frame) + FRAME_REASON);
}

/** The frame as a Value for library code. */
export function frameValue(frame: ptr): Value {
  return internalValue(frame);
}

/** Set by generatorAdvance: the generator has returned. */
let advanceDone: boolean = false;
/** Set by generatorAdvance: the value is an iterator result already. */
let advanceReady: boolean = false;

/** GeneratorResume and GeneratorResumeAbrupt: the yielded or returned value. */
function generatorAdvance(frame: ptr, mode: u32, value: Value): Value {
  const state: u32 = load32(frame + FRAME_STATE);
  advanceReady = false;
  if (state === FRAME_RUNNING) return throwTypeError('Generator is already running');
  if (state === FRAME_START && mode !== RESUME_NEXT) store32(frame + FRAME_STATE, FRAME_DONE);
  if (load32(frame + FRAME_STATE) === FRAME_DONE) {
    advanceDone = true;
    if (mode === RESUME_THROW) return throwValue(value);
    return mode === RESUME_RETURN ? value : undefinedValue();
  }
  const result: Value = callResume(load64(frame + FRAME_RESUME), frame, mode, value);
  if (isException(result)) {
    store32(frame + FRAME_STATE, FRAME_DONE);
    return result;
  }
  advanceDone = load32(frame + FRAME_STATE) === FRAME_DONE;
  advanceReady = !advanceDone && load32(frame + FRAME_REASON) === REASON_RESULT;
  return result;
}

/** %GeneratorPrototype%.next, throw and return by `mode`: an iterator result. */
export function generatorResume(generator: Value, mode: u32, value: Value): Value {
  if (!isObjectOfKind(generator, KIND_GENERATOR)) {
    const method: Value =
      mode === RESUME_NEXT ? 'next' : mode === RESUME_THROW ? 'throw' : 'return';
    return throwTypeError(
      concatTexts3(method, ' method called on incompatible receiver ', valueText(generator)),
    );
  }
  const result: Value = generatorAdvance(load64(pointerOf(generator) + OBJECT_FIELDS), mode, value);
  if (isException(result) || advanceReady) return result;
  return iteratorResult(result, advanceDone);
}

/** One step of a for-of over a generator whose `next` is the original: its value, HOLE when it is done. */
export function generatorStep(generator: Value): Value {
  const result: Value = generatorAdvance(
    load64(pointerOf(generator) + OBJECT_FIELDS),
    RESUME_NEXT,
    undefinedValue(),
  );
  if (isException(result)) return result;
  if (advanceReady) {
    const done: Value = getNamed(result, 'done');
    if (isException(done)) return done;
    return isTrue(done) ? holeValue() : getNamed(result, 'value');
  }
  return advanceDone ? holeValue() : result;
}
