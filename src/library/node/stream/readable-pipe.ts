// Readable pipe: moves a readable's data into a writable, waiting when that is full. Layer: node.

import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { errorOrDestroy } from './destroy.ts';
import type { ReadableState } from './readable-state.ts';

/** `readable.pipe(target, options)`. */
export function pipeReadable(source: any, target: any, options: any): any {
  const state: ReadableState = source._readableState;
  state.pipes.push(target);
  let cleanedUp = false;
  let onDrain: any;

  const onData = (chunk: any) => {
    if (target.write(chunk) === false) pause();
  };
  const pause = () => {
    if (!cleanedUp) {
      if (state.awaitDrain === null) state.awaitDrain = new Set();
      state.awaitDrain.add(target);
      source.pause();
    }
    if (onDrain === undefined) {
      onDrain = () => {
        state.awaitDrain?.delete(target);
        if (
          (state.awaitDrain === null || state.awaitDrain.size === 0) &&
          source.listenerCount('data') > 0
        )
          source.resume();
      };
      target.on('drain', onDrain);
    }
  };
  const onEnd = () => target.end();
  const unpipe = () => source.unpipe(target);
  const onError = (error: any) => {
    unpipe();
    target.removeListener('error', onError);
    if (target.listenerCount('error') === 0) {
      const sink = target._writableState ?? target._readableState;
      if (sink && !sink.errorEmitted) errorOrDestroy(target, error);
      else target.emit('error', error);
    }
  };
  const onClose = () => {
    target.removeListener('finish', onFinish);
    unpipe();
  };
  const onFinish = () => {
    target.removeListener('close', onClose);
    unpipe();
  };
  const onUnpipe = (from: any, info: any) => {
    if (from === source && info && info.hasUnpiped === false) {
      info.hasUnpiped = true;
      cleanup();
    }
  };
  const cleanup = () => {
    target.removeListener('close', onClose);
    target.removeListener('finish', onFinish);
    if (onDrain !== undefined) target.removeListener('drain', onDrain);
    target.removeListener('error', onError);
    target.removeListener('unpipe', onUnpipe);
    source.removeListener('end', onEnd);
    source.removeListener('end', unpipe);
    source.removeListener('data', onData);
    cleanedUp = true;
    // The target was full and its 'drain' will not be seen any more.
    if (
      onDrain !== undefined &&
      state.awaitDrain !== null &&
      (!target._writableState || target._writableState.needDrain)
    )
      onDrain();
  };

  const atEnd = !options || options.end !== false ? onEnd : unpipe;
  if (state.endEmitted) enqueueTick(atEnd);
  else source.once('end', atEnd);
  target.on('unpipe', onUnpipe);
  source.on('data', onData);
  target.prependListener('error', onError);
  target.once('close', onClose);
  target.once('finish', onFinish);
  target.emit('pipe', source);
  if (target.writableNeedDrain === true) pause();
  else if (!state.flowing) source.resume();
  return target;
}

/** `readable.unpipe(target)`; without a target: all. */
export function unpipeReadable(source: any, target: any): void {
  const state: ReadableState = source._readableState;
  if (state.pipes.length === 0) return;
  if (target === undefined || target === null) {
    const targets = state.pipes;
    state.pipes = [];
    source.pause();
    for (let i = 0; i < targets.length; i++)
      targets[i].emit('unpipe', source, { hasUnpiped: false });
    return;
  }
  const index = state.pipes.indexOf(target);
  if (index < 0) return;
  state.pipes.splice(index, 1);
  if (state.pipes.length === 0) source.pause();
  target.emit('unpipe', source, { hasUnpiped: false });
}
