// Weak tables: values that live as long as their keys, for WeakMap and WeakSet. Layer: ecma.
// An object holds its values itself, under a private name for each table. A symbol cannot: entries with symbols as keys
// are in a table of their own and stay.

import { isObject } from '../../machine/language.ts';
import { isRegisteredSymbol } from '../../runtime/object-kinds.ts';
import {
  tableDelete,
  tableGet,
  tableHas,
  tableNew,
  tableSet,
} from '../../runtime/ordered-table.ts';
import {
  deleteHidden,
  getHidden,
  hasHidden,
  newHiddenName,
  setHidden,
} from '../../runtime/hidden-property.ts';

/** CanBeHeldWeakly (ECMA-262 §9.14). */
export function canBeHeldWeakly(value: any): boolean {
  return isObject(value) || (typeof value === 'symbol' && !isRegisteredSymbol(value));
}

export class WeakTable {
  name: any = newHiddenName();
  symbols: any = undefined;

  get(key: any): any {
    if (isObject(key)) return getHidden(key, this.name);
    return this.symbols === undefined ? undefined : tableGet(this.symbols, key);
  }

  has(key: any): boolean {
    if (isObject(key)) return hasHidden(key, this.name);
    return this.symbols !== undefined && tableHas(this.symbols, key);
  }

  /** `key` can be held weakly. */
  set(key: any, value: any): void {
    if (isObject(key)) {
      setHidden(key, this.name, value);
    } else {
      if (this.symbols === undefined) this.symbols = tableNew();
      tableSet(this.symbols, key, value);
    }
  }

  delete(key: any): boolean {
    if (isObject(key)) return deleteHidden(key, this.name);
    return this.symbols !== undefined && tableDelete(this.symbols, key);
  }
}
