// Standard input of a machine: the bytes that arrive at its serial console. Layer: driver.
// A serial line has no end; the monitor says on the control line how many bytes there are in all.

import type { HostInput } from '../../interfaces/host.ts';
import { currentLoop } from '../../interfaces/timer.ts';
import { openConsoleInput, readConsole, setConsoleInterrupt } from './console-input.ts';
import { setInterruptHandler } from './interrupt-handlers.ts';

const BUFFER_SIZE = 4096;

export class ConsoleInput implements HostInput {
  #buffer: Uint8Array | undefined;
  #onData: (bytes: Uint8Array, length: number) => void = () => {};
  #onEnd: () => void = () => {};
  #running = false;
  #received = 0;
  #length = Infinity;

  start(onData: (bytes: Uint8Array, length: number) => void, onEnd: () => void): void {
    this.#buffer = new Uint8Array(BUFFER_SIZE);
    this.#onData = onData;
    this.#onEnd = onEnd;
    const vector = openConsoleInput();
    if (vector !== 0) setInterruptHandler(vector, () => this.#read());
    this.resume();
  }

  pause(): void {
    if (!this.#running) return;
    this.#running = false;
    setConsoleInterrupt(false);
    currentLoop().removePending();
  }

  resume(): void {
    if (this.#running || this.#buffer === undefined) return;
    this.#running = true;
    currentLoop().addPending();
    setConsoleInterrupt(true);
    if (this.#received >= this.#length) this.#endSoon();
  }

  /** All bytes that there will ever be. */
  setLength(length: number): void {
    this.#length = length;
    if (this.#running && this.#received >= length) this.#endSoon();
  }

  #read(): void {
    while (this.#running && this.#buffer !== undefined) {
      const got = readConsole(this.#buffer, BUFFER_SIZE);
      if (got === 0) break;
      this.#received += got;
      this.#onData(this.#buffer, got);
      currentLoop().afterCallback();
    }
    if (this.#running && this.#received >= this.#length) this.#end();
  }

  #endSoon(): void {
    currentLoop().addImmediate(() => {
      if (this.#running) this.#end();
    });
  }

  #end(): void {
    this.pause();
    this.#buffer = undefined;
    this.#onEnd();
    currentLoop().afterCallback();
  }
}
