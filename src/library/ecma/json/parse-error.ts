// The SyntaxErrors of JSON.parse, in the reference engine's words. Layer: ecma.

import {
  JSON_COLON,
  JSON_COMMA_OR_BRACE,
  JSON_COMMA_OR_BRACKET,
  JSON_CONTROL,
  JSON_ESCAPE,
  JSON_EXPONENT,
  JSON_FRACTION,
  JSON_MINUS,
  JSON_NUMBER,
  JSON_PROPERTY_OR_BRACE,
  JSON_QUOTED_NAME,
  JSON_STRING_END,
  JSON_TRAILING,
  JSON_UNICODE_ESCAPE,
  jsonErrorKind,
  jsonErrorPosition,
} from '../../runtime/json-parse.ts';
import { characterAt, stringLength, substringOf } from '../../runtime/strings.ts';

/** Units of the text shown before and after the place of an error. */
const CONTEXT = 10;

/** The error of the last parse, of this text. */
export function parseError(source: string): SyntaxError {
  const position = jsonErrorPosition();
  const what = describe(jsonErrorKind());
  if (what !== '') return new SyntaxError(what + ' in JSON at position ' + position);
  if (jsonErrorKind() === JSON_TRAILING) {
    return new SyntaxError(
      'Unexpected non-whitespace character after JSON at position ' + position,
    );
  }
  if (position >= stringLength(source)) return new SyntaxError('Unexpected end of JSON input');
  return unexpectedToken(source, position);
}

function describe(kind: number): string {
  switch (kind) {
    case JSON_PROPERTY_OR_BRACE:
      return "Expected property name or '}'";
    case JSON_COLON:
      return "Expected ':' after property name";
    case JSON_COMMA_OR_BRACE:
      return "Expected ',' or '}' after property value";
    case JSON_COMMA_OR_BRACKET:
      return "Expected ',' or ']' after array element";
    case JSON_QUOTED_NAME:
      return 'Expected double-quoted property name';
    case JSON_FRACTION:
      return 'Unterminated fractional number';
    case JSON_EXPONENT:
      return 'Exponent part is missing a number';
    case JSON_MINUS:
      return 'No number after minus sign';
    case JSON_STRING_END:
      return 'Unterminated string';
    case JSON_CONTROL:
      return 'Bad control character in string literal';
    case JSON_ESCAPE:
      return 'Bad escaped character';
    case JSON_UNICODE_ESCAPE:
      return 'Bad Unicode escape';
    case JSON_NUMBER:
      return 'Unexpected number';
    default:
      return '';
  }
}

function unexpectedToken(source: string, position: number): SyntaxError {
  if (
    source === 'undefined' ||
    source === 'NaN' ||
    source === 'Infinity' ||
    source === '[object Object]'
  ) {
    return new SyntaxError('"' + source + '" is not valid JSON');
  }
  const length = stringLength(source);
  let from = 0;
  let to = length;
  if (length > 2 * CONTEXT) {
    if (position >= CONTEXT) from = position - CONTEXT;
    if (position < CONTEXT || position < length - CONTEXT) to = position + CONTEXT;
  }
  return new SyntaxError(
    "Unexpected token '" +
      characterAt(source, position) +
      "', " +
      (from > 0 || (length > 2 * CONTEXT && position >= CONTEXT) ? '..."' : '"') +
      substringOf(source, from, to) +
      (to < length ? '"... is not valid JSON' : '" is not valid JSON'),
  );
}
