'use machine';
// Proxies: [[OwnPropertyKeys]] (ECMA-262 §10.5.11), and freezing by the internal methods (§7.3.15, §7.3.16). Layer: runtime.
// Functions that do not return a Value leave an exception pending.

import { i32, load32, load64, loadValue, ptr, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { arrayPush } from './array-inline.ts';
import { newArray } from './array.ts';
import { argumentListOf } from './call.ts';
import { concatTexts, valueText } from './error-text.ts';
import { hasPendingException, throwTypeError } from './exceptions.ts';
import {
  ARRAY_ELEMENTS,
  ARRAY_LENGTH,
  CELL_EXTRA,
  CONFIGURABLE,
  ENUMERABLE,
  IS_ACCESSOR,
  VALUES_DATA,
  WRITABLE,
} from './layout.ts';
import { definePropertyRaw } from './property-define.ts';
import { toPropertyKeyValue } from './property-key.ts';
import { KEYS_STRINGS, KEYS_SYMBOLS, ownPropertyKeys } from './property-keys.ts';
import { getOwnAttributes, isExtensible } from './property-reflection.ts';
import { proxyIsExtensible, proxyPreventExtensions } from './proxy-prototype.ts';
import { callTrap, proxyTarget, proxyTrap, throwTrap, throwTrapPlain } from './proxy.ts';
import {
  exceptionValue,
  isException,
  isObjectValue,
  isString,
  isSymbol,
  isUndefined,
  objectValue,
  pointerOf,
  sameBits,
  undefinedValue,
} from './value.ts';

const ALL_KEYS: u32 = 3;

function lengthOf(list: Value): u32 {
  return load32(pointerOf(list) + ARRAY_LENGTH);
}

function keyAt(list: Value, index: u32): Value {
  return loadValue(load64(pointerOf(list) + ARRAY_ELEMENTS) + VALUES_DATA + u64(index) * 8);
}

function contains(list: Value, key: Value): boolean {
  const count: u32 = lengthOf(list);
  for (let i: u32 = 0; i < count; i++) if (sameBits(keyAt(list, i), key)) return true;
  return false;
}

/** What the trap returned, as an array of distinct, interned keys. */
function trapKeys(result: Value): Value {
  if (!isObjectValue(result)) return throwTypeError('CreateListFromArrayLike called on non-object');
  const values: ptr = argumentListOf(result);
  if (values === 0) return exceptionValue();
  const count: u32 = load32(values + CELL_EXTRA);
  const keys: Value = newArray(count);
  for (let i: u64 = 0; i < count; i++) {
    const raw: Value = loadValue(values + VALUES_DATA + i * 8);
    if (!isString(raw) && !isSymbol(raw)) {
      return throwTypeError(concatTexts(valueText(raw), ' is not a valid property name'));
    }
    const key: Value = toPropertyKeyValue(raw);
    if (contains(keys, key)) return throwTrapPlain('ownKeys', 'trap returned duplicate entries');
    arrayPush(keys, key);
  }
  return keys;
}

/** The keys must include the target's fixed ones, and be exactly its own when it is not extensible. */
function checkKeys(target: Value, keys: Value): Value {
  const extensible: boolean = isExtensible(target);
  if (hasPendingException()) return exceptionValue();
  const own: Value = ownPropertyKeys(target, ALL_KEYS, false);
  if (isException(own)) return own;
  const count: u32 = lengthOf(own);
  for (let i: u32 = 0; i < count; i++) {
    const key: Value = keyAt(own, i);
    if (contains(keys, key)) continue;
    const attributes: i32 = getOwnAttributes(target, key);
    if (hasPendingException()) return exceptionValue();
    if (!extensible || (attributes >= 0 && (u32(attributes) & CONFIGURABLE) === 0)) {
      return throwTrap('ownKeys', 'trap result did not include', key, '');
    }
  }
  if (extensible || lengthOf(keys) === count) return keys;
  return throwTrapPlain('ownKeys', 'trap returned extra keys but proxy target is non-extensible');
}

/** [[OwnPropertyKeys]]: an array of all keys. */
function proxyOwnKeys(proxy: ptr): Value {
  const trap: Value = proxyTrap(proxy, 'ownKeys');
  if (isException(trap)) return trap;
  const target: Value = proxyTarget(proxy);
  if (isUndefined(trap)) return ownPropertyKeys(target, ALL_KEYS, false);
  const none: Value = undefinedValue();
  const result: Value = callTrap(proxy, trap, 0, none, none, none);
  if (isException(result)) return result;
  const keys: Value = trapKeys(result);
  return isException(keys) ? keys : checkKeys(target, keys);
}

/** Own keys of `mode` (KEYS_x) as an array; enumerable ones only if asked for. */
export function proxyPropertyKeys(proxy: ptr, mode: u32, onlyEnumerable: boolean): Value {
  const keys: Value = proxyOwnKeys(proxy);
  if (isException(keys)) return keys;
  const list: Value = newArray(0);
  const count: u32 = lengthOf(keys);
  for (let i: u32 = 0; i < count; i++) {
    const key: Value = keyAt(keys, i);
    if ((mode & (isSymbol(key) ? KEYS_SYMBOLS : KEYS_STRINGS)) === 0) continue;
    if (onlyEnumerable) {
      const attributes: i32 = getOwnAttributes(objectValue(proxy), key);
      if (hasPendingException()) return exceptionValue();
      if (attributes < 0 || (u32(attributes) & ENUMERABLE) === 0) continue;
    }
    arrayPush(list, key);
  }
  return list;
}

/** SetIntegrityLevel; false when it was refused. */
export function proxySetIntegrity(proxy: ptr, frozen: boolean): boolean {
  if (!proxyPreventExtensions(proxy)) return false;
  const keys: Value = proxyOwnKeys(proxy);
  if (isException(keys)) return false;
  const self: Value = objectValue(proxy);
  const none: Value = undefinedValue();
  const count: u32 = lengthOf(keys);
  for (let i: u32 = 0; i < count; i++) {
    const key: Value = keyAt(keys, i);
    let present: u32 = CONFIGURABLE;
    if (frozen) {
      const attributes: i32 = getOwnAttributes(self, key);
      if (hasPendingException()) return false;
      if (attributes < 0) continue;
      if ((u32(attributes) & IS_ACCESSOR) === 0) present |= WRITABLE;
    }
    if (definePropertyRaw(self, key, 0, none, none, present)) continue;
    if (!hasPendingException()) {
      throwTrap('defineProperty', 'trap returned falsish for property', key, '');
    }
    return false;
  }
  return true;
}

/** TestIntegrityLevel. */
export function proxyTestIntegrity(proxy: ptr, frozen: boolean): boolean {
  if (proxyIsExtensible(proxy) || hasPendingException()) return false;
  const keys: Value = proxyOwnKeys(proxy);
  if (isException(keys)) return false;
  const count: u32 = lengthOf(keys);
  for (let i: u32 = 0; i < count; i++) {
    const attributes: i32 = getOwnAttributes(objectValue(proxy), keyAt(keys, i));
    if (hasPendingException()) return false;
    if (attributes < 0) continue;
    if ((u32(attributes) & CONFIGURABLE) !== 0) return false;
    if (frozen && (u32(attributes) & (IS_ACCESSOR | WRITABLE)) === WRITABLE) return false;
  }
  return true;
}
