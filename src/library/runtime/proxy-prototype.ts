'use machine';
// Proxies: prototype and extensibility with their invariants (ECMA-262 §10.5.1 to §10.5.4), and IsArray. Layer: runtime.
// Functions that do not return a Value leave an exception pending.

import { ptr } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { concatTexts3 } from './error-text.ts';
import { hasPendingException, throwTypeError } from './exceptions.ts';
import { KIND_ARRAY, KIND_PROXY } from './layout.ts';
import {
  getPrototypeOfValue,
  isExtensible,
  preventExtensions,
  setPrototypeOf,
} from './property-reflection.ts';
import { callTrap, proxyTarget, proxyTrap, throwTrapPlain } from './proxy.ts';
import {
  exceptionValue,
  isException,
  isNull,
  isObjectOfKind,
  isObjectValue,
  isTrue,
  isUndefined,
  pointerOf,
  sameBits,
  undefinedValue,
} from './value.ts';

/** Calls a trap that gets only the target. */
function callPlain(proxy: ptr, trap: Value): Value {
  const none: Value = undefinedValue();
  return callTrap(proxy, trap, 0, none, none, none);
}

/** [[GetPrototypeOf]] */
export function proxyGetPrototype(proxy: ptr): Value {
  const trap: Value = proxyTrap(proxy, 'getPrototypeOf');
  if (isException(trap)) return trap;
  const target: Value = proxyTarget(proxy);
  if (isUndefined(trap)) return getPrototypeOfValue(target);
  const result: Value = callPlain(proxy, trap);
  if (isException(result)) return result;
  if (!isObjectValue(result) && !isNull(result)) {
    return throwTrapPlain('getPrototypeOf', 'trap returned neither object nor null');
  }
  const extensible: boolean = isExtensible(target);
  if (hasPendingException()) return exceptionValue();
  if (extensible) return result;
  const actual: Value = getPrototypeOfValue(target);
  if (isException(actual) || sameBits(actual, result)) return actual;
  return throwTrapPlain(
    'getPrototypeOf',
    'proxy target is non-extensible but the trap did not return its actual prototype',
  );
}

/** [[SetPrototypeOf]] */
export function proxySetPrototype(proxy: ptr, prototype: Value): boolean {
  const trap: Value = proxyTrap(proxy, 'setPrototypeOf');
  if (isException(trap)) return false;
  const target: Value = proxyTarget(proxy);
  if (isUndefined(trap)) return setPrototypeOf(target, prototype);
  const none: Value = undefinedValue();
  const result: Value = callTrap(proxy, trap, 1, prototype, none, none);
  if (isException(result) || !isTrue(result)) return false;
  const extensible: boolean = isExtensible(target);
  if (hasPendingException()) return false;
  if (extensible) return true;
  const actual: Value = getPrototypeOfValue(target);
  if (isException(actual)) return false;
  if (sameBits(actual, prototype)) return true;
  throwTrapPlain(
    'setPrototypeOf',
    'trap returned truish for setting a new prototype on the non-extensible proxy target',
  );
  return false;
}

/** [[IsExtensible]] */
export function proxyIsExtensible(proxy: ptr): boolean {
  const trap: Value = proxyTrap(proxy, 'isExtensible');
  if (isException(trap)) return false;
  const target: Value = proxyTarget(proxy);
  if (isUndefined(trap)) return isExtensible(target);
  const result: Value = callPlain(proxy, trap);
  if (isException(result)) return false;
  const actual: boolean = isExtensible(target);
  if (hasPendingException()) return false;
  if (actual === isTrue(result)) return actual;
  const head: Value = "trap result does not reflect extensibility of proxy target (which is '";
  throwTrapPlain('isExtensible', concatTexts3(head, actual ? 'true' : 'false', "')"));
  return false;
}

/** [[PreventExtensions]] */
export function proxyPreventExtensions(proxy: ptr): boolean {
  const trap: Value = proxyTrap(proxy, 'preventExtensions');
  if (isException(trap)) return false;
  const target: Value = proxyTarget(proxy);
  if (isUndefined(trap)) return preventExtensions(target);
  const result: Value = callPlain(proxy, trap);
  if (isException(result) || !isTrue(result)) return false;
  const open: boolean = isExtensible(target);
  if (hasPendingException()) return false;
  if (open) throwTrapPlain('preventExtensions', 'the proxy target is extensible');
  return !open;
}

/** IsArray (§7.2.2) of a proxy: of its target. */
export function proxyIsArray(proxy: Value): boolean {
  let at: Value = proxy;
  while (isObjectOfKind(at, KIND_PROXY)) at = proxyTarget(pointerOf(at));
  if (isObjectValue(at)) return isObjectOfKind(at, KIND_ARRAY);
  throwTypeError("Cannot perform 'IsArray' on a proxy that has been revoked");
  return false;
}
