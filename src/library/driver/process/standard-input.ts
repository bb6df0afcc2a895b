// Standard input: descriptor 0 as a stream of bytes; a file is read at once, a pipe or terminal when ready. Layer: driver.
// Nothing is read before `start`; a program that never asks leaves the descriptor alone.

import type { HostInput } from '../../interfaces/host.ts';
import { currentLoop } from '../../interfaces/timer.ts';
import { callAgain, forget, watchAccepting, type Source } from './readiness.ts';
import { readDescriptor } from './sockets.ts';

const BUFFER_SIZE = 65536;
const EAGAIN = -11;
const EPERM = -1;

class StandardInput implements HostInput, Source {
  #buffer: Uint8Array | undefined;
  #onData: (bytes: Uint8Array, length: number) => void = () => {};
  #onEnd: () => void = () => {};
  #isFile = false;
  #running = false;
  #waiting = false;

  start(onData: (bytes: Uint8Array, length: number) => void, onEnd: () => void): void {
    this.#buffer = new Uint8Array(BUFFER_SIZE);
    this.#onData = onData;
    this.#onEnd = onEnd;
    this.resume();
  }

  pause(): void {
    if (!this.#running) return;
    this.#running = false;
    currentLoop().removePending();
  }

  resume(): void {
    if (this.#running || this.#buffer === undefined) return;
    this.#running = true;
    currentLoop().addPending();
    if (this.#waiting) return;
    this.#waiting = true;
    this.#isFile = watchAccepting(0, this) === EPERM;
    if (this.#isFile) callAgain(this);
  }

  onReady(_readiness: number): void {
    if (!this.#running || this.#buffer === undefined) {
      this.#waiting = false;
      if (!this.#isFile) forget(0);
      return;
    }
    const got = readDescriptor(0, this.#buffer, BUFFER_SIZE);
    if (got === EAGAIN) return;
    if (got > 0) {
      this.#onData(this.#buffer, got);
      currentLoop().afterCallback();
      if (this.#isFile) callAgain(this);
      return;
    }
    this.pause();
    this.#buffer = undefined;
    if (!this.#isFile) forget(0);
    this.#onEnd();
    currentLoop().afterCallback();
  }
}

export const standardInput = new StandardInput();
