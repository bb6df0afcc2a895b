// Async iterator: `for await (const chunk of stream)`. Layer: node. Leaving the loop early destroys the stream.

import { destroyAny } from './destroy.ts';
import { finished } from './finished.ts';

export async function* iterateReadable(stream: any, options: any): AsyncGenerator<any> {
  let wake: (() => void) | undefined;
  // undefined: running; null: ended; else what went wrong.
  let failure: any;
  const onEvent = () => {
    if (wake !== undefined) {
      const resume = wake;
      wake = undefined;
      resume();
    }
  };
  const waitForEvent = (resolve: () => void) => {
    wake = resolve;
  };
  stream.on('readable', onEvent);
  const cleanup = finished(stream, { writable: false }, (error: any) => {
    failure = error ? error : null;
    onEvent();
  });
  try {
    for (;;) {
      const chunk = stream.destroyed ? null : stream.read();
      if (chunk !== null) yield chunk;
      else if (failure) throw failure;
      else if (failure === null) return;
      else await new Promise<void>(waitForEvent);
    }
  } catch (error) {
    failure = error;
    throw error;
  } finally {
    if (
      (failure || !options || options.destroyOnReturn !== false) &&
      (failure === undefined || stream._readableState.autoDestroy)
    ) {
      destroyAny(stream, null);
    } else {
      stream.off('readable', onEvent);
      cleanup();
    }
  }
}
