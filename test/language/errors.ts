// Error objects: kinds, properties, cause, toString, stack, AggregateError.

import { attempt, text } from './support/attempt.ts';

for (const Kind of [Error, TypeError, RangeError, SyntaxError, ReferenceError, EvalError, URIError] as any[]) {
  const error = new Kind('message');
  console.log(error.name, String(error), error instanceof Error, error instanceof Kind, Object.keys(error).length, Object.prototype.toString.call(error), Kind.length, Kind.name, Object.getPrototypeOf(Kind) === (Kind === Error ? Function.prototype : Error));
}
attempt('without new', () => [String(Error('plain')), String(TypeError('t')), Error('x') instanceof Error]);
attempt('no message', () => [String(new Error()), new Error().message, 'message' in new Error(), Object.hasOwn(new Error(), 'message'), Object.hasOwn(new Error(undefined), 'message')]);
attempt('message is converted', () => [new Error(5 as any).message, new Error(null as any).message, new Error({ toString: () => 'object' } as any).message]);
attempt('cause', () => {
  const error = new Error('outer', { cause: new TypeError('inner') });
  return [String(error.cause), Object.hasOwn(error, 'cause'), Object.keys(error), Object.hasOwn(new Error('x', {}), 'cause'), Object.hasOwn(new Error('x', { cause: undefined }), 'cause')];
});
attempt('toString', () => {
  const error: any = new Error('m');
  const results = [String(error)];
  error.name = 'Renamed';
  results.push(String(error));
  error.message = '';
  results.push(String(error));
  error.name = '';
  results.push(String(error));
  results.push(Error.prototype.toString.call({ name: 'N', message: 'M' }), Error.prototype.toString.call({} as any));
  return results;
});
attempt('toString of no object', () => Error.prototype.toString.call(5 as any));
attempt('stack', () => {
  const error = new RangeError('with stack');
  return [error.stack!.split('\n')[0], Object.hasOwn(error, 'stack'), typeof error.stack];
});
attempt('stack of a renamed class', () => {
  class Custom extends Error {}
  class Named extends Error {
    constructor(message: string) {
      super(message);
      this.name = 'Other';
    }
  }
  return [new Custom('c').stack!.split('\n')[0], String(new Custom('c')), new Named('n').stack!.split('\n')[0], String(new Named('n'))];
});
attempt('attributes', () => {
  const error = new Error('m', { cause: 1 });
  return ['message', 'cause'].map((name) => {
    const { writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(error, name)!;
    return [writable, enumerable, configurable];
  });
});
attempt('prototype', () => [Error.prototype.name, Error.prototype.message, TypeError.prototype.name, Object.keys(Error.prototype), TypeError.prototype instanceof Error]);
attempt('AggregateError', () => {
  const error = new AggregateError([1, new Error('x')], 'several', { cause: 'c' });
  return [String(error), error.errors.length, String(error.errors[1]), error.cause, Object.keys(error)];
});
attempt('thrown values keep identity', () => {
  const error = new Error('same');
  try {
    throw error;
  } catch (caught) {
    return caught === error;
  }
});
attempt('subclass with fields', () => {
  class HttpError extends Error {
    readonly status: number;
    constructor(status: number, message?: string, options?: ErrorOptions) {
      super(message ?? `HTTP ${status}`, options);
      this.name = new.target.name;
      this.status = status;
    }
    get isClient() {
      return this.status < 500;
    }
  }
  class NotFound extends HttpError {
    constructor() {
      super(404);
    }
  }
  const error = new NotFound();
  return [String(error), error.isClient, error instanceof HttpError, error instanceof NotFound, text({ ...error })];
});
attempt('captureStackTrace', () => {
  const object: any = {};
  Error.captureStackTrace(object);
  return [typeof object.stack, Object.keys(object)];
});
attempt('frames name the functions', () => {
  function outer(): Error {
    return inner();
  }
  function inner(): Error {
    return new Error('here');
  }
  const lines = outer().stack!.split('\n');
  return [lines[1]!.includes('inner'), lines[2]!.includes('outer'), /errors\.m?[tj]s:\d+:\d+/.test(lines[1]!)];
});
