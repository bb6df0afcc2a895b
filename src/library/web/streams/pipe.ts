// Pipe: moves chunks from a readable to a writable stream until one of them ends. Layer: web (WHATWG Streams §4.9.1).

import { releaseReader } from './readable-state.ts';
import type { ReadableState } from './readable-state.ts';
import type { WritableState } from './writable-state.ts';
import { invalidState } from './deferred.ts';

/** Options of pipeTo. */
export interface PipeOptions {
  preventClose?: boolean;
  preventAbort?: boolean;
  preventCancel?: boolean;
  signal?: any;
}

/** Both streams are locked until the promise settles. */
export async function pipeStates(
  source: ReadableState,
  target: WritableState,
  options: PipeOptions,
): Promise<undefined> {
  if (target.locked) throw invalidState('WritableStream is locked');
  const reader = source.acquireReader();
  target.locked = true;
  source.disturbed = true;
  let lastWrite: Promise<any> = Promise.resolve(undefined);
  let aborted: { reason: any } | undefined;
  let wake: (() => void) | undefined;
  const onAbort = () => {
    aborted = { reason: options.signal.reason };
    wake?.();
  };
  const signal = options.signal;
  if (signal) {
    if (signal.aborted) onAbort();
    else signal.addEventListener('abort', onAbort);
  }
  // Either end may fail or close while nothing is being read.
  const wakeUp = () => wake?.();
  target.closed.promise.then(wakeUp, wakeUp);
  reader.closed.promise.then(wakeUp, wakeUp);
  try {
    for (;;) {
      if (aborted !== undefined) {
        const reason = aborted.reason;
        const actions: Promise<any>[] = [];
        if (!options.preventAbort) actions.push(target.abort(reason));
        if (!options.preventCancel) actions.push(source.cancel(reason));
        await Promise.all(actions);
        throw reason;
      }
      if (source.state === 'errored') {
        const error = source.storedError;
        await lastWrite.catch(nothing);
        if (!options.preventAbort) await target.abort(error);
        throw error;
      }
      if (target.state === 'errored' || target.state === 'erroring') {
        const error = target.storedError;
        if (!options.preventCancel) await source.cancel(error);
        throw error;
      }
      if (source.state === 'closed') {
        await lastWrite.catch(nothing);
        if (!options.preventClose && target.state === 'writable' && !target.closeQueuedOrInFlight)
          await target.close();
        return undefined;
      }
      if (target.closeQueuedOrInFlight || target.state === 'closed') {
        const error = invalidState('Destination WritableStream is closed');
        if (!options.preventCancel) await source.cancel(error);
        throw error;
      }
      if (target.backpressure) {
        await Promise.race([target.ready.promise, wakePromise()]).catch(nothing);
        continue;
      }
      await Promise.race([readOne(), wakePromise()]);
    }
  } finally {
    signal?.removeEventListener('abort', onAbort);
    releaseReader(reader);
    target.locked = false;
  }

  function wakePromise(): Promise<void> {
    return new Promise<void>((resolve) => (wake = resolve));
  }

  function readOne(): Promise<void> {
    return new Promise<void>((resolve) => {
      source.read({
        onChunk: (chunk: any) => {
          lastWrite = target.write(chunk);
          lastWrite.catch(nothing);
          resolve();
        },
        onClose: resolve,
        onError: () => resolve(),
      });
    });
  }
}

function nothing(): void {}
