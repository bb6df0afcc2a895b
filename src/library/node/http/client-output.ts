// Client output: the writing half of a request. Layer: node (node:http). Until it has a socket, bytes wait here; then they
// go to the socket's stream, whose back-pressure is the request's.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { Buffer } from '../buffer.ts';
import { argumentTypeError } from '../errors.ts';
import { alreadyFinished, nullValues, streamDestroyed, writeAfterEnd } from '../stream/errors.ts';
import { OutgoingMessage } from './outgoing-message.ts';

const HIGH_WATER_MARK = 16384;
const NOTHING = new Uint8Array(0);

interface WaitingChunk {
  bytes: Uint8Array;
  callback: any;
}

export abstract class ClientOutput extends OutgoingMessage {
  shouldKeepAlive = true;
  useChunkedEncodingByDefault = true;
  errored: any = null;
  _last = false;
  _closed = false;
  _headText: string | null = null;
  _headSent = false;
  _chunked = false;
  /** The length of a body that came with `end`, or -1. */
  _contentLength = -1;
  _needsDrain = false;
  #waiting: WaitingChunk[] = [];
  #waitingSize = 0;
  #corked = 0;

  abstract _implicitHeader(): void;

  /** The socket speaks for this request. */
  _hasSocket(): boolean {
    const socket = this.socket;
    return socket !== null && socket._httpMessage === this;
  }

  // ---- Bytes.

  /** Sends the head, when it has not been sent, and `bytes`; true while there is room. */
  _send(bytes: Uint8Array, callback: any): boolean {
    let all = bytes;
    if (!this._headSent && this._headText !== null) {
      const head = Buffer.from(this._headText, 'latin1');
      all = bytes.length === 0 ? head : Buffer.concat([head, bytes]);
      this._headSent = true;
    }
    if (this._hasSocket() && this.socket.writable) {
      if (this.#waiting.length > 0) this._flushWaiting();
      return this.socket.write(all, callback);
    }
    this.#waiting.push({ bytes: all, callback });
    this.#waitingSize += all.length;
    return this.#waitingSize < HIGH_WATER_MARK;
  }

  _flushWaiting(): boolean {
    const waiting = this.#waiting;
    const socket = this.socket;
    if (waiting.length === 0) return true;
    this.#waiting = [];
    this.#waitingSize = 0;
    let hasRoom = true;
    socket.cork();
    for (let i = 0; i < waiting.length; i++)
      hasRoom = socket.write(waiting[i]!.bytes, waiting[i]!.callback);
    socket.uncork();
    return hasRoom;
  }

  /** The request has got its socket. */
  _flush(): void {
    if (this.socket === null || !this.socket.writable) return;
    while (this.#corked > 0) {
      this.#corked--;
      this.socket.cork();
    }
    const hasRoom = this._flushWaiting();
    if (this.finished) this._finish();
    else if (hasRoom && this._needsDrain) {
      this._needsDrain = false;
      this.emit('drain');
    }
  }

  /** Nobody will send what waits. */
  _forgetWaiting(): void {
    this.#waiting = [];
  }

  _finish(): void {
    this.emit('prefinish');
  }

  // ---- Writing.

  flushHeaders(): void {
    if (!this._headDecided) this._implicitHeader();
    this._send(NOTHING, undefined);
  }

  write(chunk: any, encoding?: any, callback?: any): boolean {
    let coding = encoding;
    let done = callback;
    if (typeof coding === 'function') {
      done = coding;
      coding = null;
    }
    const hasRoom = this.#writeChunk(chunk, coding, done, false);
    if (!hasRoom) this._needsDrain = true;
    return hasRoom;
  }

  #writeChunk(chunk: any, encoding: any, callback: any, fromEnd: boolean): boolean {
    if (chunk === null) throw nullValues();
    if (typeof chunk !== 'string' && !(chunk instanceof Uint8Array))
      throw argumentTypeError('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
    const done = typeof callback === 'function' ? callback : undefined;
    if (this.finished || this.destroyed) {
      if (!this.destroyed) enqueueTick(reportWriteError, this, writeAfterEnd(), done);
      else if (done !== undefined)
        enqueueTick(done, this.finished ? writeAfterEnd() : streamDestroyed('write'));
      return false;
    }
    const bytes: Uint8Array =
      typeof chunk === 'string' ? Buffer.from(chunk, encoding ?? 'utf8') : chunk;
    if (!this._headDecided) {
      if (fromEnd) this._contentLength = bytes.length;
      this._implicitHeader();
    }
    const socket = this.socket;
    if (!fromEnd && socket !== null && !socket.writableCorked) {
      // What one turn of the program writes leaves together.
      socket.cork();
      enqueueTick(uncork, socket);
    }
    return this._send(this._chunked && bytes.length > 0 ? framedChunk(bytes) : bytes, done);
  }

  end(chunk?: any, encoding?: any, callback?: any): this {
    let data = chunk;
    let coding = encoding;
    let done = callback;
    if (typeof data === 'function') {
      done = data;
      data = null;
      coding = null;
    } else if (typeof coding === 'function') {
      done = coding;
      coding = null;
    }
    const callBack = typeof done === 'function';
    if (data) {
      if (this.finished) {
        enqueueTick(reportWriteError, this, writeAfterEnd(), callBack ? done : undefined);
        return this;
      }
      this.socket?.cork();
      this.#writeChunk(data, coding, null, true);
    } else if (this.finished) {
      if (callBack) {
        if (this.writableFinished) done(alreadyFinished('end'));
        else this.on('finish', done);
      }
      return this;
    } else if (!this._headDecided) {
      this.socket?.cork();
      this._contentLength = 0;
      this._implicitHeader();
    }
    if (callBack) this.once('finish', done);
    this.#sendEnd(!!data);
    this.#uncorkAll();
    this.finished = true;
    if (this.#waiting.length === 0 && this._hasSocket()) this._finish();
    return this;
  }

  #sendEnd(hasData: boolean): void {
    const finish = () => this.emit('finish');
    if (this._chunked)
      this._send(Buffer.from('0\r\n' + this._trailerText + '\r\n', 'latin1'), finish);
    else if (!this._headSent || this.writableLength > 0 || hasData) this._send(NOTHING, finish);
    else enqueueTick(finish);
  }

  #uncorkAll(): void {
    this.#corked = 0;
    const socket = this.socket;
    if (socket === null) return;
    while (socket.writableCorked > 0) socket.uncork();
  }

  cork(): void {
    if (this.socket !== null) this.socket.cork();
    else this.#corked++;
  }
  uncork(): void {
    if (this.socket !== null) this.socket.uncork();
    else if (this.#corked > 0) this.#corked--;
  }

  // ---- What streams tell.

  get writable(): boolean {
    return true;
  }
  get writableEnded(): boolean {
    return this.finished;
  }
  get writableFinished(): boolean {
    return (
      this.finished &&
      this.#waitingSize === 0 &&
      (this.socket === null || this.socket.writableLength === 0)
    );
  }
  get writableLength(): number {
    return this.#waitingSize + (this.socket === null ? 0 : this.socket.writableLength);
  }
  get writableHighWaterMark(): number {
    return this.socket === null ? HIGH_WATER_MARK : this.socket.writableHighWaterMark;
  }
  get writableNeedDrain(): boolean {
    return !this.destroyed && !this.finished && this._needsDrain;
  }
  get writableObjectMode(): boolean {
    return false;
  }
  get writableCorked(): number {
    return this.socket === null ? this.#corked : this.socket.writableCorked;
  }
  get closed(): boolean {
    return this._closed;
  }
  get chunkedEncoding(): boolean {
    return this._chunked;
  }
  /** The head as text; old packages test it for truth. */
  get _header(): string | null {
    return this._headText;
  }
  get _headerSent(): boolean {
    return this._headSent;
  }
}

/** RFC 9112 §7.1. */
function framedChunk(bytes: Uint8Array): Uint8Array {
  const size = bytes.length.toString(16) + '\r\n';
  const framed = Buffer.allocUnsafe(size.length + bytes.length + 2);
  framed.write(size, 0, 'latin1');
  framed.set(bytes, size.length);
  framed.write('\r\n', size.length + bytes.length, 'latin1');
  return framed;
}

function uncork(socket: any): void {
  socket.uncork();
}

function reportWriteError(request: ClientOutput, error: any, callback: any): void {
  if (callback !== undefined) callback(error);
  if (!request.destroyed) request.emit('error', error);
}
