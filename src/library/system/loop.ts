// Loop: the event loop of every target: timers, immediates, closings around one `wait`. Layer: system.
// The order of a round is libuv's since 1.45: poll, immediates, closings, timers. After every callback all ticks and
// microtasks run. The target's Poller is the one place where the image waits.

import { Timer, TimerQueue } from '../base/timer-queue.ts';
import type { EventLoop, ImmediateHandle, TimerHandle } from '../interfaces/timer.ts';

export interface Poller {
  /** Monotonic milliseconds, with a fraction. */
  nowMillis(): number;
  /** Waits for events at most so long (Infinity: for ever; 0: not at all) and dispatches them. */
  wait(timeoutMillis: number): void;
  /** Signal support: see EventLoop.onSignal. */
  onSignal(name: string, callback: ((name: string) => void) | undefined): boolean;
}

class Immediate implements ImmediateHandle {
  callback: () => void;
  active = true;
  referenced = true;

  constructor(callback: () => void) {
    this.callback = callback;
  }
}

export class Loop implements EventLoop {
  readonly #poller: Poller;
  readonly #runJobs: () => void;
  readonly #reportUncaught: (error: unknown) => void;
  readonly #startMillis: number;
  readonly #timers = new TimerQueue();
  #immediates: Immediate[] = [];
  #referencedImmediates = 0;
  #closings: (() => void)[] = [];
  readonly #shutdowns: (() => void)[] = [];
  #pending = 0;
  #roundMillis = 0;
  #stopping = false;

  /** `runJobs` empties ticks and microtasks. */
  constructor(poller: Poller, runJobs: () => void, reportUncaught: (error: unknown) => void) {
    this.#poller = poller;
    this.#runJobs = runJobs;
    this.#reportUncaught = reportUncaught;
    this.#startMillis = poller.nowMillis();
  }

  nowMillis(): number {
    return this.#poller.nowMillis() - this.#startMillis;
  }

  loopMillis(): number {
    return this.#roundMillis;
  }

  setTimer(atMillis: number, callback: () => void): TimerHandle {
    return this.#timers.add(atMillis, callback);
  }

  cancelTimer(handle: TimerHandle): void {
    this.#timers.cancel(handle as Timer);
  }

  setTimerReferenced(handle: TimerHandle, referenced: boolean): void {
    this.#timers.setReferenced(handle as Timer, referenced);
  }

  addImmediate(callback: () => void): ImmediateHandle {
    const immediate = new Immediate(callback);
    this.#immediates.push(immediate);
    this.#referencedImmediates++;
    return immediate;
  }

  removeImmediate(handle: ImmediateHandle): void {
    const immediate = handle as Immediate;
    if (!immediate.active) return;
    immediate.active = false;
    if (immediate.referenced) this.#referencedImmediates--;
  }

  setImmediateReferenced(handle: ImmediateHandle, referenced: boolean): void {
    const immediate = handle as Immediate;
    if (immediate.referenced === referenced) return;
    immediate.referenced = referenced;
    if (immediate.active) this.#referencedImmediates += referenced ? 1 : -1;
  }

  addPending(): void {
    this.#pending++;
  }

  removePending(): void {
    this.#pending--;
  }

  addClosing(callback: () => void): void {
    this.#closings.push(callback);
  }

  afterCallback(): void {
    this.#runJobs();
  }

  uncaught(error: unknown): void {
    this.#reportUncaught(error);
  }

  onSignal(name: string, callback: ((name: string) => void) | undefined): boolean {
    return this.#poller.onSignal(name, callback);
  }

  onShutdown(callback: () => void): void {
    this.#shutdowns.push(callback);
  }

  /**
   * The image is asked to stop: every registered shutdown runs, in order of registration. From then on only what is in
   * flight keeps the loop alive; timers run while it lasts.
   */
  shutDown(): void {
    this.#stopping = true;
    const shutdowns = this.#shutdowns;
    for (let i = 0; i < shutdowns.length; i++) this.#call(shutdowns[i] as () => void);
  }

  /** Runs rounds until nothing referenced is left. */
  run(): void {
    if (!this.isAlive()) return;
    this.#updateTime();
    this.#runTimers();
    while (this.isAlive()) {
      this.#poller.wait(this.#timeout());
      this.#runImmediates();
      this.#runClosings();
      this.#updateTime();
      this.#runTimers();
    }
  }

  /** Whether anything referenced is left. */
  isAlive(): boolean {
    if (this.#stopping) return this.#pending > 0 || this.#closings.length > 0;
    return (
      this.#pending > 0 ||
      this.#referencedImmediates > 0 ||
      this.#timers.referencedCount > 0 ||
      this.#closings.length > 0
    );
  }

  #updateTime(): void {
    this.#roundMillis = Math.floor(this.nowMillis());
  }

  #timeout(): number {
    if (this.#closings.length > 0 || this.#referencedImmediates > 0 || !this.isAlive()) return 0;
    const due = this.#timers.nextDue();
    if (due === undefined) return Infinity;
    const left = due - this.nowMillis();
    return left <= 0 ? 0 : Math.ceil(left);
  }

  #runTimers(): void {
    const now = this.#roundMillis;
    for (;;) {
      const timer = this.#timers.takeDue(now);
      if (timer === undefined) return;
      this.#call(timer.callback);
    }
  }

  /** Those added meanwhile wait for the next round. */
  #runImmediates(): void {
    const immediates = this.#immediates;
    if (immediates.length === 0) return;
    this.#immediates = [];
    for (let i = 0; i < immediates.length; i++) {
      const immediate = immediates[i] as Immediate;
      if (!immediate.active) continue;
      immediate.active = false;
      if (immediate.referenced) this.#referencedImmediates--;
      this.#call(immediate.callback);
    }
  }

  #runClosings(): void {
    const closings = this.#closings;
    if (closings.length === 0) return;
    this.#closings = [];
    for (let i = 0; i < closings.length; i++) this.#call(closings[i] as () => void);
  }

  #call(callback: () => void): void {
    try {
      callback();
    } catch (error) {
      this.#reportUncaught(error);
    }
    this.#runJobs();
  }
}
