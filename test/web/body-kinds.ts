// Bodies of Blobs and FormData: their types, their bytes, and on the wire.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** The boundary is a random number. */
function shown(text: string | null): string {
  return JSON.stringify(String(text).replace(/----formdata-undici-0\d{11}/g, 'BOUNDARY'));
}

const form = new FormData();
form.append('a', 'b\nc\rd\r\ne');
form.append('f"x\n', new File(['zz'], 'n"\u00e9.txt', { type: 't/x' }));
form.append('g', new Blob(['q']));
form.append('\u20ac', '\u20ac');

const kinds: [string, any][] = [
  ['blob', new Blob(['xy', new Uint8Array([0x7a])], { type: 'A/b' })],
  ['untyped', new Blob(['xy'])],
  ['empty', new Blob([])],
  ['file', new File(['xy'], 'name.txt', { type: 'text/plain' })],
  ['slice', new Blob(['0123456789']).slice(2, 5, 'c/d')],
  ['form', form],
  ['empty form', new FormData()],
];
for (const [name, body] of kinds) {
  const response = new Response(body);
  console.log(name, shown(response.headers.get('content-type')), shown(await response.text()));
  const typed = new Request('http://a/', { method: 'POST', body, headers: { 'content-type': 'x/y' } });
  console.log(typed.headers.get('content-type'), (await typed.arrayBuffer()).byteLength > 0);
}

const server = createServer(async (request, response) => {
  let text = '';
  request.setEncoding('latin1');
  for await (const chunk of request) text += chunk;
  console.log(request.headers['content-length'], shown(request.headers['content-type'] ?? null));
  response.end(shown(text));
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
for (const [, body] of kinds) console.log(await (await fetch(url, { method: 'POST', body })).text());
server.close();
server.closeAllConnections();
