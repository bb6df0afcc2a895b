'use machine';
// Proxies: [[GetOwnProperty]] and [[DefineOwnProperty]] with their invariants (ECMA-262 §10.5.5, §10.5.6). Layer: runtime.
// An exception is left pending; the results then are FOUND_NONE and false.

import { i32, ptr, u32 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { hasPendingException } from './exceptions.ts';
import { CONFIGURABLE, ENUMERABLE, IS_ACCESSOR, WRITABLE } from './layout.ts';
import {
  HAS_GET,
  HAS_SET,
  HAS_VALUE,
  definePropertyRaw,
  isDefinitionAllowed,
  newAccessor,
} from './property-define.ts';
import { FOUND_NONE, answerValue } from './property-find.ts';
import {
  getOwnAttributes,
  getOwnGetter,
  getOwnSetter,
  getOwnValue,
  isExtensible,
} from './property-reflection.ts';
import {
  descriptorObject,
  readAttributes,
  readPropertyDescriptor,
  readSetter,
  readValue,
} from './proxy-descriptor.ts';
import { callTrap, proxyTarget, proxyTrap, throwTrap } from './proxy.ts';
import { isException, isObjectValue, isTrue, isUndefined, undefinedValue } from './value.ts';

/** What a slot would hold: the value, or an accessor of the two functions. */
function ownContent(object: Value, key: Value, attributes: u32): Value {
  if ((attributes & IS_ACCESSOR) === 0) return getOwnValue(object, key);
  return newAccessor(getOwnGetter(object, key), getOwnSetter(object, key));
}

/** IsCompatiblePropertyDescriptor (§10.1.6.2) with the target's property of attributes `current` (-1: none). */
function isCompatible(
  target: Value,
  key: Value,
  current: i32,
  attributes: u32,
  value: Value,
  setter: Value,
  present: u32,
): boolean {
  if (current < 0) return isExtensible(target);
  if ((u32(current) & CONFIGURABLE) !== 0) return true;
  const old: Value = ownContent(target, key, u32(current));
  return isDefinitionAllowed(u32(current), old, attributes, value, setter, present);
}

/** The trap said that there is no such property. */
function checkAbsence(target: Value, key: Value, current: i32): void {
  if (current < 0) return;
  const name: Value = 'getOwnPropertyDescriptor';
  const what: Value = 'trap returned undefined for property';
  if ((u32(current) & CONFIGURABLE) === 0) {
    throwTrap(name, what, key, ' which is non-configurable in the proxy target');
  } else if (!isExtensible(target) && !hasPendingException()) {
    throwTrap(name, what, key, ' which exists in the non-extensible proxy target');
  }
}

/** The trap described the property: FOUND_VALUE, unless the target contradicts. */
function checkDescription(target: Value, key: Value, current: i32): u32 {
  const attributes: u32 = readAttributes;
  const value: Value = readValue;
  const setter: Value = readSetter;
  const name: Value = 'getOwnPropertyDescriptor';
  const isAccessor: boolean = (attributes & IS_ACCESSOR) !== 0;
  const content: u32 = isAccessor ? HAS_GET | HAS_SET : HAS_VALUE | WRITABLE;
  const present: u32 = content | ENUMERABLE | CONFIGURABLE;
  if (!isCompatible(target, key, current, attributes, value, setter, present)) {
    const rest: Value = ' that is incompatible with the existing property in the proxy target';
    if (!hasPendingException()) throwTrap(name, 'trap returned descriptor for property', key, rest);
    return FOUND_NONE;
  }
  if ((attributes & CONFIGURABLE) === 0 && (current < 0 || (u32(current) & CONFIGURABLE) !== 0)) {
    const rest: Value = ' which is either non-existent or configurable in the proxy target';
    throwTrap(name, 'trap reported non-configurability for property', key, rest);
    return FOUND_NONE;
  }
  return answerValue(isAccessor ? newAccessor(value, setter) : value, attributes);
}

/** [[GetOwnProperty]]: FOUND_VALUE with the found* variables set (with IS_ACCESSOR, to an internal accessor), or FOUND_NONE. */
export function proxyFindOwn(proxy: ptr, key: Value): u32 {
  const trap: Value = proxyTrap(proxy, 'getOwnPropertyDescriptor');
  if (isException(trap)) return FOUND_NONE;
  const target: Value = proxyTarget(proxy);
  let result: Value = undefinedValue();
  if (!isUndefined(trap)) {
    result = callTrap(proxy, trap, 1, key, undefinedValue(), undefinedValue());
    if (isException(result)) return FOUND_NONE;
    if (!isUndefined(result) && !isObjectValue(result)) {
      const what: Value = 'trap returned neither object nor undefined for property';
      throwTrap('getOwnPropertyDescriptor', what, key, '');
      return FOUND_NONE;
    }
  }
  const current: i32 = getOwnAttributes(target, key);
  if (hasPendingException()) return FOUND_NONE;
  if (isUndefined(trap)) {
    if (current < 0) return FOUND_NONE;
    const content: Value = ownContent(target, key, u32(current));
    return isException(content) ? FOUND_NONE : answerValue(content, u32(current));
  }
  if (isUndefined(result)) {
    checkAbsence(target, key, current);
    return FOUND_NONE;
  }
  return readPropertyDescriptor(result) ? checkDescription(target, key, current) : FOUND_NONE;
}

/** [[DefineOwnProperty]]; the parameters are those of definePropertyRaw. */
export function proxyDefine(
  proxy: ptr,
  key: Value,
  attributes: u32,
  value: Value,
  setter: Value,
  present: u32,
): boolean {
  const trap: Value = proxyTrap(proxy, 'defineProperty');
  if (isException(trap)) return false;
  const target: Value = proxyTarget(proxy);
  if (isUndefined(trap)) return definePropertyRaw(target, key, attributes, value, setter, present);
  const descriptor: Value = descriptorObject(attributes, value, setter, present);
  const result: Value = callTrap(proxy, trap, 2, key, descriptor, undefinedValue());
  if (isException(result) || !isTrue(result)) return false;
  const current: i32 = getOwnAttributes(target, key);
  if (hasPendingException()) return false;
  const fixes: boolean = (present & CONFIGURABLE) !== 0 && (attributes & CONFIGURABLE) === 0;
  const compatible: boolean = isCompatible(
    target,
    key,
    current,
    attributes,
    value,
    setter,
    present,
  );
  if (hasPendingException()) return false;
  if (!compatible) {
    // Two spaces, as V8 prints them.
    const rest: Value =
      current < 0
        ? '  to the non-extensible proxy target'
        : '  that is incompatible with the existing property in the proxy target';
    throwTrap('defineProperty', 'trap returned truish for adding property', key, rest);
    return false;
  }
  if (fixes && (current < 0 || (u32(current) & CONFIGURABLE) !== 0)) {
    const what: Value = 'trap returned truish for defining non-configurable property';
    const rest: Value = ' which is either non-existent or configurable in the proxy target';
    throwTrap('defineProperty', what, key, rest);
    return false;
  }
  return true;
}
