// Process output: process.stdout and process.stderr. Layer: node. A write reaches the console before it returns, so
// there is nothing to wait for and never back-pressure.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { isTypedArrayCell } from '../../runtime/inspect-kinds.ts';
import { writeConsoleBytes, writeConsoleText } from '../../web/console-output.ts';
import { Buffer } from '../buffer.ts';
import { argumentTypeError } from '../errors.ts';
import { EventEmitter } from '../events.ts';

export class ProcessOutput extends (EventEmitter as any) {
  readonly fd: number;
  readonly writable = true;
  readonly isTTY = undefined;
  readonly columns = undefined;
  readonly writableLength = 0;
  readonly writableHighWaterMark = 16384;

  constructor(stream: number) {
    super();
    this.fd = stream;
  }

  write(chunk?: any, encoding?: any, callback?: any): boolean {
    const done = typeof encoding === 'function' ? encoding : callback;
    if (typeof chunk === 'string') {
      if (encoding === undefined || typeof encoding === 'function' || isUtf8Name(encoding)) {
        writeConsoleText(this.fd, chunk, false);
      } else writeConsoleBytes(this.fd, Buffer.from(chunk, encoding));
    } else if (isTypedArrayCell(chunk)) {
      writeConsoleBytes(this.fd, chunk);
    } else {
      throw argumentTypeError('chunk', ['string', 'Buffer', 'Uint8Array'], chunk);
    }
    if (typeof done === 'function') enqueueTick(done);
    return true;
  }

  isReplaced(): boolean {
    return this.write !== ProcessOutput.prototype.write;
  }

  /** The console cannot be closed: what is left is the callback. */
  end(chunk?: any, encoding?: any, callback?: any): this {
    if (chunk !== undefined && chunk !== null && typeof chunk !== 'function') {
      this.write(chunk, encoding);
    }
    const done =
      typeof chunk === 'function' ? chunk : typeof encoding === 'function' ? encoding : callback;
    if (typeof done === 'function') enqueueTick(done);
    return this;
  }

  cork(): void {}

  uncork(): void {}

  setDefaultEncoding(): this {
    return this;
  }

  getColorDepth(): number {
    return 1;
  }

  hasColors(): boolean {
    return false;
  }

  destroy(): this {
    return this;
  }
}

function isUtf8Name(name: any): boolean {
  const lower = String(name).toLowerCase();
  return lower === 'utf8' || lower === 'utf-8';
}
