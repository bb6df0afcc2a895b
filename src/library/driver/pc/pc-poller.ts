// Poller of a machine: waits for interrupts, and takes what the monitor says on the control line. The power button is
// SIGTERM. Layer: driver.
// A stop signal of which the program knows nothing: with open listeners the first asks for an orderly end and the second
// ends at once; without listeners the first ends at once.

import { monotonicMillis } from './clock.ts';
import { controlVector, readControlByte } from './control-line.ts';
import { dispatchInterrupts, setInterruptHandler } from './interrupt-handlers.ts';
import { openPowerButton, takePowerButton } from './power-button.ts';
import { platformExit } from './power.ts';

const SIGNAL_NUMBERS: Record<string, number> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGTERM: 15,
};
const INPUT_LENGTH = 0x80;
const LENGTH_BYTES = 6;

/** What has to be done before each wait: it tells when to call again at the latest. */
export interface BeforeWait {
  poll(nowMillis: number): number;
}

export class PcPoller {
  /** The network stack, where the image has one. */
  beforeWait: BeforeWait | undefined = undefined;
  /** Delivers what the program has sent; before the image ends. */
  beforeExit: () => void = () => {};
  /** Runs for a stop signal that the program does not handle itself. */
  onStop: () => void = () => {};
  /** The monitor has said how long the standard input is. */
  onInputLength: (length: number) => void = () => {};
  /** Listeners that are open. */
  openListeners = 0;
  readonly #handlers = new Map<number, { name: string; callback: (name: string) => void }>();
  #stopRequested = false;
  /** Bytes of the input's length still to come. */
  #lengthLeft = 0;
  #length = 0;

  constructor() {
    const vector = controlVector();
    if (vector !== 0) setInterruptHandler(vector, () => this.#readControl());
    const button = openPowerButton();
    if (button !== 0)
      setInterruptHandler(button, () => {
        if (takePowerButton()) this.takeSignal(SIGNAL_NUMBERS['SIGTERM'] as number);
      });
  }

  nowMillis(): number {
    return monotonicMillis();
  }

  wait(timeoutMillis: number): void {
    const work = this.beforeWait;
    let timeout = timeoutMillis;
    if (work !== undefined) {
      const now = monotonicMillis();
      timeout = Math.min(timeout, Math.max(work.poll(now) - now, 0));
    }
    dispatchInterrupts(timeout);
  }

  onSignal(name: string, callback: ((name: string) => void) | undefined): boolean {
    const number = SIGNAL_NUMBERS[name];
    if (number === undefined) return false;
    if (callback === undefined) this.#handlers.delete(number);
    else this.#handlers.set(number, { name, callback });
    return true;
  }

  takeSignal(number: number): void {
    const handler = this.#handlers.get(number);
    if (handler !== undefined) {
      handler.callback(handler.name);
      return;
    }
    if (this.openListeners === 0 || this.#stopRequested) platformExit(128 + number);
    this.#stopRequested = true;
    this.onStop();
  }

  #readControl(): void {
    for (;;) {
      const byte = readControlByte();
      if (byte < 0) return;
      if (this.#lengthLeft > 0) this.#addLengthByte(byte);
      else if (byte === INPUT_LENGTH) this.#lengthLeft = LENGTH_BYTES;
      else if (byte > 0 && byte < 32) this.takeSignal(byte);
    }
  }

  #addLengthByte(byte: number): void {
    this.#length += byte * 2 ** (8 * (LENGTH_BYTES - this.#lengthLeft));
    this.#lengthLeft--;
    if (this.#lengthLeft === 0) this.onInputLength(this.#length);
  }
}
