// Object.freeze, seal, preventExtensions and their tests (ECMA-262 §20.1.2.6 and on, §7.3.15, §7.3.16). Layer: ecma.

import { isObject } from '../../machine/language.ts';
import { KIND_PROXY, KIND_TYPED_ARRAY } from '../../runtime/layout.ts';
import { objectKind } from '../../runtime/object-kinds.ts';
import {
  isExtensible,
  preventExtensions,
  setIntegrityLevel,
  testIntegrityLevel,
} from '../../runtime/property-reflection.ts';

/** @builtin Object */
export class ObjectIntegrity {
  static freeze(object: any): any {
    if (!isObject(object)) return object;
    if (objectKind(object) === KIND_TYPED_ARRAY && object.length > 0) {
      throw new TypeError('Cannot freeze array buffer views with elements');
    }
    if (!setIntegrityLevel(object, true)) throw refused(object, 'freeze');
    return object;
  }

  static isFrozen(object: any): boolean {
    return !isObject(object) || testIntegrityLevel(object, true);
  }

  static seal(object: any): any {
    if (!isObject(object)) return object;
    if (!setIntegrityLevel(object, false)) throw refused(object, 'seal');
    return object;
  }

  static isSealed(object: any): boolean {
    return !isObject(object) || testIntegrityLevel(object, false);
  }

  static preventExtensions(object: any): any {
    if (!isObject(object)) return object;
    if (!preventExtensions(object)) throw refused(object, 'prevent extensions');
    return object;
  }

  static isExtensible(object: any): boolean {
    return isObject(object) && isExtensible(object);
  }
}

function refused(object: any, what: string): TypeError {
  if (objectKind(object) === KIND_PROXY) {
    return new TypeError("'preventExtensions' on proxy: trap returned falsish");
  }
  return new TypeError('Cannot ' + what);
}
