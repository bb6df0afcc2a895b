// Array iterators: values, keys, entries, and %ArrayIteratorPrototype% (ECMA-262 §23.1.5). Layer: ecma.

import { iteratorResult } from '../../runtime/generator.ts';
import { isObject, toLength, toObject } from '../../machine/language.ts';
import { incompatibleReceiver } from '../error/type-errors.ts';

const KEYS = 0;
const VALUES = 1;
const ENTRIES = 2;

/** @builtin Array */
export class ArrayIterators {
  /** @alias Symbol.iterator */
  values(): any {
    return new ArrayIterator(toObject(this), VALUES);
  }

  keys(): any {
    return new ArrayIterator(toObject(this), KEYS);
  }

  entries(): any {
    return new ArrayIterator(toObject(this), ENTRIES);
  }
}

/** @builtin %ArrayIterator% */
export class ArrayIterator {
  /** What is iterated; undefined once it is finished. */
  #object: any;
  #index = 0;
  #kind: number;

  constructor(object: any, kind: number) {
    this.#object = object;
    this.#kind = kind;
  }

  next(): any {
    if (!isObject(this) || !(#object in this))
      throw incompatibleReceiver('Array Iterator.prototype.next', this);
    const object = this.#object;
    if (object === undefined) return iteratorResult(undefined, true);
    const index = this.#index;
    if (index >= toLength(object.length)) {
      this.#object = undefined;
      return iteratorResult(undefined, true);
    }
    this.#index = index + 1;
    const kind = this.#kind;
    if (kind === VALUES) return iteratorResult(object[index], false);
    if (kind === KEYS) return iteratorResult(index, false);
    return iteratorResult([index, object[index]], false);
  }

  readonly [Symbol.toStringTag] = 'Array Iterator';
}
