// The parser on the fake memory: whole requests, every split, seeded mutations.

import '../../../test/library-on-node/register.mjs';
import assert from 'node:assert/strict';
import test from 'node:test';

const { RequestParser } = await import('./request-parser.ts');
const { fieldsObject, rawFields } = await import('./fields.ts');

const HOST = 'Host: a\r\n';

/** What a parser reports for `input` (Latin-1) when it arrives in pieces that end at `splits`. */
function parse(input: string, splits: readonly number[] = [], maximumHead = 16384): string[] {
  const events: string[] = [];
  let body = '';
  const parser = new RequestParser(
    {
      onHead: (p) => {
        events.push(
          `${p.method} ${p.target} ${p.version} ${JSON.stringify(fieldsObject(p.fieldText, 0))}${p.upgrade ? ' upgrade' : ''}`,
        );
      },
      onBody: (bytes, from, to) => {
        body += Buffer.from(bytes.subarray(from, to)).toString('latin1');
      },
      onMessageEnd: (p) => {
        events.push(
          `end ${JSON.stringify(body)} ${rawFields(p.trailerText, 0).join('|')} ${p.keepAlive}`,
        );
        body = '';
      },
    },
    maximumHead,
  );
  const bytes = Buffer.from(input, 'latin1');
  let from = 0;
  for (const to of [...splits, bytes.length]) {
    const piece = new Uint8Array(bytes.subarray(from, to));
    from = to;
    if (parser.error === undefined) parser.execute(piece, 0, piece.length);
  }
  if (parser.error !== undefined) events.push(`error ${parser.error.code} ${parser.error.reason}`);
  return events;
}

function errorOf(input: string): string {
  const last = parse(input).at(-1) ?? '';
  return last.startsWith('error ') ? last.slice(6) : `none: ${last}`;
}

test('a request without body', () => {
  assert.deepEqual(parse(`GET /a?b#c HTTP/1.1\r\n${HOST}\r\n`), [
    'GET /a?b#c 11 {"host":"a"}',
    'end ""  true',
  ]);
});

test('pipelined requests, with and without bodies', () => {
  const input =
    `POST /1 HTTP/1.1\r\n${HOST}Content-Length: 3\r\n\r\nabc` + `\r\nGET /2 HTTP/1.0\r\n\r\n`;
  assert.deepEqual(parse(input), [
    'POST /1 11 {"host":"a","content-length":"3"}',
    'end "abc"  true',
    'GET /2 10 {}',
    'end ""  false',
  ]);
});

test('a chunked body with extensions and trailers', () => {
  const input = `POST / HTTP/1.1\r\n${HOST}Transfer-Encoding: Chunked\r\n\r\n3;a=b\r\nabc\r\nA;q="x\\"y;"\r\n0123456789\r\n0\r\nTr: x\r\nts:  y \r\n\r\n`;
  assert.deepEqual(parse(input), [
    'POST / 11 {"host":"a","transfer-encoding":"Chunked"}',
    'end "abc0123456789" Tr|x|ts|y true',
  ]);
});

test('all methods', async () => {
  const { METHODS } = await import('./methods.ts');
  for (const method of METHODS) {
    const target = method === 'CONNECT' ? 'a:1' : '/';
    const [head] = parse(`${method} ${target} HTTP/1.1\r\n${HOST}\r\n`);
    assert.equal(
      head,
      `${method} ${target} 11 {"host":"a"}${method === 'CONNECT' ? ' upgrade' : ''}`,
    );
  }
});

test('known and unknown field names in any case', async () => {
  const { KNOWN_NAMES } = await import('./header-names.ts');
  for (const name of KNOWN_NAMES.slice(1)) {
    if (['content-length', 'transfer-encoding', 'host'].includes(name)) continue;
    for (const written of [name, name.toUpperCase(), `${name}x`, `x${name}`]) {
      const [head] = parse(`GET / HTTP/1.1\r\n${HOST}${written}: v\r\n\r\n`);
      const value = written.toLowerCase() === 'set-cookie' ? '["v"]' : '"v"';
      assert.ok(head!.includes(`"${written.toLowerCase()}":${value}`), `${written}: ${head}`);
    }
  }
});

const REQUESTS = [
  `GET /path?query HTTP/1.1\r\n${HOST}Accept: */*\r\nX-Y:\t z z \t\r\n\r\n`,
  `POST http://a:80/x HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nConnection: close\r\n\r\nhello`,
  `\r\n\r\nPUT * HTTP/1.1\r\n${HOST}transfer-encoding: gzip, chunked\r\n\r\n4;x\r\nab\r\n\r\n1\r\nc\r\n0\r\nA: b\r\n\r\nGET / HTTP/1.1\r\n${HOST}\r\n`,
  `GET / HTTP/1.0\r\nConnection: keep-alive\r\n\r\nHEAD /2 HTTP/1.0\r\n\r\n`,
  `GET / HTTP/1.1\r\n${HOST}Connection: keep-alive, Upgrade\r\nUpgrade: x\r\n\r\n`,
];

test('every split gives the same events', () => {
  for (const input of REQUESTS) {
    const whole = parse(input);
    for (let at = 1; at < input.length; at++) assert.deepEqual(parse(input, [at]), whole);
    const everywhere = Array.from(input, (_, index) => index);
    assert.deepEqual(parse(input, everywhere), whole);
  }
});

const REFUSED: readonly [input: string, error: string][] = [
  ['GET / HTTP/1.1\nHost: a\n\n', 'HPE_INVALID_VERSION Expected CRLF after version'],
  ['GET / HTTP/1.1\r\nHost: a\n\r\n', 'HPE_CR_EXPECTED Missing expected CR after header value'],
  [
    'GET / HTTP/1.1\r\nHost: a\rb\r\n\r\n',
    'HPE_LF_EXPECTED Missing expected LF after header value',
  ],
  ['GET / HTTP/1.1\r\nHost: \0\r\n\r\n', 'HPE_INVALID_HEADER_TOKEN Invalid header value char'],
  ['GET / HTTP/1.1\r\nHost : a\r\n\r\n', 'HPE_INVALID_HEADER_TOKEN Invalid header token'],
  [
    `GET / HTTP/1.1\r\n${HOST}X: a\r\n b\r\n\r\n`,
    'HPE_INVALID_HEADER_TOKEN Unexpected whitespace after header value',
  ],
  [`GET / HTTP/1.1\r\n ${HOST}\r\n`, 'HPE_UNEXPECTED_SPACE Unexpected space after start line'],
  [`GET / HTTP/1.1\r\n${HOST}${HOST}\r\n`, 'HPE_USER Duplicate Host'],
  ['GET / HTTP/1.2\r\n\r\n', 'HPE_INVALID_VERSION Invalid HTTP version'],
  ['GET / HTTP/2.0\r\n\r\n', 'HPE_INVALID_VERSION Invalid HTTP version'],
  ['GET /\r\n\r\n', 'HPE_INVALID_URL Invalid characters in url'],
  ['GET x HTTP/1.1\r\n\r\n', 'HPE_INVALID_URL Invalid characters in url'],
  ['GET /\x80 HTTP/1.1\r\n\r\n', 'HPE_INVALID_URL Invalid char in url path'],
  ['get / HTTP/1.1\r\n\r\n', 'HPE_INVALID_METHOD Invalid method encountered'],
  ['GETS / HTTP/1.1\r\n\r\n', 'HPE_INVALID_METHOD Expected space after method'],
  ['\x16\x03\x01', 'HPE_INVALID_METHOD Invalid method encountered'],
  ['XYZ', 'HPE_INVALID_METHOD Invalid method encountered'],
  [
    `POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na`,
    'HPE_UNEXPECTED_CONTENT_LENGTH Duplicate Content-Length',
  ],
  [
    `POST / HTTP/1.1\r\nContent-Length: 1,1\r\n\r\na`,
    'HPE_INVALID_CONTENT_LENGTH Invalid character in Content-Length',
  ],
  [
    `POST / HTTP/1.1\r\nContent-Length: +1\r\n\r\na`,
    'HPE_INVALID_CONTENT_LENGTH Invalid character in Content-Length',
  ],
  [
    `POST / HTTP/1.1\r\nContent-Length:\r\n\r\na`,
    'HPE_INVALID_CONTENT_LENGTH Empty Content-Length',
  ],
  [
    `POST / HTTP/1.1\r\nContent-Length: 9007199254740993\r\n\r\na`,
    'HPE_INVALID_CONTENT_LENGTH Content-Length overflow',
  ],
  [
    `POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n`,
    "HPE_INVALID_TRANSFER_ENCODING Transfer-Encoding can't be present with Content-Length",
  ],
  [
    `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\nContent-Length: 1\r\n\r\n`,
    "HPE_INVALID_CONTENT_LENGTH Content-Length can't be present with Transfer-Encoding",
  ],
  [
    `POST / HTTP/1.1\r\nTransfer-Encoding: chunked, chunked\r\n\r\n`,
    'HPE_INVALID_TRANSFER_ENCODING Invalid `Transfer-Encoding` header value',
  ],
  [
    `POST / HTTP/1.1\r\nTransfer-Encoding: gzip\r\n\r\n`,
    'HPE_INVALID_TRANSFER_ENCODING Request has invalid `Transfer-Encoding`',
  ],
  [
    `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n0x1\r\n`,
    'HPE_INVALID_CHUNK_SIZE Invalid character in chunk size',
  ],
  [
    `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\n`,
    'HPE_CR_EXPECTED Missing expected CR after chunk size',
  ],
  [
    `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1\r\nab`,
    'HPE_STRICT Expected LF after chunk data',
  ],
  [
    `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n${'f'.repeat(17)}\r\n`,
    'HPE_INVALID_CHUNK_SIZE Chunk size overflow',
  ],
  [
    `POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n1;${'a'.repeat(17000)}`,
    'HPE_CHUNK_EXTENSIONS_OVERFLOW Chunk extensions overflow',
  ],
  [`GET / HTTP/1.1\r\nX: ${'a'.repeat(16384)}`, 'HPE_HEADER_OVERFLOW Header overflow'],
  [`GET /${'a'.repeat(16384)}`, 'HPE_HEADER_OVERFLOW Header overflow'],
  [
    `GET / HTTP/1.1\r\n${HOST}Connection: close\r\n\r\nGET`,
    'HPE_CLOSED_CONNECTION Data after `Connection: close`',
  ],
];

test('malformed requests are refused, wherever they are split', () => {
  for (const [input, error] of REFUSED) {
    assert.equal(errorOf(input), error, JSON.stringify(input.slice(0, 80)));
    const step = Math.max(1, Math.floor(input.length / 50));
    for (let at = 1; at < input.length; at += step) {
      assert.equal(
        parse(input, [at]).at(-1),
        `error ${error}`,
        `${JSON.stringify(input.slice(0, 80))} at ${at}`,
      );
    }
  }
});

test('a head that never ends is refused', () => {
  let input = 'GET / HTTP/1.1\r\nX:';
  input += ' '.repeat(200000);
  assert.equal(errorOf(input), 'HPE_HEADER_OVERFLOW Header overflow');
});

/** xorshift32 */
function random(seed: number): (limit: number) => number {
  let state = seed;
  return (limit) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % limit;
  };
}

test('mutated requests never throw and do not depend on the split', () => {
  const next = random(20260101);
  const spice = '\r\n\t :;,"=\0\x7f\xffHTTP/1.10aZ-chunked';
  for (let round = 0; round < 600; round++) {
    let input = REQUESTS[next(REQUESTS.length)]!;
    for (let count = 1 + next(4); count > 0; count--) {
      const at = next(input.length);
      const kind = next(3);
      const piece = spice[next(spice.length)]!;
      if (kind === 0) input = input.slice(0, at) + input.slice(at + 1);
      else if (kind === 1) input = input.slice(0, at) + piece + input.slice(at);
      else input = input.slice(0, at) + piece + input.slice(at + 1);
    }
    const whole = parse(input);
    const split = parse(input, [next(input.length) + 1]);
    assert.deepEqual(split, whole, JSON.stringify(input));
  }
});
