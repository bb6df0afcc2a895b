// %MapIteratorPrototype% (ECMA-262 §24.1.5). Layer: ecma.

import { isObject } from '../../machine/language.ts';
import { registerInspector } from '../../base/inspectors.ts';
import { iteratorResult } from '../../runtime/generator.ts';
import { cursorAdvance, cursorCopy, cursorKey, cursorValue } from '../../runtime/ordered-table.ts';
import { incompatibleReceiver } from '../error/type-errors.ts';
import { becomeIteratorPrototype } from '../object/prototype-setup.ts';

export class MapIterator {
  /** Undefined once the iteration is finished. */
  #cursor: any;
  #givesKeys: boolean;
  #givesValues: boolean;

  constructor(cursor: any, givesKeys: boolean, givesValues: boolean) {
    this.#cursor = cursor;
    this.#givesKeys = givesKeys;
    this.#givesValues = givesValues;
  }

  static {
    registerInspector(
      'Map Iterator',
      (value) => #cursor in value,
      (value) => ({
        keyed: value.#givesKeys && value.#givesValues,
        list: MapIterator.preview(value),
      }),
    );
  }

  next(): any {
    if (!isObject(this) || !(#cursor in this))
      throw incompatibleReceiver('Map Iterator.prototype.next', this);
    const cursor = this.#cursor;
    if (cursor === undefined) return iteratorResult(undefined, true);
    if (!cursorAdvance(cursor)) {
      this.#cursor = undefined;
      return iteratorResult(undefined, true);
    }
    if (!this.#givesKeys) return iteratorResult(cursorValue(cursor), false);
    if (!this.#givesValues) return iteratorResult(cursorKey(cursor), false);
    return iteratorResult([cursorKey(cursor), cursorValue(cursor)], false);
  }

  /** The keys, values or both in turn that are still to come: what util.inspect shows. The iterator does not move. */
  static preview(iterator: any): any[] | undefined {
    if (!isObject(iterator) || !(#cursor in iterator)) return undefined;
    const items: any[] = [];
    const cursor = iterator.#cursor;
    if (cursor === undefined) return items;
    const ahead = cursorCopy(cursor);
    while (cursorAdvance(ahead)) {
      if (iterator.#givesKeys) items.push(cursorKey(ahead));
      if (iterator.#givesValues) items.push(cursorValue(ahead));
    }
    return items;
  }
}

becomeIteratorPrototype(MapIterator.prototype, 'Map Iterator');
