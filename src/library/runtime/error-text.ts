'use machine';
// Texts for error messages: concatenation, and how a value is named where there is no source text. Layer: runtime.
// Nothing here runs the program's code or throws.

import { load32, load64, loadValue, ptr } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { numberToString } from './number-format.ts';
import {
  FUNCTION_INFO,
  INFO_NAME,
  INFO_SOURCE,
  KIND_ARRAY,
  KIND_FUNCTION,
  KIND_NAMESPACE,
  KIND_TYPED_ARRAY,
  KIND_WRAPPER,
  STRING_LENGTH,
  SYMBOL_DESCRIPTION,
} from './layout.ts';
import { findDataProperty } from './data-property.ts';
import { CLASS_MARK_DATE, CLASS_MARK_REGEXP, classMark } from './object-kinds.ts';
import { concatStrings } from './string-concat.ts';
import {
  cellKind,
  isBoolean,
  isException,
  isNull,
  isNumber,
  isObjectOfKind,
  isObjectValue,
  isString,
  isSymbol,
  isTrue,
  isUndefined,
  numberOf,
  pointerOf,
} from './value.ts';

/** Concatenates strings that are short enough never to exceed the maximal length. */
export function concatTexts(a: Value, b: Value): Value {
  const text: Value = concatStrings(a, b);
  return isException(text) ? a : text;
}

export function concatTexts3(a: Value, b: Value, c: Value): Value {
  return concatTexts(concatTexts(a, b), c);
}

export function symbolText(v: Value): Value {
  const description: Value = loadValue(pointerOf(v) + SYMBOL_DESCRIPTION);
  if (isUndefined(description)) return 'Symbol()';
  return concatTexts3('Symbol(', description, ')');
}

/** A property key as messages show it. */
export function keyText(key: Value): Value {
  if (isSymbol(key)) return symbolText(key);
  if (isNumber(key)) return numberToString(numberOf(key));
  return key;
}

/** A primitive as a program would write it, an object as #<Constructor>. */
export function valueText(v: Value): Value {
  if (isString(v)) return concatTexts3('"', v, '"');
  if (isNumber(v)) return numberToString(numberOf(v));
  if (isUndefined(v)) return 'undefined';
  if (isNull(v)) return 'null';
  if (isBoolean(v)) return isTrue(v) ? 'true' : 'false';
  if (isSymbol(v)) return symbolText(v);
  if (!isObjectValue(v)) return 'bigint';
  return objectText(v);
}

function objectText(v: Value): Value {
  const p: ptr = pointerOf(v);
  if (cellKind(p) === KIND_FUNCTION) return functionText(p);
  // What has a toString method of its own is named by its class.
  if (cellKind(p) === KIND_ARRAY) return '[object Array]';
  if (cellKind(p) === KIND_NAMESPACE) return '[object Module]';
  if (classMark(v) === CLASS_MARK_REGEXP) return '[object RegExp]';
  if (classMark(v) === CLASS_MARK_DATE) return '[object Date]';
  if (cellKind(p) === KIND_TYPED_ARRAY || cellKind(p) === KIND_WRAPPER) {
    return concatTexts3('[object ', constructorNameOf(v), ']');
  }
  return concatTexts3('#<', constructorNameOf(v), '>');
}

/** Name of a function as its compiled form knows it. */
export function functionNameOf(p: ptr): Value {
  const name: Value = loadValue(load64(p + FUNCTION_INFO) + INFO_NAME);
  return isString(name) ? name : '';
}

/** Its source, as Function.prototype.toString shows it. */
function functionText(p: ptr): Value {
  const source: Value = loadValue(load64(p + FUNCTION_INFO) + INFO_SOURCE);
  if (isString(source)) return source;
  return concatTexts3('function ', functionNameOf(p), '() { [native code] }');
}

/** The name of v.constructor when that is a function with a name; "Object" otherwise. */
export function constructorNameOf(v: Value): Value {
  const constructor: Value = findDataProperty(v, 'constructor');
  if (!isObjectOfKind(constructor, KIND_FUNCTION)) return 'Object';
  const name: Value = functionNameOf(pointerOf(constructor));
  return load32(pointerOf(name) + STRING_LENGTH) === 0 ? 'Object' : name;
}

/** A value that was called where there is no source text to name it: "number 5", "#<Object>". */
export function calledText(v: Value): Value {
  if (isNumber(v)) return concatTexts('number ', numberToString(numberOf(v)));
  if (isString(v)) return concatTexts3('string "', v, '"');
  if (isBoolean(v)) return isTrue(v) ? 'boolean true' : 'boolean false';
  return isNull(v) ? 'object null' : valueText(v);
}

/** A value that was to be iterated where there is no source text to name it: V8 gives its type, and a primitive itself. */
export function iteratedText(v: Value): Value {
  if (!isObjectValue(v)) return calledText(v);
  return cellKind(pointerOf(v)) === KIND_FUNCTION ? valueText(v) : 'object';
}
