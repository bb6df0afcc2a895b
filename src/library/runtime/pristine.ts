'use machine';
// Whether the builtins behind iteration are still the originals. Layer: runtime.
// rememberPristine() runs at the end of installation; afterwards a check compares the values in the remembered slots, and
// finds the slots again when `prototypeEpoch` says that some prototype was reshaped.

import { asValue, loadValue, ptr, symbolKey, u32, u64 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { setOriginalHasInstance } from './comparison.ts';
import { findDataProperty } from './data-property.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import {
  INTRINSIC_ARRAY_ITERATOR_PROTOTYPE,
  INTRINSIC_ARRAY_PROTOTYPE,
  INTRINSIC_FUNCTION_PROTOTYPE,
  INTRINSIC_GENERATOR_PROTOTYPE,
  INTRINSIC_ITERATOR_PROTOTYPE,
  INTRINSIC_OBJECT_PROTOTYPE,
  INTRINSIC_STRING_ITERATOR_PROTOTYPE,
  INTRINSIC_STRING_PROTOTYPE,
} from './layout.ts';
import { forgetHasInstance } from './object-slots.ts';
import { ownSlotAddress } from './own-property.ts';
import { prototypeEpoch } from './shape.ts';
import { isObjectValue, pointerOf, sameBits } from './value.ts';

/** Array.prototype.values, %ArrayIteratorPrototype%.next and so on; HOLE when not in the image. */
export let originalArrayValues: Value = asValue(0xfff9000000000004);
export let originalIteratorSelf: Value = asValue(0xfff9000000000004);
export let originalGeneratorNext: Value = asValue(0xfff9000000000004);
let originalArrayNext: Value = asValue(0xfff9000000000004);
let originalStringIterator: Value = asValue(0xfff9000000000004);
let originalStringNext: Value = asValue(0xfff9000000000004);

/** Slots of those properties; 0 when the property is not there. */
let arrayValuesSlot: ptr = 0;
let arrayNextSlot: ptr = 0;
let stringIteratorSlot: ptr = 0;
let stringNextSlot: ptr = 0;
/** Some `return` would be called at the end of an iteration that is left early. */
let closesIterators: boolean = false;
let slotsEpoch: u64 = 0;

function original(intrinsic: u32, key: Value): Value {
  const v: Value = findDataProperty(intrinsicObject(intrinsic), key);
  return isObjectValue(v) ? v : asValue(0xfff9000000000004);
}

let remembered: boolean = false;

/** Remembers the builtins as installed. Where the image lacks one, the program cannot have patched it before. */
export function rememberPristine(): void {
  originalArrayValues = original(INTRINSIC_ARRAY_PROTOTYPE, symbolKey('iterator'));
  originalArrayNext = original(INTRINSIC_ARRAY_ITERATOR_PROTOTYPE, 'next');
  originalStringIterator = original(INTRINSIC_STRING_PROTOTYPE, symbolKey('iterator'));
  originalStringNext = original(INTRINSIC_STRING_ITERATOR_PROTOTYPE, 'next');
  originalIteratorSelf = original(INTRINSIC_ITERATOR_PROTOTYPE, symbolKey('iterator'));
  originalGeneratorNext = original(INTRINSIC_GENERATOR_PROTOTYPE, 'next');
  setOriginalHasInstance(original(INTRINSIC_FUNCTION_PROTOTYPE, symbolKey('hasInstance')));
  // The second call comes after the library's own modules, whose classes may define it.
  if (!remembered) forgetHasInstance();
  remembered = true;
}

function slotOf(intrinsic: u32, key: Value): ptr {
  return ownSlotAddress(pointerOf(intrinsicObject(intrinsic)), key);
}

function findSlots(): void {
  arrayValuesSlot = slotOf(INTRINSIC_ARRAY_PROTOTYPE, symbolKey('iterator'));
  arrayNextSlot = slotOf(INTRINSIC_ARRAY_ITERATOR_PROTOTYPE, 'next');
  stringIteratorSlot = slotOf(INTRINSIC_STRING_PROTOTYPE, symbolKey('iterator'));
  stringNextSlot = slotOf(INTRINSIC_STRING_ITERATOR_PROTOTYPE, 'next');
  closesIterators =
    slotOf(INTRINSIC_ARRAY_ITERATOR_PROTOTYPE, 'return') !== 0 ||
    slotOf(INTRINSIC_STRING_ITERATOR_PROTOTYPE, 'return') !== 0 ||
    slotOf(INTRINSIC_ITERATOR_PROTOTYPE, 'return') !== 0 ||
    slotOf(INTRINSIC_OBJECT_PROTOTYPE, 'return') !== 0;
  slotsEpoch = prototypeEpoch;
}

/** The slot holds the original; a builtin that is not in the image counts as one while nobody defines it. */
function holds(slot: ptr, expected: Value): boolean {
  return slot === 0 ? !isObjectValue(expected) : sameBits(loadValue(slot), expected);
}

/** Arrays with nothing of their own iterate by the book. */
export function arraysArePristine(): boolean {
  if (slotsEpoch !== prototypeEpoch) findSlots();
  return (
    holds(arrayValuesSlot, originalArrayValues) &&
    holds(arrayNextSlot, originalArrayNext) &&
    !closesIterators
  );
}

/** Strings iterate by code point. */
export function stringsArePristine(): boolean {
  if (slotsEpoch !== prototypeEpoch) findSlots();
  return (
    holds(stringIteratorSlot, originalStringIterator) &&
    holds(stringNextSlot, originalStringNext) &&
    !closesIterators
  );
}
