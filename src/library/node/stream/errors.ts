// Stream errors: the coded errors that streams, sockets and http raise, with Node's codes and messages. Layer: node.

import { AbortError, receivedText, withCode } from '../errors.ts';

/** An error with a `code`, as Node's internal errors are. */
export interface CodedError extends Error {
  code: string;
}

export function codedError(code: string, message: string): CodedError {
  return withCode(new Error(message), code);
}

export function codedTypeError(code: string, message: string): CodedError {
  return withCode(new TypeError(message), code);
}

export function codedRangeError(code: string, message: string): CodedError {
  return withCode(new RangeError(message), code);
}

/** `expected` is the middle of the sentence: 'of type function', 'one of type string or an instance of Buffer ...'. */
export function invalidArgumentType(name: string, expected: string, value: any): CodedError {
  const what = name.endsWith(' argument')
    ? name
    : '"' + name + '" ' + (name.includes('.') ? 'property' : 'argument');
  return codedTypeError(
    'ERR_INVALID_ARG_TYPE',
    'The ' + what + ' must be ' + expected + '.' + receivedText(value),
  );
}

export function invalidChunk(chunk: any): CodedError {
  return invalidArgumentType(
    'chunk',
    'of type string or an instance of Buffer, TypedArray, or DataView',
    chunk,
  );
}

export function outOfRange(name: string, range: string, value: any): CodedError {
  return codedRangeError(
    'ERR_OUT_OF_RANGE',
    'The value of "' + name + '" is out of range. It must be ' + range + '. Received ' + value,
  );
}

export function methodNotImplemented(name: string): CodedError {
  return codedError('ERR_METHOD_NOT_IMPLEMENTED', 'The ' + name + ' method is not implemented');
}

export function writeAfterEnd(): CodedError {
  return codedError('ERR_STREAM_WRITE_AFTER_END', 'write after end');
}

export function streamDestroyed(name: string): CodedError {
  return codedError(
    'ERR_STREAM_DESTROYED',
    'Cannot call ' + name + ' after a stream was destroyed',
  );
}

export function alreadyFinished(name: string): CodedError {
  return codedError(
    'ERR_STREAM_ALREADY_FINISHED',
    'Cannot call ' + name + ' after a stream was finished',
  );
}

export function nullValues(): CodedError {
  return codedTypeError('ERR_STREAM_NULL_VALUES', 'May not write null values to stream');
}

export function multipleCallback(): CodedError {
  return codedError('ERR_MULTIPLE_CALLBACK', 'Callback called multiple times');
}

export function prematureClose(): CodedError {
  return codedError('ERR_STREAM_PREMATURE_CLOSE', 'Premature close');
}

/** What an operation fails with when its AbortSignal fires. */
export function abortError(cause?: any): Error {
  return new AbortError(undefined, cause === undefined ? undefined : { cause });
}
