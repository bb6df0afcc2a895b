// Errors: the coded errors of Node's modules and the argument checks that throw them. Layer: node.
// Messages, codes and the `Name [CODE]: message` heading are Node 20's.

import { inspect } from './util/inspect.ts';

/** Gives an error its code: an own property, and part of the stack's first line. */
export function withCode(error: any, code: string): any {
  const name = error.name;
  const stack = error.stack;
  if (typeof stack === 'string' && stack.startsWith(name)) {
    error.stack = name + ' [' + code + ']' + stack.slice(name.length);
  }
  error.code = code;
  Object.defineProperty(error, 'toString', {
    value: codedToString,
    enumerable: false,
    writable: true,
    configurable: true,
  });
  return error;
}

function codedToString(this: any): string {
  return this.name + ' [' + this.code + ']: ' + this.message;
}

/** What was received instead, for a message. */
export function receivedText(value: any): string {
  if (value === null || value === undefined) return ' Received ' + value;
  if (typeof value === 'function') return ' Received function ' + value.name;
  if (typeof value === 'object') {
    const constructor = value.constructor;
    if (constructor && constructor.name) return ' Received an instance of ' + constructor.name;
    return ' Received ' + inspect(value, { depth: -1 });
  }
  let text = inspect(value, { colors: false });
  if (text.length > 28) text = text.slice(0, 25) + '...';
  return ' Received type ' + typeof value + ' (' + text + ')';
}

const TYPE_NAMES = ' string function number object Function Object boolean bigint symbol ';

function listText(items: string[]): string {
  if (items.length === 1) return items[0]!;
  if (items.length === 2) return items[0] + ' or ' + items[1];
  return items.slice(0, -1).join(', ') + ', or ' + items[items.length - 1];
}

function isClassName(name: string): boolean {
  if (name[0]! < 'A' || name[0]! > 'Z') return false;
  return !name.includes(' ') && !name.includes('-');
}

/** "of type string or an instance of Buffer" from ['string', 'Buffer']. */
function expectedText(expected: string[]): string {
  const types: string[] = [];
  const instances: string[] = [];
  const others: string[] = [];
  for (let i = 0; i < expected.length; i++) {
    const name = expected[i]!;
    if (TYPE_NAMES.includes(' ' + name + ' ')) types.push(name.toLowerCase());
    else if (isClassName(name)) instances.push(name);
    else others.push(name);
  }
  // "an instance of Object" goes without saying once other instances are listed.
  if (instances.length > 0 && types.includes('object')) {
    types.splice(types.indexOf('object'), 1);
    instances.push('Object');
  }
  const parts: string[] = [];
  if (types.length > 0)
    parts.push((types.length > 1 ? 'one of type ' : 'of type ') + listText(types));
  if (instances.length > 0) parts.push('an instance of ' + listText(instances));
  if (others.length > 1) parts.push('one of ' + listText(others));
  else if (others.length === 1) {
    parts.push((others[0]!.toLowerCase() !== others[0] ? 'an ' : '') + others[0]);
  }
  return parts.length > 1 ? parts.join(' or ') : parts[0]!;
}

function subjectText(name: string): string {
  if (name.endsWith(' argument')) return 'The ' + name + ' ';
  return 'The "' + name + '" ' + (name.includes('.') ? 'property ' : 'argument ');
}

/** ERR_INVALID_ARG_TYPE; `expected` holds type names and class names. */
export function argumentTypeError(name: string, expected: string | string[], actual: any): any {
  const list = typeof expected === 'string' ? [expected] : expected;
  const message = subjectText(name) + 'must be ' + expectedText(list) + '.' + receivedText(actual);
  return withCode(new TypeError(message), 'ERR_INVALID_ARG_TYPE');
}

/** ERR_INVALID_ARG_VALUE. */
export function argumentValueError(name: string, value: any, reason: string = 'is invalid'): any {
  let text = inspect(value);
  if (text.length > 128) text = text.slice(0, 128) + '...';
  const kind = name.includes('.') ? 'property' : 'argument';
  const message = 'The ' + kind + " '" + name + "' " + reason + '. Received ' + text;
  return withCode(new TypeError(message), 'ERR_INVALID_ARG_VALUE');
}

/** ERR_OUT_OF_RANGE; `range` reads ">= 0 && <= 5" or "an integer". */
export function outOfRangeError(name: string, range: string, received: any): any {
  let text: string;
  if (Number.isInteger(received) && Math.abs(received) > 2 ** 32) {
    text = inspect(received, { numericSeparator: true });
  } else text = inspect(received);
  const message =
    'The value of "' + name + '" is out of range. It must be ' + range + '. Received ' + text;
  return withCode(new RangeError(message), 'ERR_OUT_OF_RANGE');
}

export function validateFunction(value: any, name: string): void {
  if (typeof value !== 'function') throw argumentTypeError(name, 'function', value);
}

export function validateString(value: any, name: string): void {
  if (typeof value !== 'string') throw argumentTypeError(name, 'string', value);
}

export function validateBoolean(value: any, name: string): void {
  if (typeof value !== 'boolean') throw argumentTypeError(name, 'boolean', value);
}

export function validateObject(value: any, name: string): void {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw argumentTypeError(name, 'Object', value);
  }
}

/** A number within the bounds; NaN only when there are none. */
export function validateNumber(value: any, name: string, least?: number, most?: number): void {
  if (typeof value !== 'number') throw argumentTypeError(name, 'number', value);
  const bounded = least !== undefined || most !== undefined;
  if (
    (least !== undefined && value < least) ||
    (most !== undefined && value > most) ||
    (bounded && value !== value)
  ) {
    const lower = least !== undefined ? '>= ' + least : '';
    const both = least !== undefined && most !== undefined ? ' && ' : '';
    throw outOfRangeError(name, lower + both + (most !== undefined ? '<= ' + most : ''), value);
  }
}

export function validateInteger(
  value: any,
  name: string,
  least: number = -9007199254740991,
  most: number = 9007199254740991,
): void {
  if (typeof value !== 'number') throw argumentTypeError(name, 'number', value);
  if (!Number.isInteger(value)) throw outOfRangeError(name, 'an integer', value);
  if (value < least || value > most) {
    throw outOfRangeError(name, '>= ' + least + ' && <= ' + most, value);
  }
}

export function validateAbortSignal(signal: any, name: string): void {
  if (signal === undefined) return;
  if (signal === null || typeof signal !== 'object' || !('aborted' in signal)) {
    throw argumentTypeError(name, 'AbortSignal', signal);
  }
}

/** What Node's own functions reject with when their signal aborts. */
export class AbortError extends Error {
  code = 'ABORT_ERR';

  constructor(message: string = 'The operation was aborted', options?: ErrorOptions) {
    super(message, options);
    this.name = 'AbortError';
  }
}
