// Request body: the content of a Request on its way to a node:http request, with the back-pressure of the latter. Layer: web.

import type { ClientRequest } from '../../node/http/client-request.ts';
import type { BodyContent } from '../body.ts';
import { readableStateOf } from '../readable-stream.ts';
import { readAsPromise } from '../streams/readable-state.ts';

/** Sends the content and ends the request; a stream that fails destroys it. */
export function sendBody(sent: ClientRequest, content: BodyContent): void {
  if (content.stream !== undefined) sendStream(sent, content);
  else if (content.isNull) sent.end();
  else sent.end(content.plainBytes());
}

async function sendStream(sent: ClientRequest, content: BodyContent): Promise<void> {
  const state = readableStateOf(content.stream)!;
  try {
    const reader = state.acquireReader();
    sent.once('close', () => {
      if (state.state === 'readable') state.cancel(undefined).then(undefined, () => {});
    });
    for (;;) {
      const { value, done } = await readAsPromise(reader);
      if (sent.destroyed) return;
      if (done) break;
      if (!(value instanceof Uint8Array)) throw new TypeError('Received non-Uint8Array chunk');
      if (value.length > 0 && !sent.write(value)) await drained(sent);
    }
    sent.end();
  } catch (error) {
    sent.destroy(error);
  }
}

/** The socket has taken what was written, or is gone. */
function drained(sent: ClientRequest): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      sent.off('drain', done);
      sent.off('close', done);
      resolve();
    };
    sent.on('drain', done);
    sent.on('close', done);
  });
}
