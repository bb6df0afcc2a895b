// WeakSet (ECMA-262 §24.4). Layer: ecma.

import { registerInspector } from '../../base/inspectors.ts';
import { invoke, isCallable, isObject } from '../../machine/language.ts';
import { describeValue } from '../error/describe-value.ts';
import { incompatibleReceiver, requireIterable } from '../error/type-errors.ts';
import { defineToStringTag } from '../object/prototype-setup.ts';
import { canBeHeldWeakly, WeakTable } from './weak-table.ts';

/** @global */
export class WeakSet {
  #table = new WeakTable();

  static {
    registerInspector('WeakSet', (value) => #table in value, nothingToShow);
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
    for (const item of items) invoke(adder, this, item);
  }

  delete(value: any): boolean {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('WeakSet.prototype.delete', this);
    return this.#table.delete(value);
  }

  has(value: any): boolean {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('WeakSet.prototype.has', this);
    return this.#table.has(value);
  }

  add(value: any): any {
    if (!isObject(this) || !(#table in this))
      throw incompatibleReceiver('WeakSet.prototype.add', this);
    if (!canBeHeldWeakly(value)) throw new TypeError('Invalid value used in weak set');
    this.#table.set(value, true);
    return this;
  }
}

function nothingToShow(): undefined {
  return undefined;
}

defineToStringTag(WeakSet.prototype, 'WeakSet');
