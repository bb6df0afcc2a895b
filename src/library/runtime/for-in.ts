'use machine';
// for-in (ECMA-262 §14.7.5.9 EnumerateObjectProperties). Layer: runtime.
// The keys are listed once: own ones, then those of the prototypes that nothing nearer hides; the loop skips a key that is
// gone by the time its turn comes.

import { load32, load64, loadValue, ptr, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { arrayPush } from './array-inline.ts';
import { newArray } from './array.ts';
import { toObjectValue } from './conversion.ts';
import { hasPendingException, takeException } from './exceptions.ts';
import { internString } from './intern.ts';
import { ARRAY_ELEMENTS, ARRAY_LENGTH, VALUES_DATA } from './layout.ts';
import { getPrototypeOfValue, hasOwn, ownPropertyKeys } from './property-reflection.ts';
import { hasKey } from './property-get.ts';
import { isException, isNullish, isObjectValue, isTrue, pointerOf, sameBits } from './value.ts';

const STRINGS: u32 = 1;

/** An array of the keys (strings) that a for-in over `v` visits. */
export function forInKeys(v: Value): Value {
  if (isNullish(v)) return newArray(0);
  const object: Value = toObjectValue(v);
  if (isException(object)) return object;
  const keys: Value = ownPropertyKeys(object, STRINGS, true);
  if (isException(keys)) return keys;
  let holder: Value = getPrototypeOfValue(object);
  while (isObjectValue(holder)) {
    const inherited: Value = ownPropertyKeys(holder, STRINGS, true);
    if (isException(inherited)) return inherited;
    if (load32(pointerOf(inherited) + ARRAY_LENGTH) !== 0) {
      const done: Value = appendVisible(keys, inherited, object, holder);
      if (isException(done)) return done;
    }
    holder = getPrototypeOfValue(holder);
  }
  return isException(holder) ? holder : keys;
}

/** Appends the keys of `holder` that no object before it on the chain from `object` has. */
function appendVisible(keys: Value, inherited: Value, object: Value, holder: Value): Value {
  const count: u32 = load32(pointerOf(inherited) + ARRAY_LENGTH);
  for (let i: u32 = 0; i < count; i++) {
    const key: Value = loadValue(
      load64(pointerOf(inherited) + ARRAY_ELEMENTS) + VALUES_DATA + u64(i) * 8,
    );
    let hidden: boolean = false;
    let nearer: Value = object;
    while (!hidden && isObjectValue(nearer) && !sameBits(nearer, holder)) {
      hidden = hasOwn(nearer, key);
      nearer = getPrototypeOfValue(nearer);
    }
    if (isException(nearer)) return nearer;
    if (!hidden) arrayPush(keys, key);
  }
  return keys;
}

/** The key is still there. `object` is the iterated value. */
export function forInHas(object: Value, key: Value): boolean {
  if (!isObjectValue(object)) return true;
  const has: boolean = hasKey(object, internString(key));
  if (!hasPendingException()) return has;
  takeException();
  return false;
}
