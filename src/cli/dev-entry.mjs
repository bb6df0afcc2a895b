// What `drupe dev` starts under Node: imports the program and serves its default export's `fetch` with node:http, as the
// image does. Layer: cli. Plain JavaScript, since it runs in the program's process, not in ours.

import { createServer } from 'node:http';
import { pathToFileURL } from 'node:url';
import { Readable } from 'node:stream';

process.argv.splice(1, 1);
const { default: exported } = await import(pathToFileURL(process.argv[1]).href);
// A CommonJS module with __esModule has its default export one deeper.
const handler = typeof exported?.fetch === 'function' ? exported : exported?.default;
if (typeof handler?.fetch === 'function') serve(handler);

function serve(handler) {
  const server = createServer((incoming, outgoing) => {
    void respond(handler, incoming, outgoing);
  });
  server.listen(Number(process.env.PORT ?? handler.port ?? 8080));
}

async function respond(handler, incoming, outgoing) {
  let response;
  try {
    response = isForbidden(incoming.method)
      ? new Response(null, { status: 501 })
      : await handler.fetch(requestOf(incoming, outgoing));
  } catch (error) {
    console.error(error);
    response = new Response('Internal Server Error', { status: 500 });
  }
  outgoing.statusCode = response.status;
  if (response.statusText) outgoing.statusMessage = response.statusText;
  for (const [name, value] of response.headers) {
    if (name !== 'set-cookie') outgoing.setHeader(name, value);
  }
  const cookies = response.headers.getSetCookie();
  if (cookies.length > 0) outgoing.setHeader('set-cookie', cookies);
  if (response.body && incoming.method !== 'HEAD') Readable.fromWeb(response.body).pipe(outgoing);
  else outgoing.end();
}

function requestOf(incoming, outgoing) {
  const { host = 'localhost' } = incoming.headers;
  // Not resolved against a base: the target "//a" is a path.
  const url = incoming.url.startsWith('/') ? `http://${host}${incoming.url}` : incoming.url;
  const headers = new Headers();
  for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
    headers.append(incoming.rawHeaders[i], incoming.rawHeaders[i + 1]);
  }
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
  const controller = new AbortController();
  outgoing.once('close', () => outgoing.writableFinished || controller.abort());
  return new Request(url, {
    method: incoming.method,
    headers,
    signal: controller.signal,
    ...(hasBody ? { body: bodyOf(incoming, outgoing), duplex: 'half' } : {}),
  });
}

/** Fetch §2.2.1: a Request cannot have them. */
function isForbidden(method) {
  return method === 'TRACE' || method === 'CONNECT' || method === 'TRACK';
}

/** Asks for the next chunk when it is read; what nobody read is received and forgotten once the answer is sent. */
function bodyOf(incoming, outgoing) {
  let isOpen = true;
  const forget = () => {
    isOpen = false;
    incoming.removeAllListeners('data').resume();
  };
  outgoing.once('finish', forget);
  const source = {
    start(controller) {
      incoming.pause();
      incoming.on('data', (chunk) => {
        incoming.pause();
        controller.enqueue(new Uint8Array(chunk));
      });
      incoming.on('end', () => isOpen && controller.close());
      incoming.on('error', (error) => isOpen && controller.error(error));
    },
    pull: () => void incoming.resume(),
    cancel: forget,
  };
  return new ReadableStream(source, { highWaterMark: 0 });
}
