// Property descriptors: between the objects programs see and the runtime's attribute bits (ECMA-262 §6.2.6). Layer: ecma.

import { isCallable, isObject } from '../../machine/language.ts';
import { CONFIGURABLE, ENUMERABLE, IS_ACCESSOR, WRITABLE } from '../../runtime/layout.ts';
import {
  definePropertyRaw,
  getOwnAttributes,
  getOwnGetter,
  getOwnSetter,
  getOwnValue,
} from '../../runtime/property-reflection.ts';
import { describeValue } from '../error/describe-value.ts';

/** Bits of `present` besides those of the attributes themselves. */
const HAS_VALUE = 16;
const HAS_GET = 32;
const HAS_SET = 64;

/** A property descriptor record: which fields are present, and what they say. */
export class DescriptorRecord {
  present = 0;
  attributes = 0;
  value: any = undefined;
  getter: any = undefined;
  setter: any = undefined;
}

/** ToPropertyDescriptor (ECMA-262 §6.2.6.5). */
export function toPropertyDescriptor(source: any): DescriptorRecord {
  if (!isObject(source)) {
    throw new TypeError('Property description must be an object: ' + describeValue(source));
  }
  const record = new DescriptorRecord();
  if ('enumerable' in source) readFlag(record, ENUMERABLE, source.enumerable);
  if ('configurable' in source) readFlag(record, CONFIGURABLE, source.configurable);
  if ('value' in source) {
    record.present |= HAS_VALUE;
    record.value = source.value;
  }
  if ('writable' in source) readFlag(record, WRITABLE, source.writable);
  if ('get' in source) {
    record.present |= HAS_GET;
    record.getter = accessorFunction(source.get, 'Getter');
  }
  if ('set' in source) {
    record.present |= HAS_SET;
    record.setter = accessorFunction(source.set, 'Setter');
  }
  if ((record.present & (HAS_GET | HAS_SET)) !== 0) {
    if ((record.present & (HAS_VALUE | WRITABLE)) !== 0) {
      throw new TypeError(
        'Invalid property descriptor. Cannot both specify accessors and a value or writable attribute, ' +
          describeValue(source),
      );
    }
    record.attributes |= IS_ACCESSOR;
  }
  return record;
}

/** An enumerable, configurable accessor of which only the functions given are set. */
export function accessorRecord(getter: any, setter: any): DescriptorRecord {
  const record = new DescriptorRecord();
  record.attributes = ENUMERABLE | CONFIGURABLE | IS_ACCESSOR;
  record.present = ENUMERABLE | CONFIGURABLE;
  if (getter !== undefined) record.present |= HAS_GET;
  if (setter !== undefined) record.present |= HAS_SET;
  record.getter = getter;
  record.setter = setter;
  return record;
}

function readFlag(record: DescriptorRecord, flag: number, value: any): void {
  record.present |= flag;
  if (value) record.attributes |= flag;
}

function accessorFunction(value: any, role: string): any {
  if (value !== undefined && !isCallable(value)) {
    throw new TypeError(role + ' must be a function: ' + describeValue(value));
  }
  return value;
}

/** [[DefineOwnProperty]] of any object; false when it is refused. */
export function defineFromRecord(object: any, key: any, record: DescriptorRecord): boolean {
  const isAccessor = (record.attributes & IS_ACCESSOR) !== 0;
  return definePropertyRaw(
    object,
    key,
    record.attributes,
    isAccessor ? record.getter : record.value,
    record.setter,
    record.present,
  );
}

/** [[GetOwnProperty]] as a descriptor object; undefined when there is no such property (ECMA-262 §6.2.6.4). */
export function ownPropertyDescriptor(object: any, key: any): any {
  const attributes = getOwnAttributes(object, key);
  if (attributes < 0) return undefined;
  const enumerable = (attributes & ENUMERABLE) !== 0;
  const configurable = (attributes & CONFIGURABLE) !== 0;
  if ((attributes & IS_ACCESSOR) !== 0) {
    return {
      get: getOwnGetter(object, key),
      set: getOwnSetter(object, key),
      enumerable,
      configurable,
    };
  }
  return {
    value: getOwnValue(object, key),
    writable: (attributes & WRITABLE) !== 0,
    enumerable,
    configurable,
  };
}
