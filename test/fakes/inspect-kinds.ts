// Fake of runtime/inspect-kinds.ts on node:util, and the inspectors that the library's own classes would register.
import { inspect, types } from 'node:util';
import { registerInspector } from '../../src/library/base/inspectors.ts';

export const isErrorCell = types.isNativeError;
export const isProxyCell = types.isProxy;
export const isArgumentsCell = types.isArgumentsObject;
export const isWrapperCell = types.isBoxedPrimitive;
export const isNamespaceCell = types.isModuleNamespaceObject;
export const isGeneratorCell = types.isGeneratorObject;
export const isTypedArrayCell = types.isTypedArray;
export const isArrayBufferCell = types.isArrayBuffer;
export const isDataViewCell = types.isDataView;
export const isGeneratorFunctionCell = types.isGeneratorFunction;
export const isAsyncFunctionCell = types.isAsyncFunction;

export function isBoundFunctionCell(value: unknown): boolean {
  return typeof value === 'function' && value.name.startsWith('bound ');
}

export function isClassFunction(value: unknown): boolean {
  return typeof value === 'function' && Function.prototype.toString.call(value).startsWith('class');
}

const ELEMENT_NAMES = [
  'Int8Array',
  'Uint8Array',
  'Uint8ClampedArray',
  'Int16Array',
  'Uint16Array',
  'Int32Array',
  'Uint32Array',
  'Float32Array',
  'Float64Array',
  'BigInt64Array',
  'BigUint64Array',
];
const typedTag = Object.getOwnPropertyDescriptor(
  Object.getPrototypeOf(Uint8Array.prototype),
  Symbol.toStringTag,
)!.get!;

export function typedElementType(value: unknown): number {
  return ELEMENT_NAMES.indexOf(typedTag.call(value));
}

const proxies = new WeakMap<object, [object | null, object | null]>();
const NativeProxy = Proxy;
/** Proxies of tests must be made by this one, so that the fake knows their parts. */
export function makeProxy(target: object, handler: ProxyHandler<object>): object {
  const proxy = new NativeProxy(target, handler);
  proxies.set(proxy, [target, handler]);
  return proxy;
}

export function proxyTargetOf(value: object): unknown {
  return proxies.get(value)![0];
}

export function proxyHandlerOf(value: object): unknown {
  return proxies.get(value)![1];
}

export function wrappedPrimitive(value: any): unknown {
  if (types.isNumberObject(value)) return Number.prototype.valueOf.call(value);
  if (types.isStringObject(value)) return String.prototype.valueOf.call(value);
  if (types.isBooleanObject(value)) return Boolean.prototype.valueOf.call(value);
  if (types.isSymbolObject(value)) return Symbol.prototype.valueOf.call(value);
  return BigInt.prototype.valueOf.call(value);
}

export function arrayBufferLength(value: ArrayBuffer): number {
  return value.byteLength;
}

export function arrayBufferByte(value: ArrayBuffer, index: number): number {
  return new Uint8Array(value)[index]!;
}

function previewIterator(value: any): { keyed: boolean; list: unknown[] } {
  const keyed = inspect(value).includes('Entries]');
  return { keyed, list: [] };
}

function promiseState(value: Promise<unknown>): unknown[] {
  const text = inspect(value, { depth: 0 });
  if (text.includes('<pending>')) return [0, undefined];
  const known = settled.get(value);
  return known ?? [1, undefined];
}

/** Tests enter the results of settled promises here. */
export const settled = new WeakMap<object, unknown[]>();

registerInspector('Map', types.isMap, (map) => {
  const list: unknown[] = [];
  Map.prototype.forEach.call(map, (value, key) => list.push(key, value));
  return list;
});
registerInspector('Set', types.isSet, (set) => {
  const list: unknown[] = [];
  Set.prototype.forEach.call(set, (value) => list.push(value));
  return list;
});
registerInspector('Map Iterator', types.isMapIterator, previewIterator);
registerInspector('Set Iterator', types.isSetIterator, previewIterator);
registerInspector('Date', types.isDate, (date) => Date.prototype.getTime.call(date));
registerInspector('RegExp', types.isRegExp, (pattern) => {
  const text = inspect(pattern).replace('[RegExp: null prototype] ', '').split(' ')[0]!;
  const end = text.lastIndexOf('/');
  return [text.slice(text.indexOf('/') + 1, end), text.slice(end + 1)];
});
registerInspector('Promise', types.isPromise, promiseState);
registerInspector('WeakMap', types.isWeakMap, () => undefined);
registerInspector('WeakSet', types.isWeakSet, () => undefined);
