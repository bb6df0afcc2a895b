// AssertionError: the error of node:assert and its messages. Layer: node.

import { validateObject } from '../errors.ts';
import { customInspectSymbol } from '../util/inspect-custom.ts';
import { inspect } from '../util/inspect.ts';
import { differenceText, readableOperators } from './difference.ts';

export function inspectForAssertion(value: any): string {
  return inspect(value, {
    compact: false,
    customInspect: false,
    depth: 1000,
    maxArrayLength: Infinity,
    showHidden: false,
    showProxy: false,
    sorted: true,
    getters: true,
  });
}

/** An error without its stack, which would drown the difference. */
function withoutStack(error: any): any {
  const copy = Object.assign(Object.create(Object.getPrototypeOf(error)), error);
  Object.defineProperty(copy, 'message', { value: error.message });
  return copy;
}

function isErrorWithStack(value: any): boolean {
  return typeof value === 'object' && value !== null && 'stack' in value && value instanceof Error;
}

function messageFor(options: any, actual: any, expected: any): string {
  const operator: string = options.operator;
  const message = options.message;
  if (message != null) {
    if (operator === 'deepStrictEqual' || operator === 'strictEqual') {
      return differenceText(actual, expected, operator, message);
    }
    return String(message);
  }
  if (operator === 'deepStrictEqual' || operator === 'strictEqual') {
    return differenceText(actual, expected, operator, '');
  }
  if (operator === 'notDeepStrictEqual' || operator === 'notStrictEqual') {
    return unequalText(actual, operator);
  }
  let shown = inspectForAssertion(actual);
  const known = readableOperators[operator];
  let other = inspectForAssertion(expected);
  if (operator === 'notDeepEqual' && shown === other) {
    const text = known + '\n\n' + shown;
    return text.length > 1024 ? text.slice(0, 1021) + '...' : text;
  }
  if (shown.length > 512) shown = shown.slice(0, 509) + '...';
  if (other.length > 512) other = other.slice(0, 509) + '...';
  if (operator === 'deepEqual') {
    return known + '\n\n' + shown + '\n\nshould loosely deep-equal\n\n' + other;
  }
  const unequal = readableOperators[operator + 'Unequal'];
  if (unequal !== undefined) {
    return unequal + '\n\n' + shown + '\n\nshould not loosely deep-equal\n\n' + other;
  }
  return shown + ' ' + operator + ' ' + other;
}

/** "Expected ... to be unequal to:" and the value. */
function unequalText(actual: any, operator: string): string {
  let base = readableOperators[operator]!;
  const lines = inspectForAssertion(actual).split('\n');
  const isReference =
    (typeof actual === 'object' && actual !== null) || typeof actual === 'function';
  if (operator === 'notStrictEqual' && isReference)
    base = readableOperators['notStrictEqualObject']!;
  if (lines.length > 50) {
    lines.length = 47;
    lines[46] = '...';
  }
  if (lines.length === 1) return base + (lines[0]!.length > 5 ? '\n\n' : ' ') + lines[0];
  return base + '\n\n' + lines.join('\n') + '\n';
}

export class AssertionError extends Error {
  generatedMessage: boolean;
  code: string;
  actual: any;
  expected: any;
  operator: any;

  constructor(options: any) {
    validateObject(options, 'options');
    let actual = options.actual;
    let expected = options.expected;
    if (options.message == null && isErrorWithStack(actual) && isErrorWithStack(expected)) {
      actual = withoutStack(actual);
      expected = withoutStack(expected);
    }
    super(messageFor(options, actual, expected));
    const stack = this.stack;
    if (typeof stack === 'string' && stack.startsWith('Error')) {
      this.stack = 'AssertionError [ERR_ASSERTION]' + stack.slice(5);
    }
    this.generatedMessage = !options.message;
    Object.defineProperty(this, 'name', {
      value: 'AssertionError',
      enumerable: false,
      writable: true,
      configurable: true,
    });
    this.code = 'ERR_ASSERTION';
    this.actual = actual;
    this.expected = expected;
    this.operator = options.operator;
  }

  override toString(): string {
    return this.name + ' [' + this.code + ']: ' + this.message;
  }

  [customInspectSymbol](_depth: any, options: any): string {
    const actual = this.actual;
    const expected = this.expected;
    if (typeof actual === 'string') this.actual = shortened(actual);
    if (typeof expected === 'string') this.expected = shortened(expected);
    const text = inspect(this, { ...options, customInspect: false, depth: 0 });
    this.actual = actual;
    this.expected = expected;
    return text;
  }
}

/** At most ten lines of a long text. */
function shortened(text: string): string {
  const lines = text.split('\n');
  if (lines.length > 10) return lines.slice(0, 10).join('\n') + '\n...';
  return text.length > 512 ? text.slice(512) + '...' : text;
}
