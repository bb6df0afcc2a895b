// node:stream. Layer: node. One file per part in stream/.

import { addAbortSignal } from './stream/abort.ts';
import { Duplex } from './stream/duplex.ts';
import { finished } from './stream/finished.ts';
import { getDefaultHighWaterMark, setDefaultHighWaterMark } from './stream/high-water-mark.ts';
import { Stream as LegacyStream } from './stream/legacy.ts';
import { pipeline } from './stream/pipeline.ts';
import promises from './stream/promises.ts';
import { Readable } from './stream/readable.ts';
import { PassThrough, Transform } from './stream/transform.ts';
import { Writable } from './stream/writable.ts';

export function isReadable(stream: any): boolean {
  return !!stream && stream.readable === true;
}

export function isErrored(stream: any): boolean {
  return !!(stream && (stream._readableState?.errored || stream._writableState?.errored));
}

export function isDisturbed(stream: any): boolean {
  return !!(stream && (stream.readableDidRead || stream.readableAborted));
}

/** The default export is the Stream class with everything else as statics, as in Node. */
export class Stream extends LegacyStream {
  static Readable = Readable;
  static Writable = Writable;
  static Duplex = Duplex;
  static Transform = Transform;
  static PassThrough = PassThrough;
  static Stream = LegacyStream;
  static pipeline = pipeline;
  static finished = finished;
  static addAbortSignal = addAbortSignal;
  static promises = promises;
  static getDefaultHighWaterMark = getDefaultHighWaterMark;
  static setDefaultHighWaterMark = setDefaultHighWaterMark;
  static isReadable = isReadable;
  static isErrored = isErrored;
  static isDisturbed = isDisturbed;

  static [Symbol.hasInstance](object: any): boolean {
    let prototype =
      object === null || typeof object !== 'object' ? null : Object.getPrototypeOf(object);
    // Every stream class derives from the legacy one.
    const wanted = this === Stream ? LegacyStream.prototype : this.prototype;
    while (prototype !== null) {
      if (prototype === wanted) return true;
      prototype = Object.getPrototypeOf(prototype);
    }
    return false;
  }
}

export {
  addAbortSignal,
  Duplex,
  finished,
  getDefaultHighWaterMark,
  PassThrough,
  pipeline,
  promises,
  Readable,
  setDefaultHighWaterMark,
  Transform,
  Writable,
};
export default Stream;
