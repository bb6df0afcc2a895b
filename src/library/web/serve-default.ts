// Serve default: runs `export default { fetch(request) }` as an HTTP server. Layer: web, above node:http.
// Port: the export's `port`, else the environment's PORT, else 8080. Whatever the handler throws is a 500, and is written
// to the error stream.

import { Server } from '../node/http/server.ts';
import type { IncomingMessage } from '../node/http/incoming-message.ts';
import type { ServerResponse } from '../node/http/server-response.ts';
import { findField } from '../http/fields.ts';
import { currentHost } from '../interfaces/host.ts';
import { AbortController } from './abort.ts';
import { bodyContentOf, BodyContent } from './body.ts';
import { console } from './console.ts';
import { Headers, headerEntriesOf } from './headers.ts';
import { readableStateOf, streamOfState } from './readable-stream.ts';
import { isForbiddenMethod, Request, RequestParts } from './request.ts';
import { Response } from './response.ts';
import { readAsPromise, ReadableState } from './streams/readable-state.ts';

/** Starts the server for a default export with a callable `fetch`. */
export function serveDefault(handler: any): void {
  const port = portOf(handler);
  const server = new Server((message: IncomingMessage, response: ServerResponse) => {
    handle(handler, message, response);
  });
  if (typeof handler.hostname === 'string') server.listen({ port, host: handler.hostname });
  else server.listen(port);
}

function portOf(handler: any): number {
  const given = handler.port ?? environmentPort();
  if (given === undefined || given === '') return 8080;
  return Number(given);
}

function environmentPort(): string | undefined {
  const environment = currentHost().environment;
  for (let i = 0; i < environment.length; i++) {
    const entry = environment[i]!;
    if (entry.startsWith('PORT=')) return entry.slice(5);
  }
  return undefined;
}

function handle(handler: any, message: IncomingMessage, response: ServerResponse): void {
  if (isForbiddenMethod(message.method!)) {
    response.statusCode = 501;
    response.end();
    return;
  }
  let result: any;
  try {
    result = handler.fetch(requestOf(message, response));
  } catch (error) {
    fail(response, error);
    return;
  }
  if (result instanceof Response) {
    send(result, message, response);
    return;
  }
  Promise.resolve(result).then(
    (value) => {
      if (value instanceof Response) send(value, message, response);
      else fail(response, new TypeError('fetch() did not return a Response'));
    },
    (error) => fail(response, error),
  );
}

function fail(response: ServerResponse, error: any): void {
  console.error(error);
  if (response.headersSent) {
    response.destroy();
    return;
  }
  response.statusCode = 500;
  response.setHeader('content-type', 'text/plain;charset=UTF-8');
  response.end('Internal Server Error');
}

/** A Request over a message: URL from the Host field, headers and body on demand. */
function requestOf(message: IncomingMessage, response: ServerResponse): Request {
  const parts = new RequestParts();
  parts.method = message.method!;
  const target = message.url;
  parts.url = target.startsWith('/')
    ? 'http://' + (findField(message._fieldText, 'host') ?? 'localhost') + target
    : target;
  parts.makeHeaders = () => headersOf(message);
  if (parts.method !== 'GET' && parts.method !== 'HEAD') {
    const content = new BodyContent();
    content.stream = streamOfState(bodyOf(message));
    parts.content = content;
  }
  parts.makeSignal = () => signalOf(response);
  return new Request(parts);
}

/** Aborted when the client leaves before it has the whole answer. */
function signalOf(response: ServerResponse): any {
  const controller = new AbortController();
  const onClose = () => {
    if (!response.writableFinished) controller.abort();
  };
  if (response.destroyed) onClose();
  else response.on('close', onClose);
  return controller.signal;
}

function headersOf(message: IncomingMessage): Headers {
  const headers = new Headers();
  const entries = headerEntriesOf(headers);
  const raw = message.rawHeaders;
  for (let i = 0; i < raw.length; i += 2) entries.append(raw[i]!.toLowerCase(), raw[i + 1]!);
  return headers;
}

/** The message's chunks as a stream that asks for the next one when it is read. */
function bodyOf(message: IncomingMessage): ReadableState {
  let attached = false;
  const state: ReadableState = new ReadableState(
    0,
    undefined,
    () => {
      if (!attached) {
        attached = true;
        message.on('data', (chunk: any) => {
          message.pause();
          if (state.canEnqueue)
            state.enqueue(new Uint8Array(chunk.buffer, chunk.byteOffset, chunk.length));
        });
        message.on('end', () => {
          if (state.canEnqueue) state.requestClose();
        });
        message.on('error', (error: any) => state.fail(error));
      } else message.resume();
      return Promise.resolve(undefined);
    },
    () => {
      message.resume();
      return Promise.resolve(undefined);
    },
  );
  state.isByteStream = true;
  state.start(Promise.resolve(undefined));
  return state;
}

function send(result: Response, message: IncomingMessage, response: ServerResponse): void {
  response.statusCode = result.status;
  if (result.statusText !== '') response.statusMessage = result.statusText;
  const entries = headerEntriesOf(result.headers);
  const headers = response._ensureHeaders();
  if (entries.keys.length === 1) headers.add(entries.keys[0]!, entries.keys[0]!, entries.values[0]);
  else for (const [name, value] of entries.sorted()) headers.add(name, name, value);
  const content = bodyContentOf(result);
  if (content.stream !== undefined) {
    sendStream(readableStateOf(content.stream)!, response);
    return;
  }
  if (content.used) {
    fail(response, new TypeError('Response body object should not be disturbed or locked'));
    return;
  }
  content.used = true;
  if (content.text !== undefined) response.end(content.text);
  else if (content.bytes !== undefined) response.end(content.bytes);
  else response.end();
}

async function sendStream(state: ReadableState, response: ServerResponse): Promise<void> {
  if (state.reader !== null || state.disturbed) {
    fail(response, new TypeError('Response body object should not be disturbed or locked'));
    return;
  }
  const reader = state.acquireReader();
  response.on('close', () => {
    if (state.state === 'readable') state.cancel(undefined).then(undefined, () => {});
  });
  response.flushHeaders();
  try {
    for (;;) {
      const { value, done } = await readAsPromise(reader);
      if (done) break;
      if (response.destroyed) return;
      const chunk = value;
      if (!(chunk instanceof Uint8Array)) throw new TypeError('Received non-Uint8Array chunk');
      if (!response.write(chunk)) await drained(response);
    }
    response.end();
  } catch (error) {
    fail(response, error);
  }
}

/** The client has taken what was written, or is gone. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      response.off('drain', done);
      response.off('close', done);
      resolve();
    };
    response.on('drain', done);
    response.on('close', done);
  });
}
