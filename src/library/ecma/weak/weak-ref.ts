// WeakRef (ECMA-262 §26.1). Layer: ecma. A target is held strongly: the specification lets a collector be that lazy, and
// a program cannot tell.

import { isObject } from '../../machine/language.ts';
import { incompatibleReceiver } from '../error/type-errors.ts';
import { defineToStringTag } from '../object/prototype-setup.ts';
import { canBeHeldWeakly } from './weak-table.ts';

/** @global */
export class WeakRef {
  #target: any;

  constructor(target: any) {
    if (!canBeHeldWeakly(target)) throw new TypeError('WeakRef: invalid target');
    this.#target = target;
  }

  deref(): any {
    if (!isObject(this) || !(#target in this))
      throw incompatibleReceiver('WeakRef.prototype.deref', this);
    return this.#target;
  }
}

defineToStringTag(WeakRef.prototype, 'WeakRef');
