// Readable state: what a readable side remembers and the queue of its chunks. Layer: node.

import { Buffer } from '../buffer.ts';
import { StringDecoder } from '../string_decoder.ts';
import { highWaterMarkOf } from './high-water-mark.ts';

export class ReadableState {
  objectMode: boolean;
  highWaterMark: number;
  emitClose: boolean;
  autoDestroy: boolean;
  defaultEncoding: string;
  /** Chunks from index `first` on. */
  chunks: any[] = [];
  first = 0;
  /** Bytes or UTF-16 units or objects buffered. */
  length = 0;
  pipes: any[] = [];
  /** null: nobody has decided yet. */
  flowing: boolean | null = null;
  /** null: never paused; else what `pause` and `resume` said last. */
  paused: boolean | null = null;
  ended = false;
  endEmitted = false;
  reading = false;
  constructed = true;
  /** Inside `_read`: results are announced later, not now. */
  sync = true;
  needReadable = false;
  emittedReadable = false;
  readableListening = false;
  resumeScheduled = false;
  readingMore = false;
  dataEmitted = false;
  destroyed = false;
  errored: any = null;
  errorEmitted = false;
  closed = false;
  closeEmitted = false;
  /** Pipe targets that are full. */
  awaitDrain: Set<any> | null = null;
  decoder: any = null;
  encoding: string | null = null;
  destroyWhenConstructed: any = undefined;
  /** False when a Duplex was made with `readable: false`. */
  readable: boolean | undefined = undefined;

  constructor(options: any, isDuplex: boolean) {
    const given = options ?? {};
    this.objectMode = !!given.objectMode || (isDuplex && !!given.readableObjectMode);
    this.highWaterMark = highWaterMarkOf(given, 'readable', isDuplex, this.objectMode);
    this.emitClose = given.emitClose !== false;
    this.autoDestroy = given.autoDestroy !== false;
    this.defaultEncoding = given.defaultEncoding ?? 'utf8';
    if (given.encoding) {
      this.decoder = new StringDecoder(given.encoding);
      this.encoding = given.encoding;
    }
  }

  get buffer(): any[] {
    return this.chunks.slice(this.first);
  }

  chunkCount(): number {
    return this.chunks.length - this.first;
  }

  append(chunk: any): void {
    this.chunks.push(chunk);
  }

  prepend(chunk: any): void {
    if (this.first > 0) this.chunks[--this.first] = chunk;
    else this.chunks.unshift(chunk);
  }

  clear(): void {
    this.chunks = [];
    this.first = 0;
  }

  shift(): any {
    const chunk = this.chunks[this.first];
    this.chunks[this.first++] = undefined;
    if (this.first === this.chunks.length) this.clear();
    else if (this.first > 64 && this.first * 2 > this.chunks.length) {
      this.chunks = this.chunks.slice(this.first);
      this.first = 0;
    }
    return chunk;
  }

  /** Takes `count` units (0: everything) out of the queue as one chunk; `length` is the caller's. */
  take(count: number): any {
    if (this.length === 0) return null;
    if (this.objectMode) return this.shift();
    if (count === 0 || count >= this.length) {
      const all =
        this.chunkCount() === 1
          ? this.chunks[this.first]
          : this.decoder !== null
            ? this.buffer.join('')
            : Buffer.concat(this.buffer, this.length);
      this.clear();
      return all;
    }
    const head = this.chunks[this.first];
    if (count < head.length) {
      this.chunks[this.first] = head.slice(count);
      return head.slice(0, count);
    }
    if (count === head.length) return this.shift();
    return this.decoder !== null ? this.takeText(count) : this.takeBytes(count);
  }

  private takeText(count: number): string {
    let text = '';
    while (text.length < count) {
      const head: string = this.shift();
      const wanted = count - text.length;
      if (head.length > wanted) {
        text += head.slice(0, wanted);
        this.prepend(head.slice(wanted));
      } else text += head;
    }
    return text;
  }

  private takeBytes(count: number): any {
    const bytes = Buffer.allocUnsafe(count);
    let at = 0;
    while (at < count) {
      const head = this.shift();
      const wanted = count - at;
      if (head.length > wanted) {
        bytes.set(head.subarray(0, wanted), at);
        this.prepend(head.subarray(wanted));
        at = count;
      } else {
        bytes.set(head, at);
        at += head.length;
      }
    }
    return bytes;
  }
}
