// Weak tables: values that live as long as their keys, for WeakMap and WeakSet. Layer: ecma.

import { isObject } from '../../machine/language.ts';
import { isRegisteredSymbol } from '../../runtime/object-kinds.ts';
import {
  tableDelete,
  tableGet,
  tableHas,
  tableNew,
  tableSet,
} from '../../runtime/ordered-table.ts';
import { newPrivateName } from '../../runtime/private-names.ts';
import { readPrivateOrHole, writePrivate } from '../../runtime/private-table.ts';

/** CanBeHeldWeakly (ECMA-262 §9.14). */
export function canBeHeldWeakly(value: any): boolean {
  return isObject(value) || (typeof value === 'symbol' && !isRegisteredSymbol(value));
}

export class WeakTable {
  /** The private name under which keys hold their values. */
  name: any = newPrivateName('weak');
}
