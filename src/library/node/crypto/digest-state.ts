// Digest state: one running hash. Layer: node. Bytes in, in any pieces; the digest out once.

import { moveByteRange } from '../../web/byte-text.ts';
import type { DigestAlgorithm } from './algorithms.ts';
import { md5Blocks, sha1Blocks, sha256Blocks, sha512Blocks } from './digest-blocks.ts';

export class DigestState {
  readonly algorithm: DigestAlgorithm;
  /** Words in the machine's (little-endian) order. */
  readonly #words: Uint8Array;
  readonly #block: Uint8Array;
  #held = 0;
  #total = 0;

  constructor(algorithm: DigestAlgorithm) {
    this.algorithm = algorithm;
    const hex = algorithm.initialState;
    const size = algorithm.wordSize;
    this.#words = new Uint8Array(hex.length / 2);
    for (let i = 0; i < this.#words.length; i++) {
      const byte = i - (i % size) + size - 1 - (i % size);
      this.#words[i] = parseInt(hex.slice(2 * byte, 2 * byte + 2), 16);
    }
    this.#block = new Uint8Array(algorithm.blockSize);
  }

  copy(): DigestState {
    const copy = new DigestState(this.algorithm);
    copy.#words.set(this.#words, 0);
    copy.#block.set(this.#block, 0);
    copy.#held = this.#held;
    copy.#total = this.#total;
    return copy;
  }

  update(bytes: Uint8Array): void {
    const size = this.algorithm.blockSize;
    const length = bytes.length;
    this.#total += length;
    let at = 0;
    if (this.#held > 0) {
      at = Math.min(size - this.#held, length);
      if (at > 0) moveByteRange(this.#block, this.#held, bytes, 0, at);
      this.#held += at;
      if (this.#held < size) return;
      this.#compress(this.#block, 0, 1);
      this.#held = 0;
    }
    const blocks = Math.floor((length - at) / size);
    if (blocks > 0) this.#compress(bytes, at, blocks);
    at += blocks * size;
    this.#held = length - at;
    if (this.#held > 0) moveByteRange(this.#block, 0, bytes, at, this.#held);
  }

  #compress(bytes: Uint8Array, at: number, blocks: number): void {
    const algorithm = this.algorithm;
    if (algorithm.wordSize === 8) sha512Blocks(this.#words, bytes, at, blocks);
    else if (algorithm.littleEndian) md5Blocks(this.#words, bytes, at, blocks);
    else if (this.#words.length === 20) sha1Blocks(this.#words, bytes, at, blocks);
    else sha256Blocks(this.#words, bytes, at, blocks);
  }

  /** Pads and answers; the state is spent. */
  finish(): Uint8Array {
    const algorithm = this.algorithm;
    const size = algorithm.blockSize;
    const lengthSize = size / 8;
    const bits = this.#total * 8;
    const padding = new Uint8Array(
      this.#held < size - lengthSize ? size - this.#held : 2 * size - this.#held,
    );
    padding[0] = 0x80;
    let rest = bits;
    for (let i = 0; i < 8; i++) {
      const at = algorithm.littleEndian ? padding.length - 8 + i : padding.length - 1 - i;
      padding[at] = rest % 256;
      rest = Math.floor(rest / 256);
    }
    this.update(padding);
    const result = new Uint8Array(algorithm.outputSize);
    const word = algorithm.wordSize;
    for (let i = 0; i < result.length; i++) {
      const from = algorithm.littleEndian ? i : i - (i % word) + word - 1 - (i % word);
      result[i] = this.#words[from]!;
    }
    return result;
  }
}
