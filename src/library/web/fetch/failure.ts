// Failure: what a fetch is rejected with: a TypeError whose cause says why, with the names and codes of Node's. Layer: web.

/** A cause that is not a system error. */
export class FetchError extends Error {
  code: string;
  constructor(name: string, code: string, message: string) {
    super(message);
    this.name = name;
    this.code = code;
  }
}

/** The rejection of fetch (Fetch §2.2.6, "network error"). */
export function networkError(cause: any): TypeError {
  return new TypeError('fetch failed', {
    cause: cause instanceof Error ? cause : new Error(cause === undefined ? '' : String(cause)),
  });
}

/** The error of a body that was cut off. */
export function terminatedError(cause: any): TypeError {
  return new TypeError('terminated', { cause });
}

export function invalidHeader(name: string): FetchError {
  return new FetchError(
    'InvalidArgumentError',
    'UND_ERR_INVALID_ARG',
    'invalid ' + name + ' header',
  );
}

export function closedError(): FetchError {
  return new FetchError('SocketError', 'UND_ERR_SOCKET', 'other side closed');
}

/** What node:http's client reports, as fetch does. */
export function causeOf(error: any): any {
  const code: string = error.code ?? '';
  if (code === 'ECONNRESET' && error.syscall === undefined) return closedError();
  if (code === 'HPE_HEADER_OVERFLOW')
    return new FetchError(
      'HeadersOverflowError',
      'UND_ERR_HEADERS_OVERFLOW',
      'Headers Overflow Error',
    );
  if (!code.startsWith('HPE_')) return error;
  const reason = code === 'HPE_INVALID_CONSTANT' ? 'Expected HTTP/' : error.reason;
  return new FetchError(
    'HTTPParserError',
    code,
    'Response does not match the HTTP/1.1 protocol (' + reason + ')',
  );
}

/** Nothing is heard of the server for too long. */
export function timeoutError(inBody: boolean): FetchError {
  return inBody
    ? new FetchError('BodyTimeoutError', 'UND_ERR_BODY_TIMEOUT', 'Body Timeout Error')
    : new FetchError('HeadersTimeoutError', 'UND_ERR_HEADERS_TIMEOUT', 'Headers Timeout Error');
}
