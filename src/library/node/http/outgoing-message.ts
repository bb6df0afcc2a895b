// OutgoingMessage: the header interface that responses (and requests) share. Layer: node (node:http).

import { isValueText } from '../../http/text.ts';
import { codedError, codedTypeError } from '../stream/errors.ts';
import { Stream } from '../stream/legacy.ts';
import { argumentTypeError } from '../errors.ts';
import {
  HeaderList,
  headersSentError,
  validateHeaderName,
  validateHeaderValue,
} from './header-list.ts';

export class OutgoingMessage extends Stream {
  /** Made by the first header. */
  declare _headers: HeaderList | null;
  /** The head is decided and cannot change any more. */
  declare _headDecided: boolean;
  declare sendDate: boolean;
  declare finished: boolean;
  declare destroyed: boolean;
  declare socket: any;
  declare _removedConnection: boolean;
  declare _removedLength: boolean;
  declare _removedCoding: boolean;
  declare _trailerText: string;

  constructor() {
    super();
  }

  get headersSent(): boolean {
    return this._headDecided;
  }
  get connection(): any {
    return this.socket;
  }
  set connection(value: any) {
    this.socket = value;
  }

  _ensureHeaders(): HeaderList {
    const headers = this._headers;
    return headers !== null ? headers : (this._headers = new HeaderList());
  }

  setHeader(name: string, value: any): this {
    if (this._headDecided) throw headersSentError('set');
    validateHeaderName(name);
    validateHeaderValue(name, value);
    this._ensureHeaders().set(name, value);
    return this;
  }

  setHeaders(headers: any): this {
    if (this._headDecided) throw headersSentError('set');
    if (
      headers === null ||
      headers === undefined ||
      Array.isArray(headers) ||
      typeof headers.keys !== 'function' ||
      typeof headers.get !== 'function'
    )
      throw argumentTypeError('headers', ['Headers', 'Map'], headers);
    for (const key of headers.keys()) this.setHeader(key, headers.get(key));
    return this;
  }

  appendHeader(name: string, value: any): this {
    if (this._headDecided) throw headersSentError('append');
    validateHeaderName(name);
    validateHeaderValue(name, value);
    this._ensureHeaders().append(name, value);
    return this;
  }

  getHeader(name: string): any {
    if (typeof name !== 'string') throw argumentTypeError('name', 'string', name);
    const headers = this._headers;
    if (headers === null) return undefined;
    const index = headers.find(name.toLowerCase());
    return index < 0 ? undefined : headers.values[index];
  }

  getHeaderNames(): string[] {
    return this._headers === null ? [] : this._headers.keys.slice();
  }

  getRawHeaderNames(): string[] {
    return this._headers === null ? [] : this._headers.names.slice();
  }

  getHeaders(): any {
    const result: any = Object.create(null);
    const headers = this._headers;
    if (headers !== null)
      for (let i = 0; i < headers.keys.length; i++) result[headers.keys[i]!] = headers.values[i];
    return result;
  }

  hasHeader(name: string): boolean {
    if (typeof name !== 'string') throw argumentTypeError('name', 'string', name);
    return this._headers !== null && this._headers.find(name.toLowerCase()) >= 0;
  }

  removeHeader(name: string): void {
    if (typeof name !== 'string') throw argumentTypeError('name', 'string', name);
    if (this._headDecided) throw headersSentError('remove');
    const key = name.toLowerCase();
    if (key === 'connection') this._removedConnection = true;
    else if (key === 'content-length') this._removedLength = true;
    else if (key === 'transfer-encoding') this._removedCoding = true;
    else if (key === 'date') this.sendDate = false;
    if (this._headers !== null) this._headers.remove(key);
  }

  /** Fields behind a chunked body: an object or a list of pairs. */
  addTrailers(headers: any): void {
    const pairs = Array.isArray(headers) ? headers : Object.entries(headers);
    let text = '';
    for (let i = 0; i < pairs.length; i++) {
      const name = pairs[i][0];
      const value = pairs[i][1];
      validateHeaderName(name, 'Trailer name');
      const values = Array.isArray(value) ? value : [value];
      for (let k = 0; k < values.length; k++) {
        validateHeaderValueAs(name, values[k]);
        text += name + ': ' + values[k] + '\r\n';
      }
    }
    this._trailerText = text;
  }

  /** Messages are written to, not read from. */
  pipe(): any {
    this.emit('error', cannotPipe());
  }
}

// Defaults live on the prototype: an object gets a property of its own when it differs.
const outgoingMessageDefaults: any = OutgoingMessage.prototype;
outgoingMessageDefaults._headers = null;
outgoingMessageDefaults._headDecided = false;
outgoingMessageDefaults.sendDate = true;
outgoingMessageDefaults.finished = false;
outgoingMessageDefaults.destroyed = false;
outgoingMessageDefaults.socket = null;
outgoingMessageDefaults._removedConnection = false;
outgoingMessageDefaults._removedLength = false;
outgoingMessageDefaults._removedCoding = false;
outgoingMessageDefaults._trailerText = '';

function validateHeaderValueAs(name: string, value: any): void {
  if (!isValueText(String(value)))
    throw codedTypeError(
      'ERR_INVALID_CHAR',
      'Invalid character in trailer content ["' + name + '"]',
    );
}

function cannotPipe(): Error {
  return codedError('ERR_STREAM_CANNOT_PIPE', 'Cannot pipe, not readable');
}
