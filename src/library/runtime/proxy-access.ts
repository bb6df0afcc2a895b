'use machine';
// Proxies: [[Get]], [[Set]], [[HasProperty]] and [[Delete]] with their invariants (ECMA-262 §10.5.7 to §10.5.10). Layer: runtime.

import { i32, ptr, u32 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { sameValue } from './comparison.ts';
import { toStringOf } from './conversion.ts';
import { concatTexts, concatTexts3, valueText } from './error-text.ts';
import { hasPendingException, takeException } from './exceptions.ts';
import { CONFIGURABLE, IS_ACCESSOR, WRITABLE } from './layout.ts';
import { getWithReceiver, hasKey } from './property-get.ts';
import {
  deleteOwnProperty,
  getOwnAttributes,
  getOwnGetter,
  getOwnSetter,
  getOwnValue,
  isExtensible,
} from './property-reflection.ts';
import { SET_DONE, SET_PROXY_REFUSED, SET_THROWN, setOutcome } from './property-set.ts';
import { callTrap, proxyTarget, proxyTrap, throwTrap } from './proxy.ts';
import { exceptionValue, isException, isTrue, isUndefined, undefinedValue } from './value.ts';

/** Attributes of the target's property when it is there and not configurable, else -1 (also with an exception pending). */
function fixedAttributes(target: Value, key: Value): i32 {
  const attributes: i32 = getOwnAttributes(target, key);
  if (hasPendingException() || attributes < 0) return -1;
  return (u32(attributes) & CONFIGURABLE) === 0 ? attributes : -1;
}

/** A value as messages show it; never throws. */
function plainText(v: Value): Value {
  const text: Value = toStringOf(v);
  if (!isException(text)) return text;
  takeException();
  return valueText(v);
}

function throwWrongGetter(key: Value, result: Value): Value {
  const head: Value =
    " is a non-configurable accessor property on the proxy target and does not have a getter function, but the trap did not return 'undefined'";
  return throwTrap(
    'get',
    'property',
    key,
    concatTexts(head, concatTexts3(" (got '", plainText(result), "')")),
  );
}

function throwWrongValue(key: Value, actual: Value, result: Value): Value {
  const head: Value =
    ' is a read-only and non-configurable data property on the proxy target but the proxy did not return its actual value';
  const expected: Value = concatTexts3(" (expected '", plainText(actual), "' but got '");
  return throwTrap(
    'get',
    'property',
    key,
    concatTexts(head, concatTexts3(expected, plainText(result), "')")),
  );
}

/** [[Get]] */
export function proxyGet(proxy: ptr, key: Value, receiver: Value): Value {
  const trap: Value = proxyTrap(proxy, 'get');
  if (isException(trap)) return trap;
  const target: Value = proxyTarget(proxy);
  if (isUndefined(trap)) return getWithReceiver(target, key, receiver);
  const result: Value = callTrap(proxy, trap, 2, key, receiver, undefinedValue());
  if (isException(result)) return result;
  const fixed: i32 = fixedAttributes(target, key);
  if (hasPendingException()) return exceptionValue();
  if (fixed < 0) return result;
  if ((u32(fixed) & IS_ACCESSOR) !== 0) {
    if (!isUndefined(getOwnGetter(target, key)) || isUndefined(result)) return result;
    return throwWrongGetter(key, result);
  }
  if ((u32(fixed) & WRITABLE) !== 0) return result;
  const actual: Value = getOwnValue(target, key);
  return sameValue(actual, result) ? result : throwWrongValue(key, actual, result);
}

/** [[Set]]: SET_x */
export function proxySet(proxy: ptr, key: Value, value: Value, receiver: Value): u32 {
  const trap: Value = proxyTrap(proxy, 'set');
  if (isException(trap)) return SET_THROWN;
  const target: Value = proxyTarget(proxy);
  if (isUndefined(trap)) return setOutcome(target, key, value, receiver);
  const result: Value = callTrap(proxy, trap, 3, key, value, receiver);
  if (isException(result)) return SET_THROWN;
  if (!isTrue(result)) return SET_PROXY_REFUSED;
  const fixed: i32 = fixedAttributes(target, key);
  if (hasPendingException()) return SET_THROWN;
  if (fixed < 0) return SET_DONE;
  const what: Value = 'trap returned truish for property';
  if ((u32(fixed) & IS_ACCESSOR) !== 0) {
    if (!isUndefined(getOwnSetter(target, key))) return SET_DONE;
    throwTrap(
      'set',
      what,
      key,
      ' which exists in the proxy target as a non-configurable and non-writable accessor property without a setter',
    );
    return SET_THROWN;
  }
  if ((u32(fixed) & WRITABLE) !== 0 || sameValue(getOwnValue(target, key), value)) return SET_DONE;
  throwTrap(
    'set',
    what,
    key,
    ' which exists in the proxy target as a non-configurable and non-writable data property with a different value',
  );
  return SET_THROWN;
}

/**
 * [[HasProperty]]
 * @throws
 */
export function proxyHas(proxy: ptr, key: Value): boolean {
  const trap: Value = proxyTrap(proxy, 'has');
  if (isException(trap)) return false;
  const target: Value = proxyTarget(proxy);
  if (isUndefined(trap)) return hasKey(target, key);
  const result: Value = callTrap(proxy, trap, 1, key, undefinedValue(), undefinedValue());
  if (isException(result)) return false;
  if (isTrue(result)) return true;
  const attributes: i32 = getOwnAttributes(target, key);
  if (hasPendingException() || attributes < 0) return false;
  const what: Value = 'trap returned falsish for property';
  if ((u32(attributes) & CONFIGURABLE) === 0) {
    throwTrap('has', what, key, ' which exists in the proxy target as non-configurable');
  } else if (!isExtensible(target) && !hasPendingException()) {
    throwTrap('has', what, key, ' but the proxy target is not extensible');
  }
  return false;
}

/**
 * [[Delete]]
 * @throws
 */
export function proxyDelete(proxy: ptr, key: Value): boolean {
  const trap: Value = proxyTrap(proxy, 'deleteProperty');
  if (isException(trap)) return false;
  const target: Value = proxyTarget(proxy);
  if (isUndefined(trap)) return deleteOwnProperty(target, key);
  const result: Value = callTrap(proxy, trap, 1, key, undefinedValue(), undefinedValue());
  if (isException(result) || !isTrue(result)) return false;
  const attributes: i32 = getOwnAttributes(target, key);
  if (hasPendingException()) return false;
  if (attributes < 0) return true;
  const what: Value = 'trap returned truish for property';
  if ((u32(attributes) & CONFIGURABLE) === 0) {
    throwTrap('deleteProperty', what, key, ' which is non-configurable in the proxy target');
    return false;
  }
  if (isExtensible(target)) return true;
  if (!hasPendingException()) {
    throwTrap('deleteProperty', what, key, ' but the proxy target is non-extensible');
  }
  return false;
}
