'use machine';
// Property descriptors as objects, for the traps that take or return one (ECMA-262 §6.2.6.4, §6.2.6.5). Layer: runtime.

import {
  load32,
  loadValue,
  ptr,
  stackValues,
  store32,
  store64,
  storeValue,
  u32,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { isCallable } from './callable.ts';
import { concatTexts, concatTexts3, valueText } from './error-text.ts';
import { hasPendingException, throwTypeError } from './exceptions.ts';
import { CONFIGURABLE, ENUMERABLE, IS_ACCESSOR, WRITABLE } from './layout.ts';
import { newObject } from './object.ts';
import { HAS_GET, HAS_SET, HAS_VALUE, defineField } from './property-define.ts';
import { getNamed, hasKey } from './property-get.ts';
import { booleanValue, isException, isTrue, isUndefined, undefinedValue } from './value.ts';

// What readPropertyDescriptor read; to be taken before anything else runs.
export let readAttributes: u32 = 0;
/** Value or getter. */
export let readValue: Value = undefinedValue();
export let readSetter: Value = undefinedValue();

// The record under way is on readPropertyDescriptor's stack, since getters may lead to another one meanwhile.
const RECORD_PRESENT: u32 = 0;
const RECORD_ATTRIBUTES: u32 = 4;
const RECORD_VALUE: u32 = 8;
const RECORD_SETTER: u32 = 16;

function note(record: ptr, offset: u32, bits: u32): void {
  store32(record + offset, load32(record + offset) | bits);
}

/** Reads the field `key` whose bit is `flag`; false when an exception is pending. */
function readField(source: Value, key: Value, flag: u32, record: ptr): boolean {
  const has: boolean = hasKey(source, key);
  if (hasPendingException()) return false;
  if (!has) return true;
  const value: Value = getNamed(source, key);
  if (isException(value)) return false;
  note(record, RECORD_PRESENT, flag);
  if (flag < HAS_VALUE) {
    if (isTrue(value)) note(record, RECORD_ATTRIBUTES, flag);
    return true;
  }
  storeValue(record + (flag === HAS_SET ? RECORD_SETTER : RECORD_VALUE), value);
  if (flag === HAS_VALUE) return true;
  note(record, RECORD_ATTRIBUTES, IS_ACCESSOR);
  if (isUndefined(value) || isCallable(value)) return true;
  const role: Value = flag === HAS_GET ? 'Getter' : 'Setter';
  throwTypeError(concatTexts3(role, ' must be a function: ', valueText(value)));
  return false;
}

/** ToPropertyDescriptor into the read* variables; false when an exception is pending. */
export function readPropertyDescriptor(source: Value): boolean {
  const record: ptr = stackValues(3);
  store64(record, 0);
  storeValue(record + RECORD_VALUE, undefinedValue());
  storeValue(record + RECORD_SETTER, undefinedValue());
  if (!readField(source, 'enumerable', ENUMERABLE, record)) return false;
  if (!readField(source, 'configurable', CONFIGURABLE, record)) return false;
  if (!readField(source, 'value', HAS_VALUE, record)) return false;
  if (!readField(source, 'writable', WRITABLE, record)) return false;
  if (!readField(source, 'get', HAS_GET, record)) return false;
  if (!readField(source, 'set', HAS_SET, record)) return false;
  const present: u32 = load32(record + RECORD_PRESENT);
  readAttributes = load32(record + RECORD_ATTRIBUTES);
  readValue = loadValue(record + RECORD_VALUE);
  readSetter = loadValue(record + RECORD_SETTER);
  if ((readAttributes & IS_ACCESSOR) === 0 || (present & (HAS_VALUE | WRITABLE)) === 0) return true;
  const head: Value =
    'Invalid property descriptor. Cannot both specify accessors and a value or writable attribute, ';
  throwTypeError(concatTexts(head, valueText(source)));
  return false;
}

function putFlag(object: Value, key: Value, flag: u32, attributes: u32, present: u32): void {
  if ((present & flag) !== 0) defineField(object, key, booleanValue((attributes & flag) !== 0));
}

/** FromPropertyDescriptor: the fields that are present, as an object. */
export function descriptorObject(
  attributes: u32,
  value: Value,
  setter: Value,
  present: u32,
): Value {
  const object: Value = newObject();
  if ((present & HAS_VALUE) !== 0) defineField(object, 'value', value);
  putFlag(object, 'writable', WRITABLE, attributes, present);
  if ((present & HAS_GET) !== 0) defineField(object, 'get', value);
  if ((present & HAS_SET) !== 0) defineField(object, 'set', setter);
  putFlag(object, 'enumerable', ENUMERABLE, attributes, present);
  putFlag(object, 'configurable', CONFIGURABLE, attributes, present);
  return object;
}
