// Response body: a response's bytes as a stream that reads from the connection only as fast as it is read. Layer: web.

import type { IncomingMessage } from '../../node/http/incoming-message.ts';
import { ReadableState } from '../streams/readable-state.ts';
import { terminatedError } from './failure.ts';

/** `onDone` is called once, when the body has come to its end in any way; `cancel` gives the rest up. */
export function responseBody(
  message: IncomingMessage,
  cancel: () => void,
  causeOfEnd: () => any,
  onDone: () => void,
): ReadableState {
  const state: ReadableState = new ReadableState(
    0,
    undefined,
    () => {
      message.resume();
      return Promise.resolve(undefined);
    },
    () => {
      cancel();
      onDone();
      return Promise.resolve(undefined);
    },
  );
  state.isByteStream = true;
  message.on('data', (chunk: any) => {
    message.pause();
    if (state.canEnqueue)
      state.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length).slice());
  });
  message.pause();
  message.on('end', () => {
    if (state.canEnqueue) state.requestClose();
    onDone();
  });
  message.on('error', () => {
    state.fail(terminatedError(causeOfEnd()));
    onDone();
  });
  state.start(Promise.resolve(undefined));
  return state;
}
