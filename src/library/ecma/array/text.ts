// Array.prototype.join, toString and toLocaleString (ECMA-262 §23.1.3.18, .32, .36). Layer: ecma.
// An array that contains itself prints as nothing where it comes round again, as V8 has it.

import { invoke, isCallable, toObject, toStringValue } from '../../machine/language.ts';
import { lengthOf } from './array-create.ts';

/** The objects whose `join` or `toLocaleString` is under way. */
const joining: any[] = [];

/** @builtin Array */
export class ArrayText {
  join(separator: any): string {
    const object = toObject(this);
    const length = lengthOf(object);
    const between = separator === undefined ? ',' : toStringValue(separator);
    if (joining.includes(object)) return '';
    joining.push(object);
    try {
      return joinElements(object, length, between);
    } finally {
      joining.pop();
    }
  }

  toString(): string {
    const object = toObject(this);
    const join = object.join;
    return isCallable(join) ? invoke(join, object) : invoke(Object.prototype.toString, object);
  }

  /** @length 0 */
  toLocaleString(locales?: any, options?: any): string {
    const object = toObject(this);
    const length = lengthOf(object);
    if (joining.includes(object)) return '';
    joining.push(object);
    try {
      let text = '';
      for (let k = 0; k < length; k++) {
        if (k > 0) text += ',';
        const element = object[k];
        if (element !== undefined && element !== null) {
          text += toStringValue(element.toLocaleString(locales, options));
        }
      }
      return text;
    } finally {
      joining.pop();
    }
  }
}

function joinElements(object: any, length: number, between: string): string {
  let text = '';
  for (let k = 0; k < length; k++) {
    if (k > 0) text += between;
    const element = object[k];
    if (typeof element === 'string') text += element;
    else if (element !== undefined && element !== null) text += toStringValue(element);
  }
  return text;
}
