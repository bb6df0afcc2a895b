'use fast';
// Output: one preallocated buffer in which messages are serialised before they are sent. Layer: http.
// It belongs to one owner at a time; when another one begins, or it is full, the owner takes what is there.

import { copyBetween, writeDecimal, writeHexadecimal, writeLatin1, writeUtf8 } from './text.ts';

const SIZE = 65536;
/** Chunks from here on are handed over instead of being copied. */
const LARGE = 16384;

export interface OutputOwner {
  /** Sends or copies bytes[0 .. length) before it returns. */
  takeOutput(bytes: Uint8Array, length: number): void;
  /** Sends `bytes` after everything taken so far, and may keep it. */
  takeLarge(bytes: Uint8Array): void;
}

export class Output {
  readonly bytes = new Uint8Array(SIZE);
  /** Bytes in use. */
  filled = 0;
  owner: OutputOwner | null = null;

  begin(owner: OutputOwner): void {
    if (this.owner !== owner) {
      this.flush();
      this.owner = owner;
    }
  }

  /** Hands everything to the owner. */
  flush(): void {
    const length = this.filled;
    if (length !== 0) {
      this.filled = 0;
      this.owner!.takeOutput(this.bytes, length);
    }
  }

  /** Makes room for `count` bytes, at most LARGE. */
  #need(count: number): void {
    if (this.filled + count > SIZE) this.flush();
  }

  /** Header text: one byte per character. */
  latin1(text: string): void {
    const length = text.length;
    if (length >= LARGE) {
      const bytes = new Uint8Array(length);
      writeLatin1(bytes, 0, text);
      this.flush();
      this.owner!.takeLarge(bytes);
      return;
    }
    this.#need(length);
    this.filled = writeLatin1(this.bytes, this.filled, text);
  }

  utf8(text: string, size: number): void {
    if (size >= LARGE) {
      const bytes = new Uint8Array(size);
      writeUtf8(bytes, 0, text);
      this.flush();
      this.owner!.takeLarge(bytes);
      return;
    }
    this.#need(size);
    this.filled = writeUtf8(this.bytes, this.filled, text);
  }

  raw(chunk: Uint8Array): void {
    const count = chunk.length;
    if (count >= LARGE) {
      this.flush();
      this.owner!.takeLarge(chunk);
      return;
    }
    this.#need(count);
    copyBetween(this.bytes, this.filled, chunk, 0, count);
    this.filled += count;
  }

  decimal(value: number): void {
    this.#need(20);
    this.filled = writeDecimal(this.bytes, this.filled, value);
  }

  hexadecimal(value: number): void {
    this.#need(20);
    this.filled = writeHexadecimal(this.bytes, this.filled, value);
  }
}
