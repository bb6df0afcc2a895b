// Stream errors: the coded errors that streams, sockets and http raise, with Node's codes and messages. Layer: node.

/** An error with a `code`, as Node's internal errors are. */
export interface CodedError extends Error {
  code: string;
}

function withCode(error: any, code: string): CodedError {
  error.code = code;
  // Node prints the code behind the name, but `name` stays the class's.
  const name = error.name;
  const stack = error.stack;
  if (typeof stack === 'string' && stack.startsWith(name)) {
    Object.defineProperty(error, 'stack', {
      value: name + ' [' + code + ']' + stack.slice(name.length),
      writable: true,
      enumerable: false,
      configurable: true,
    });
  }
  return error;
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

/** 'type string ('abc')', 'an instance of Foo', 'null' ...: the end of ERR_INVALID_ARG_TYPE messages. */
export function describeReceived(value: any): string {
  if (value === null || value === undefined) return ' Received ' + value;
  if (typeof value === 'function') return ' Received function ' + value.name;
  if (typeof value === 'object') {
    const constructor = value.constructor;
    if (constructor !== undefined && constructor !== null && constructor.name)
      return ' Received an instance of ' + constructor.name;
    return ' Received [Object: null prototype] {}';
  }
  let text = typeof value === 'string' ? "'" + value + "'" : String(value);
  if (typeof value === 'bigint') text += 'n';
  if (typeof value === 'string' && value.length > 25) text = "'" + value.slice(0, 25) + "'...";
  return ' Received type ' + typeof value + ' (' + text + ')';
}

/** `expected` is the middle of the sentence: 'of type function', 'one of type string or an instance of Buffer ...'. */
export function invalidArgumentType(name: string, expected: string, value: any): CodedError {
  const what = name.endsWith(' argument')
    ? name
    : '"' + name + '" ' + (name.includes('.') ? 'property' : 'argument');
  return codedTypeError(
    'ERR_INVALID_ARG_TYPE',
    'The ' + what + ' must be ' + expected + '.' + describeReceived(value),
  );
}

export function invalidChunk(chunk: any): CodedError {
  return invalidArgumentType(
    'chunk',
    'of type string or an instance of Buffer or Uint8Array',
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
export function abortError(cause?: any): CodedError {
  const error: any = new Error('The operation was aborted');
  if (cause !== undefined) error.cause = cause;
  Object.defineProperty(error, 'name', {
    value: 'AbortError',
    writable: true,
    enumerable: true,
    configurable: true,
  });
  error.code = 'ABORT_ERR';
  return error;
}
