// String: the constructor, fromCharCode, fromCodePoint, raw, toString and valueOf (ECMA-262 §22.1.1-2). Layer: ecma.

import { toLength, toNumber, toObject, toStringValue } from '../../machine/language.ts';
import { INTRINSIC_STRING_PROTOTYPE } from '../../runtime/layout.ts';
import { constructWrapper, primitiveOf } from '../../runtime/wrapper.ts';
import {
  builderAppend,
  builderAppendPoint,
  builderAppendUnit,
  finishBuilder,
  newStringBuilder,
} from '../../runtime/string-builder.ts';
import { codeUnitString } from '../../runtime/strings.ts';
import { wrongThis } from '../error/type-errors.ts';

/** @builtin String */
export class StringConstructor {
  static $call(value: any): string {
    if (arguments.length === 0) return '';
    return typeof value === 'symbol' ? value.toString() : toStringValue(value);
  }

  static $construct(newTarget: any, value: any): any {
    return constructWrapper(
      newTarget,
      INTRINSIC_STRING_PROTOTYPE,
      arguments.length < 2 ? '' : toStringValue(value),
    );
  }

  static fromCharCode(first: any, ...rest: any[]): string {
    if (arguments.length === 0) return '';
    const unit = toNumber(first) & 0xffff;
    const count = rest.length;
    if (count === 0) return codeUnitString(unit);
    const builder = newStringBuilder();
    builderAppendUnit(builder, unit);
    for (let i = 0; i < count; i++) builderAppendUnit(builder, toNumber(rest[i]) & 0xffff);
    return finishBuilder(builder);
  }

  static fromCodePoint(first: any, ...rest: any[]): string {
    if (arguments.length === 0) return '';
    const builder = newStringBuilder();
    builderAppendPoint(builder, toCodePoint(first));
    for (let i = 0; i < rest.length; i++) builderAppendPoint(builder, toCodePoint(rest[i]));
    return finishBuilder(builder);
  }

  static raw(template: any, ...substitutions: any[]): string {
    const literals = toObject(toObject(template).raw);
    const count = toLength(literals.length);
    const builder = newStringBuilder();
    for (let i = 0; i < count; i++) {
      builderAppend(builder, toStringValue(literals[i]));
      if (i + 1 < count && i < substitutions.length) {
        builderAppend(builder, toStringValue(substitutions[i]));
      }
    }
    return finishBuilder(builder);
  }

  toString(): string {
    return thisString(this, 'String.prototype.toString');
  }

  valueOf(): string {
    return thisString(this, 'String.prototype.valueOf');
  }
}

/** ThisStringValue (ECMA-262 §22.1.3.35.1). */
function thisString(value: any, method: string): string {
  if (typeof value === 'string') return value;
  const primitive = primitiveOf(value);
  if (typeof primitive === 'string') return primitive;
  throw wrongThis(method, 'String');
}

function toCodePoint(value: any): number {
  const point = toNumber(value);
  if (!(point >= 0 && point <= 0x10ffff) || Math.floor(point) !== point) {
    throw new RangeError('Invalid code point ' + point);
  }
  return point;
}
