// Pipeline: connects streams, iterables and functions, and takes all of them down when one fails. Layer: node.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { abortError, codedTypeError, invalidArgumentType, prematureClose } from './errors.ts';
import { finished } from './finished.ts';
import { Readable } from './readable.ts';
import { PassThrough } from './transform.ts';

function isStream(value: any): boolean {
  return value !== null && typeof value === 'object' && typeof value.on === 'function';
}

function isIterable(value: any): boolean {
  return (
    value !== null &&
    value !== undefined &&
    (typeof value[Symbol.asyncIterator] === 'function' ||
      typeof value[Symbol.iterator] === 'function')
  );
}

/** `pipeline(...streams, callback)`. */
export function pipeline(...args: any[]): any {
  const callback = args.pop();
  if (typeof callback !== 'function')
    throw invalidArgumentType('streams[stream.length - 1]', 'of type function', callback);
  const streams = args.length === 1 && Array.isArray(args[0]) ? args[0] : args;
  return runPipeline(streams, callback, undefined);
}

/** `options`: {signal, end}. */
export function runPipeline(streams: any[], callback: any, options: any): any {
  if (streams.length < 2)
    throw codedTypeError('ERR_MISSING_ARGS', 'The "streams" argument must be specified');
  const destroys: ((error: any) => void)[] = [];
  let failure: any;
  let result: any;
  let pending = 0;
  let over = false;

  const finish = (error: any, isLast: boolean) => {
    if (error && (!failure || failure.code === 'ERR_STREAM_PREMATURE_CLOSE')) failure = error;
    if (!failure && !isLast) return;
    while (destroys.length > 0) destroys.shift()!(failure);
    if (isLast && !over) {
      over = true;
      enqueueTick(callback, failure, result);
    }
  };
  const finishOne = (error: any) => {
    pending--;
    finish(error, pending === 0);
  };

  const signal = options?.signal;
  if (signal) {
    const onAbort = () => finish(abortError(signal.reason), true);
    if (signal.aborted) enqueueTick(onAbort);
    else signal.addEventListener('abort', onAbort, { once: true });
  }

  let current: any;
  for (let i = 0; i < streams.length; i++) {
    const stage = streams[i];
    const reads = i < streams.length - 1;
    const writes = i > 0;
    const isLast = i === streams.length - 1;
    const ends = reads || options?.end !== false;
    if (isStream(stage) && ends) destroys.push(destroyer(stage, reads, writes));
    if (isStream(stage) && writes && isLast) watchLateErrors(stage);
    if (i === 0) {
      if (typeof stage === 'function') {
        current = stage({ signal });
        if (!isIterable(current))
          throw codedTypeError(
            'ERR_INVALID_RETURN_VALUE',
            'Expected Iterable, AsyncIterable or Stream to be returned from the "source" function but got ' +
              (current === null ? 'null' : typeof current) +
              '.',
          );
      } else if (isStream(stage)) current = stage;
      else if (isIterable(stage)) current = Readable.from(stage);
      else
        throw invalidArgumentType(
          'source',
          'of type function or an instance of Stream, Iterable, or AsyncIterable',
          stage,
        );
    } else if (typeof stage === 'function') {
      const produced = stage(current, { signal });
      if (reads) {
        if (!isIterable(produced))
          throw codedTypeError(
            'ERR_INVALID_RETURN_VALUE',
            'Expected AsyncIterable to be returned from the "transform[' + (i - 1) + ']" function.',
          );
        current = produced;
      } else {
        // The last function's result becomes a readable, so that the caller may go on piping.
        const through = new PassThrough({ objectMode: true });
        pending++;
        if (produced && typeof produced.then === 'function') {
          produced.then(
            (value: any) => {
              result = value;
              if (value !== null && value !== undefined) through.write(value);
              if (ends) through.end();
              enqueueTick(finishOne, undefined);
            },
            (error: any) => {
              through.destroy(error);
              enqueueTick(finishOne, error);
            },
          );
        } else if (isIterable(produced)) {
          pumpIterable(produced, through, finishOne, ends);
        } else
          throw codedTypeError(
            'ERR_INVALID_RETURN_VALUE',
            'Expected AsyncIterable or Promise to be returned from the "destination" function.',
          );
        current = through;
        destroys.push(destroyer(through, false, true));
      }
    } else if (isStream(stage)) {
      if (isStream(current) && typeof current.pipe === 'function') {
        pending += 2;
        connect(current, stage, finishOne, ends);
      } else {
        pending++;
        pumpIterable(current, stage, finishOne, ends);
      }
      current = stage;
    } else
      throw invalidArgumentType('destination', 'of type function or an instance of Stream', stage);
  }
  return current;

  function watchLateErrors(stage: any): void {
    // After the callback ran, an error of the last stream must not be uncaught.
    stage.on('error', (error: any) => {
      if (error && error.name !== 'AbortError' && error.code !== 'ERR_STREAM_PREMATURE_CLOSE')
        enqueueTick(finish, error, false);
    });
  }
}

function destroyer(stream: any, reads: boolean, writes: boolean): (error: any) => void {
  let done = false;
  stream.on('close', () => {
    done = true;
  });
  finished(stream, { readable: reads, writable: writes }, (error: any) => {
    done = !error;
  });
  return (error: any) => {
    if (done) return;
    done = true;
    if (typeof stream.destroy === 'function') stream.destroy(error || prematureClose());
  };
}

function connect(source: any, target: any, finish: (error: any) => void, end: boolean): void {
  let ended = false;
  target.on('close', () => {
    // The target is gone while the source still has data.
    if (!ended) finish(prematureClose());
  });
  source.pipe(target, { end: false });
  if (end) {
    const endTarget = () => {
      ended = true;
      target.end();
    };
    if (source._readableState?.endEmitted) enqueueTick(endTarget);
    else source.once('end', endTarget);
  } else {
    finish(undefined);
    ended = true;
  }
  finished(source, { readable: true, writable: false }, (error: any) => {
    const state = source._readableState;
    if (
      error &&
      error.code === 'ERR_STREAM_PREMATURE_CLOSE' &&
      state &&
      state.ended &&
      !state.errored &&
      !state.errorEmitted
    ) {
      // Closed in the middle of emitting its end.
      source.once('end', finish).once('error', finish);
    } else finish(error);
  });
  if (end) finished(target, { readable: false, writable: true }, finish);
}

async function pumpIterable(
  source: any,
  target: any,
  finish: (error: any) => void,
  end: boolean,
): Promise<void> {
  let failure: any;
  let wake: (() => void) | undefined;
  const onEvent = (error?: any) => {
    if (error) failure = error;
    if (wake !== undefined) {
      const resume = wake;
      wake = undefined;
      resume();
    }
  };
  target.on('drain', onEvent);
  const cleanup = finished(target, { readable: false }, onEvent);
  try {
    if (target.writableNeedDrain) await new Promise<void>((resolve) => (wake = resolve));
    for await (const chunk of source) {
      if (failure) throw failure;
      if (!target.write(chunk)) await new Promise<void>((resolve) => (wake = resolve));
      if (failure) throw failure;
    }
    if (end) {
      target.end();
      if (!target.writableFinished) await new Promise<void>((resolve) => (wake = resolve));
    }
    finish(failure);
  } catch (error) {
    finish(failure ?? error);
  } finally {
    cleanup();
    target.off('drain', onEvent);
  }
}
