// CreateListFromArrayLike (ECMA-262 §7.3.19). Layer: ecma.

import { isObject, toLength } from '../../machine/language.ts';
import { hasHoles, isDenseArray } from '../../runtime/array-kernels.ts';

/** A dense array of the elements: the very array when it is one already. */
export function createListFromArrayLike(list: any): any[] {
  if (!isObject(list)) throw new TypeError('CreateListFromArrayLike called on non-object');
  if (isDenseArray(list) && !hasHoles(list)) return list;
  const length = toLength(list.length);
  const copy: any[] = [];
  for (let k = 0; k < length; k++) copy.push(list[k]);
  return copy;
}
