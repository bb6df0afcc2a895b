// Array.prototype.sort (ECMA-262 §23.1.3.30): stable, with undefined last and holes behind it. Layer: ecma.

import { isCallable, toObject, toStringValue } from '../../machine/language.ts';
import { isDenseArray } from '../../runtime/array-kernels.ts';
import { sortDense } from '../../runtime/merge-sort.ts';
import { lengthOf } from './array-create.ts';

/** @builtin Array */
export class ArraySort {
  sort(comparator: any): any {
    if (comparator !== undefined && !isCallable(comparator)) {
      throw new TypeError('The comparison function must be either a function or undefined');
    }
    const object = toObject(this);
    const length = lengthOf(object);
    const values: any[] = [];
    let undefinedCount = 0;
    const dense = isDenseArray(object);
    for (let k = 0; k < length; k++) {
      if (!dense && !(k in object)) continue;
      const value = object[k];
      if (value !== undefined) values.push(value);
      else if (!dense || k in object) undefinedCount++;
    }
    const count = values.length;
    const sorted = sortInto(values, comparator);
    let k = 0;
    for (; k < count; k++) object[k] = sorted[k];
    for (; k < count + undefinedCount; k++) object[k] = undefined;
    // Holes go to the end.
    for (; k < length; k++) delete object[k];
    return object;
  }
}

/** Sorts values without undefined among them; may reuse `values` for the result. */
export function sortInto(values: any[], comparator: any): any[] {
  if (values.length < 2) return values;
  if (comparator !== undefined) {
    sortDense(values, comparator);
    return values;
  }
  return sortByText(values);
}

/** SortCompare without a comparator: by the values' texts, each made once. */
function sortByText(values: any[]): any[] {
  const count = values.length;
  let allText = true;
  for (let k = 0; k < count && allText; k++) allText = typeof values[k] === 'string';
  if (allText) {
    sortDense(values, undefined);
    return values;
  }
  const pairs: any[] = [];
  for (let k = 0; k < count; k++) pairs.push([toStringValue(values[k]), values[k]]);
  sortDense(pairs, undefined);
  for (let k = 0; k < count; k++) values[k] = pairs[k][1];
  return values;
}
