// node/errors.ts with Node's own inspect.
import { inspect } from 'node:util';

export function withCode(error, code) {
  error.stack = error.stack?.replace(error.name, `${error.name} [${code}]`);
  error.code = code;
  return error;
}

export function receivedText(value) {
  if (value === null || value === undefined) return ` Received ${value}`;
  if (typeof value === 'function') return ` Received function ${value.name}`;
  if (typeof value === 'object') return ` Received an instance of ${value.constructor?.name}`;
  return ` Received type ${typeof value} (${inspect(value)})`;
}

export class AbortError extends Error {
  code = 'ABORT_ERR';
  constructor(message = 'The operation was aborted', options) {
    super(message, options);
    this.name = 'AbortError';
  }
}
