// The fetch-handler example: bodies as text and as streams, both ways. Layer: tests.

import { chunked, type Exchange, exchange, request, toBytes } from '../exchange.ts';

const posts = (target: string, body: string, fields: Record<string, string> = {}): string =>
  request('POST', target, fields, body);

export const fetchHandlerExchanges: Exchange[] = [
  exchange('/json counts', request('GET', '/json').repeat(3)),
  exchange('/json with a query', request('GET', '/json?a=1&b=two&a=3&%C3%A9=%F0%9F%98%80&e=&f')),
  exchange('/json with a query of raw UTF-8', request('GET', toBytes('/json?ä=ö'))),
  exchange('/json with plus and broken percent signs', request('GET', '/json?a+b=c+d&p=%&q=%zz')),
  exchange('/json with a fragment', request('GET', '/json?a=1#b?c')),
  ...['POST', 'PUT', 'DELETE', 'PATCH', 'OPTIONS', 'HEAD'].map((method) =>
    exchange(`/json by ${method}`, request(method, '/json')),
  ),
  exchange('/upper', posts('/upper', 'hello')),
  exchange('/upper of Unicode', posts('/upper', 'straße ﬁ ǆ é 😀')),
  exchange('/upper of bytes that are not UTF-8', posts('/upper', 'a').replace(/a$/, '\xff')),
  exchange('/upper without a body', request('GET', '/upper')),
  exchange('/upper of an empty body', posts('/upper', '')),
  exchange(
    '/upper of chunks',
    request('POST', '/upper', { 'Transfer-Encoding': 'chunked' }, chunked('he', 'llo', ' there')),
  ),
  exchange(
    '/upper of chunks in small pieces',
    request('POST', '/upper', { 'Transfer-Encoding': 'chunked' }, chunked('he', 'llo')),
    { pieces: 3 },
  ),
  exchange('/upper of 500 KB', posts('/upper', 'text '.repeat(100_000))),
  exchange('/echo', posts('/echo', 'hello')),
  exchange('/echo keeps the type', posts('/echo', '{}', { 'Content-Type': 'application/json' })),
  exchange('/echo of a GET', request('GET', '/echo')),
  exchange('/echo without a body', request('POST', '/echo')),
  exchange(
    '/echo of all bytes',
    posts('/echo', '?').replace('h: 1', 'h: 256').replace(/\?$/, allBytes()),
  ),
  exchange(
    '/echo of chunks',
    request('POST', '/echo', { 'Transfer-Encoding': 'chunked' }, chunked('a', 'bc', 'def')),
    { anyFraming: true },
  ),
  exchange('/echo of 2 MB', posts('/echo', 'data'.repeat(500_000)), { anyFraming: true }),
  exchange('/echo and /upper pipelined', posts('/echo', 'one') + posts('/upper', 'two'), {
    anyFraming: true,
  }),
  exchange('/count', request('GET', '/count')),
  exchange('/count by HEAD', request('HEAD', '/count')),
  exchange('/count of HTTP/1.0', 'GET /count HTTP/1.0\r\n\r\n'),
  exchange('/count, then / pipelined', request('GET', '/count') + request('GET', '/')),
  exchange('a Host with a port', 'GET /json HTTP/1.1\r\nHost: a.example:8080\r\n\r\n'),
  exchange('a Host that is none', 'GET /json HTTP/1.1\r\nHost: a b\r\n\r\n'),
];

function allBytes(): string {
  return Array.from({ length: 256 }, (_, i) => String.fromCharCode(i)).join('');
}
