// %TypedArray%.prototype: the methods that call back, search or join (ECMA-262 §23.2.3). Layer: ecma.

import { invoke, isCallable, toIntegerOrInfinity, toStringValue } from '../../machine/language.ts';
import { builderAppend, finishBuilder, newStringBuilder } from '../../runtime/string-builder.ts';
import { viewLength } from '../../runtime/typed-array-cells.ts';
import { notCallable } from '../error/type-errors.ts';
import { relativeIndex } from './indices.ts';
import { createFromList, createSpecies, validate } from './species.ts';

function required(callback: any): void {
  if (!isCallable(callback)) throw notCallable(callback);
}

/** @builtin %TypedArray% */
export class TypedArrayIteration {
  /** @length 1 */
  every(callback: any, thisArg?: any): boolean {
    const length = validate(this);
    required(callback);
    const array: any = this;
    for (let i = 0; i < length; i++)
      if (!invoke(callback, thisArg, array[i], i, array)) return false;
    return true;
  }

  /** @length 1 */
  some(callback: any, thisArg?: any): boolean {
    const length = validate(this);
    required(callback);
    const array: any = this;
    for (let i = 0; i < length; i++) if (invoke(callback, thisArg, array[i], i, array)) return true;
    return false;
  }

  /** @length 1 */
  forEach(callback: any, thisArg?: any): void {
    const length = validate(this);
    required(callback);
    const array: any = this;
    for (let i = 0; i < length; i++) invoke(callback, thisArg, array[i], i, array);
  }

  /** @length 1 */
  map(callback: any, thisArg?: any): any {
    const length = validate(this);
    required(callback);
    const array: any = this;
    const result = createSpecies(array, length);
    for (let i = 0; i < length; i++) result[i] = invoke(callback, thisArg, array[i], i, array);
    return result;
  }

  /** @length 1 */
  filter(callback: any, thisArg?: any): any {
    const length = validate(this);
    required(callback);
    const array: any = this;
    const kept: any[] = [];
    for (let i = 0; i < length; i++) {
      const value = array[i];
      if (invoke(callback, thisArg, value, i, array)) kept[kept.length] = value;
    }
    return createFromList(array, kept);
  }

  /** @length 1 */
  reduce(callback: any, initial?: any): any {
    const length = validate(this);
    required(callback);
    const array: any = this;
    let i = 0;
    let result = initial;
    if (arguments.length < 2) {
      if (length === 0) throw new TypeError('Reduce of empty array with no initial value');
      result = array[i++];
    }
    for (; i < length; i++) result = invoke(callback, undefined, result, array[i], i, array);
    return result;
  }

  /** @length 1 */
  reduceRight(callback: any, initial?: any): any {
    const length = validate(this);
    required(callback);
    const array: any = this;
    let i = length - 1;
    let result = initial;
    if (arguments.length < 2) {
      if (length === 0) throw new TypeError('Reduce of empty array with no initial value');
      result = array[i--];
    }
    for (; i >= 0; i--) result = invoke(callback, undefined, result, array[i], i, array);
    return result;
  }

  /** @length 1 */
  find(callback: any, thisArg?: any): any {
    const array: any = this;
    const index = firstWhere(array, callback, thisArg);
    return index < 0 ? undefined : foundValue;
  }

  /** @length 1 */
  findIndex(callback: any, thisArg?: any): number {
    return firstWhere(this, callback, thisArg);
  }

  /** @length 1 */
  findLast(callback: any, thisArg?: any): any {
    const index = lastWhere(this, callback, thisArg);
    return index < 0 ? undefined : foundValue;
  }

  /** @length 1 */
  findLastIndex(callback: any, thisArg?: any): number {
    return lastWhere(this, callback, thisArg);
  }

  /** @length 1 */
  includes(sought: any, from?: any): boolean {
    const length = validate(this);
    const array: any = this;
    for (let i = relativeIndex(from, length, 0); i < length; i++) {
      const value = array[i];
      if (value === sought || (value !== value && sought !== sought)) return true;
    }
    return false;
  }

  /** @length 1 */
  indexOf(sought: any, from?: any): number {
    const length = validate(this);
    const array: any = this;
    const start = relativeIndex(from, length, 0);
    const now = viewLength(array);
    for (let i = start; i < length && i < now; i++) if (array[i] === sought) return i;
    return -1;
  }

  /** @length 1 */
  lastIndexOf(sought: any, from?: any): number {
    const length = validate(this);
    const array: any = this;
    let i = length - 1;
    if (arguments.length > 1) {
      const relative = toIntegerOrInfinity(from);
      if (relative < 0) i = length + relative;
      else if (relative < i) i = relative;
    }
    const now = viewLength(array);
    for (; i >= 0; i--) if (i < now && array[i] === sought) return i;
    return -1;
  }

  join(separator: any): string {
    const length = validate(this);
    const between: string = separator === undefined ? ',' : toStringValue(separator);
    const array: any = this;
    const builder = newStringBuilder();
    for (let i = 0; i < length; i++) {
      if (i > 0) builderAppend(builder, between);
      const value = array[i];
      if (value !== undefined) builderAppend(builder, toStringValue(value));
    }
    return finishBuilder(builder);
  }

  toLocaleString(locales?: any, options?: any): string {
    const length = validate(this);
    const array: any = this;
    const builder = newStringBuilder();
    for (let i = 0; i < length; i++) {
      if (i > 0) builderAppend(builder, ',');
      const value = array[i];
      if (value !== undefined)
        builderAppend(builder, toStringValue(value.toLocaleString(locales, options)));
    }
    return finishBuilder(builder);
  }

  toString(): string {
    return (this as any).join();
  }
}

/** The element that firstWhere or lastWhere stopped at. */
let foundValue: any = undefined;

function firstWhere(array: any, callback: any, thisArg: any): number {
  const length = validate(array);
  required(callback);
  for (let i = 0; i < length; i++) {
    const value = array[i];
    if (invoke(callback, thisArg, value, i, array)) {
      foundValue = value;
      return i;
    }
  }
  return -1;
}

function lastWhere(array: any, callback: any, thisArg: any): number {
  const length = validate(array);
  required(callback);
  for (let i = length - 1; i >= 0; i--) {
    const value = array[i];
    if (invoke(callback, thisArg, value, i, array)) {
      foundValue = value;
      return i;
    }
  }
  return -1;
}
