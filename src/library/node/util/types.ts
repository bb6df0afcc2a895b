// node:util/types. Layer: node. Tests look at the value's internals and run no code of the program.

import { inspectorOf } from '../../base/inspectors.ts';
import {
  isArgumentsCell,
  isArrayBufferCell,
  isAsyncFunctionCell,
  isDataViewCell,
  isErrorCell,
  isGeneratorCell,
  isGeneratorFunctionCell,
  isNamespaceCell,
  isProxyCell,
  isTypedArrayCell,
  isWrapperCell,
  typedElementType,
  wrappedPrimitive,
} from '../../runtime/inspect-kinds.ts';

function hasKind(value: any, kind: string): boolean {
  if (typeof value !== 'object' || value === null || isProxyCell(value)) return false;
  const inspector = inspectorOf(value);
  return inspector !== undefined && inspector.kind === kind;
}

function hasElements(value: any, type: number): boolean {
  return isTypedArrayCell(value) && typedElementType(value) === type;
}

function wraps(value: any, type: string): boolean {
  return isWrapperCell(value) && typeof wrappedPrimitive(value) === type;
}

export const isMap = (value?: any): boolean => hasKind(value, 'Map');
export const isSet = (value?: any): boolean => hasKind(value, 'Set');
export const isMapIterator = (value?: any): boolean => hasKind(value, 'Map Iterator');
export const isSetIterator = (value?: any): boolean => hasKind(value, 'Set Iterator');
export const isWeakMap = (value?: any): boolean => hasKind(value, 'WeakMap');
export const isWeakSet = (value?: any): boolean => hasKind(value, 'WeakSet');
export const isDate = (value?: any): boolean => hasKind(value, 'Date');
export const isRegExp = (value?: any): boolean => hasKind(value, 'RegExp');
export const isPromise = (value?: any): boolean => hasKind(value, 'Promise');
export const isNativeError = (value?: any): boolean => isErrorCell(value);
export const isProxy = (value?: any): boolean => isProxyCell(value);
export const isArgumentsObject = (value?: any): boolean => isArgumentsCell(value);
export const isGeneratorObject = (value?: any): boolean => isGeneratorCell(value);
export const isGeneratorFunction = (value?: any): boolean => isGeneratorFunctionCell(value);
export const isAsyncFunction = (value?: any): boolean => isAsyncFunctionCell(value);
export const isModuleNamespaceObject = (value?: any): boolean => isNamespaceCell(value);
export const isTypedArray = (value?: any): boolean => isTypedArrayCell(value);
export const isDataView = (value?: any): boolean => isDataViewCell(value);
export const isArrayBuffer = (value?: any): boolean => isArrayBufferCell(value);
export const isAnyArrayBuffer = (value?: any): boolean => isArrayBufferCell(value);
export const isArrayBufferView = (value?: any): boolean =>
  isTypedArrayCell(value) || isDataViewCell(value);
export const isInt8Array = (value?: any): boolean => hasElements(value, 0);
export const isUint8Array = (value?: any): boolean => hasElements(value, 1);
export const isUint8ClampedArray = (value?: any): boolean => hasElements(value, 2);
export const isInt16Array = (value?: any): boolean => hasElements(value, 3);
export const isUint16Array = (value?: any): boolean => hasElements(value, 4);
export const isInt32Array = (value?: any): boolean => hasElements(value, 5);
export const isUint32Array = (value?: any): boolean => hasElements(value, 6);
export const isFloat32Array = (value?: any): boolean => hasElements(value, 7);
export const isFloat64Array = (value?: any): boolean => hasElements(value, 8);
export const isBigInt64Array = (value?: any): boolean => hasElements(value, 9);
export const isBigUint64Array = (value?: any): boolean => hasElements(value, 10);
export const isBoxedPrimitive = (value?: any): boolean => isWrapperCell(value);
export const isNumberObject = (value?: any): boolean => wraps(value, 'number');
export const isStringObject = (value?: any): boolean => wraps(value, 'string');
export const isBooleanObject = (value?: any): boolean => wraps(value, 'boolean');
export const isSymbolObject = (value?: any): boolean => wraps(value, 'symbol');
export const isBigIntObject = (value?: any): boolean => wraps(value, 'bigint');
export const isExternal = (_value?: any): boolean => false;
export const isSharedArrayBuffer = (_value?: any): boolean => false;
export const isCryptoKey = (_value?: any): boolean => false;
export const isKeyObject = (_value?: any): boolean => false;

const types = {
  isMap,
  isSet,
  isMapIterator,
  isSetIterator,
  isWeakMap,
  isWeakSet,
  isDate,
  isRegExp,
  isPromise,
  isNativeError,
  isProxy,
  isArgumentsObject,
  isGeneratorObject,
  isGeneratorFunction,
  isAsyncFunction,
  isModuleNamespaceObject,
  isTypedArray,
  isDataView,
  isArrayBuffer,
  isAnyArrayBuffer,
  isArrayBufferView,
  isInt8Array,
  isUint8Array,
  isUint8ClampedArray,
  isInt16Array,
  isUint16Array,
  isInt32Array,
  isUint32Array,
  isFloat32Array,
  isFloat64Array,
  isBigInt64Array,
  isBigUint64Array,
  isBoxedPrimitive,
  isNumberObject,
  isStringObject,
  isBooleanObject,
  isSymbolObject,
  isBigIntObject,
  isExternal,
  isSharedArrayBuffer,
  isCryptoKey,
  isKeyObject,
};
export default types;
