// Transform: a Duplex whose output is computed from its input; PassThrough leaves it as it is. Layer: node (node:stream).

import { Duplex } from './duplex.ts';
import { methodNotImplemented } from './errors.ts';
import { getDefaultHighWaterMark } from './high-water-mark.ts';

export class Transform extends Duplex {
  /** The `_write` callback that waits until the readable side has room. */
  _transformCallback: any = null;

  constructor(options?: any) {
    const readableMark =
      options && options.readableHighWaterMark === 0
        ? {
            ...options,
            highWaterMark: null,
            readableHighWaterMark: 0,
            writableHighWaterMark:
              options.writableHighWaterMark ?? getDefaultHighWaterMark(!!options.objectMode),
          }
        : options;
    super(readableMark);
    // Nothing is read before something was written.
    this._readableState.sync = false;
    if (options) {
      if (typeof options.transform === 'function') this._transform = options.transform;
      if (typeof options.flush === 'function') (this as any)._flush = options.flush;
    }
    this.on('prefinish', onPrefinish);
  }

  _transform(_chunk: any, _encoding: any, _callback: any): void {
    throw methodNotImplemented('_transform()');
  }

  _write(chunk: any, encoding: any, callback: any): void {
    const readable = this._readableState;
    const writable = this._writableState;
    const before = readable.length;
    this._transform(chunk, encoding, (error: any, value: any) => {
      if (error) {
        callback(error);
        return;
      }
      if (value !== null && value !== undefined) this.push(value);
      if (writable.ended || before === readable.length || readable.length < readable.highWaterMark)
        callback();
      else this._transformCallback = callback;
    });
  }

  _read(): void {
    const callback = this._transformCallback;
    if (callback !== null) {
      this._transformCallback = null;
      callback();
    }
  }

  _final(callback: any): void {
    finishTransform(this, callback);
  }
}

function finishTransform(stream: any, callback: any): void {
  if (typeof stream._flush === 'function' && !stream.destroyed) {
    stream._flush((error: any, data: any) => {
      if (error) {
        if (callback) callback(error);
        else stream.destroy(error);
        return;
      }
      if (data !== null && data !== undefined) stream.push(data);
      stream.push(null);
      if (callback) callback();
    });
  } else {
    stream.push(null);
    if (callback) callback();
  }
}

/** A subclass with its own `_final` still ends its readable side. */
function onPrefinish(this: any): void {
  if (this._final !== Transform.prototype._final) finishTransform(this, undefined);
}

export class PassThrough extends Transform {
  _transform(chunk: any, _encoding: any, callback: any): void {
    callback(null, chunk);
  }
}
