// Host poller: the process target's waiting place and its signals, as the loop sees them. Layer: driver.

import { dispatchEvents } from './readiness.ts';
import { setSignalHandled, takeSignal } from './signals.ts';
import { monotonicMillis } from './clock-millis.ts';

const SIGNAL_NUMBERS: Record<string, number> = {
  SIGHUP: 1,
  SIGINT: 2,
  SIGUSR1: 10,
  SIGUSR2: 12,
  SIGTERM: 15,
};

export class HostPoller {
  /** Runs for a stop signal that the program does not handle itself. */
  onStop: () => void = () => {};
  readonly #handlers = new Map<number, { name: string; callback: (name: string) => void }>();
  readonly #onWake = (): void => this.#takeSignals();

  nowMillis(): number {
    return monotonicMillis();
  }

  wait(timeoutMillis: number): void {
    dispatchEvents(timeoutMillis, this.#onWake);
  }

  onSignal(name: string, callback: ((name: string) => void) | undefined): boolean {
    const number = SIGNAL_NUMBERS[name];
    if (number === undefined) return false;
    if (callback === undefined) this.#handlers.delete(number);
    else this.#handlers.set(number, { name, callback });
    setSignalHandled(number, callback !== undefined);
    return true;
  }

  #takeSignals(): void {
    for (;;) {
      const number = takeSignal();
      if (number === 0) return;
      const handler = this.#handlers.get(number);
      if (handler === undefined) this.onStop();
      else handler.callback(handler.name);
    }
  }
}
