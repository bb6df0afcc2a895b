'use machine';
// Proxy objects: their cells, and how a trap is found and called (ECMA-262 §10.5, §28.2). Layer: runtime.
// The internal methods are in proxy-access.ts and proxy-reflection.ts; calls and construction in call.ts.

import {
  loadValue,
  ptr,
  stackPointer,
  stackValues,
  store16,
  storeValue,
  u32,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { callFunction } from './call-inline.ts';
import { PROXY_CALLABLE, PROXY_CONSTRUCTOR } from './call.ts';
import { isCallable, isConstructor } from './callable.ts';
import { concatTexts, concatTexts3, keyText, valueText } from './error-text.ts';
import { stackLimit, throwStackOverflow, throwTypeError } from './exceptions.ts';
import { writeBarrier } from './heap.ts';
import { CELL_AUX, KIND_PROXY } from './layout.ts';
import { createObjectWithPrototype } from './object-allocate.ts';
import { getNamed } from './property-get.ts';
import {
  isException,
  isNullish,
  isObjectOfKind,
  isObjectValue,
  isString,
  nullValue,
  pointerOf,
  undefinedValue,
} from './value.ts';

export const PROXY_TARGET: u32 = 24;
export const PROXY_HANDLER: u32 = 32;

/** ProxyCreate (§10.5.14); both are objects. */
export function newProxy(target: Value, handler: Value): Value {
  const proxy: Value = createObjectWithPrototype(nullValue(), KIND_PROXY, 0);
  const cell: ptr = pointerOf(proxy);
  storeValue(cell + PROXY_TARGET, target);
  storeValue(cell + PROXY_HANDLER, handler);
  writeBarrier(cell, target);
  const callable: u32 = isCallable(target) ? PROXY_CALLABLE : 0;
  store16(cell + CELL_AUX, callable | (isConstructor(target) ? PROXY_CONSTRUCTOR : 0));
  return proxy;
}

/** What a revocable proxy's `revoke` does. */
export function revokeProxy(proxy: Value): void {
  storeValue(pointerOf(proxy) + PROXY_TARGET, nullValue());
  storeValue(pointerOf(proxy) + PROXY_HANDLER, nullValue());
}

export function isProxy(v: Value): boolean {
  return isObjectOfKind(v, KIND_PROXY);
}

export function proxyTarget(proxy: ptr): Value {
  return loadValue(proxy + PROXY_TARGET);
}

/** The handler's trap of this name: a function, undefined when there is none, or EXCEPTION. */
export function proxyTrap(proxy: ptr, name: Value): Value {
  if (stackPointer() < stackLimit) return throwStackOverflow();
  const handler: Value = loadValue(proxy + PROXY_HANDLER);
  if (!isObjectValue(handler)) {
    return throwTypeError(
      concatTexts3("Cannot perform '", name, "' on a proxy that has been revoked"),
    );
  }
  const trap: Value = getNamed(handler, name);
  if (isException(trap)) return trap;
  if (isNullish(trap)) return undefinedValue();
  if (isCallable(trap)) return trap;
  return throwTypeError(
    concatTexts(
      concatTexts3(
        concatTexts3("'", isString(trap) ? trap : valueText(trap), "'"),
        " returned for property '",
        name,
      ),
      concatTexts3("' of object '", valueText(handler), "' is not a function"),
    ),
  );
}

/** trap.call(handler, target, a, b, c) with the first `count` of the arguments after the target. */
export function callTrap(proxy: ptr, trap: Value, count: u32, a: Value, b: Value, c: Value): Value {
  const args: ptr = stackValues(4);
  storeValue(args, loadValue(proxy + PROXY_TARGET));
  storeValue(args + 8, a);
  storeValue(args + 16, b);
  storeValue(args + 24, c);
  return callFunction(trap, loadValue(proxy + PROXY_HANDLER), count + 1, args);
}

/** TypeError: 'TRAP' on proxy: WHAT 'KEY'REST */
export function throwTrap(trap: Value, what: Value, key: Value, rest: Value): Value {
  const head: Value = concatTexts3("'", trap, "' on proxy: ");
  const middle: Value = concatTexts3(what, " '", keyText(key));
  return throwTypeError(concatTexts3(head, middle, concatTexts("'", rest)));
}

/** TypeError: 'TRAP' on proxy: WHAT */
export function throwTrapPlain(trap: Value, what: Value): Value {
  return throwTypeError(concatTexts(concatTexts3("'", trap, "' on proxy: "), what));
}
