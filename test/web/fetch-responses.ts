// fetch: responses of a server that sends given bytes; whole, byte by byte, cut off, malformed.

import { listen, sleep } from '../node/support/answering.ts';

function failure(error: any): string {
  const cause = error?.cause;
  const reason = cause ? ` | ${cause.name} ${cause.code} ${cause.message}` : '';
  return `${error?.name} ${error?.message}${reason}`;
}

async function fetched(name: string, pieces: string[], init?: any, close = false): Promise<void> {
  const sockets: any[] = [];
  const { server, port } = await listen((socket) => {
    sockets.push(socket);
    socket.on('error', () => {});
    socket.once('data', async () => {
      for (const piece of pieces) {
        socket.write(Buffer.from(piece, 'latin1'));
        if (pieces.length > 1) await sleep(1);
      }
      if (close) socket.end();
    });
  });
  try {
    const response = await fetch(`http://127.0.0.1:${port}/a?b#c`, init);
    const { status, statusText, ok, type, redirected, url, bodyUsed } = response;
    const place = url.replaceAll(String(port), 'PORT');
    const phrase = pieces.length > 1 ? '' : JSON.stringify(statusText);
    console.log(name, status, phrase, ok, type, redirected, place, bodyUsed);
    console.log(JSON.stringify([...response.headers]), response.body === null);
    console.log(JSON.stringify(await response.text()), response.bodyUsed);
  } catch (error) {
    console.log(name, failure(error));
  }
  server.close();
  for (const socket of sockets) socket.destroy();
}

const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nab';
const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';
await fetched('length', [OK]);
await fetched('byte by byte', Array.from(OK));
await fetched('chunked', [CHUNKED + '2\r\nab\r\n3;x=y\r\ncde\r\n0\r\nT: x\r\n\r\n']);
await fetched('chunked byte by byte', Array.from(CHUNKED + '2\r\nab\r\n0\r\nT: x\r\n\r\n'));
await fetched('until the end', ['HTTP/1.1 200 OK\r\n\r\nabc'], {}, true);
await fetched('HTTP/1.0', ['HTTP/1.0 200 OK\r\n\r\nabc'], {}, true);
await fetched('utf-8', ['HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\n\xe2\x82\xac']);
await fetched('no phrase', ['HTTP/1.1 200\r\nContent-Length: 0\r\n\r\n']);
await fetched('404', ['HTTP/1.1 404 Not Found\r\nContent-Length: 2\r\n\r\nab']);
await fetched('500', ['HTTP/1.1 500 E\r\nContent-Length: 0\r\n\r\n']);
await fetched('600', ['HTTP/1.1 600 X\r\nContent-Length: 0\r\n\r\n']);
await fetched('204', ['HTTP/1.1 204 No Content\r\n\r\n']);
await fetched('304', ['HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n']);
await fetched('205', ['HTTP/1.1 205 Reset\r\nContent-Length: 0\r\n\r\n']);
await fetched('HEAD', ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n'], { method: 'HEAD' });
await fetched('fields', [
  'HTTP/1.1 200 OK\r\nX: a\r\nx:  b\r\nSet-Cookie: a\r\nset-cookie: b\r\nL: \xe9\r\nContent-Length: 0\r\n\r\n',
]);
await fetched('an unknown coding', [
  'HTTP/1.1 200 OK\r\nContent-Encoding: other\r\nContent-Length: 2\r\n\r\nab',
]);
await fetched('103', ['HTTP/1.1 103 Hints\r\nLink: a\r\n\r\n' + OK]);
await fetched('101', ['HTTP/1.1 101 S\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n']);
await fetched('redirect without location', ['HTTP/1.1 302 F\r\nContent-Length: 2\r\n\r\nab']);
await fetched('300', ['HTTP/1.1 300 F\r\nLocation: /x\r\nContent-Length: 2\r\n\r\nab']);

console.log('# failures');
await fetched('garbage', ['garbage\r\n\r\n']);
await fetched('version', ['HTTP/1.2 200 OK\r\n\r\n'], {}, true);
await fetched('length twice', ['HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na']);
await fetched('large head', [`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(20000)}\r\n\r\n`]);
await fetched('nothing', [''], {}, true);
await fetched('half a head', ['HTTP/1.1 200 OK\r\nX:'], {}, true);
await fetched('too short', ['HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nab'], {}, true);
await fetched('half chunked', [CHUNKED + '5\r\nab'], {}, true);

console.log('# bodies');
async function answer(text: string): Promise<any> {
  const { server, port } = await listen((socket) => {
    socket.on('error', () => {});
    socket.once('data', () => socket.end(Buffer.from(text, 'latin1')));
  });
  const response = await fetch(`http://127.0.0.1:${port}/`);
  server.close();
  return response;
}
const JSON_TEXT = '{"a":[1,"\xc3\xa9"]}';
const TEXT = `HTTP/1.1 200 OK\r\nContent-Type: text/x\r\nContent-Length: ${JSON_TEXT.length}\r\n\r\n${JSON_TEXT}`;
console.log(await (await answer(TEXT)).json());
console.log((await (await answer(TEXT)).arrayBuffer()).byteLength);
const chunks: string[] = [];
for await (const chunk of (await answer(TEXT)).body) chunks.push(chunk.constructor.name + chunk.length);
console.log(chunks.join());
const copied = await answer(TEXT);
const copy = copied.clone();
console.log(await copied.text(), await copy.text(), copy.url === copied.url, copy.status);
const once = await answer(TEXT);
await once.text();
await once.text().catch((error: any) => console.log(error.name));
const fixed = await answer(TEXT);
try {
  fixed.headers.set('a', 'b');
} catch (error: any) {
  console.log(error.name, error.message);
}
await fixed.body.cancel();
console.log(fixed.bodyUsed, await fixed.text().catch((error: any) => error.name));
const reader = (await answer(TEXT)).body.getReader();
const { value } = await reader.read();
console.log(value.length, (await reader.read()).done);
