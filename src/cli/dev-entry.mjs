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
    response = await handler.fetch(requestOf(incoming));
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

function requestOf(incoming) {
  const url = new URL(incoming.url, `http://${incoming.headers.host ?? 'localhost'}`);
  const headers = new Headers();
  for (let i = 0; i < incoming.rawHeaders.length; i += 2) {
    headers.append(incoming.rawHeaders[i], incoming.rawHeaders[i + 1]);
  }
  const hasBody = incoming.method !== 'GET' && incoming.method !== 'HEAD';
  const controller = new AbortController();
  incoming.once('close', () => incoming.complete || controller.abort());
  return new Request(url, {
    method: incoming.method,
    headers,
    signal: controller.signal,
    ...(hasBody ? { body: Readable.toWeb(incoming), duplex: 'half' } : {}),
  });
}
