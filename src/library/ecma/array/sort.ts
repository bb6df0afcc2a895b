// Array.prototype.sort (ECMA-262 §23.1.3.30): stable, with undefined last and holes behind it. Layer: ecma.

import { isCallable, toObject, toStringValue } from '../../machine/language.ts';
import { lengthOf } from './array-create.ts';
import { MergeSort } from './merge-sort.ts';

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
    for (let k = 0; k < length; k++) {
      if (!(k in object)) continue;
      const value = object[k];
      if (value === undefined) undefinedCount++;
      else values.push(value);
    }
    const count = values.length;
    const sorted = sortInto(values, comparator);
    let k = 0;
    for (; k < count; k++) object[k] = sorted[k];
    for (; k < count + undefinedCount; k++) object[k] = undefined;
    for (; k < length; k++) {
      // Only where a hole was filled from behind is there anything to remove.
      if (k in object) delete object[k];
    }
    return object;
  }
}

/** Sorts values without undefined among them; may reuse `values` for the result. */
export function sortInto(values: any[], comparator: any): any[] {
  if (values.length < 2) return values;
  if (comparator !== undefined) {
    new MergeSort(values, comparator).run();
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
    new MergeSort(values, undefined).run();
    return values;
  }
  const items: TextItem[] = [];
  for (let k = 0; k < count; k++) items.push(new TextItem(toStringValue(values[k]), values[k]));
  new MergeSort(items, compareItems).run();
  for (let k = 0; k < count; k++) values[k] = items[k]!.value;
  return values;
}

class TextItem {
  text: string;
  value: any;
  constructor(text: string, value: any) {
    this.text = text;
    this.value = value;
  }
}

function compareItems(a: TextItem, b: TextItem): number {
  if (a.text < b.text) return -1;
  return a.text > b.text ? 1 : 0;
}
