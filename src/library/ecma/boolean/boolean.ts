// Boolean (ECMA-262 §20.3). Layer: ecma.

import { createFromConstructor } from '../../runtime/construct.ts';
import { isWrapperCell, wrappedPrimitive } from '../../runtime/inspect-kinds.ts';
import { INTRINSIC_BOOLEAN_PROTOTYPE, KIND_WRAPPER } from '../../runtime/layout.ts';
import { setWrappedPrimitive } from '../../runtime/object-kinds.ts';
import { wrongThis } from '../error/type-errors.ts';

/** @builtin Boolean */
export class BooleanMembers {
  static $call(this: any, value: any): boolean {
    return !!value;
  }

  static $construct(newTarget: any, value: any): any {
    const wrapper = createFromConstructor(newTarget, INTRINSIC_BOOLEAN_PROTOTYPE, KIND_WRAPPER);
    setWrappedPrimitive(wrapper, !!value);
    return wrapper;
  }

  toString(): string {
    return thisBoolean(this, 'Boolean.prototype.toString') ? 'true' : 'false';
  }

  valueOf(): boolean {
    return thisBoolean(this, 'Boolean.prototype.valueOf');
  }
}

/** ThisBooleanValue (ECMA-262 §20.3.3.3.1). */
function thisBoolean(value: any, method: string): boolean {
  if (typeof value === 'boolean') return value;
  if (isWrapperCell(value)) {
    const primitive = wrappedPrimitive(value);
    if (typeof primitive === 'boolean') return primitive;
  }
  throw wrongThis(method, 'Boolean');
}
