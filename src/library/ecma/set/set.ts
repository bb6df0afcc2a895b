// Set (ECMA-262 §24.2). Layer: ecma. The members are the keys of an ordered table (runtime/ordered-table.ts).

import { registerInspector } from '../../base/inspectors.ts';
import { invoke, isCallable, isObject } from '../../machine/language.ts';
import {
  cursorAdvance,
  cursorKey,
  tableClear,
  tableCursor,
  tableDelete,
  tableHas,
  tableNew,
  tableSet,
  tableSize,
} from '../../runtime/ordered-table.ts';
import { describeValue, describeWithType } from '../error/describe-value.ts';
import { incompatibleReceiver, requireIterable } from '../error/type-errors.ts';
import { defineHidden } from '../object/define-hidden.ts';
import { defineToStringTag } from '../object/prototype-setup.ts';
import { SetIterator } from './set-iterator.ts';

/** @global */
export class Set {
  #table: any = tableNew();

  static {
    registerInspector(
      'Set',
      (value) => #table in value,
      (value) => membersInOrder(value.#table),
    );
  }

  /** @length 0 */
  constructor(items?: any) {
    if (items === undefined || items === null) return;
    const adder = (this as any).add;
    if (!isCallable(adder)) {
      throw new TypeError(
        `'${describeValue(adder)}' returned for property 'add' of object '${describeValue(this)}' is not a function`,
      );
    }
    requireIterable(items);
    const table = this.#table;
    if (adder === originalAdd) {
      for (const item of items) tableSet(table, item, undefined);
    } else {
      for (const item of items) invoke(adder, this, item);
    }
  }

  has(value: any): boolean {
    if (!isObject(this) || !(#table in this)) throw incompatibleReceiver('Set.prototype.has', this);
    return tableHas(this.#table, value);
  }

  add(value: any): any {
    if (!isObject(this) || !(#table in this)) throw incompatibleReceiver('Set.prototype.add', this);
    tableSet(this.#table, value, undefined);
    return this;
  }

  delete(value: any): boolean {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('Set.prototype.delete', this);
    return tableDelete(this.#table, value);
  }

  clear(): void {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('Set.prototype.clear', this);
    tableClear(this.#table);
  }

  entries(): any {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('Set.prototype.entries', this);
    return new SetIterator(tableCursor(this.#table), true);
  }

  forEach(callback: any, thisArg?: any): void {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('Set.prototype.forEach', this);
    if (!isCallable(callback)) {
      throw new TypeError(describeWithType(callback) + ' is not a function');
    }
    const cursor = tableCursor(this.#table);
    while (cursorAdvance(cursor)) {
      const value = cursorKey(cursor);
      invoke(callback, thisArg, value, value, this);
    }
  }

  get size(): number {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('get Set.prototype.size', this);
    return tableSize(this.#table);
  }

  values(): any {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('Set.prototype.values', this);
    return new SetIterator(tableCursor(this.#table), false);
  }

  static get [Symbol.species](): any {
    return this;
  }
}

function membersInOrder(table: any): any[] {
  const list: any[] = [];
  const cursor = tableCursor(table);
  while (cursorAdvance(cursor)) list.push(cursorKey(cursor));
  return list;
}

const originalAdd = Set.prototype.add;
defineHidden(Set.prototype, 'keys', Set.prototype.values);
defineHidden(Set.prototype, Symbol.iterator, Set.prototype.values);
defineToStringTag(Set.prototype, 'Set');
