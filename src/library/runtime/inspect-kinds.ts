'use machine';
// Inspect kinds: what util.inspect, util.types, structuredClone and Buffer ask about a value's cell. Layer: runtime.
// Every function accepts any Value and never runs code of the program (no proxy trap, no getter).

import {
  asValue,
  bitsOfValue,
  load16,
  load32,
  load64,
  load8,
  loadValue,
} from '../machine/intrinsics.ts';
import type { f64, ptr, u32, u64, Value } from '../machine/types.ts';
import {
  BUFFER_DATA,
  BUFFER_LENGTH,
  CELL_AUX,
  CELL_KIND,
  FUNCTION_INFO,
  INFO_ASYNC,
  INFO_CLASS,
  INFO_FLAGS,
  INFO_GENERATOR,
  KIND_ARGUMENTS,
  KIND_ARRAY_BUFFER,
  KIND_BOUND_FUNCTION,
  KIND_DATA_VIEW,
  KIND_ERROR,
  KIND_FUNCTION,
  KIND_GENERATOR,
  KIND_NAMESPACE,
  KIND_PROXY,
  KIND_TYPED_ARRAY,
  KIND_WRAPPER,
  OBJECT_FIELDS,
} from './layout.ts';

/** The cell of an object, or 0 for a primitive. */
function inspectedCell(value: Value): ptr {
  const bits: u64 = bitsOfValue(value);
  if (bits >> 48 !== 0xfffd) return 0;
  return bits & 0x0000ffffffffffff;
}

function hasInspectedKind(value: Value, kind: u32): boolean {
  const cell: ptr = inspectedCell(value);
  if (cell === 0) return false;
  return load8(cell + CELL_KIND) === kind;
}

export function isErrorCell(value: Value): boolean {
  return hasInspectedKind(value, KIND_ERROR);
}

export function isProxyCell(value: Value): boolean {
  return hasInspectedKind(value, KIND_PROXY);
}

export function isArgumentsCell(value: Value): boolean {
  return hasInspectedKind(value, KIND_ARGUMENTS);
}

export function isWrapperCell(value: Value): boolean {
  return hasInspectedKind(value, KIND_WRAPPER);
}

export function isNamespaceCell(value: Value): boolean {
  return hasInspectedKind(value, KIND_NAMESPACE);
}

export function isGeneratorCell(value: Value): boolean {
  return hasInspectedKind(value, KIND_GENERATOR);
}

export function isTypedArrayCell(value: Value): boolean {
  return hasInspectedKind(value, KIND_TYPED_ARRAY);
}

export function isArrayBufferCell(value: Value): boolean {
  return hasInspectedKind(value, KIND_ARRAY_BUFFER);
}

export function isDataViewCell(value: Value): boolean {
  return hasInspectedKind(value, KIND_DATA_VIEW);
}

export function isBoundFunctionCell(value: Value): boolean {
  return hasInspectedKind(value, KIND_BOUND_FUNCTION);
}

/** The flags of a compiled function; 0 for anything else. */
function inspectedFunctionFlags(value: Value): u32 {
  if (!hasInspectedKind(value, KIND_FUNCTION)) return 0;
  return load32(load64(inspectedCell(value) + FUNCTION_INFO) + INFO_FLAGS);
}

export function isClassFunction(value: Value): boolean {
  return (inspectedFunctionFlags(value) & INFO_CLASS) !== 0;
}

export function isGeneratorFunctionCell(value: Value): boolean {
  return (inspectedFunctionFlags(value) & INFO_GENERATOR) !== 0;
}

export function isAsyncFunctionCell(value: Value): boolean {
  return (inspectedFunctionFlags(value) & INFO_ASYNC) !== 0;
}

/** ELEMENT_x of a typed array. */
export function typedElementType(value: Value): u32 {
  return load16(inspectedCell(value) + CELL_AUX);
}

/** Target of a proxy; null when it is revoked. */
export function proxyTargetOf(value: Value): Value {
  return proxyPart(inspectedCell(value) + OBJECT_FIELDS);
}

/** Handler of a proxy; null when it is revoked. */
export function proxyHandlerOf(value: Value): Value {
  return proxyPart(inspectedCell(value) + OBJECT_FIELDS + 8);
}

function proxyPart(field: ptr): Value {
  const part: Value = loadValue(field);
  if (inspectedCell(part) === 0) return asValue(0xfff9000000000001);
  return part;
}

/** The primitive inside a Boolean, Number, String, Symbol or BigInt object. */
export function wrappedPrimitive(value: Value): Value {
  return loadValue(inspectedCell(value) + OBJECT_FIELDS);
}

/** Byte length of an ArrayBuffer. */
export function arrayBufferLength(value: Value): f64 {
  return f64Of(load64(inspectedCell(value) + BUFFER_LENGTH));
}

function f64Of(x: u64): f64 {
  return x;
}

/** One byte of an ArrayBuffer; `index` is below its length. */
export function arrayBufferByte(value: Value, index: u32): u32 {
  return load8(load64(inspectedCell(value) + BUFFER_DATA) + index);
}
