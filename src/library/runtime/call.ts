'use machine';
// Calls and construction beyond the inline path: bound functions, proxies, argument lists in arrays, and the errors for
// values that cannot be called. Layer: runtime. ECMA-262 §7.3.14, §7.3.15, §10.4.1, §10.5.12, §10.5.13.

import {
  copyBytes,
  f64,
  load32,
  load64,
  load16,
  loadValue,
  ptr,
  stackPointer,
  stackValues,
  storeValue,
  truncateToI64,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { arrayFromArguments, denseElements } from './array.ts';
import { callFunction } from './call-inline.ts';
import { constructObject } from './construct-inline.ts';
import { functionFlags, isCallable, isConstructor } from './callable.ts';
import { toLengthValue } from './conversion.ts';
import { concatTexts, concatTexts3, functionNameOf, valueText } from './error-text.ts';
import { stackLimit, throwRangeError, throwStackOverflow, throwTypeError } from './exceptions.ts';
import { allocateCell } from './heap.ts';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  CELL_AUX,
  CELL_EXTRA,
  INFO_BUILTIN,
  KIND_BOUND_FUNCTION,
  KIND_PROXY,
  KIND_VALUES,
  VALUES_DATA,
} from './layout.ts';
import { getElement } from './property-inline.ts';
import { getNamed } from './property-get.ts';
import {
  cellKind,
  exceptionValue,
  isException,
  isHole,
  isNull,
  isNullish,
  isObjectValue,
  isUndefined,
  numberOf,
  numberValue,
  pointerOf,
  sameBits,
  undefinedValue,
} from './value.ts';

const BOUND_TARGET: u32 = 24;
const BOUND_THIS: u32 = 32;
const BOUND_ARGUMENTS: u32 = 40;
export const PROXY_TARGET: u32 = 24;
export const PROXY_HANDLER: u32 = 32;

/** IsCallable of an object that is not a compiled function. */
export function isCallableOther(v: Value): boolean {
  const p: ptr = pointerOf(v);
  const kind: u32 = cellKind(p);
  if (kind === KIND_BOUND_FUNCTION) return true;
  return kind === KIND_PROXY && (load16(p + CELL_AUX) & PROXY_CALLABLE) !== 0;
}

/** Bits of a PROXY's aux: what its target was when it was made (a revoked proxy stays callable). */
export const PROXY_CALLABLE: u32 = 1;
export const PROXY_CONSTRUCTOR: u32 = 2;

/** IsConstructor of an object that is not a compiled function. */
export function isConstructorOther(v: Value): boolean {
  const p: ptr = pointerOf(v);
  const kind: u32 = cellKind(p);
  if (kind === KIND_BOUND_FUNCTION) return isConstructor(loadValue(p + BOUND_TARGET));
  return kind === KIND_PROXY && (load16(p + CELL_AUX) & PROXY_CONSTRUCTOR) !== 0;
}

/** Calls what callFunction's inline path does not handle. */
export function callOther(fn: Value, thisValue: Value, argc: u32, argv: ptr): Value {
  if (isObjectValue(fn)) {
    const p: ptr = pointerOf(fn);
    const kind: u32 = cellKind(p);
    if (kind === KIND_BOUND_FUNCTION) return callBound(p, argc, argv);
    if (kind === KIND_PROXY && isCallable(fn)) return callProxy(p, thisValue, argc, argv);
  }
  return throwTypeError(concatTexts(valueText(fn), ' is not a function'));
}

/** "WHAT is not a function", WHAT being source text. */
export function throwNotCallable(what: Value, v: Value): Value {
  return throwTypeError(concatTexts(what, ' is not a function'));
}

/** "WHAT is not a constructor" */
export function throwNotConstructor(what: Value, v: Value): Value {
  return throwTypeError(concatTexts(what, ' is not a constructor'));
}

/** A class called without `new`. */
export function throwClassCall(fn: ptr): Value {
  const name: Value = functionNameOf(fn);
  if ((functionFlags(fn) & INFO_BUILTIN) !== 0)
    return throwTypeError(concatTexts3('Constructor ', name, " requires 'new'"));
  return throwTypeError(
    concatTexts3('Class constructor ', name, " cannot be invoked without 'new'"),
  );
}

/** The arguments of a bound call in a VALUES cell: the bound ones, then the given ones. */
function joinArguments(bound: ptr, argc: u32, argv: ptr): ptr {
  const count: u32 = bound === 0 ? 0 : load32(bound + CELL_EXTRA);
  const total: u32 = count + argc;
  const cell: ptr = allocateCell(KIND_VALUES, VALUES_DATA + u64(total) * 8, total);
  if (count !== 0) copyBytes(cell + VALUES_DATA, bound + VALUES_DATA, u64(count) * 8);
  if (argc !== 0) copyBytes(cell + VALUES_DATA + u64(count) * 8, argv, u64(argc) * 8);
  return cell;
}

function callBound(p: ptr, argc: u32, argv: ptr): Value {
  if (stackPointer() < stackLimit) return throwStackOverflow();
  const bound: ptr = load64(p + BOUND_ARGUMENTS);
  if (bound === 0)
    return callFunction(loadValue(p + BOUND_TARGET), loadValue(p + BOUND_THIS), argc, argv);
  const joined: ptr = joinArguments(bound, argc, argv);
  return callFunction(
    loadValue(p + BOUND_TARGET),
    loadValue(p + BOUND_THIS),
    load32(joined + CELL_EXTRA),
    joined + VALUES_DATA,
  );
}

/** Proxy [[Call]] (§10.5.12). */
function callProxy(p: ptr, thisValue: Value, argc: u32, argv: ptr): Value {
  if (stackPointer() < stackLimit) return throwStackOverflow();
  const handler: Value = loadValue(p + PROXY_HANDLER);
  if (!isObjectValue(handler))
    return throwTypeError("Cannot perform 'apply' on a proxy that has been revoked");
  const trap: Value = getNamed(handler, 'apply');
  if (isException(trap)) return trap;
  const target: Value = loadValue(p + PROXY_TARGET);
  if (isNullish(trap)) return callFunction(target, thisValue, argc, argv);
  const args: ptr = stackValues(3);
  storeValue(args, target);
  storeValue(args + 8, thisValue);
  storeValue(args + 16, arrayFromArguments(argc, argv, 0));
  return callFunction(trap, handler, 3, args);
}

/** Proxy [[Construct]] (§10.5.13). */
function constructProxy(p: ptr, newTarget: Value, argc: u32, argv: ptr): Value {
  if (stackPointer() < stackLimit) return throwStackOverflow();
  const handler: Value = loadValue(p + PROXY_HANDLER);
  if (!isObjectValue(handler))
    return throwTypeError("Cannot perform 'construct' on a proxy that has been revoked");
  const trap: Value = getNamed(handler, 'construct');
  if (isException(trap)) return trap;
  const target: Value = loadValue(p + PROXY_TARGET);
  if (isNullish(trap)) return constructObject(target, newTarget, argc, argv);
  const args: ptr = stackValues(3);
  storeValue(args, target);
  storeValue(args + 8, arrayFromArguments(argc, argv, 0));
  storeValue(args + 16, newTarget);
  const result: Value = callFunction(trap, handler, 3, args);
  if (isException(result) || isObjectValue(result)) return result;
  return throwTypeError('proxy [[Construct]] must return an object');
}

/** constructObject of what is no compiled function that can be constructed. */
export function constructOther(fn: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (isObjectValue(fn) && isConstructor(fn)) {
    const p: ptr = pointerOf(fn);
    if (cellKind(p) === KIND_PROXY) return constructProxy(p, newTarget, argc, argv);
    const target: Value = loadValue(p + BOUND_TARGET);
    const joined: ptr = joinArguments(load64(p + BOUND_ARGUMENTS), argc, argv);
    const innerTarget: Value = sameBits(fn, newTarget) ? target : newTarget;
    return constructObject(target, innerTarget, load32(joined + CELL_EXTRA), joined + VALUES_DATA);
  }
  return throwTypeError(concatTexts(valueText(fn), ' is not a constructor'));
}

/** CreateListFromArrayLike (§7.3.18): a VALUES cell of exactly the elements; 0 when an exception is pending. */
export function argumentListOf(list: Value): ptr {
  if (isUndefined(list) || isNull(list)) return allocateCell(KIND_VALUES, VALUES_DATA, 0);
  if (!isObjectValue(list)) {
    throwTypeError('CreateListFromArrayLike called on non-object');
    return 0;
  }
  const p: ptr = pointerOf(list);
  if (denseElements(p)) return copyDense(p);
  const lengthValue: Value = getNamed(list, 'length');
  if (isException(lengthValue)) return 0;
  const length: Value = toLengthValue(lengthValue);
  if (isException(length)) return 0;
  if (numberOf(length) > 8000000) {
    throwRangeError('Invalid array length');
    return 0;
  }
  const count: u32 = u32(truncateToI64(numberOf(length)));
  const cell: ptr = allocateCell(KIND_VALUES, VALUES_DATA + u64(count) * 8, count);
  for (let i: u32 = 0; i < count; i++) {
    const v: Value = getElement(list, numberValue(f64(i)));
    if (isException(v)) return 0;
    storeValue(cell + VALUES_DATA + u64(i) * 8, v);
  }
  return cell;
}

/** The elements of a dense array (holes read as undefined: nothing is inherited) in a fresh cell. */
function copyDense(array: ptr): ptr {
  const count: u32 = load32(array + ARRAY_LENGTH);
  const cell: ptr = allocateCell(KIND_VALUES, VALUES_DATA + u64(count) * 8, count);
  const elements: ptr = load64(array + ARRAY_ELEMENTS);
  for (let i: u32 = 0; i < count; i++) {
    const v: Value = loadValue(elements + VALUES_DATA + u64(i) * 8);
    storeValue(cell + VALUES_DATA + u64(i) * 8, isHole(v) ? undefinedValue() : v);
  }
  return cell;
}

/** Call with the elements of an array or array-like object. */
export function callWithArray(fn: Value, thisValue: Value, array: Value): Value {
  const list: ptr = argumentListOf(array);
  if (list === 0) return exceptionValue();
  return callFunction(fn, thisValue, load32(list + CELL_EXTRA), list + VALUES_DATA);
}

/** Construct with the elements of an array or array-like object. */
export function constructWithArray(fn: Value, newTarget: Value, array: Value): Value {
  const list: ptr = argumentListOf(array);
  if (list === 0) return exceptionValue();
  return constructObject(fn, newTarget, load32(list + CELL_EXTRA), list + VALUES_DATA);
}
