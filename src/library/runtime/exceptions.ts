'use machine';
// The pending exception and the ways to throw. Layer: runtime.
// A throwing function sets the pending exception and returns EXCEPTION; whoever catches takes it. Also the bounds of the
// machine stack: calls compare the stack pointer with `stackLimit` and call throwStackOverflow() below it.

import { asValue, ptr, stackPointer, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { concatTexts3, concatTexts } from './error-text.ts';
import { createError } from './error-object.ts';
import {
  INTRINSIC_RANGE_ERROR_PROTOTYPE,
  INTRINSIC_REFERENCE_ERROR_PROTOTYPE,
  INTRINSIC_SYNTAX_ERROR_PROTOTYPE,
  INTRINSIC_TYPE_ERROR_PROTOTYPE,
  INTRINSIC_URI_ERROR_PROTOTYPE,
} from './layout.ts';
import { exceptionValue, undefinedValue } from './value.ts';

/** Room below `stackLimit` that machine code may use without checks. */
const STACK_RESERVE: u64 = 98304;
/** What the library has beyond the program: an overflow shows in the program's functions, never in the middle of a builtin. */
const LIBRARY_RESERVE: u64 = 32768;
/** What is left of it while a stack overflow's error is made. */
const EMERGENCY_RESERVE: u64 = 16384;

let pendingValue: Value = asValue(0xfff9000000000000);
let pending: boolean = false;
/** Compiled code throws a RangeError when the stack pointer is below. */
export let stackLimit: ptr = 0;
/** The same for the library's compiled code. */
export let libraryStackLimit: ptr = 0;
/** The stack's lowest and highest address. */
export let stackLowest: ptr = 0;
export let stackHighest: ptr = 0;

/** Called once by the runtime's initialisation, with the usable stack. */
export function setStackBounds(low: ptr, high: ptr): void {
  stackLowest = low;
  stackHighest = high;
  libraryStackLimit = low + STACK_RESERVE;
  stackLimit = libraryStackLimit + LIBRARY_RESERVE;
}

export function throwValue(v: Value): Value {
  pendingValue = v;
  pending = true;
  return exceptionValue();
}

export function hasPendingException(): boolean {
  return pending;
}

/** The pending exception, which is pending no more. */
export function takeException(): Value {
  const v: Value = pendingValue;
  pendingValue = undefinedValue();
  pending = false;
  return v;
}

/** The pending exception stays pending. */
export function peekException(): Value {
  return pendingValue;
}

function throwNewError(intrinsic: u32, message: Value): Value {
  return throwValue(createError(intrinsic, message));
}

export function throwTypeError(message: Value): Value {
  return throwNewError(INTRINSIC_TYPE_ERROR_PROTOTYPE, message);
}

export function throwRangeError(message: Value): Value {
  return throwNewError(INTRINSIC_RANGE_ERROR_PROTOTYPE, message);
}

export function throwReferenceError(message: Value): Value {
  return throwNewError(INTRINSIC_REFERENCE_ERROR_PROTOTYPE, message);
}

export function throwSyntaxError(message: Value): Value {
  return throwNewError(INTRINSIC_SYNTAX_ERROR_PROTOTYPE, message);
}

export function throwUriError(message: Value): Value {
  return throwNewError(INTRINSIC_URI_ERROR_PROTOTYPE, message);
}

/** A `let`, `const` or class used before its declaration has run. */
export function throwUninitialized(name: Value): Value {
  return throwReferenceError(concatTexts3("Cannot access '", name, "' before initialization"));
}

export function throwConstAssignment(name: Value): Value {
  return throwTypeError('Assignment to constant variable.');
}

/** A global name that nothing defines. */
export function throwNotDefined(name: Value): Value {
  return throwReferenceError(concatTexts(name, ' is not defined'));
}

/** `this` in a derived constructor before super(). */
export function throwThisUninitialized(): Value {
  return throwReferenceError(
    "Must call super constructor in derived class before accessing 'this' or returning from derived constructor",
  );
}

export function throwSuperTwice(): Value {
  return throwReferenceError('Super constructor may only be called once');
}

/** A derived constructor returned something that is neither an object nor undefined. */
export function throwDerivedReturn(): Value {
  return throwTypeError('Derived constructors may only return object or undefined');
}

/** Throws unless calls that take `bytes` of the stack are possible. */
export function requireStack(bytes: u32): Value {
  return stackPointer() - u64(bytes) < stackLimit ? throwStackOverflow() : undefinedValue();
}

export function throwStackOverflow(): Value {
  // Making the error calls machine code only; let it use the reserve.
  const limit: ptr = stackLimit;
  const libraryLimit: ptr = libraryStackLimit;
  stackLimit = stackLowest + EMERGENCY_RESERVE;
  libraryStackLimit = stackLimit;
  const result: Value = throwRangeError('Maximum call stack size exceeded');
  stackLimit = limit;
  libraryStackLimit = libraryLimit;
  return result;
}
