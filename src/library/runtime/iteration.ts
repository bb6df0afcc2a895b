'use machine';
// Iteration: the iterator protocol (ECMA-262 §7.4) with shortcuts that no program can tell from it. Layer: runtime.
// iteratorOpen returns the iterated value itself, and iteratorNextMethod HOLE, for arrays and strings that iterate by the
// book and for generators whose `next` is the original; a step then makes no result object.

import {
  asValue,
  f64,
  load32,
  load64,
  loadValue,
  ptr,
  stackValues,
  storeValue,
  symbolKey,
  truncateToI64,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { arrayPush } from './array-inline.ts';
import { arrayAppendValues, arrayShape, denseElements } from './array.ts';
import { callFunction } from './call-inline.ts';
import { isCallable } from './callable.ts';
import { calledText, concatTexts, iteratedText, concatTexts3, valueText } from './error-text.ts';
import { takeException, throwTypeError, throwValue } from './exceptions.ts';
import { generatorStep, iteratorResultShape } from './generator.ts';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  KIND_ARRAY,
  KIND_GENERATOR,
  OBJECT_FIELDS,
  OBJECT_SHAPE,
  VALUES_DATA,
} from './layout.ts';
import { getElement } from './property-inline.ts';
import { getNamed } from './property-get.ts';
import {
  arraysArePristine,
  originalArrayValues,
  originalGeneratorNext,
  originalIteratorSelf,
  stringsArePristine,
} from './pristine.ts';
import { charCodeAtIndex, stringLength } from './string-cells.ts';
import { substringOf } from './string-slice.ts';
import {
  cellKind,
  exceptionValue,
  holeValue,
  isException,
  isHole,
  isNullish,
  isObjectValue,
  isString,
  isTrue,
  isUndefined,
  numberOf,
  numberValue,
  pointerOf,
  sameBits,
  undefinedValue,
} from './value.ts';

/** "WHAT is not iterable" of what has no name in the source. */
function withoutIterator(what: Value): Value {
  return concatTexts(what, ' is not iterable (cannot read property Symbol(Symbol.iterator))');
}

/** "WHAT is not iterable", WHAT being source text. */
function throwNotIterable(what: Value): Value {
  return throwTypeError(concatTexts(what, ' is not iterable'));
}

/** Where there is no source text: "undefined is not iterable (cannot read property Symbol(Symbol.iterator))". */
export function throwValueNotIterable(v: Value): Value {
  return throwTypeError(withoutIterator(iteratedText(v)));
}

/** An array that array iteration by the specification would visit element by element, nothing patched. */
function isPristineArray(v: Value): boolean {
  if (!isObjectValue(v)) return false;
  const p: ptr = pointerOf(v);
  return (
    cellKind(p) === KIND_ARRAY && load64(p + OBJECT_SHAPE) === arrayShape && arraysArePristine()
  );
}

/** GetIterator(v, sync). */
export function iteratorOpen(v: Value): Value {
  if (isPristineArray(v) || (isString(v) && stringsArePristine())) return v;
  if (isNullish(v)) return throwValueNotIterable(v);
  const method: Value = getNamed(v, symbolKey('iterator'));
  if (isException(method)) return method;
  if (!isCallable(method)) return throwValueNotIterable(v);
  return openBy(method, v);
}

/** GetIterator(v, sync) where source text is known: "WHAT is not iterable". */
export function iteratorOpenNamed(v: Value, what: Value): Value {
  if (isPristineArray(v) || (isString(v) && stringsArePristine())) return v;
  if (isNullish(v)) return throwNotIterable(what);
  const method: Value = getNamed(v, symbolKey('iterator'));
  if (isException(method)) return method;
  if (!isCallable(method)) return throwNotIterable(what);
  return openBy(method, v);
}

/** The same for what a pattern took from an object of the source text `outer` (undefined: a parameter), in V8's words. */
export function iteratorOpenMember(v: Value, outer: Value): Value {
  const what: Value = isUndefined(outer) ? 'undefined' : outer;
  if (isNullish(v)) {
    const head: Value = concatTexts3(
      "Cannot destructure property 'Symbol(Symbol.iterator)' of '",
      what,
      "' as it is ",
    );
    return throwTypeError(concatTexts3(head, valueText(v), '.'));
  }
  if (isUndefined(outer)) return iteratorOpen(v);
  if (isPristineArray(v) || (isString(v) && stringsArePristine())) return v;
  const method: Value = getNamed(v, symbolKey('iterator'));
  if (isException(method)) return method;
  return isCallable(method) ? openBy(method, v) : throwTypeError(withoutIterator(what));
}

/** Calls the method of a key Symbol.iterator, where that cannot be left out. */
function openBy(method: Value, v: Value): Value {
  if (isObjectValue(v)) {
    const isArray: boolean = cellKind(pointerOf(v)) === KIND_ARRAY;
    if (sameBits(method, originalIteratorSelf) && !isArray) return v;
    if (sameBits(method, originalArrayValues) && isArray && arraysArePristine()) return v;
  }
  const iterator: Value = callFunction(method, v, 0, 0);
  if (isException(iterator)) return iterator;
  if (!isObjectValue(iterator))
    return throwTypeError('Result of the Symbol.iterator method is not an object');
  // An array without a `next` is no iterator; further steps take an array for one that iterates itself.
  if (cellKind(pointerOf(iterator)) !== KIND_ARRAY) return iterator;
  const next: Value = getNamed(iterator, 'next');
  if (isException(next) || isCallable(next)) return isException(next) ? next : iterator;
  return throwNotFunction(next);
}

function throwNotFunction(v: Value): Value {
  return throwTypeError(concatTexts(calledText(v), ' is not a function'));
}

/** The iterator's `next`, or HOLE for one of the shortcuts. */
export function iteratorNextMethod(iterator: Value): Value {
  if (isString(iterator)) return holeValue();
  const kind: u32 = cellKind(pointerOf(iterator));
  if (kind === KIND_ARRAY && load64(pointerOf(iterator) + OBJECT_SHAPE) === arrayShape)
    return holeValue();
  const next: Value = getNamed(iterator, 'next');
  if (kind === KIND_GENERATOR && sameBits(next, originalGeneratorNext)) return holeValue();
  // An array of a subclass; an array that is itself an iterator has a `next`.
  if (kind === KIND_ARRAY && isUndefined(next)) return holeValue();
  return next;
}

/** IteratorStepValue: the next value, HOLE when done. `index` is the address of a Value that starts as the number 0. */
export function iteratorStep(iterator: Value, next: Value, index: ptr): Value {
  if (!isHole(next)) return stepByProtocol(iterator, next);
  if (isString(iterator)) return stepString(iterator, index);
  const p: ptr = pointerOf(iterator);
  if (cellKind(p) === KIND_GENERATOR) return generatorStep(iterator);
  const at: f64 = numberOf(loadValue(index));
  if (at >= f64(load32(p + ARRAY_LENGTH))) {
    storeValue(index, numberValue(Infinity));
    return holeValue();
  }
  storeValue(index, numberValue(at + 1));
  if (denseElements(p)) {
    const v: Value = loadValue(
      load64(p + ARRAY_ELEMENTS) + VALUES_DATA + u64(truncateToI64(at)) * 8,
    );
    if (!isHole(v)) return v;
  }
  return getElement(iterator, numberValue(at));
}

/** A step whose value nobody wants: HOLE when done. */
export function iteratorSkip(iterator: Value, next: Value, index: ptr): Value {
  if (isHole(next)) return iteratorStep(iterator, next, index);
  const result: Value = nextResult(iterator, next);
  if (isException(result)) return result;
  const done: Value = getNamed(result, 'done');
  if (isException(done)) return done;
  return isTrue(done) ? holeValue() : undefinedValue();
}

function nextResult(iterator: Value, next: Value): Value {
  if (!isCallable(next)) return throwNotFunction(next);
  const result: Value = callFunction(next, iterator, 0, 0);
  return isException(result) || isObjectValue(result) ? result : throwNotResult(result);
}

function stepByProtocol(iterator: Value, next: Value): Value {
  const result: Value = nextResult(iterator, next);
  if (isException(result)) return result;
  const p: ptr = pointerOf(result);
  if (load64(p + OBJECT_SHAPE) === iteratorResultShape) {
    if (isTrue(loadValue(p + OBJECT_FIELDS + 8))) return holeValue();
    return loadValue(p + OBJECT_FIELDS);
  }
  const done: Value = getNamed(result, 'done');
  if (isException(done)) return done;
  return isTrue(done) ? holeValue() : getNamed(result, 'value');
}

/** "Iterator result x is not an object" */
export function throwNotResult(result: Value): Value {
  const text: Value = isString(result) ? result : valueText(result);
  return throwTypeError(concatTexts3('Iterator result ', text, ' is not an object'));
}

function stepString(text: Value, index: ptr): Value {
  const length: u32 = stringLength(text);
  const position: f64 = numberOf(loadValue(index));
  if (position >= f64(length)) return holeValue();
  const at: u32 = u32(truncateToI64(position));
  const size: u32 = pointSizeAt(text, at, length);
  storeValue(index, numberValue(f64(at + size)));
  return substringOf(text, at, at + size);
}

/** Units of the code point at `at`. */
function pointSizeAt(text: Value, at: u32, length: u32): u32 {
  if ((charCodeAtIndex(text, at) & 0xfc00) !== 0xd800 || at + 1 >= length) return 1;
  return (charCodeAtIndex(text, at + 1) & 0xfc00) === 0xdc00 ? 2 : 1;
}

/** IteratorClose with a normal completion: undefined, or EXCEPTION. */
export function iteratorClose(iterator: Value, next: Value): Value {
  if (!isObjectValue(iterator)) return undefinedValue();
  if (isHole(next) && cellKind(pointerOf(iterator)) === KIND_ARRAY) return undefinedValue();
  const method: Value = getNamed(iterator, 'return');
  if (isException(method)) return method;
  if (isNullish(method)) return undefinedValue();
  if (!isCallable(method)) return throwNotFunction(method);
  const result: Value = callFunction(method, iterator, 0, 0);
  if (isException(result) || isObjectValue(result)) return result;
  return throwNotResult(result);
}

/** IteratorClose with a throw completion: the pending exception stays, whatever return() does. */
export function iteratorCloseQuietly(iterator: Value, next: Value): void {
  if (!isObjectValue(iterator)) return;
  const pending: Value = takeException();
  if (isException(iteratorClose(iterator, next))) takeException();
  throwValue(pending);
}

/** Makes an async iterator of (iterator, next): CreateAsyncFromSyncIterator, which the library registers. */
let asyncFromSync: Value = asValue(0xfff9000000000000);

/** Called by the library's async iteration: fn(syncIterator, nextMethod) returns the async iterator. */
export function setAsyncFromSyncIterator(fn: Value): void {
  asyncFromSync = fn;
}

/** GetIterator(v, async) (§7.4.3). `what` is the source text of `v`; undefined in yield*. */
export function asyncIteratorOpen(v: Value, what: Value): Value {
  const method: Value = getNamed(v, symbolKey('asyncIterator'));
  if (isException(method)) return method;
  if (!isNullish(method)) {
    if (!isCallable(method)) return throwNotFunction(method);
    const iterator: Value = callFunction(method, v, 0, 0);
    if (isException(iterator) || isObjectValue(iterator)) return iterator;
    return throwTypeError('Result of the Symbol.asyncIterator method is not an object');
  }
  const syncMethod: Value = getNamed(v, symbolKey('iterator'));
  if (isException(syncMethod)) return syncMethod;
  if (isNullish(syncMethod) && isString(what))
    return throwTypeError(concatTexts(what, ' is not async iterable'));
  if (!isCallable(syncMethod)) return throwNotFunction(syncMethod);
  const iterator: Value = callFunction(syncMethod, v, 0, 0);
  if (isException(iterator)) return iterator;
  if (!isObjectValue(iterator))
    return throwTypeError('Result of the Symbol.iterator method is not an object');
  const next: Value = getNamed(iterator, 'next');
  if (isException(next)) return next;
  const args: ptr = stackValues(2);
  storeValue(args, iterator);
  storeValue(args + 8, next);
  return callFunction(asyncFromSync, undefinedValue(), 2, args);
}

/** Appends everything that `v` iterates to an array: spread. Returns the array. */
export function arrayAppendIterable(array: Value, v: Value): Value {
  if (isPristineArray(v) && denseElements(pointerOf(v)) && !hasHoles(pointerOf(v))) {
    const p: ptr = pointerOf(v);
    arrayAppendValues(
      pointerOf(array),
      load64(p + ARRAY_ELEMENTS) + VALUES_DATA,
      load32(p + ARRAY_LENGTH),
    );
    return array;
  }
  return appendIterated(array, iteratorOpen(v));
}

/** The same where the source text of `v` is known: "WHAT is not iterable". */
export function arrayAppendIterableNamed(array: Value, v: Value, what: Value): Value {
  if (isPristineArray(v)) return arrayAppendIterable(array, v);
  return appendIterated(array, iteratorOpenNamed(v, what));
}

/** Appends the arguments that a call's only and last spread element gives; `what` is its source text. */
export function arrayAppendArguments(array: Value, v: Value, what: Value): Value {
  if (isPristineArray(v)) return arrayAppendIterable(array, v);
  if (isNullish(v)) {
    const head: Value = concatTexts(what, ' is not iterable (cannot read property ');
    return throwTypeError(concatTexts3(head, valueText(v), ')'));
  }
  if (isString(v) && stringsArePristine()) return appendIterated(array, v);
  const method: Value = getNamed(v, symbolKey('iterator'));
  if (isException(method)) return method;
  if (!isCallable(method)) {
    return throwTypeError('Spread syntax requires ...iterable[Symbol.iterator] to be a function');
  }
  return appendIterated(array, openBy(method, v));
}

function appendIterated(array: Value, iterator: Value): Value {
  if (isException(iterator)) return iterator;
  const next: Value = iteratorNextMethod(iterator);
  if (isException(next)) return next;
  const index: ptr = stackValues(1);
  storeValue(index, numberValue(0));
  for (;;) {
    const value: Value = iteratorStep(iterator, next, index);
    if (isException(value)) return value;
    if (isHole(value)) return array;
    if (isException(arrayPush(array, value))) return exceptionValue();
  }
}

function hasHoles(p: ptr): boolean {
  const start: ptr = load64(p + ARRAY_ELEMENTS) + VALUES_DATA;
  const end: ptr = start + u64(load32(p + ARRAY_LENGTH)) * 8;
  for (let at: ptr = start; at < end; at = at + 8) {
    if (isHole(loadValue(at))) return true;
  }
  return false;
}
