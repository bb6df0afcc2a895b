// structuredClone: HTML §2.7, serialisation and deserialisation in one walk. Layer: web. Transferred buffers are moved by
// copying: the original stays usable.

import { inspectorOf } from '../base/inspectors.ts';
import { withCode } from '../node/errors.ts';
import {
  isArrayBufferCell,
  isDataViewCell,
  isErrorCell,
  isProxyCell,
  isTypedArrayCell,
  isWrapperCell,
  wrappedPrimitive,
} from '../runtime/inspect-kinds.ts';
import { DOMException } from './dom-exception.ts';

const ERROR_NAMES = [
  'Error',
  'EvalError',
  'RangeError',
  'ReferenceError',
  'SyntaxError',
  'TypeError',
  'URIError',
];

/** @global enumerable */
export function structuredClone(value?: any, options?: any): any {
  if (arguments.length === 0) {
    throw withCode(new TypeError('The value argument must be specified'), 'ERR_MISSING_ARGS');
  }
  void options;
  return new CloneWalk().clone(value);
}

function uncloneable(value: any): DOMException {
  let text: string;
  if (typeof value === 'symbol') text = value.toString();
  else if (typeof value === 'function') text = Function.prototype.toString.call(value);
  else text = '#<' + (value?.constructor?.name ?? 'Object') + '>';
  return new DOMException(text + ' could not be cloned.', 'DataCloneError');
}

class CloneWalk {
  /** Objects already cloned, and their clones: identity and cycles survive. */
  readonly #clones = new Map<any, any>();

  clone(value: any): any {
    const type = typeof value;
    if (type === 'symbol' || type === 'function') throw uncloneable(value);
    if (type !== 'object' || value === null) return value;
    const known = this.#clones.get(value);
    if (known !== undefined) return known;
    if (isProxyCell(value)) throw uncloneable(value);
    if (Array.isArray(value)) return this.#cloneArray(value);
    if (isWrapperCell(value)) {
      const primitive = wrappedPrimitive(value);
      if (typeof primitive === 'symbol') throw uncloneable(value);
      return this.#remember(value, Object(primitive));
    }
    if (isArrayBufferCell(value)) return this.#remember(value, value.slice(0));
    if (isTypedArrayCell(value) || isDataViewCell(value)) return this.#cloneView(value);
    if (isErrorCell(value)) return this.#cloneError(value);
    const inspector = inspectorOf(value);
    if (inspector !== undefined) return this.#cloneInspected(value, inspector);
    return this.#cloneProperties(value, this.#remember(value, {}));
  }

  #remember(value: any, copy: any): any {
    this.#clones.set(value, copy);
    return copy;
  }

  #cloneProperties(value: any, copy: any): any {
    const keys = Object.keys(value);
    for (let i = 0; i < keys.length; i++) copy[keys[i]!] = this.clone(value[keys[i]!]);
    return copy;
  }

  #cloneArray(value: any[]): any[] {
    const copy: any[] = this.#remember(value, []);
    copy.length = value.length;
    return this.#cloneProperties(value, copy);
  }

  #cloneView(value: any): any {
    const buffer = this.clone(value.buffer);
    let copy: any;
    if (isDataViewCell(value)) copy = new DataView(buffer, value.byteOffset, value.byteLength);
    else {
      const tag: string = value[Symbol.toStringTag];
      copy = new (viewConstructor(tag))(buffer, value.byteOffset, value.length);
    }
    return this.#remember(value, copy);
  }

  #cloneError(value: any): any {
    const name = ERROR_NAMES.includes(value.name) ? value.name : 'Error';
    const error: any = new Error();
    Object.setPrototypeOf(error, errorPrototype(name));
    this.#remember(value, error);
    const message = Object.getOwnPropertyDescriptor(value, 'message');
    if (message !== undefined && 'value' in message) hide(error, 'message', String(message.value));
    if (typeof value.stack === 'string') hide(error, 'stack', value.stack);
    if (Object.hasOwn(value, 'cause')) hide(error, 'cause', this.clone(value.cause));
    return error;
  }

  #cloneInspected(value: any, inspector: any): any {
    const kind = inspector.kind;
    const content = inspector.read(value);
    if (kind === 'Date') return this.#remember(value, new Date(content));
    if (kind === 'RegExp') return this.#remember(value, new RegExp(content[0], content[1]));
    if (kind === 'Map') {
      const copy: Map<any, any> = this.#remember(value, new Map());
      for (let i = 0; i < content.length; i += 2) {
        copy.set(this.clone(content[i]), this.clone(content[i + 1]));
      }
      return copy;
    }
    if (kind === 'Set') {
      const copy: Set<any> = this.#remember(value, new Set());
      for (let i = 0; i < content.length; i++) copy.add(this.clone(content[i]));
      return copy;
    }
    if (kind === 'URL') return this.#remember(value, {});
    throw uncloneable(value);
  }
}

function hide(object: any, key: string, value: any): void {
  Object.defineProperty(object, key, {
    value,
    writable: true,
    enumerable: false,
    configurable: true,
  });
}

function errorPrototype(name: string): any {
  if (name === 'EvalError') return EvalError.prototype;
  if (name === 'RangeError') return RangeError.prototype;
  if (name === 'ReferenceError') return ReferenceError.prototype;
  if (name === 'SyntaxError') return SyntaxError.prototype;
  if (name === 'TypeError') return TypeError.prototype;
  return name === 'URIError' ? URIError.prototype : Error.prototype;
}

function viewConstructor(tag: string): any {
  if (tag === 'Int8Array') return Int8Array;
  if (tag === 'Uint8ClampedArray') return Uint8ClampedArray;
  if (tag === 'Int16Array') return Int16Array;
  if (tag === 'Uint16Array') return Uint16Array;
  if (tag === 'Int32Array') return Int32Array;
  if (tag === 'Uint32Array') return Uint32Array;
  if (tag === 'Float32Array') return Float32Array;
  if (tag === 'Float64Array') return Float64Array;
  if (tag === 'BigInt64Array') return BigInt64Array;
  return tag === 'BigUint64Array' ? BigUint64Array : Uint8Array;
}
