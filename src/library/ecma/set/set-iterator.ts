// %SetIteratorPrototype% (ECMA-262 §24.2.5). Layer: ecma.

import { isObject } from '../../machine/language.ts';
import { registerInspector } from '../../base/inspectors.ts';
import { iteratorResult } from '../../runtime/generator.ts';
import { cursorAdvance, cursorCopy, cursorKey } from '../../runtime/ordered-table.ts';
import { incompatibleReceiver } from '../error/type-errors.ts';
import { becomeIteratorPrototype } from '../object/prototype-setup.ts';

export class SetIterator {
  /** Undefined once the iteration is finished. */
  #cursor: any;
  #givesPairs: boolean;

  constructor(cursor: any, givesPairs: boolean) {
    this.#cursor = cursor;
    this.#givesPairs = givesPairs;
  }

  static {
    registerInspector(
      'Set Iterator',
      (value) => #cursor in value,
      (value) => ({ keyed: value.#givesPairs, list: SetIterator.preview(value) }),
    );
  }

  next(): any {
    if (!isObject(this) || !(#cursor in this))
      throw incompatibleReceiver('Set Iterator.prototype.next', this);
    const cursor = this.#cursor;
    if (cursor === undefined) return iteratorResult(undefined, true);
    if (!cursorAdvance(cursor)) {
      this.#cursor = undefined;
      return iteratorResult(undefined, true);
    }
    const value = cursorKey(cursor);
    return iteratorResult(this.#givesPairs ? [value, value] : value, false);
  }

  /** The members still to come, each twice for `entries()`: what util.inspect shows. The iterator does not move. */
  static preview(iterator: any): any[] | undefined {
    if (!isObject(iterator) || !(#cursor in iterator)) return undefined;
    const items: any[] = [];
    const cursor = iterator.#cursor;
    if (cursor === undefined) return items;
    const ahead = cursorCopy(cursor);
    while (cursorAdvance(ahead)) {
      items.push(cursorKey(ahead));
      if (iterator.#givesPairs) items.push(cursorKey(ahead));
    }
    return items;
  }
}

becomeIteratorPrototype(SetIterator.prototype, 'Set Iterator');
