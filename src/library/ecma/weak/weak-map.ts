// WeakMap (ECMA-262 §24.3). Layer: ecma. An entry is a private property of its key, so that it lives exactly as long.
// A symbol has no properties: entries with symbols as keys are in a table and stay.

import { registerInspector } from '../../base/inspectors.ts';
import { invoke, isCallable, isObject } from '../../machine/language.ts';
import { describeValue } from '../error/describe-value.ts';
import { incompatibleReceiver, requireIterable } from '../error/type-errors.ts';
import { defineToStringTag } from '../object/prototype-setup.ts';
import { canBeHeldWeakly, WeakTable } from './weak-table.ts';

/** @global */
export class WeakMap {
  #table = new WeakTable();

  static {
    registerInspector('WeakMap', (value) => #table in value, nothingToShow);
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
    for (const entry of entries) {
      if (!isObject(entry)) {
        throw new TypeError(`Iterator value ${describeValue(entry)} is not an entry object`);
      }
      const key = entry[0];
      invoke(adder, this, key, entry[1]);
    }
  }

  delete(key: any): boolean {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('WeakMap.prototype.delete', this);
    return this.#table.delete(key);
  }

  get(key: any): any {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('WeakMap.prototype.get', this);
    return this.#table.get(key);
  }

  set(key: any, value: any): any {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('WeakMap.prototype.set', this);
    if (!canBeHeldWeakly(key)) throw new TypeError('Invalid value used as weak map key');
    this.#table.set(key, value);
    return this;
  }

  has(key: any): boolean {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('WeakMap.prototype.has', this);
    return this.#table.has(key);
  }
}

function nothingToShow(): undefined {
  return undefined;
}

defineToStringTag(WeakMap.prototype, 'WeakMap');
