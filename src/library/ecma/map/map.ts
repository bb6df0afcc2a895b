// Map (ECMA-262 §24.1). Layer: ecma. The entries are in an ordered table (runtime/ordered-table.ts).

import { registerInspector } from '../../base/inspectors.ts';
import { invoke, isCallable, isObject } from '../../machine/language.ts';
import {
  cursorAdvance,
  cursorKey,
  cursorValue,
  tableClear,
  tableCursor,
  tableDelete,
  tableGet,
  tableHas,
  tableNew,
  tableSet,
  tableSize,
} from '../../runtime/ordered-table.ts';
import { describeValue, describeWithType } from '../error/describe-value.ts';
import { incompatibleReceiver, requireIterable } from '../error/type-errors.ts';
import { defineHidden } from '../object/define-hidden.ts';
import { defineToStringTag } from '../object/prototype-setup.ts';
import { MapIterator } from './map-iterator.ts';

/** @global */
export class Map {
  #table: any = tableNew();

  static {
    registerInspector(
      'Map',
      (value) => #table in value,
      (value) => entriesInOrder(value.#table),
    );
  }

  /** @length 0 */
  constructor(entries?: any) {
    if (entries === undefined || entries === null) return;
    const adder = (this as any).set;
    if (!isCallable(adder)) {
      throw new TypeError(
        `'${describeValue(adder)}' returned for property 'set' of object '${describeValue(this)}' is not a function`,
      );
    }
    requireIterable(entries);
    const direct = adder === originalSet;
    const table = this.#table;
    for (const entry of entries) {
      if (!isObject(entry)) {
        throw new TypeError(`Iterator value ${describeValue(entry)} is not an entry object`);
      }
      const key = entry[0];
      const value = entry[1];
      if (direct) tableSet(table, key, value);
      else invoke(adder, this, key, value);
    }
  }

  get(key: any): any {
    if (!isObject(this) || !(#table in this)) throw incompatibleReceiver('Map.prototype.get', this);
    return tableGet(this.#table, key);
  }

  set(key: any, value: any): any {
    if (!isObject(this) || !(#table in this)) throw incompatibleReceiver('Map.prototype.set', this);
    tableSet(this.#table, key, value);
    return this;
  }

  has(key: any): boolean {
    if (!isObject(this) || !(#table in this)) throw incompatibleReceiver('Map.prototype.has', this);
    return tableHas(this.#table, key);
  }

  delete(key: any): boolean {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('Map.prototype.delete', this);
    return tableDelete(this.#table, key);
  }

  clear(): void {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('Map.prototype.clear', this);
    tableClear(this.#table);
  }

  entries(): any {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('Map.prototype.entries', this);
    return new MapIterator(tableCursor(this.#table), true, true);
  }

  forEach(callback: any, thisArg?: any): void {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('Map.prototype.forEach', this);
    if (!isCallable(callback)) {
      throw new TypeError(describeWithType(callback) + ' is not a function');
    }
    const cursor = tableCursor(this.#table);
    while (cursorAdvance(cursor)) {
      const value = cursorValue(cursor);
      invoke(callback, thisArg, value, cursorKey(cursor), this);
    }
  }

  keys(): any {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('Map.prototype.keys', this);
    return new MapIterator(tableCursor(this.#table), true, false);
  }

  get size(): number {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('get Map.prototype.size', this);
    return tableSize(this.#table);
  }

  values(): any {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('Map.prototype.values', this);
    return new MapIterator(tableCursor(this.#table), false, true);
  }

  static get [Symbol.species](): any {
    return this;
  }
}

/** Key, value, key, value ... */
function entriesInOrder(table: any): any[] {
  const list: any[] = [];
  const cursor = tableCursor(table);
  while (cursorAdvance(cursor)) list.push(cursorKey(cursor), cursorValue(cursor));
  return list;
}

const originalSet = Map.prototype.set;
defineHidden(Map.prototype, Symbol.iterator, Map.prototype.entries);
defineToStringTag(Map.prototype, 'Map');
