// ServerResponse: writes one response. Layer: node (node:http). Bytes and their order are Node's: the program's fields,
// Date, Connection, Keep-Alive, then what frames the body. Everything is serialised into the connection's output buffer.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import type { Output, OutputOwner } from '../../http/output.ts';
import { STATUS_CODES } from '../../http/status-codes.ts';
import { isValueText, utf8Size } from '../../http/text.ts';
import { Buffer } from '../buffer.ts';
import {
  alreadyFinished,
  codedError,
  codedRangeError,
  codedTypeError,
  invalidArgumentType,
  nullValues,
  streamDestroyed,
  writeAfterEnd,
} from '../stream/errors.ts';
import type { ServerConnection } from './connection.ts';
import { headersSentError, validateHeaderName, validateHeaderValue } from './header-list.ts';
import type { HeaderList } from './header-list.ts';
import type { IncomingMessage } from './incoming-message.ts';
import { OutgoingMessage } from './outgoing-message.ts';

const HIGH_WATER_MARK = 16384;

const FRAMING_NONE = 0;
const FRAMING_LENGTH = 1;
const FRAMING_CHUNKED = 2;
const FRAMING_UNTIL_CLOSE = 3;

const CONNECTION_GIVEN = 0;
const CONNECTION_KEEP_ALIVE = 1;
const CONNECTION_CLOSE = 2;

/** 'HTTP/1.1 200 OK' and CRLF by status, for the standard phrases. */
const statusLines: (string | undefined)[] = [];

function statusLine(status: number, message: string | undefined): string {
  if (message === undefined) {
    const known = statusLines[status];
    if (known !== undefined) return known;
    const line = 'HTTP/1.1 ' + status + ' ' + (STATUS_CODES[status] ?? 'unknown') + '\r\n';
    statusLines[status] = line;
    return line;
  }
  return 'HTTP/1.1 ' + status + ' ' + message + '\r\n';
}

function hasToken(value: any, token: string): boolean {
  const text = String(value).toLowerCase();
  let at = text.indexOf(token);
  while (at >= 0) {
    if (!isWordAt(text, at - 1) && !isWordAt(text, at + token.length)) return true;
    at = text.indexOf(token, at + 1);
  }
  return false;
}

function isWordAt(text: string, index: number): boolean {
  if (index < 0 || index >= text.length) return false;
  const code = text.charCodeAt(index);
  return (code >= 97 && code <= 122) || (code >= 48 && code <= 57) || code === 95;
}

export class ServerResponse extends OutgoingMessage implements OutputOwner {
  declare statusCode: number;
  declare statusMessage: string | undefined;
  req: IncomingMessage;
  declare shouldKeepAlive: boolean;
  declare useChunkedEncodingByDefault: boolean;
  /** The connection closes behind this response. */
  declare _last: boolean;
  declare _hasBody: boolean;
  declare _connection: ServerConnection | null;
  declare _framing: number;
  declare _connectionLine: number;
  declare _sendsDate: boolean;
  declare _length: number;
  declare _codingGiven: boolean;
  declare _headWritten: boolean;
  declare _needsDrain: boolean;
  /** All bytes have been handed to the connection. */
  declare _ended: boolean;
  declare _closed: boolean;
  declare _sentContinue: boolean;
  /** Bytes written while an earlier response was still under way. */
  declare _queued: Uint8Array[] | null;
  declare _queuedCount: number;
  declare errored: any;

  constructor(request: IncomingMessage, _options?: any) {
    super();
    this.req = request;
    if (request.method === 'HEAD') this._hasBody = false;
    if (request.httpVersionMinor < 1 || request.httpVersionMajor < 1) {
      const te = request.headers.te;
      this.useChunkedEncodingByDefault = te !== undefined && hasToken(te, 'chunked');
      this.shouldKeepAlive = false;
    }
  }

  // ---- The head.

  writeHead(statusCode: any, reason?: any, fields?: any): this {
    if (this._headDecided) throw headersSentError('write');
    const given = statusCode;
    const status = statusCode | 0;
    if (status < 100 || status > 999)
      throw codedRangeError(
        'ERR_HTTP_INVALID_STATUS_CODE',
        'Invalid status code: ' + String(given),
      );
    let headers = fields;
    if (typeof reason === 'string') {
      this.statusMessage = reason;
    } else {
      this.statusMessage ??= STATUS_CODES[status] ?? 'unknown';
      headers ??= reason;
    }
    this.statusCode = status;
    if (headers !== undefined && headers !== null) this._takeHeaders(headers);
    if (!isValueText(this.statusMessage!))
      throw codedTypeError('ERR_INVALID_CHAR', 'Invalid character in statusMessage');
    if (status === 204 || status === 304 || (status >= 100 && status <= 199)) this._hasBody = false;
    // The client may be waiting for "100 Continue" and would send its body into the next request.
    if (this.req._expectsContinue && !this._sentContinue) this.shouldKeepAlive = false;
    this._decideHead();
    return this;
  }

  writeHeader(statusCode: any, reason?: any, fields?: any): this {
    return this.writeHead(statusCode, reason, fields);
  }

  _takeHeaders(headers: any): void {
    const list = this._ensureHeaders();
    if (!Array.isArray(headers)) {
      const names = Object.keys(headers);
      for (let i = 0; i < names.length; i++) {
        const name = names[i]!;
        const value = headers[name];
        validateHeaderName(name);
        validateHeaderValue(name, value);
        list.set(name, value);
      }
      return;
    }
    const pairs: any[] = [];
    if (headers.length > 0 && Array.isArray(headers[0])) {
      for (let i = 0; i < headers.length; i++) pairs.push(headers[i][0], headers[i][1]);
    } else {
      if (headers.length % 2 !== 0)
        throw codedTypeError(
          'ERR_INVALID_ARG_VALUE',
          "The argument 'headers' is invalid. Received " + String(headers),
        );
      for (let i = 0; i < headers.length; i++) pairs.push(headers[i]);
    }
    for (let i = 0; i < pairs.length; i += 2) list.remove(String(pairs[i]).toLowerCase());
    for (let i = 0; i < pairs.length; i += 2) {
      const name = pairs[i];
      validateHeaderName(name);
      validateHeaderValue(name, pairs[i + 1]);
      // A list may name a field several times.
      list.add(name, name.toLowerCase(), pairs[i + 1]);
    }
  }

  _implicitHeader(): void {
    // Without a message of its own the phrase comes from the table, and needs no check.
    if (this.statusMessage === undefined && this.statusCode === 200 && !this.req._expectsContinue) {
      this.statusMessage = 'OK';
      this._decideHead();
    } else this.writeHead(this.statusCode);
  }

  /** Fixes how the body is framed and whether the connection stays. */
  _decideHead(): void {
    let hasConnection = false;
    let hasLength = false;
    let hasCoding = false;
    let hasDate = false;
    let hasTrailer = false;
    let chunked = false;
    const headers = this._headers;
    if (headers !== null) {
      const keys = headers.keys;
      for (let i = 0; i < keys.length; i++) {
        switch (keys[i]) {
          case 'connection':
            hasConnection = true;
            this._removedConnection = false;
            if (hasToken(headers.values[i], 'close')) this._last = true;
            else this.shouldKeepAlive = true;
            break;
          case 'transfer-encoding':
            hasCoding = true;
            this._removedCoding = false;
            if (hasToken(headers.values[i], 'chunked')) chunked = true;
            break;
          case 'content-length':
            hasLength = true;
            this._removedLength = false;
            break;
          case 'date':
            hasDate = true;
            break;
          case 'trailer':
            hasTrailer = true;
            break;
        }
      }
    }
    this._headDecided = true;
    if (hasDate || !this.sendDate) this._sendsDate = false;
    const status = this.statusCode;
    if (chunked && (status === 204 || status === 304)) {
      // RFC 9112 §6.1: such a response has no transfer coding.
      chunked = false;
      this.shouldKeepAlive = false;
    }
    if (this._removedConnection) {
      this._last = !this.shouldKeepAlive;
    } else if (!hasConnection) {
      if (
        this.shouldKeepAlive &&
        (hasLength || this.useChunkedEncodingByDefault) &&
        !this._isLastAllowed()
      ) {
        this._connectionLine = CONNECTION_KEEP_ALIVE;
      } else {
        this._last = true;
        this._connectionLine = CONNECTION_CLOSE;
      }
    }
    if (hasLength || hasCoding) {
      this._framing = chunked ? FRAMING_CHUNKED : FRAMING_UNTIL_CLOSE;
      this._length = -1;
      if (!hasCoding) this._framing = FRAMING_UNTIL_CLOSE;
    } else if (!this._hasBody) {
      this._framing = FRAMING_NONE;
    } else if (!this.useChunkedEncodingByDefault) {
      this._framing = FRAMING_UNTIL_CLOSE;
      this._last = true;
    } else if (!hasTrailer && !this._removedLength && this._length >= 0) {
      this._framing = FRAMING_LENGTH;
    } else if (!this._removedCoding) {
      this._framing = FRAMING_CHUNKED;
      chunked = true;
    } else {
      this._framing = FRAMING_UNTIL_CLOSE;
      this._last = true;
    }
    if (hasCoding) this._codingGiven = true;
    if (hasTrailer && !chunked)
      throw codedError(
        'ERR_HTTP_TRAILER_INVALID',
        'Trailers are invalid with this transfer encoding',
      );
  }

  /** The server limits the requests of a connection and this is the last one. */
  _isLastAllowed(): boolean {
    return this._connection !== null && this._connection.isLastRequest;
  }

  _writeHeadTo(out: Output): void {
    this._headWritten = true;
    out.latin1(
      statusLine(
        this.statusCode,
        this.statusMessage === STATUS_CODES[this.statusCode] ? undefined : this.statusMessage,
      ),
    );
    const headers = this._headers;
    if (headers !== null) writeFields(out, headers);
    const connection = this._connection;
    if (connection !== null) {
      if (this._sendsDate && this._connectionLine === CONNECTION_KEEP_ALIVE) {
        out.latin1(connection.server._keepAliveTail(headers));
      } else {
        if (this._sendsDate) out.latin1(connection.server._dateLine());
        if (this._connectionLine === CONNECTION_KEEP_ALIVE)
          out.latin1(connection.server._keepAliveLines(headers));
        else if (this._connectionLine === CONNECTION_CLOSE) out.latin1('Connection: close\r\n');
      }
    }
    if (this._framing === FRAMING_LENGTH) {
      out.latin1('Content-Length: ');
      out.decimal(this._length);
      out.latin1('\r\n\r\n');
    } else if (this._framing === FRAMING_CHUNKED && !this._codingGiven) {
      out.latin1('Transfer-Encoding: chunked\r\n\r\n');
    } else out.latin1('\r\n');
  }

  /** The head as text; old packages test it for truth. */
  get _header(): string | null {
    return this._headDecided ? statusLine(this.statusCode, this.statusMessage) : null;
  }
  get _headerSent(): boolean {
    return this._headWritten;
  }

  flushHeaders(): void {
    if (!this._headDecided) this._implicitHeader();
    if (this._headWritten) return;
    const out = this._output();
    if (out === null) return;
    this._writeHeadTo(out);
    this._connection!.wrote(this, false);
  }

  writeContinue(callback?: any): void {
    this._sentContinue = true;
    this._writeInterim('HTTP/1.1 100 Continue\r\n\r\n', callback);
  }

  writeProcessing(callback?: any): void {
    this._writeInterim('HTTP/1.1 102 Processing\r\n\r\n', callback);
  }

  writeEarlyHints(hints: any, callback?: any): void {
    const links = Array.isArray(hints.link) ? hints.link.join(', ') : hints.link;
    if (!links) return;
    let text = 'HTTP/1.1 103 Early Hints\r\nLink: ' + links + '\r\n';
    const names = Object.keys(hints);
    for (let i = 0; i < names.length; i++) {
      const name = names[i]!;
      if (name === 'link') continue;
      validateHeaderName(name);
      validateHeaderValue(name, hints[name]);
      text += name + ': ' + hints[name] + '\r\n';
    }
    this._writeInterim(text + '\r\n', callback);
  }

  _writeInterim(text: string, callback: any): void {
    const out = this._output();
    if (out === null) return;
    out.latin1(text);
    this._connection!.wrote(this, true);
    if (typeof callback === 'function') this._connection!.afterFlush(callback);
  }

  // ---- The body.

  /** Where bytes of this response go now; null when the connection is gone. */
  _output(): Output | null {
    const connection = this._connection;
    return connection === null ? null : connection.outputFor(this);
  }

  takeOutput(bytes: Uint8Array, length: number): void {
    (this._queued ??= []).push(bytes.slice(0, length));
    this._queuedCount += length;
  }

  takeLarge(bytes: Uint8Array): void {
    (this._queued ??= []).push(bytes);
    this._queuedCount += bytes.length;
  }

  write(chunk: any, encoding?: any, callback?: any): boolean {
    let done = callback;
    let coding = encoding;
    if (typeof coding === 'function') {
      done = coding;
      coding = undefined;
    }
    return this._writeChunk(chunk, coding, done, false);
  }

  _writeChunk(chunk: any, encoding: any, callback: any, fromEnd: boolean): boolean {
    if (chunk === null) throw nullValues();
    const isText = typeof chunk === 'string';
    if (!isText && !(chunk instanceof Uint8Array))
      throw invalidArgumentType(
        'chunk',
        'of type string or an instance of Buffer or Uint8Array',
        chunk,
      );
    if (this.finished || this.destroyed) {
      const error = this.finished ? writeAfterEnd() : streamDestroyed('write');
      if (!this.destroyed) enqueueTick(reportWriteError, this, error, callback);
      else if (typeof callback === 'function') enqueueTick(callback, error);
      return false;
    }
    let bytes: any = chunk;
    let size: number;
    let asText = false;
    if (isText) {
      if (
        encoding === undefined ||
        encoding === null ||
        encoding === 'utf8' ||
        encoding === 'utf-8'
      ) {
        size = utf8Size(chunk);
        asText = true;
      } else {
        bytes = Buffer.from(chunk, encoding);
        size = bytes.length;
      }
    } else size = bytes.length;
    if (!this._headDecided) {
      if (fromEnd) this._length = size;
      this._implicitHeader();
    }
    if (!this._hasBody) {
      if (typeof callback === 'function') enqueueTick(callback);
      return true;
    }
    const out = this._output();
    if (out === null) {
      if (typeof callback === 'function') enqueueTick(callback, streamDestroyed('write'));
      return false;
    }
    if (!this._headWritten) this._writeHeadTo(out);
    const chunked = this._framing === FRAMING_CHUNKED;
    if (size !== 0) {
      if (chunked) {
        out.hexadecimal(size);
        out.latin1('\r\n');
      }
      if (asText) out.utf8(chunk as string, size);
      else out.raw(bytes);
      if (chunked) out.latin1('\r\n');
    }
    const connection = this._connection!;
    if (fromEnd) return true;
    connection.wrote(this, false);
    if (typeof callback === 'function') connection.afterFlush(callback);
    const waiting = connection.pendingBytes(this);
    if (waiting < HIGH_WATER_MARK) return true;
    this._needsDrain = true;
    return false;
  }

  end(chunk?: any, encoding?: any, callback?: any): this {
    let data = chunk;
    let done = callback;
    let coding = encoding;
    if (typeof data === 'function') {
      done = data;
      data = null;
      coding = null;
    } else if (typeof coding === 'function') {
      done = coding;
      coding = null;
    }
    if (data !== undefined && data !== null) {
      if (this.finished) {
        const error = this._closed || this.destroyed ? streamDestroyed('end') : writeAfterEnd();
        enqueueTick(reportWriteError, this, error, done);
        return this;
      }
      this._writeChunk(data, coding, undefined, true);
    } else if (this.finished) {
      if (typeof done === 'function') {
        if (this.writableFinished) done(alreadyFinished('end'));
        else this.on('finish', done);
      }
      return this;
    } else if (!this._headDecided) {
      this._length = 0;
      this._implicitHeader();
    }
    if (typeof done === 'function') this.once('finish', done);
    this.finished = true;
    const connection = this._connection;
    if (connection === null) return this;
    const out = connection.outputFor(this);
    if (!this._headWritten) this._writeHeadTo(out);
    if (this._hasBody && this._framing === FRAMING_CHUNKED) {
      if (this._trailerText === '') out.latin1('0\r\n\r\n');
      else out.latin1('0\r\n' + this._trailerText + '\r\n');
    }
    this._ended = true;
    if (this._events !== undefined) this.emit('prefinish');
    connection.responseEnded(this);
    return this;
  }

  // ---- The life of the response.

  destroy(error?: any): this {
    if (this.destroyed) return this;
    this.destroyed = true;
    this.errored = error ?? null;
    const connection = this._connection;
    if (connection !== null) connection.socket.destroy(error);
    else if (this.socket) this.socket.destroy(error);
    return this;
  }

  setTimeout(milliseconds: number, callback?: any): this {
    if (callback) this.on('timeout', callback);
    const connection = this._connection;
    if (connection !== null) connection.socket.setTimeout(milliseconds);
    return this;
  }

  assignSocket(socket: any): void {
    this.socket = socket;
    this.emit('socket', socket);
  }

  detachSocket(_socket: any): void {
    this.socket = null;
  }

  cork(): void {}
  uncork(): void {}

  get writable(): boolean {
    return true;
  }
  get writableEnded(): boolean {
    return this.finished;
  }
  get writableFinished(): boolean {
    return (
      this.finished &&
      this._ended &&
      (this._connection === null || this._connection.pendingBytes(this) === 0)
    );
  }
  get writableLength(): number {
    return this._connection === null ? 0 : this._connection.pendingBytes(this);
  }
  get writableHighWaterMark(): number {
    return HIGH_WATER_MARK;
  }
  get writableNeedDrain(): boolean {
    return !this.destroyed && !this.finished && this._needsDrain;
  }
  get writableObjectMode(): boolean {
    return false;
  }
  get writableCorked(): number {
    return 0;
  }
  get closed(): boolean {
    return this._closed;
  }
  get chunkedEncoding(): boolean {
    return this._framing === FRAMING_CHUNKED;
  }
}

// Defaults live on the prototype: an object gets a property of its own when it differs.
const serverResponseDefaults: any = ServerResponse.prototype;
serverResponseDefaults.statusCode = 200;
serverResponseDefaults.statusMessage = undefined;
serverResponseDefaults.shouldKeepAlive = true;
serverResponseDefaults.useChunkedEncodingByDefault = true;
serverResponseDefaults._last = false;
serverResponseDefaults._hasBody = true;
serverResponseDefaults._connection = null;
serverResponseDefaults._framing = FRAMING_NONE;
serverResponseDefaults._connectionLine = CONNECTION_GIVEN;
serverResponseDefaults._sendsDate = true;
serverResponseDefaults._length = -1;
serverResponseDefaults._codingGiven = false;
serverResponseDefaults._headWritten = false;
serverResponseDefaults._needsDrain = false;
serverResponseDefaults._ended = false;
serverResponseDefaults._closed = false;
serverResponseDefaults._sentContinue = false;
serverResponseDefaults._queued = null;
serverResponseDefaults._queuedCount = 0;
serverResponseDefaults.errored = null;

function writeFields(out: Output, headers: HeaderList): void {
  const names = headers.names;
  const values = headers.values;
  for (let i = 0; i < names.length; i++) {
    const value = values[i];
    if (Array.isArray(value)) {
      if (headers.keys[i] === 'cookie') writeField(out, names[i]!, value.join('; '));
      else for (let k = 0; k < value.length; k++) writeField(out, names[i]!, String(value[k]));
    } else writeField(out, names[i]!, typeof value === 'string' ? value : String(value));
  }
}

function writeField(out: Output, name: string, value: string): void {
  out.latin1(name);
  out.latin1(': ');
  out.latin1(value);
  out.latin1('\r\n');
}

function reportWriteError(response: ServerResponse, error: any, callback: any): void {
  if (typeof callback === 'function') callback(error);
  if (!response.destroyed) response.emit('error', error);
}
