// Process input: process.stdin as a readable stream over the host's input. Layer: node.

import type { HostInput } from '../../interfaces/host.ts';
import { Buffer } from '../buffer.ts';
import { Readable } from '../stream.ts';

export class ProcessInput extends (Readable as any) {
  readonly fd = 0;
  readonly isTTY = undefined;
  readonly #input: HostInput | undefined;
  #started = false;

  constructor(input: HostInput | undefined) {
    super({ highWaterMark: 65536 });
    this.#input = input;
  }

  /** Called by Readable when it wants data. */
  _read(): void {
    const input = this.#input;
    if (input === undefined) {
      this.push(null);
      return;
    }
    if (this.#started) {
      input.resume();
      return;
    }
    this.#started = true;
    input.start(
      (bytes, length) => {
        const chunk = Buffer.alloc(length);
        chunk.set(bytes.subarray(0, length), 0);
        if (!this.push(chunk)) input.pause();
      },
      () => this.push(null),
    );
  }

  setRawMode(): this {
    return this;
  }
}
