// From: a Readable over an iterable, an async iterable, a string or a buffer. Layer: node (Readable.from).

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { Buffer } from '../buffer.ts';
import { invalidArgumentType, nullValues } from './errors.ts';

export function readableFrom(Readable: any, source: any, options: any): any {
  if (typeof source === 'string' || source instanceof Buffer) {
    return new Readable({
      objectMode: true,
      ...options,
      read(this: any) {
        this.push(source);
        this.push(null);
      },
    });
  }
  let iterator: any;
  let isAsync = false;
  if (source && source[Symbol.asyncIterator]) {
    isAsync = true;
    iterator = source[Symbol.asyncIterator]();
  } else if (source && source[Symbol.iterator]) {
    iterator = source[Symbol.iterator]();
  } else throw invalidArgumentType('iterable', 'an instance of Iterable', source);
  const readable = new Readable({ objectMode: true, highWaterMark: 1, ...options });
  let reading = false;

  readable._read = () => {
    if (!reading) {
      reading = true;
      pump();
    }
  };
  readable._destroy = (error: any, callback: any) => {
    closeIterator(error).then(
      () => enqueueTick(callback, error),
      (failure: any) => enqueueTick(callback, failure || error),
    );
  };

  const closeIterator = async (error: any) => {
    if (error !== undefined && error !== null && typeof iterator.throw === 'function') {
      const { value, done } = await iterator.throw(error);
      await value;
      if (done) return;
    }
    if (typeof iterator.return === 'function') {
      const { value } = await iterator.return();
      await value;
    }
  };

  const pump = async () => {
    for (;;) {
      try {
        const { value, done } = isAsync ? await iterator.next() : iterator.next();
        if (done) {
          readable.push(null);
        } else {
          const item = value && typeof value.then === 'function' ? await value : value;
          if (item === null) {
            reading = false;
            throw nullValues();
          } else if (readable.push(item)) {
            continue;
          } else reading = false;
        }
      } catch (error) {
        readable.destroy(error);
      }
      break;
    }
  };
  return readable;
}
