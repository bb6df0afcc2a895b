// Array.prototype methods that call a function for each element (ECMA-262 §23.1.3). Layer: ecma.
// A dense array never shows the difference between Get and HasProperty, so its elements are read first and only an
// undefined one is asked for; any other object is asked element by element, as the specification orders.

import { invoke, isCallable } from '../../machine/language.ts';
import { isDenseArray, isOpenArray } from '../../runtime/array-kernels.ts';
import { notCallable } from '../error/type-errors.ts';
import {
  arraySpeciesCreate,
  createDataProperty,
  lengthOf,
  receiverObject,
} from './array-create.ts';

/** @builtin Array */
export class ArrayIteration {
  forEach(callback: any, thisArg?: any): void {
    const object = receiverObject(this, 'Array.prototype.forEach');
    const length = lengthOf(object);
    if (!isCallable(callback)) throw notCallable(callback);
    const dense = isDenseArray(object);
    for (let k = 0; k < length; k++) {
      if (!dense && !(k in object)) continue;
      const value = object[k];
      if (value === undefined && dense && !(k in object)) continue;
      invoke(callback, thisArg, value, k, object);
    }
  }

  map(callback: any, thisArg?: any): any {
    const object = receiverObject(this, 'Array.prototype.map');
    const length = lengthOf(object);
    if (!isCallable(callback)) throw notCallable(callback);
    const result = arraySpeciesCreate(object, length);
    const plain = isOpenArray(result);
    const dense = isDenseArray(object);
    for (let k = 0; k < length; k++) {
      if (!dense && !(k in object)) continue;
      const value = object[k];
      if (value === undefined && dense && !(k in object)) continue;
      const mapped = invoke(callback, thisArg, value, k, object);
      if (plain) result[k] = mapped;
      else createDataProperty(result, k, mapped);
    }
    return result;
  }

  filter(callback: any, thisArg?: any): any {
    const object = receiverObject(this, 'Array.prototype.filter');
    const length = lengthOf(object);
    if (!isCallable(callback)) throw notCallable(callback);
    const result = arraySpeciesCreate(object, 0);
    const plain = isOpenArray(result) && result.length === 0;
    const dense = isDenseArray(object);
    let to = 0;
    for (let k = 0; k < length; k++) {
      if (!dense && !(k in object)) continue;
      const value = object[k];
      if (value === undefined && dense && !(k in object)) continue;
      if (invoke(callback, thisArg, value, k, object)) {
        if (plain) result.push(value);
        else createDataProperty(result, to, value);
        to++;
      }
    }
    return result;
  }

  some(callback: any, thisArg?: any): boolean {
    const object = receiverObject(this, 'Array.prototype.some');
    const length = lengthOf(object);
    if (!isCallable(callback)) throw notCallable(callback);
    const dense = isDenseArray(object);
    for (let k = 0; k < length; k++) {
      if (!dense && !(k in object)) continue;
      const value = object[k];
      if (value === undefined && dense && !(k in object)) continue;
      if (invoke(callback, thisArg, value, k, object)) return true;
    }
    return false;
  }

  every(callback: any, thisArg?: any): boolean {
    const object = receiverObject(this, 'Array.prototype.every');
    const length = lengthOf(object);
    if (!isCallable(callback)) throw notCallable(callback);
    const dense = isDenseArray(object);
    for (let k = 0; k < length; k++) {
      if (!dense && !(k in object)) continue;
      const value = object[k];
      if (value === undefined && dense && !(k in object)) continue;
      if (!invoke(callback, thisArg, value, k, object)) return false;
    }
    return true;
  }

  /** @length 1 */
  reduce(callback: any, initial?: any): any {
    const object = receiverObject(this, 'Array.prototype.reduce');
    const length = lengthOf(object);
    if (!isCallable(callback)) throw notCallable(callback);
    let k = 0;
    let result = initial;
    if (arguments.length < 2) {
      while (k < length && !(k in object)) k++;
      if (k >= length) throw new TypeError('Reduce of empty array with no initial value');
      result = object[k];
      k++;
    }
    const dense = isDenseArray(object);
    for (; k < length; k++) {
      if (!dense && !(k in object)) continue;
      const value = object[k];
      if (value === undefined && dense && !(k in object)) continue;
      result = invoke(callback, undefined, result, value, k, object);
    }
    return result;
  }

  /** @length 1 */
  reduceRight(callback: any, initial?: any): any {
    const object = receiverObject(this, 'Array.prototype.reduceRight');
    let k = lengthOf(object) - 1;
    if (!isCallable(callback)) throw notCallable(callback);
    let result = initial;
    if (arguments.length < 2) {
      while (k >= 0 && !(k in object)) k--;
      if (k < 0) throw new TypeError('Reduce of empty array with no initial value');
      result = object[k];
      k--;
    }
    const dense = isDenseArray(object);
    for (; k >= 0; k--) {
      if (!dense && !(k in object)) continue;
      const value = object[k];
      if (value === undefined && dense && !(k in object)) continue;
      result = invoke(callback, undefined, result, value, k, object);
    }
    return result;
  }

  find(callback: any, thisArg?: any): any {
    const object = receiverObject(this, 'Array.prototype.find');
    const length = lengthOf(object);
    if (!isCallable(callback)) throw notCallable(callback);
    for (let k = 0; k < length; k++) {
      const value = object[k];
      if (invoke(callback, thisArg, value, k, object)) return value;
    }
    return undefined;
  }

  findIndex(callback: any, thisArg?: any): number {
    const object = receiverObject(this, 'Array.prototype.findIndex');
    const length = lengthOf(object);
    if (!isCallable(callback)) throw notCallable(callback);
    for (let k = 0; k < length; k++) {
      if (invoke(callback, thisArg, object[k], k, object)) return k;
    }
    return -1;
  }

  findLast(callback: any, thisArg?: any): any {
    const object = receiverObject(this, 'Array.prototype.findLast');
    const length = lengthOf(object);
    if (!isCallable(callback)) throw notCallable(callback);
    for (let k = length - 1; k >= 0; k--) {
      const value = object[k];
      if (invoke(callback, thisArg, value, k, object)) return value;
    }
    return undefined;
  }

  findLastIndex(callback: any, thisArg?: any): number {
    const object = receiverObject(this, 'Array.prototype.findLastIndex');
    const length = lengthOf(object);
    if (!isCallable(callback)) throw notCallable(callback);
    for (let k = length - 1; k >= 0; k--) {
      if (invoke(callback, thisArg, object[k], k, object)) return k;
    }
    return -1;
  }
}
