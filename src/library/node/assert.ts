// node:assert. Layer: node. A failed `ok` names the value, as the source text of the call is not in the image.

import { inspectorOf } from '../base/inspectors.ts';
import { emitLibraryWarning } from '../web/warnings.ts';
import { AssertionError } from './assert/assertion-error.ts';
import {
  argumentTypeError,
  argumentValueError,
  receivedText,
  validateFunction,
  withCode,
} from './errors.ts';
import { isDeepLooseEqual, isDeepStrictEqual } from './util/deep-equal.ts';
import { isErrorValue } from './util/inspect-names.ts';
import { inspect } from './util/inspect.ts';

const NO_EXCEPTION = { none: true };

function failWith(actual: any, expected: any, message: any, operator: string): never {
  if (message instanceof Error) throw message;
  throw new AssertionError({ actual, expected, message, operator });
}

function requireTwo(count: number): void {
  if (count < 2) {
    throw withCode(
      new TypeError('The "actual" and "expected" arguments must be specified'),
      'ERR_MISSING_ARGS',
    );
  }
}

function checkOk(args: any[]): void {
  const value = args[0];
  if (value) return;
  let message = args[1];
  let generated = false;
  if (args.length === 0) {
    generated = true;
    message = 'No value argument passed to `assert.ok()`';
  } else if (message === undefined || message === null) {
    generated = true;
    message = 'The expression evaluated to a falsy value:\n\n  ' + inspect(value) + ' == true\n';
  } else if (message instanceof Error) throw message;
  const error = new AssertionError({ actual: value, expected: true, message, operator: '==' });
  error.generatedMessage = generated;
  throw error;
}

export function ok(...args: any[]): void {
  checkOk(args);
}

const assert: any = function assert(...args: any[]): void {
  checkOk(args);
};

const strictAssert: any = function strict(...args: any[]): void {
  checkOk(args);
};

let failWarned = false;

export function fail(...args: any[]): never {
  let actual = args[0];
  let message = args[2];
  let operator = args[3];
  let generated = false;
  if ((actual === null || actual === undefined) && args.length <= 1) {
    generated = true;
    message = 'Failed';
  } else if (args.length === 1) {
    message = actual;
    actual = undefined;
  } else {
    if (!failWarned) {
      failWarned = true;
      emitLibraryWarning(
        'assert.fail() with more than one argument is deprecated. Please use assert.strictEqual() instead or only pass a message.',
        'DeprecationWarning',
        'DEP0094',
      );
    }
    if (args.length === 2) operator = '!=';
  }
  if (message instanceof Error) throw message;
  const error = new AssertionError({
    actual,
    expected: args[1],
    operator: operator === undefined ? 'fail' : operator,
    message,
  });
  if (generated) error.generatedMessage = true;
  throw error;
}

function isNaNValue(value: any): boolean {
  return typeof value === 'number' && value !== value;
}

export function equal(actual?: any, expected?: any, message?: any): void {
  requireTwo(arguments.length);
  if (actual == expected || (isNaNValue(actual) && isNaNValue(expected))) return;
  failWith(actual, expected, message, '==');
}

export function notEqual(actual?: any, expected?: any, message?: any): void {
  requireTwo(arguments.length);
  if (actual != expected && !(isNaNValue(actual) && isNaNValue(expected))) return;
  failWith(actual, expected, message, '!=');
}

export function strictEqual(actual?: any, expected?: any, message?: any): void {
  requireTwo(arguments.length);
  if (!Object.is(actual, expected)) failWith(actual, expected, message, 'strictEqual');
}

export function notStrictEqual(actual?: any, expected?: any, message?: any): void {
  requireTwo(arguments.length);
  if (Object.is(actual, expected)) failWith(actual, expected, message, 'notStrictEqual');
}

export function deepEqual(actual?: any, expected?: any, message?: any): void {
  requireTwo(arguments.length);
  if (!isDeepLooseEqual(actual, expected)) failWith(actual, expected, message, 'deepEqual');
}

export function notDeepEqual(actual?: any, expected?: any, message?: any): void {
  requireTwo(arguments.length);
  if (isDeepLooseEqual(actual, expected)) failWith(actual, expected, message, 'notDeepEqual');
}

export function deepStrictEqual(actual?: any, expected?: any, message?: any): void {
  requireTwo(arguments.length);
  if (!isDeepStrictEqual(actual, expected)) failWith(actual, expected, message, 'deepStrictEqual');
}

export function notDeepStrictEqual(actual?: any, expected?: any, message?: any): void {
  requireTwo(arguments.length);
  if (isDeepStrictEqual(actual, expected)) {
    failWith(actual, expected, message, 'notDeepStrictEqual');
  }
}

function isPattern(value: any): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const inspector = inspectorOf(value);
  return inspector !== undefined && inspector.kind === 'RegExp';
}

function thrownBy(fn: any): any {
  validateFunction(fn, 'fn');
  try {
    fn();
  } catch (error) {
    return error;
  }
  return NO_EXCEPTION;
}

function looksLikePromise(value: any): boolean {
  return (
    value !== null &&
    typeof value === 'object' &&
    typeof value.then === 'function' &&
    typeof value.catch === 'function'
  );
}

async function rejectionOf(promiseOrFunction: any): Promise<any> {
  let promise: any = promiseOrFunction;
  if (typeof promiseOrFunction === 'function') {
    promise = promiseOrFunction();
    if (!looksLikePromise(promise)) {
      throw withCode(
        new TypeError(
          'Expected instance of Promise to be returned from the "promiseFn" function but got ' +
            receivedText(promise).slice(' Received '.length) +
            '.',
        ),
        'ERR_INVALID_RETURN_VALUE',
      );
    }
  } else if (!looksLikePromise(promise)) {
    throw argumentTypeError('promiseFn', ['Function', 'Promise'], promiseOrFunction);
  }
  try {
    await promise;
  } catch (error) {
    return error;
  }
  return NO_EXCEPTION;
}

function ambiguous(reason: string): any {
  return withCode(
    new TypeError('The "error/message" argument is ambiguous. ' + reason),
    'ERR_AMBIGUOUS_ARGUMENT',
  );
}

const EXPECTATION_TYPES = ['Object', 'Error', 'Function', 'RegExp'];

/** What was thrown must be there and match. `rest`: expectation, message. */
function expectThrown(operator: string, actual: any, rest: any[]): void {
  let expectation = rest[0];
  let message = rest[1];
  if (typeof expectation === 'string') {
    if (rest.length === 2) throw argumentTypeError('error', EXPECTATION_TYPES, expectation);
    if (typeof actual === 'object' && actual !== null && actual !== NO_EXCEPTION) {
      if (actual.message === expectation) {
        throw ambiguous('The error message "' + actual.message + '" is identical to the message.');
      }
    } else if (actual === expectation) {
      throw ambiguous('The error "' + actual + '" is identical to the message.');
    }
    message = expectation;
    expectation = undefined;
  } else if (
    expectation !== undefined &&
    expectation !== null &&
    typeof expectation !== 'object' &&
    typeof expectation !== 'function'
  ) {
    throw argumentTypeError('error', EXPECTATION_TYPES, expectation);
  }
  if (actual === NO_EXCEPTION) {
    let details = expectation && expectation.name ? ' (' + expectation.name + ')' : '';
    details += message ? ': ' + message : '.';
    const kind = operator === 'rejects' ? 'rejection' : 'exception';
    failWith(undefined, expectation, 'Missing expected ' + kind + details, operator);
  }
  if (expectation) matchException(actual, expectation, message, operator);
}

/** Members of an expectation as far as they exist, for the difference. */
class Comparison {
  constructor(source: any, keys: string[], actual: any) {
    const self: any = this;
    for (let i = 0; i < keys.length; i++) {
      const key = keys[i]!;
      if (!(key in source)) continue;
      const matches =
        actual !== undefined &&
        typeof actual[key] === 'string' &&
        isPattern(source[key]) &&
        source[key].test(actual[key]);
      self[key] = matches ? actual[key] : source[key];
    }
  }
}

function matchException(actual: any, expected: any, message: any, operator: string): void {
  let text = message;
  if (typeof expected !== 'function') {
    if (!isPattern(expected)) {
      matchMembers(actual, expected, message, operator);
      return;
    }
    const input = String(actual);
    if (expected.test(input)) return;
    if (!text) {
      text =
        'The input did not match the regular expression ' +
        inspect(expected) +
        '. Input:\n\n' +
        inspect(input) +
        '\n';
    }
  } else if (expected.prototype !== undefined && actual instanceof expected) return;
  else if (Object.prototype.isPrototypeOf.call(Error, expected)) {
    if (!text) text = wrongClassText(actual, expected);
  } else {
    const result = expected.call({}, actual);
    if (result === true) return;
    if (!text) {
      const name = expected.name ? '"' + expected.name + '" ' : '';
      text =
        'The ' +
        name +
        'validation function is expected to return "true". Received ' +
        inspect(result);
      if (isErrorValue(actual)) text += '\n\nCaught error:\n\n' + actual;
    }
  }
  const error = new AssertionError({ actual, expected, message: text, operator });
  error.generatedMessage = !message;
  throw error;
}

function wrongClassText(actual: any, expected: any): string {
  let text = 'The error is expected to be an instance of "' + expected.name + '". Received ';
  if (!isErrorValue(actual)) return text + '"' + inspect(actual, { depth: -1 }) + '"';
  const name = (actual.constructor && actual.constructor.name) || actual.name;
  if (expected.name === name) {
    text += 'an error with identical name but a different prototype.';
  } else text += '"' + name + '"';
  return actual.message ? text + '\n\nError message:\n\n' + actual.message : text;
}

function matchMembers(actual: any, expected: any, message: any, operator: string): void {
  if (typeof actual !== 'object' || actual === null) {
    const error = new AssertionError({ actual, expected, message, operator: 'deepStrictEqual' });
    error.operator = operator;
    throw error;
  }
  const keys = Object.keys(expected);
  if (expected instanceof Error) keys.push('name', 'message');
  else if (keys.length === 0) {
    throw argumentValueError('error', expected, 'may not be an empty object');
  }
  for (let i = 0; i < keys.length; i++) {
    const key = keys[i]!;
    const value = actual[key];
    if (typeof value === 'string' && isPattern(expected[key]) && expected[key].test(value))
      continue;
    if (key in actual && isDeepStrictEqual(value, expected[key])) continue;
    if (message) failWith(actual, expected, message, operator);
    const error = new AssertionError({
      actual: new Comparison(actual, keys, undefined),
      expected: new Comparison(expected, keys, actual),
      operator: 'deepStrictEqual',
    });
    error.actual = actual;
    error.expected = expected;
    error.operator = operator;
    throw error;
  }
}

function isUnwanted(actual: any, expected: any): boolean {
  if (typeof expected !== 'function') {
    if (isPattern(expected)) return expected.test(String(actual));
    throw argumentTypeError('expected', ['Function', 'RegExp'], expected);
  }
  if (expected.prototype !== undefined && actual instanceof expected) return true;
  if (Object.prototype.isPrototypeOf.call(Error, expected)) return false;
  return expected.call({}, actual) === true;
}

function expectNothingThrown(operator: string, actual: any, rest: any[]): void {
  if (actual === NO_EXCEPTION) return;
  let expectation = rest[0];
  let message = rest[1];
  if (typeof expectation === 'string') {
    message = expectation;
    expectation = undefined;
  }
  if (!expectation || isUnwanted(actual, expectation)) {
    const details = message ? ': ' + message : '.';
    const kind = operator === 'doesNotReject' ? 'rejection' : 'exception';
    failWith(
      actual,
      expectation,
      'Got unwanted ' + kind + details + '\nActual message: "' + (actual && actual.message) + '"',
      operator,
    );
  }
  throw actual;
}

export function throws(fn: any, ...rest: any[]): void {
  expectThrown('throws', thrownBy(fn), rest);
}

export async function rejects(promiseFn: any, ...rest: any[]): Promise<void> {
  expectThrown('rejects', await rejectionOf(promiseFn), rest);
}

export function doesNotThrow(fn: any, ...rest: any[]): void {
  expectNothingThrown('doesNotThrow', thrownBy(fn), rest);
}

export async function doesNotReject(promiseFn: any, ...rest: any[]): Promise<void> {
  expectNothingThrown('doesNotReject', await rejectionOf(promiseFn), rest);
}

export function ifError(value?: any): void {
  if (value === null || value === undefined) return;
  let message = 'ifError got unwanted exception: ';
  if (typeof value === 'object' && typeof value.message === 'string') {
    message +=
      value.message.length === 0 && value.constructor ? value.constructor.name : value.message;
  } else message += inspect(value);
  throw new AssertionError({ actual: value, expected: null, operator: 'ifError', message });
}

function matchText(text: any, pattern: any, message: any, wanted: boolean): void {
  if (!isPattern(pattern)) throw argumentTypeError('regexp', 'RegExp', pattern);
  if (typeof text === 'string' && pattern.test(text) === wanted) return;
  if (message instanceof Error) throw message;
  let generated: string;
  if (typeof text !== 'string') {
    generated =
      'The "string" argument must be of type string. Received type ' +
      typeof text +
      ' (' +
      inspect(text) +
      ')';
  } else {
    generated =
      (wanted
        ? 'The input did not match the regular expression '
        : 'The input was expected to not match the regular expression ') +
      inspect(pattern) +
      '. Input:\n\n' +
      inspect(text) +
      '\n';
  }
  const error = new AssertionError({
    actual: text,
    expected: pattern,
    message: message || generated,
    operator: wanted ? 'match' : 'doesNotMatch',
  });
  error.generatedMessage = !message;
  throw error;
}

export function match(text?: any, pattern?: any, message?: any): void {
  matchText(text, pattern, message, true);
}

export function doesNotMatch(text?: any, pattern?: any, message?: any): void {
  matchText(text, pattern, message, false);
}

const functions = {
  fail,
  AssertionError,
  ok,
  equal,
  notEqual,
  deepEqual,
  notDeepEqual,
  deepStrictEqual,
  notDeepStrictEqual,
  strictEqual,
  notStrictEqual,
  throws,
  rejects,
  doesNotThrow,
  doesNotReject,
  ifError,
  match,
  doesNotMatch,
};

Object.assign(assert, functions);
Object.assign(strictAssert, functions, {
  equal: strictEqual,
  deepEqual: deepStrictEqual,
  notEqual: notStrictEqual,
  notDeepEqual: notDeepStrictEqual,
});
assert.strict = strictAssert;
strictAssert.strict = strictAssert;

export { AssertionError, strictAssert as strict };
export default assert;
