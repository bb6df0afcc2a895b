// What any server is asked: framing, connections, methods, targets. Layer: tests.

import { chunked, type Exchange, exchange, request, toBytes } from '../exchange.ts';
import { Wire } from '../wire.ts';

/** `path` is one that the example answers with 200. */
export function generalExchanges(path: string): Exchange[] {
  const get = request('GET', path);
  return [
    exchange('GET', get),
    exchange('HEAD', request('HEAD', path)),
    exchange('HEAD, then GET', request('HEAD', path) + get),
    exchange('GET of HTTP/1.0', `GET ${path} HTTP/1.0\r\n\r\n`),
    exchange(
      'GET of HTTP/1.0 that stays',
      `GET ${path} HTTP/1.0\r\nConnection: keep-alive\r\n\r\n`,
    ),
    exchange('GET, Connection: close', request('GET', path, { Connection: 'close' })),
    exchange('twenty requests in one write', get.repeat(20)),
    exchange(
      'two requests behind a last one',
      request('GET', path, { Connection: 'close' }) + get,
      {
        methods: ['GET'],
      },
    ),
    exchange('byte by byte', get, { pieces: 1 }),
    exchange('three pipelined requests in pieces of seven bytes', get.repeat(3), { pieces: 7 }),
    exchange('the client half-closes', get, { end: true }),
    exchange('empty lines before the request', `\r\n\r\n${get}`),
    ...['PUT', 'DELETE', 'PATCH', 'OPTIONS', 'TRACE', 'PROPFIND'].map((method) =>
      exchange(method, request(method, path)),
    ),
    exchange('POST without a body', request('POST', path)),
    exchange('POST with a body nobody reads', request('POST', path, {}, 'x'.repeat(1000)) + get),
    exchange(
      'POST of 60 KB that nobody reads, then GET',
      request('POST', path, {}, 'y'.repeat(60_000)) + get,
    ),
    exchange(
      'chunks with extensions and a trailer',
      `POST ${path} HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n3;a=b\r\nabc\r\n0\r\nX-T: v\r\n\r\n${get}`,
    ),
    exchange('GET with a body', request('GET', path, {}, 'abc') + get),
    exchange(
      'Expect: 100-continue',
      request('POST', path, { Expect: '100-continue' }, 'abc') + get,
    ),
    exchange('an expectation nobody meets', request('POST', path, { Expect: 'more' }, 'abc')),
    exchange(
      'an upgrade nobody takes',
      request('GET', path, { Connection: 'upgrade', Upgrade: 'x' }),
    ),
    exchange('an absolute target', `GET http://other${path} HTTP/1.1\r\nHost: a\r\n\r\n`),
    exchange('a query', request('GET', `${path}?a=1&b=%20x&a=2&=&c`)),
    exchange('an unknown path', request('GET', '/no/such/path')),
    exchange('an unknown path with POST', request('POST', '/no/such/path', {}, '{}') + get),
    exchange('percent-encoding', request('GET', '/%7Ea%2Fb%20c%C3%A9%F0%9F%98%80')),
    exchange('a path of raw UTF-8', request('GET', toBytes('/é/😀'))),
    exchange('dots in the path', request('GET', `/a/../b/./../..${path}`)),
    exchange('odd characters in the path', request('GET', '/"<>\\^`{|}')),
    exchange('two slashes', request('GET', '//other/x')),
    exchange('a path of 10 KB', request('GET', `/${'p'.repeat(10_000)}`)),
    exchange('fifty fields', request('GET', path, fieldsOf(50))),
    exchange('no Host', `GET ${path} HTTP/1.1\r\n\r\n`),
    exchange('too many fields', request('GET', path, { 'X-Big': 'b'.repeat(20_000) })),
    exchange('not HTTP', 'nonsense\r\n\r\n', { methods: ['GET'] }),
    exchange(
      'a chunked body and a length',
      request(
        'POST',
        path,
        { 'Transfer-Encoding': 'chunked', 'Content-Length': '3' },
        chunked('abc'),
      ),
    ),
    leaving('a client resets in the middle of a head', path, 'GET / HT'),
    leaving(
      'a client resets in the middle of a body',
      path,
      `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 100000\r\n\r\n${'b'.repeat(50_000)}`,
    ),
    leaving('a client resets before its twenty answers', path, get.repeat(20)),
    exchange('nothing at all', '', { end: true, methods: [] }),
    exchange('half a head', 'GET / HTTP/1.1\r\nHo', { end: true, methods: ['GET'] }),
    exchange('half a body', `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 9\r\n\r\nabc`, {
      end: true,
      methods: ['POST'],
    }),
  ];
}

function fieldsOf(count: number): Record<string, string> {
  return Object.fromEntries(
    Array.from({ length: count }, (_, i) => [`X-Field-${i}`, `value ${i}`]),
  );
}

/** Sends and resets at once, ten times; what the next client gets. */
function leaving(name: string, path: string, text: string): Exchange {
  const next = exchange(name, request('GET', path));
  return {
    name,
    run: async (port, anyFraming) => {
      for (let i = 0; i < 10; i++) {
        const wire = new Wire(port);
        wire.send(text);
        await new Promise((resolve) => setTimeout(resolve, i));
        wire.reset();
      }
      return next.run(port, anyFraming);
    },
  };
}
