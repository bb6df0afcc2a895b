'use machine';
// Native entries: a handful of builtin methods whose common case is a few instructions get an entry in front of their
// compiled one, which handles everything else. Layer: runtime. The function object is the same in all that programs see.

import {
  absOf,
  addressOf,
  bitsOf,
  callEntry,
  ceilOf,
  copyBytes,
  doubleOf,
  f64,
  floorOf,
  load32,
  load64,
  load8,
  loadValue,
  ptr,
  reserveBytes,
  squareRoot,
  stackValues,
  store32,
  store64,
  storeValue,
  truncOf,
  truncateToI64,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { ARRAY_PUSH_FLAGS, arrayPush } from './array-inline.ts';
import { arrayAppendValues } from './array.ts';
import { callFunction } from './call-inline.ts';
import { callWithArray } from './call.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  CELL_FLAGS,
  FUNCTION_INFO,
  INFO_ENTRY,
  INFO_SIZE,
  INTRINSIC_ARRAY_PROTOTYPE,
  INTRINSIC_STRING_PROTOTYPE,
  KIND_ARRAY,
  VALUES_DATA,
} from './layout.ts';
import { indexedPrototypes } from './object-prototype.ts';
import { getNamed } from './property-get.ts';
import { charCodeAtIndex, stringLength } from './string-cells.ts';
import { hasTextAt } from './string-methods.ts';
import { indexOfString } from './string-search.ts';
import { characterAt, substringOf } from './string-slice.ts';
import {
  booleanValue,
  computedNumber,
  holeValue,
  isException,
  isHole,
  isNumber,
  isObjectOfKind,
  isString,
  isUndefined,
  numberOf,
  numberValue,
  pointerOf,
  sameBits,
} from './value.ts';

/** Copies of FunctionInfo with the native entry, then the compiled one. */
const NATIVE_BYTES: u64 = 56;
const MAXIMUM_NATIVES: u32 = 32;
const natives: ptr = reserveBytes(1792);
let nativeCount: u32 = 0;

/** The FunctionInfo to use for a builtin method: `info`, or a copy with a native entry. */
export function nativeInfo(object: Value, key: Value, info: ptr): ptr {
  const code: ptr = nativeEntry(object, key);
  if (code === 0 || nativeCount === MAXIMUM_NATIVES) return info;
  const copy: ptr = natives + u64(nativeCount) * NATIVE_BYTES;
  nativeCount++;
  copyBytes(copy, info, u64(INFO_SIZE));
  store64(copy + INFO_SIZE, load64(info + INFO_ENTRY));
  store64(copy + INFO_ENTRY, code);
  return copy;
}

function nativeEntry(object: Value, key: Value): ptr {
  if (sameBits(object, intrinsicObject(INTRINSIC_ARRAY_PROTOTYPE))) {
    if (sameBits(key, 'push')) return addressOf(pushEntry);
    if (sameBits(key, 'pop')) return addressOf(popEntry);
    return 0;
  }
  if (sameBits(object, intrinsicObject(INTRINSIC_STRING_PROTOTYPE))) return stringEntry(key);
  // These names belong to Math alone.
  if (sameBits(key, 'floor')) return addressOf(floorEntry);
  if (sameBits(key, 'ceil')) return addressOf(ceilEntry);
  if (sameBits(key, 'trunc')) return addressOf(truncEntry);
  if (sameBits(key, 'round')) return addressOf(roundEntry);
  if (sameBits(key, 'abs')) return addressOf(absEntry);
  if (sameBits(key, 'sqrt')) return addressOf(sqrtEntry);
  if (sameBits(key, 'max')) return addressOf(maxEntry);
  if (sameBits(key, 'min')) return addressOf(minEntry);
  return 0;
}

function stringEntry(key: Value): ptr {
  if (sameBits(key, 'charCodeAt')) return addressOf(charCodeAtEntry);
  if (sameBits(key, 'charAt')) return addressOf(charAtEntry);
  if (sameBits(key, 'slice')) return addressOf(sliceEntry);
  if (sameBits(key, 'substring')) return addressOf(substringEntry);
  if (sameBits(key, 'indexOf')) return addressOf(indexOfEntry);
  if (sameBits(key, 'startsWith')) return addressOf(startsWithEntry);
  return 0;
}

/** Goes on in the compiled method. */
function compiled(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  return callEntry(
    load64(load64(fn + FUNCTION_INFO) + INFO_SIZE),
    fn,
    thisValue,
    newTarget,
    argc,
    argv,
  );
}

/** An array that takes and gives elements at its end without further ado. */
function isOpen(v: Value): boolean {
  if (!isObjectOfKind(v, KIND_ARRAY)) return false;
  return (load8(pointerOf(v) + CELL_FLAGS) & ARRAY_PUSH_FLAGS) === 0 && !indexedPrototypes;
}

function pushEntry(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (argc === 0 || argc > 16 || !isOpen(thisValue))
    return compiled(fn, thisValue, newTarget, argc, argv);
  let length: Value = numberValue(0);
  for (let i: u32 = 0; i < argc; i++) {
    length = arrayPush(thisValue, loadValue(argv + u64(i) * 8));
    if (isException(length)) return length;
  }
  return length;
}

/** An array that takes elements at its end, as its own, whatever its prototypes hold. */
function takesOwn(v: Value): boolean {
  return (
    isObjectOfKind(v, KIND_ARRAY) && (load8(pointerOf(v) + CELL_FLAGS) & ARRAY_PUSH_FLAGS) === 0
  );
}

/** `object.push(v)` in the library: an array takes it without asking its prototype. */
export function pushOrCall(object: Value, v: Value): Value {
  if (takesOwn(object)) return arrayPush(object, v);
  const args: ptr = stackValues(1);
  storeValue(args, v);
  const method: Value = getNamed(object, 'push');
  return isException(method) ? method : callFunction(method, object, 1, args);
}

/** `object.push(...list)` in the library. */
export function pushAllOrCall(object: Value, list: Value): Value {
  if (takesOwn(object)) {
    const p: ptr = pointerOf(list);
    const values: ptr = load64(p + ARRAY_ELEMENTS) + VALUES_DATA;
    arrayAppendValues(pointerOf(object), values, load32(p + ARRAY_LENGTH));
    return numberValue(f64(load32(pointerOf(object) + ARRAY_LENGTH)));
  }
  const method: Value = getNamed(object, 'push');
  return isException(method) ? method : callWithArray(method, object, list);
}

function popEntry(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (isOpen(thisValue)) {
    const p: ptr = pointerOf(thisValue);
    const length: u32 = load32(p + ARRAY_LENGTH);
    if (length !== 0) {
      const slot: ptr = load64(p + ARRAY_ELEMENTS) + VALUES_DATA + u64(length - 1) * 8;
      const last: Value = loadValue(slot);
      if (!isHole(last)) {
        storeValue(slot, holeValue());
        store32(p + ARRAY_LENGTH, length - 1);
        return last;
      }
    }
  }
  return compiled(fn, thisValue, newTarget, argc, argv);
}

/** The first argument is a number that is an index of the string `thisValue`, after truncation. */
function hasIndex(thisValue: Value, argc: u32, argv: ptr): boolean {
  if (argc === 0 || !isString(thisValue) || !isNumber(loadValue(argv))) return false;
  const x: f64 = numberOf(loadValue(argv));
  return x >= 0 && x < f64(stringLength(thisValue));
}

function charCodeAtEntry(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (!hasIndex(thisValue, argc, argv)) return compiled(fn, thisValue, newTarget, argc, argv);
  const index: u32 = u32(truncateToI64(numberOf(loadValue(argv))));
  return computedNumber(f64(charCodeAtIndex(thisValue, index)));
}

function charAtEntry(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (!hasIndex(thisValue, argc, argv)) return compiled(fn, thisValue, newTarget, argc, argv);
  return characterAt(thisValue, u32(truncateToI64(numberOf(loadValue(argv)))));
}

/** A string with one or two numbers (not NaN), or a number and undefined. */
function hasRange(thisValue: Value, argc: u32, argv: ptr): boolean {
  if (argc === 0 || !isString(thisValue) || !isPlainNumber(loadValue(argv))) return false;
  return argc === 1 || isUndefined(loadValue(argv + 8)) || isPlainNumber(loadValue(argv + 8));
}

function isPlainNumber(v: Value): boolean {
  return isNumber(v) && numberOf(v) === numberOf(v);
}

/** A position between 0 and `length`; one below 0 counts from the end when `relative`. */
function clampPosition(x: f64, length: u32, relative: boolean): u32 {
  let position: f64 = truncOf(x);
  if (position < 0) position = relative ? position + f64(length) : 0;
  if (position <= 0) return 0;
  return position < f64(length) ? u32(truncateToI64(position)) : length;
}

function endPosition(argc: u32, argv: ptr, length: u32, relative: boolean): u32 {
  if (argc === 1 || isUndefined(loadValue(argv + 8))) return length;
  return clampPosition(numberOf(loadValue(argv + 8)), length, relative);
}

function sliceEntry(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (!hasRange(thisValue, argc, argv)) return compiled(fn, thisValue, newTarget, argc, argv);
  const length: u32 = stringLength(thisValue);
  const from: u32 = clampPosition(numberOf(loadValue(argv)), length, true);
  const to: u32 = endPosition(argc, argv, length, true);
  return from < to ? substringOf(thisValue, from, to) : '';
}

function substringEntry(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (!hasRange(thisValue, argc, argv)) return compiled(fn, thisValue, newTarget, argc, argv);
  const length: u32 = stringLength(thisValue);
  const from: u32 = clampPosition(numberOf(loadValue(argv)), length, false);
  const to: u32 = endPosition(argc, argv, length, false);
  if (from === to) return '';
  return from < to ? substringOf(thisValue, from, to) : substringOf(thisValue, to, from);
}

function indexOfEntry(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (argc !== 1 || !isString(thisValue) || !isString(loadValue(argv))) {
    return compiled(fn, thisValue, newTarget, argc, argv);
  }
  return computedNumber(f64(indexOfString(thisValue, loadValue(argv), 0)));
}

function startsWithEntry(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (argc !== 1 || !isString(thisValue) || !isString(loadValue(argv))) {
    return compiled(fn, thisValue, newTarget, argc, argv);
  }
  return booleanValue(hasTextAt(thisValue, loadValue(argv), 0));
}

function floorEntry(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (argc !== 0 && isNumber(loadValue(argv)))
    return computedNumber(floorOf(numberOf(loadValue(argv))));
  return compiled(fn, thisValue, newTarget, argc, argv);
}

function ceilEntry(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (argc !== 0 && isNumber(loadValue(argv)))
    return computedNumber(ceilOf(numberOf(loadValue(argv))));
  return compiled(fn, thisValue, newTarget, argc, argv);
}

function truncEntry(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (argc !== 0 && isNumber(loadValue(argv)))
    return computedNumber(truncOf(numberOf(loadValue(argv))));
  return compiled(fn, thisValue, newTarget, argc, argv);
}

/** Halves go up: the number above, unless that is more than one half away. */
function roundEntry(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (argc === 0 || !isNumber(loadValue(argv)))
    return compiled(fn, thisValue, newTarget, argc, argv);
  const x: f64 = numberOf(loadValue(argv));
  const above: f64 = ceilOf(x);
  return computedNumber(above - 0.5 > x ? above - 1 : above);
}

function absEntry(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (argc !== 0 && isNumber(loadValue(argv)))
    return computedNumber(absOf(numberOf(loadValue(argv))));
  return compiled(fn, thisValue, newTarget, argc, argv);
}

function sqrtEntry(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (argc !== 0 && isNumber(loadValue(argv)))
    return computedNumber(squareRoot(numberOf(loadValue(argv))));
  return compiled(fn, thisValue, newTarget, argc, argv);
}

function areTwoNumbers(argc: u32, argv: ptr): boolean {
  return argc === 2 && isNumber(loadValue(argv)) && isNumber(loadValue(argv + 8));
}

function maxEntry(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (!areTwoNumbers(argc, argv)) return compiled(fn, thisValue, newTarget, argc, argv);
  const a: f64 = numberOf(loadValue(argv));
  const b: f64 = numberOf(loadValue(argv + 8));
  if (a > b) return computedNumber(a);
  if (b > a) return computedNumber(b);
  // Equal, and then the same but for 0 and -0; or a NaN among them.
  return a === b ? computedNumber(doubleOf(bitsOf(a) & bitsOf(b))) : numberValue(NaN);
}

function minEntry(fn: ptr, thisValue: Value, newTarget: Value, argc: u32, argv: ptr): Value {
  if (!areTwoNumbers(argc, argv)) return compiled(fn, thisValue, newTarget, argc, argv);
  const a: f64 = numberOf(loadValue(argv));
  const b: f64 = numberOf(loadValue(argv + 8));
  if (a < b) return computedNumber(a);
  if (b < a) return computedNumber(b);
  return a === b ? computedNumber(doubleOf(bitsOf(a) | bitsOf(b))) : numberValue(NaN);
}
