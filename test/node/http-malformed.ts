// Requests that are malformed or nearly so: what is answered, whether the connection stays open, and what 'clientError'
// says. One line of bytes each, Latin-1.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { send } from './support/http-exchange.ts';

const CASES: Record<string, string> = {
  bareLFreqline: 'GET / HTTP/1.1\nHost: a\r\n\r\n',
  bareLFheader: 'GET / HTTP/1.1\r\nHost: a\nX: y\r\n\r\n',
  bareLFend: 'GET / HTTP/1.1\r\nHost: a\r\n\n',
  allLF: 'GET / HTTP/1.1\nHost: a\n\n',
  bareCR: 'GET / HTTP/1.1\r\nHost: a\rX: y\r\n\r\n',
  nul: 'GET / HTTP/1.1\r\nHost: a\r\nX: \u0000y\r\n\r\n',
  ctl: 'GET / HTTP/1.1\r\nHost: a\r\nX: \u0001y\r\n\r\n',
  tab: 'GET / HTTP/1.1\r\nHost: a\r\nX:\ty\t \r\n\r\n',
  del: 'GET / HTTP/1.1\r\nHost: a\r\nX: \x7fy\r\n\r\n',
  hi: 'GET / HTTP/1.1\r\nHost: a\r\nX: \xffy\r\n\r\n',
  spcolon: 'GET / HTTP/1.1\r\nHost : a\r\n\r\n',
  obsfold: 'GET / HTTP/1.1\r\nHost: a\r\nX: y\r\n z\r\n\r\n',
  obsfold1: 'GET / HTTP/1.1\r\n Host: a\r\n\r\n',
  nohost: 'GET / HTTP/1.1\r\n\r\n',
  nohost10: 'GET / HTTP/1.0\r\n\r\n',
  emptyhost: 'GET / HTTP/1.1\r\nHost:\r\n\r\n',
  v12: 'GET / HTTP/1.2\r\nHost: a\r\n\r\n',
  vx: 'GET / HTTX/1.1\r\nHost: a\r\n\r\n',
  v11x: 'GET / HTTP/1.11\r\nHost: a\r\n\r\n',
  vlow: 'GET / http/1.1\r\nHost: a\r\n\r\n',
  nover2: 'GET / \r\nHost: a\r\n\r\n',
  cl2: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\nab',
  cl3: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2, 2\r\n\r\nab',
  clneg: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: -2\r\n\r\nab',
  clplus: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: +2\r\n\r\nab',
  clsp: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2 \r\n\r\nab',
  clempty: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: \r\n\r\nab',
  clbig: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\nab',
  clte: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  tecl: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n0\r\n\r\n',
  clspace: 'POST / HTTP/1.1\r\nHost: a\r\nContent-Length: 1 2\r\n\r\nab',
  te: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\nab',
  te2: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n',
  te3: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n',
  te4: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked, chunked\r\n\r\n0\r\n\r\n',
  te5: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  te6: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: xchunked\r\n\r\n0\r\n\r\n',
  te7: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: CHUNKED\r\n\r\n1\r\na\r\n0\r\n\r\n',
  te8: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: identity\r\n\r\n',
  te9: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: \u000bchunked\r\n\r\n0\r\n\r\n',
  te10: 'POST / HTTP/1.0\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  te11: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n',
  te13: 'GET / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip\r\n\r\n',
  te14: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked \t\r\n\r\n0\r\n\r\n',
  te15: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked,\r\n\r\n0\r\n\r\n',
  te16: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\nTransfer-Encoding: gzip\r\n\r\n0\r\n\r\n',
  te17: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding:,chunked\r\n\r\n0\r\n\r\n',
  te18: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip,chunked\r\n\r\n0\r\n\r\n',
  te19: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip chunked\r\n\r\n0\r\n\r\n',
  te20: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked;q=1\r\n\r\n0\r\n\r\n',
  ch1: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\na\r\n0\r\n\r\n',
  ch2: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;a=b\r\na\r\n0\r\n\r\n',
  ch3: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1 \r\na\r\n0\r\n\r\n',
  ch4: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\na\r\n0\r\n\r\n',
  ch5: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab\r\n0\r\n\r\n',
  ch6: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\nab',
  ch7: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\nab',
  ch8: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n\r\n',
  ch9: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nTr: x\r\n\r\n',
  ch10: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;a="b;\\"c"\r\na\r\n0\r\n\r\n',
  ch11: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;a="b\r\na\r\n0\r\n\r\n',
  ch13: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na0\r\n\r\n',
  ch14: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1; a=b\r\na\r\n0\r\n\r\n',
  ch15: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;a b\r\na\r\n0\r\n\r\n',
  ch16: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;\r\na\r\n0\r\n\r\n',
  ch17: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\n\n',
  ch18: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nContent-Length: 3\r\nHost: b\r\n\r\n',
  ch19: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;=b\r\na\r\n0\r\n\r\n',
  ch20: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1;a=\r\na\r\n0\r\n\r\n',
  ch21: 'POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n1\r\na\r\n0\r\nTr : x\r\n\r\n',
  m1: 'get / HTTP/1.1\r\nHost: a\r\n\r\n',
  m2: 'FOO / HTTP/1.1\r\nHost: a\r\n\r\n',
  m4: 'GETT / HTTP/1.1\r\nHost: a\r\n\r\n',
  m5: ' GET / HTTP/1.1\r\nHost: a\r\n\r\n',
  m6: '\r\n\r\nGET / HTTP/1.1\r\nHost: a\r\n\r\n',
  m7: '\nGET / HTTP/1.1\r\nHost: a\r\n\r\n',
  m8: 'GE\u0000T / HTTP/1.1\r\nHost: a\r\n\r\n',
  m9: 'G\tT / HTTP/1.1\r\n',
  mtab: 'GET\t/ HTTP/1.1\r\nHost: a\r\n\r\n',
  src: 'SOURCE / HTTP/1.1\r\nHost: a\r\n\r\n',
  query: 'QUERY / HTTP/1.1\r\nHost: a\r\n\r\n',
  u1: 'GET  / HTTP/1.1\r\nHost: a\r\n\r\n',
  u2: 'GET /  HTTP/1.1\r\nHost: a\r\n\r\n',
  u3: 'GET /a b HTTP/1.1\r\nHost: a\r\n\r\n',
  u4: 'GET /\u0001 HTTP/1.1\r\nHost: a\r\n\r\n',
  u5: 'GET /\xff HTTP/1.1\r\nHost: a\r\n\r\n',
  u6: 'GET http://x/y?z#q HTTP/1.1\r\nHost: a\r\n\r\n',
  u7: 'GET * HTTP/1.1\r\nHost: a\r\n\r\n',
  u8: 'GET foo HTTP/1.1\r\nHost: a\r\n\r\n',
  u9: 'OPTIONS * HTTP/1.1\r\nHost: a\r\n\r\n',
  u10: 'GET /\x7f HTTP/1.1\r\nHost: a\r\n\r\n',
  u11: 'GET /a\tb HTTP/1.1\r\nHost: a\r\n\r\n',
  u12: 'GET ?a HTTP/1.1\r\nHost: a\r\n\r\n',
  u13: 'GET http:/x HTTP/1.1\r\nHost: a\r\n\r\n',
  u14: 'GET http:// HTTP/1.1\r\nHost: a\r\n\r\n',
  u15: 'GET #a HTTP/1.1\r\nHost: a\r\n\r\n',
  u16: 'GET /a#b HTTP/1.1\r\nHost: a\r\n\r\n',
  u17: 'GET "/a HTTP/1.1\r\nHost: a\r\n\r\n',
  u18: 'GET /"<>\\^`{|} HTTP/1.1\r\nHost: a\r\n\r\n',
  u19: 'GET http://a@b:c/ HTTP/1.1\r\nHost: a\r\n\r\n',
  u20: 'GET http://[::1]:8/ HTTP/1.1\r\nHost: a\r\n\r\n',
  u21: 'GET h1://a/ HTTP/1.1\r\nHost: a\r\n\r\n',
  u22: 'GET //a HTTP/1.1\r\nHost: a\r\n\r\n',
  u23: 'GET http://a b HTTP/1.1\r\nHost: a\r\n\r\n',
  u24: 'GET /a?b?c##d HTTP/1.1\r\nHost: a\r\n\r\n',
  u25: 'GET http://a@b@c/ HTTP/1.1\r\nHost: a\r\n\r\n',
  u26: 'GET http://a?b HTTP/1.1\r\nHost: a\r\n\r\n',
  u27: 'GET http://a<b/ HTTP/1.1\r\nHost: a\r\n\r\n',
  h1: 'GET / HTTP/1.1\r\nHost: a\r\n: x\r\n\r\n',
  h2: 'GET / HTTP/1.1\r\nHost: a\r\nX\r\n\r\n',
  h3: 'GET / HTTP/1.1\r\nHost: a\r\nX@: y\r\n\r\n',
  h4: 'GET / HTTP/1.1\r\nHost: a\r\nX\u0000: y\r\n\r\n',
  h5: 'GET / HTTP/1.1\r\nHost: a\r\nX:y\r\nX:z\r\ncookie: a\r\ncookie: b\r\nuser-agent: 1\r\nuser-agent: 2\r\nset-cookie: q\r\n\r\n',
  h6: 'GET / HTTP/1.1\r\nHost: a\r\n"X": y\r\n\r\n',
  h7: 'GET / HTTP/1.1\r\nHost: a\r\nX\xe9: y\r\n\r\n',
  h8: 'GET / HTTP/1.1\r\nHost: a\r\nX: \r\n\r\n',
  h9: 'GET / HTTP/1.1\r\nHost: a\r\nX:  a  b  \r\n\r\n',
  h10: 'GET / HTTP/1.1\r\nHost: a\r\nX\t: b\r\n\r\n',
  h11: 'GET / HTTP/1.1 \r\nHost: a\r\n\r\n',
  h12: 'GET / HTTP/1.1\r\r\nHost: a\r\n\r\n',
  h13: 'GET / HTTP/1.1\r\nHost: a\r\n\rX',
  h14: 'GET / HTTP/1.1\r\nHost: a\r\nX: a\r\r\n\r\n',
  h15: 'GET / HTTP/1.1\r\nHost: a\r\nX:\r\n y\r\n\r\n',
  h16: 'GET / HTTP/1.1\r\nHost: a\r\nX:\n\r\n',
  co1: 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close, keep-alive\r\n\r\n',
  co2: 'GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\n',
  co3: 'GET / HTTP/1.1\r\nHost: a\r\nConnection: foo\r\n\r\n',
  co4: 'GET / HTTP/1.1\r\nHost: a\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n',
  co5: 'GET / HTTP/1.1\r\nHost: a\r\nConnection: closed\r\n\r\n',
  co6: 'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\nConnection: keep-alive\r\n\r\n',
  co7: 'GET / HTTP/1.1\r\nHost: a\r\nConnection: keep-alive,close\r\n\r\n',
  post0: 'POST / HTTP/1.1\r\nHost: a\r\n\r\nGET /x HTTP/1.1\r\nHost: a\r\n\r\n',
  getcl: 'GET / HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\n\r\nab',
  head: 'HEAD / HTTP/1.1\r\nHost: a\r\n\r\n',
  closeextra:
    'GET / HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n',
  garbageafter: 'GET / HTTP/1.1\r\nHost: a\r\n\r\nxx',
  pipe: 'GET /1 HTTP/1.1\r\nHost: a\r\n\r\nGET /2 HTTP/1.1\r\nHost: a\r\n\r\n',
  tls: '\u0016\u0003\u0001\u0002\u0000\u0001\u0000',
  resp: 'HTTP/1.1 200 OK\r\n\r\n',
};

let reported = '';
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (chunk) => (body += chunk));
  request.on('end', () => {
    const { method, url, headers, trailers } = request;
    response.end(JSON.stringify({ method, url, headers, body, trailers }));
  });
});
await new Promise<void>((resolve) => server.listen(0, resolve));
const { port } = server.address() as AddressInfo;

/** Keeps to the first answer line and the connection's fate when the request was refused. */
async function check(name: string): Promise<void> {
  reported = '';
  const { answer, ended } = await send(port, CASES[name]!, { wait: 30, patience: 3 });
  const text = answer.replace(/Date: [^\r]*\r\n/g, 'Date\r\n');
  console.log(name, JSON.stringify(text), ended ? 'closed' : 'open', reported);
}

const names = Object.keys(CASES);
for (let i = 0; i < names.length; i += 10) {
  console.log('# from', names[i]);
  for (const name of names.slice(i, i + 10)) await check(name);
}

console.log('# clientError');
server.on('clientError', (error: any, socket) => {
  reported = error.code + ': ' + error.message + ' ' + (error instanceof Error);
  socket.end('HTTP/1.1 499 Refused\r\n\r\n');
});
for (const name of names) await check(name);
server.close();
server.closeAllConnections();
