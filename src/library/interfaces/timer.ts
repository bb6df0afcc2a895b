// Timer: the event loop as timers, streams and node:process see it. Layer: interfaces.
// A target's system module installs the loop before the program's first line. Each callback is followed by all
// microtasks; an exception that escapes a callback goes to the loop's uncaught handler.

/** Opaque; what `setTimer` returned. Cancelling one that ran or was cancelled does nothing. */
export interface TimerHandle {
  /** Monotonic time at which it is due, in the clock of `nowMillis`. */
  readonly dueMillis: number;
  /** True between setTimer and the moment it runs or is cancelled. */
  readonly active: boolean;
}

/** Opaque; what `addImmediate` returned. */
export interface ImmediateHandle {
  readonly active: boolean;
}

export interface EventLoop {
  /** Monotonic milliseconds since the start of the image, with a fraction; read anew at each call. */
  nowMillis(): number;
  /** The time at which this round began, in whole milliseconds: what Node computes a timer's start from. */
  loopMillis(): number;
  /** Runs `callback` in the timers phase at or after `atMillis`; equal times run in the order of the calls. Keeps the loop alive. */
  setTimer(atMillis: number, callback: () => void): TimerHandle;
  cancelTimer(handle: TimerHandle): void;
  /** An unreferenced timer does not keep the loop alive. */
  setTimerReferenced(handle: TimerHandle, referenced: boolean): void;
  /** Runs `callback` after the current poll; one that is added meanwhile waits for the next round. */
  addImmediate(callback: () => void): ImmediateHandle;
  removeImmediate(handle: ImmediateHandle): void;
  setImmediateReferenced(handle: ImmediateHandle, referenced: boolean): void;
  /** One more, one fewer thing in flight for which the loop must stay alive. */
  addPending(): void;
  removePending(): void;
  /** Installs (undefined: removes) what runs for a signal ('SIGTERM', 'SIGINT', 'SIGHUP', 'SIGUSR2') instead of the default; false when the target has no such signal. */
  onSignal(name: string, callback: ((name: string) => void) | undefined): boolean;
  /** Runs `callback` at the end of this round, after the immediates (Node's closing phase). Keeps the loop alive. */
  addClosing(callback: () => void): void;
  /** For drivers and protocols, after each callback that they made into the program: runs ticks and microtasks. */
  afterCallback(): void;
  /** For drivers and protocols: an exception escaped such a callback. */
  uncaught(error: unknown): void;
  /** Registers what runs when the image is asked to stop: close listeners and idle connections. */
  onShutdown(callback: () => void): void;
}

let installed: EventLoop | undefined;

/** Called once by the target's system module. */
export function setEventLoop(loop: EventLoop): void {
  installed = loop;
}

/** The loop of this image. */
export function currentLoop(): EventLoop {
  if (installed === undefined) throw new Error('The event loop is not running yet');
  return installed;
}
