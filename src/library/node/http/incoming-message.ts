// IncomingMessage: a request as the program sees it. Layer: node (node:http).
// Light: header objects and the stream's state are made when something asks for them. A body's chunks are pushed by the
// connection; nobody reads from a request without body.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { distinctFields, fieldsObject, rawFields } from '../../http/fields.ts';
import { finished } from '../stream/finished.ts';
import { LAZY_STATE, Readable } from '../stream/readable.ts';
import { ReadableState } from '../stream/readable-state.ts';
import { resetError } from './reset-error.ts';

/** What a request needs of its connection. */
export interface MessageSource {
  /** The program wants more of the body. */
  wantBody(): void;
}

export class IncomingMessage extends Readable {
  socket: any;
  declare httpVersionMajor: number;
  declare httpVersionMinor: number;
  declare method: string | null;
  declare url: string;
  declare statusCode: number | null;
  declare statusMessage: string | null;
  declare complete: boolean;
  declare aborted: boolean;
  declare upgrade: boolean;
  declare _fieldText: string;
  declare _trailerText: string;
  declare _maximumFields: number;
  declare _headersObject: any;
  declare _distinctObject: any;
  declare _rawList: string[] | null;
  declare _trailersObject: any;
  _source: MessageSource | null = null;
  declare _consumed: boolean;
  /** The client waits for '100 Continue' before it sends the body. */
  declare _expectsContinue: boolean;
  /** The program has no interest in the rest of the body. */
  declare _dumped: boolean;

  constructor(socket?: any) {
    super(LAZY_STATE);
    this.socket = socket;
  }

  get connection(): any {
    return this.socket;
  }
  set connection(value: any) {
    this.socket = value;
  }
  get httpVersion(): string {
    return this.httpVersionMajor + '.' + this.httpVersionMinor;
  }
  set httpVersion(value: string) {
    const dot = value.indexOf('.');
    this.httpVersionMajor = Number(value.slice(0, dot));
    this.httpVersionMinor = Number(value.slice(dot + 1));
  }

  get headers(): any {
    const made = this._headersObject;
    if (made !== null) return made;
    return (this._headersObject = fieldsObject(this._fieldText, this._maximumFields));
  }
  set headers(value: any) {
    this._headersObject = value;
  }
  get headersDistinct(): any {
    return (this._distinctObject ??= distinctFields(this._fieldText, this._maximumFields));
  }
  set headersDistinct(value: any) {
    this._distinctObject = value;
  }
  get rawHeaders(): string[] {
    return (this._rawList ??= rawFields(this._fieldText, 0));
  }
  set rawHeaders(value: string[]) {
    this._rawList = value;
  }
  get trailers(): any {
    if (!this.complete) return {};
    return (this._trailersObject ??= fieldsObject(this._trailerText, 0));
  }
  set trailers(value: any) {
    this._trailersObject = value;
  }
  get trailersDistinct(): any {
    return distinctFields(this._trailerText, 0);
  }
  get rawTrailers(): string[] {
    return rawFields(this._trailerText, 0);
  }

  _createReadableState(): ReadableState {
    const state = new ReadableState(undefined, false);
    // Everything that came was nothing.
    if (this.complete) {
      state.ended = true;
      if (this._dumped)
        state.endEmitted = state.destroyed = state.closed = state.closeEmitted = true;
    }
    return state;
  }

  _read(): void {
    const state = this._readableState;
    if (!this._consumed) {
      state.readingMore = false;
      this._consumed = true;
    }
    if (this._source !== null) this._source.wantBody();
  }

  get _isDestroyed(): boolean {
    return this._lazyReadable !== undefined && this._lazyReadable.destroyed;
  }

  /** The message has come to its end. */
  _messageEnd(trailerText: string): void {
    this.complete = true;
    this._trailerText = trailerText;
    if (this._lazyReadable !== undefined && !this._lazyReadable.destroyed) this.push(null);
  }

  /** The response is finished: what is left of the body is read and forgotten. */
  _dump(): void {
    if (this._dumped) return;
    if (this._lazyReadable === undefined && this._events === undefined) {
      this._dumped = true;
      if (this._source !== null && !this.complete) this._source.wantBody();
      return;
    }
    if (!this._consumed) {
      this.removeAllListeners('data');
      this.resume();
    }
    this._dumped = true;
  }

  setTimeout(milliseconds: number, callback?: any): this {
    if (callback) this.on('timeout', callback);
    this.socket.setTimeout(milliseconds);
    return this;
  }

  /** The connection went away before the exchange was complete. */
  _abort(): void {
    if (this._lazyReadable === undefined && this._events === undefined) {
      this.aborted = true;
      return;
    }
    this.destroy(resetError('aborted'));
  }

  _destroy(error: any, callback: any): void {
    if (!this.readableEnded || !this.complete) {
      this.aborted = true;
      this.emit('aborted');
    }
    const socket = this.socket;
    if (socket && !socket.destroyed && this.aborted) {
      socket.destroy(error);
      const cleanup = finished(socket, (failure: any) => {
        cleanup();
        const reported = failure && failure.code === 'ERR_STREAM_PREMATURE_CLOSE' ? null : failure;
        enqueueTick(reportDestroy, this, reported || error, callback);
      });
    } else enqueueTick(reportDestroy, this, error, callback);
  }
}

// Defaults live on the prototype: an object gets a property of its own when it differs.
const incomingMessageDefaults: any = IncomingMessage.prototype;
incomingMessageDefaults.httpVersionMajor = 1;
incomingMessageDefaults.httpVersionMinor = 1;
incomingMessageDefaults.method = null;
incomingMessageDefaults.url = '';
incomingMessageDefaults.statusCode = null;
incomingMessageDefaults.statusMessage = null;
incomingMessageDefaults.complete = false;
incomingMessageDefaults.aborted = false;
incomingMessageDefaults.upgrade = false;
incomingMessageDefaults._fieldText = '';
incomingMessageDefaults._trailerText = '';
incomingMessageDefaults._maximumFields = 2000;
incomingMessageDefaults._headersObject = null;
incomingMessageDefaults._distinctObject = null;
incomingMessageDefaults._rawList = null;
incomingMessageDefaults._trailersObject = null;
incomingMessageDefaults._consumed = false;
incomingMessageDefaults._expectsContinue = false;
incomingMessageDefaults._dumped = false;

/** An error is only an event for those who listen for it. */
function reportDestroy(message: IncomingMessage, error: any, callback: any): void {
  if (message.listenerCount('error') === 0) callback();
  else callback(error);
}
