// Parse errors: what is reported for each way in which a message is malformed. Layer: http.
// Codes and reasons are those that Node's programs see in 'clientError'; the status is the default answer's.

/** One line per error number of scan-layout.ts, from FIRST_ERROR. */
const PARSE_ERRORS: readonly (readonly [code: string, reason: string, status: number])[] = [
  ['HPE_INVALID_METHOD', 'Invalid method encountered', 400],
  ['HPE_INVALID_METHOD', 'Expected space after method', 400],
  ['HPE_INVALID_URL', 'Invalid characters in url', 400],
  ['HPE_INVALID_CONSTANT', 'Expected HTTP/, RTSP/ or ICE/', 400],
  ['HPE_INVALID_VERSION', 'Invalid HTTP version', 400],
  ['HPE_INVALID_VERSION', 'Expected CRLF after version', 400],
  ['HPE_INVALID_VERSION', 'Invalid HTTP version', 505],
  ['HPE_UNEXPECTED_SPACE', 'Unexpected space after start line', 400],
  ['HPE_INVALID_HEADER_TOKEN', 'Invalid header field char', 400],
  ['HPE_INVALID_HEADER_TOKEN', 'Invalid header token', 400],
  ['HPE_INVALID_HEADER_TOKEN', 'Invalid header value char', 400],
  ['HPE_INVALID_HEADER_TOKEN', 'Unexpected whitespace after header value', 400],
  ['HPE_CR_EXPECTED', 'Missing expected CR after header value', 400],
  ['HPE_LF_EXPECTED', 'Missing expected LF after header value', 400],
  ['HPE_STRICT', 'Expected LF after headers', 400],
  ['HPE_INVALID_CONTENT_LENGTH', 'Invalid character in Content-Length', 400],
  ['HPE_INVALID_CONTENT_LENGTH', 'Empty Content-Length', 400],
  ['HPE_INVALID_CONTENT_LENGTH', 'Content-Length overflow', 400],
  ['HPE_UNEXPECTED_CONTENT_LENGTH', 'Duplicate Content-Length', 400],
  ['HPE_INVALID_CONTENT_LENGTH', "Content-Length can't be present with Transfer-Encoding", 400],
  ['HPE_INVALID_TRANSFER_ENCODING', "Transfer-Encoding can't be present with Content-Length", 400],
  ['HPE_INVALID_TRANSFER_ENCODING', 'Invalid `Transfer-Encoding` header value', 400],
  ['HPE_INVALID_TRANSFER_ENCODING', 'Request has invalid `Transfer-Encoding`', 400],
  ['HPE_USER', 'Duplicate Host', 400],
  ['HPE_HEADER_OVERFLOW', 'Header overflow', 431],
  ['HPE_HEADER_OVERFLOW', 'Header overflow', 414],
  ['HPE_INVALID_CHUNK_SIZE', 'Invalid character in chunk size', 400],
  ['HPE_INVALID_CHUNK_SIZE', 'Chunk size overflow', 400],
  ['HPE_CR_EXPECTED', 'Missing expected CR after chunk size', 400],
  ['HPE_STRICT', 'Expected LF after chunk size', 400],
  ['HPE_STRICT', 'Invalid character in chunk extensions', 400],
  ['HPE_CHUNK_EXTENSIONS_OVERFLOW', 'Chunk extensions overflow', 413],
  ['HPE_STRICT', 'Expected LF after chunk data', 400],
  ['HPE_CLOSED_CONNECTION', 'Data after `Connection: close`', 400],
  ['HPE_INVALID_EOF_STATE', 'Invalid EOF state', 400],
  ['ERR_HTTP_BODY_TOO_LARGE', 'Body too large', 413],
  ['HPE_INVALID_URL', 'Unexpected start char in url', 400],
  ['HPE_INVALID_URL', 'Unexpected char in url schema', 400],
  ['HPE_INVALID_URL', 'Unexpected char in url server', 400],
  ['HPE_INVALID_URL', 'Invalid char in url path', 400],
  ['HPE_STRICT', 'Expected CRLF after version', 400],
  ['HPE_STRICT', 'Invalid character in chunk extensions name', 400],
  ['HPE_STRICT', 'Invalid character in chunk extensions value', 400],
  ['HPE_STRICT', 'Invalid character in chunk extensions quoted value', 400],
];

const FIRST_ERROR_NUMBER = 16;

/** The error object of 'clientError'. */
export class ParseError extends Error {
  code: string;
  reason: string;
  bytesParsed: number;
  rawPacket: Uint8Array | undefined;
  /** Status of the default answer. */
  readonly #status: number;

  constructor(number: number, bytesParsed: number, rawPacket: Uint8Array | undefined) {
    const entry = PARSE_ERRORS[number - FIRST_ERROR_NUMBER];
    const reason = entry === undefined ? 'Unknown' : entry[1];
    super('Parse Error: ' + reason);
    this.code = entry === undefined ? 'HPE_INTERNAL' : entry[0];
    this.reason = reason;
    this.bytesParsed = bytesParsed;
    this.rawPacket = rawPacket;
    this.#status = entry === undefined ? 400 : entry[2];
  }

  static statusOf(error: unknown): number {
    return error instanceof ParseError ? error.#status : 400;
  }
}
