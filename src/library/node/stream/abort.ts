// Abort: an AbortSignal that destroys a stream. Layer: node.

import { abortError, invalidArgumentType } from './errors.ts';

/** Destroys `stream` with an AbortError when `signal` fires. */
export function attachAbortSignal(signal: any, stream: any): any {
  const onAbort = () => stream.destroy(abortError(signal.reason));
  if (signal.aborted) onAbort();
  else {
    signal.addEventListener('abort', onAbort);
    stream.once('close', () => signal.removeEventListener('abort', onAbort));
  }
  return stream;
}

/** `stream.addAbortSignal`. */
export function addAbortSignal(signal: any, stream: any): any {
  if (signal === null || typeof signal !== 'object' || !('aborted' in signal))
    throw invalidArgumentType('signal', 'an instance of AbortSignal', signal);
  return attachAbortSignal(signal, stream);
}
