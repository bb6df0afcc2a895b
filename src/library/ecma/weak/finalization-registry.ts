// FinalizationRegistry (ECMA-262 §26.2). Layer: ecma. Its callback is never called: cells are freed without notice, which
// the specification allows. What is kept is what `unregister` answers by.

import { isCallable, isObject } from '../../machine/language.ts';
import { describeValue } from '../error/describe-value.ts';
import { incompatibleReceiver } from '../error/type-errors.ts';
import { defineToStringTag } from '../object/prototype-setup.ts';
import { canBeHeldWeakly, WeakTable } from './weak-table.ts';

/** @global */
export class FinalizationRegistry {
  /** Tokens that something is registered with. */
  #tokens = new WeakTable();

  constructor(cleanup: any) {
    if (!isCallable(cleanup)) {
      throw new TypeError('FinalizationRegistry: cleanup must be callable');
    }
  }

  /** @length 2 */
  register(target: any, held: any, token?: any): void {
    if (!isObject(this) || !(#tokens in this)) {
      throw incompatibleReceiver('FinalizationRegistry.prototype.register', this);
    }
    if (!canBeHeldWeakly(target)) {
      throw new TypeError('FinalizationRegistry.prototype.register: invalid target');
    }
    if (target === held) {
      throw new TypeError(
        'FinalizationRegistry.prototype.register: target and holdings must not be same',
      );
    }
    if (canBeHeldWeakly(token)) this.#tokens.set(token, true);
    else if (token !== undefined) throw invalidToken(token);
  }

  unregister(token: any): boolean {
    if (!isObject(this) || !(#tokens in this)) {
      throw incompatibleReceiver('FinalizationRegistry.prototype.unregister', this);
    }
    if (!canBeHeldWeakly(token)) throw invalidToken(token);
    return this.#tokens.delete(token);
  }
}

function invalidToken(token: any): TypeError {
  return new TypeError("Invalid unregisterToken ('" + describeValue(token) + "')");
}

defineToStringTag(FinalizationRegistry.prototype, 'FinalizationRegistry');
