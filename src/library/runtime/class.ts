'use machine';
// Classes. Layer: runtime. ECMA-262 §15.7.14 ClassDefinitionEvaluation. A class keeps its prototype object as home object; its `prototype` property never changes.

import { loadValue, ptr, store64, storeValue, u32 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { isConstructor } from './callable.ts';
import { concatTexts, concatTexts3, valueText } from './error-text.ts';
import { throwTypeError } from './exceptions.ts';
import { materializeFunction } from './function.ts';
import { allocateCell } from './heap.ts';
import { intrinsicObject } from './intrinsic-objects.ts';
import {
  FUNCTION_ENVIRONMENT,
  FUNCTION_HOME,
  FUNCTION_INFO,
  FUNCTION_SIZE,
  INTRINSIC_FUNCTION_PROTOTYPE,
  INTRINSIC_OBJECT_PROTOTYPE,
  KIND_FUNCTION,
  KIND_OBJECT,
  OBJECT_SHAPE,
} from './layout.ts';
import { createObjectWithPrototype } from './object-allocate.ts';
import { defineOwnValue } from './own-property.ts';
import { prototypeOfObject } from './object-prototype.ts';
import { rootShape } from './shape.ts';
import { getNamed } from './property-get.ts';
import {
  isException,
  isHole,
  isNull,
  isObjectValue,
  isString,
  nullValue,
  objectValue,
  pointerOf,
} from './value.ts';

const HIDDEN: u32 = 5;
/** Properties of a constructor in its cell: length, name, prototype and some static ones. */
const CLASS_SLOTS: u32 = 9;

/** A constructor with its prototype object; `parent` is HOLE without `extends`. */
export function newClass(info: ptr, environment: ptr, parent: Value): Value {
  let constructorParent: Value = intrinsicObject(INTRINSIC_FUNCTION_PROTOTYPE);
  let prototypeParent: Value = intrinsicObject(INTRINSIC_OBJECT_PROTOTYPE);
  if (isNull(parent)) {
    prototypeParent = nullValue();
  } else if (!isHole(parent)) {
    if (!isConstructor(parent)) {
      const text: Value = isString(parent) ? parent : valueText(parent);
      return throwTypeError(
        concatTexts3('Class extends value ', text, ' is not a constructor or null'),
      );
    }
    constructorParent = parent;
    prototypeParent = getNamed(parent, 'prototype');
    if (isException(prototypeParent)) return prototypeParent;
    if (!isObjectValue(prototypeParent) && !isNull(prototypeParent)) {
      const text: Value = isString(prototypeParent) ? prototypeParent : valueText(prototypeParent);
      return throwTypeError(
        concatTexts('Class extends value does not have valid prototype property ', text),
      );
    }
  }
  const prototype: Value = createObjectWithPrototype(prototypeParent, KIND_OBJECT, 0);
  const fn: ptr = allocateCell(KIND_FUNCTION, FUNCTION_SIZE + CLASS_SLOTS * 8, 0);
  store64(fn + OBJECT_SHAPE, rootShape(constructorParent, FUNCTION_SIZE, CLASS_SLOTS));
  store64(fn + FUNCTION_INFO, info);
  store64(fn + FUNCTION_ENVIRONMENT, environment);
  storeValue(fn + FUNCTION_HOME, prototype);
  materializeFunction(fn);
  defineOwnValue(pointerOf(prototype), 'constructor', objectValue(fn), HIDDEN);
  return objectValue(fn);
}

/** The prototype object of a class made by newClass. */
export function classPrototype(constructor: Value): Value {
  return loadValue(pointerOf(constructor) + FUNCTION_HOME);
}

/** The constructor that super(...) calls: the [[Prototype]] of the running one. May be any value. */
export function superConstructor(fn: ptr): Value {
  return prototypeOfObject(fn);
}

/** super(...) of something that is no constructor. */
export function throwSuperNotConstructor(parent: Value, fn: ptr): Value {
  return throwTypeError(
    concatTexts3(
      'Super constructor ',
      valueText(parent),
      ' of anonymous class is not a constructor',
    ),
  );
}
