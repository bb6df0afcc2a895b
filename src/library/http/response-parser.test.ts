// The response parser on the fake memory: whole responses, every split, what is refused, seeded mutations.

import '../../../test/library-on-node/register.mjs';
import assert from 'node:assert/strict';
import test from 'node:test';

const { BODY_AS_FRAMED, BODY_NONE, BODY_RAW, ResponseParser } =
  await import('./response-parser.ts');
const { fieldsObject, rawFields } = await import('./fields.ts');

/** What a parser reports for `input` (Latin-1) when it arrives in pieces that end at `splits` and then ends. */
function parse(input: string, splits: readonly number[] = [], isHead = false): string[] {
  const events: string[] = [];
  let body = '';
  const parser = new ResponseParser(
    {
      onHead: (p) => {
        const fields = JSON.stringify(fieldsObject(p.fieldText, 0));
        events.push(
          `${p.status} ${JSON.stringify(p.reason)} ${p.version} ${fields} ${p.keepAlive}`,
        );
        if (p.upgrade) return BODY_RAW;
        return isHead || (p.status < 200 && p.status !== 101) ? BODY_NONE : BODY_AS_FRAMED;
      },
      onBody: (bytes, from, to) => {
        body += Buffer.from(bytes.subarray(from, to)).toString('latin1');
      },
      onMessageEnd: (p) => {
        events.push(`end ${JSON.stringify(body)} ${rawFields(p.trailerText, 0).join('|')}`);
        body = '';
      },
    },
    16384,
  );
  const bytes = Buffer.from(input, 'latin1');
  let from = 0;
  for (const to of [...splits, bytes.length]) {
    const piece = new Uint8Array(bytes.subarray(from, to));
    from = to;
    if (parser.error === undefined) parser.execute(piece, 0, piece.length);
  }
  if (parser.error === undefined) parser.finish();
  if (parser.error !== undefined) {
    events.push(`part ${JSON.stringify(body)}`);
    events.push(`error ${parser.error.code} ${parser.error.reason}`);
  }
  return events;
}

const LENGTH_2 = 'Content-Length: 2\r\n';

test('a body of a given length, and a second response', () => {
  const input = `HTTP/1.1 200 OK\r\n${LENGTH_2}\r\nabHTTP/1.0 404 Not Found\r\n${LENGTH_2}\r\ncd`;
  assert.deepEqual(parse(input), [
    '200 "OK" 11 {"content-length":"2"} true',
    'end "ab" ',
    '404 "Not Found" 10 {"content-length":"2"} false',
    'end "cd" ',
  ]);
});

test('a body that ends with the connection', () => {
  assert.deepEqual(parse('HTTP/1.1 200 OK\r\n\r\nabc'), ['200 "OK" 11 {} false', 'end "abc" ']);
  assert.deepEqual(parse('HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip\r\n\r\nabc'), [
    '200 "OK" 11 {"transfer-encoding":"gzip"} false',
    'end "abc" ',
  ]);
});

test('a chunked body with extensions and trailers', () => {
  const input =
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n3;a="b"\r\nabc\r\nA\r\n0123456789\r\n0\r\nT: x\r\n\r\n';
  assert.deepEqual(parse(input), [
    '200 "OK" 11 {"transfer-encoding":"gzip, chunked"} true',
    'end "abc0123456789" T|x',
  ]);
});

test('responses without body, whatever their fields say', () => {
  for (const status of [204, 304]) {
    const [head, end, next] = parse(
      `HTTP/1.1 ${status} X\r\n${LENGTH_2}\r\nHTTP/1.1 200 OK\r\n${LENGTH_2}\r\nab`,
    );
    assert.equal(head, `${status} "X" 11 {"content-length":"2"} true`);
    assert.equal(end, 'end "" ');
    assert.equal(next, '200 "OK" 11 {"content-length":"2"} true');
  }
  assert.deepEqual(parse(`HTTP/1.1 200 OK\r\n${LENGTH_2}\r\n`, [], true), [
    '200 "OK" 11 {"content-length":"2"} true',
    'end "" ',
  ]);
});

test('interim responses precede the final one', () => {
  const input = `HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Hints\r\nLink: a\r\n\r\nHTTP/1.1 200 OK\r\n${LENGTH_2}\r\nab`;
  assert.deepEqual(parse(input), [
    '100 "Continue" 11 {} true',
    'end "" ',
    '103 "Hints" 11 {"link":"a"} true',
    'end "" ',
    '200 "OK" 11 {"content-length":"2"} true',
    'end "ab" ',
  ]);
});

test('the reason phrase may be missing, empty or anything', () => {
  assert.equal(parse('HTTP/1.1 200\r\n\r\n')[0], '200 "" 11 {} false');
  assert.equal(parse('HTTP/1.1 200 \r\n\r\n')[0], '200 "" 11 {} false');
  assert.equal(parse('HTTP/1.1 200  \xe9\0 x \r\n\r\n')[0], '200 " \xe9\\u0000 x " 11 {} false');
});

test('after a switch of protocols nothing is parsed', () => {
  const input = 'HTTP/1.1 101 S\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nraw \r\n\r\n';
  assert.deepEqual(parse(input), ['101 "S" 11 {"connection":"Upgrade","upgrade":"x"} true']);
});

const RESPONSES = [
  `HTTP/1.1 200 OK\r\n${LENGTH_2}\r\nab`,
  `\r\n\nHTTP/1.0 200\r\nConnection: keep-alive\r\nContent-Length: 0\r\n\r\n`,
  `HTTP/1.1 100 C\r\n\r\nHTTP/1.1 200 Fine  day\r\nX-Y:\t z z \t\r\nTransfer-Encoding: chunked\r\n\r\n4;x\r\nab\r\n\r\n1\r\nc\r\n0\r\nA: b\r\n\r\nHTTP/1.1 304 X\r\n\r\n`,
  `HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\nuntil the end`,
  `HTTP/1.1 500 E\r\nContent-Length: 5\r\n\r\nshor`,
];

test('every split gives the same events', () => {
  for (const input of RESPONSES) {
    const whole = parse(input);
    for (let at = 1; at < input.length; at++) assert.deepEqual(parse(input, [at]), whole);
    const everywhere = Array.from(input, (_, index) => index);
    assert.deepEqual(parse(input, everywhere), whole);
  }
});

const CHUNKED = 'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n';

const REFUSED: readonly [input: string, error: string][] = [
  ['HTTX/1.1 200 OK\r\n\r\n', 'HPE_INVALID_CONSTANT Expected HTTP/, RTSP/ or ICE/'],
  ['GET / HTTP/1.1\r\n\r\n', 'HPE_INVALID_CONSTANT Expected HTTP/, RTSP/ or ICE/'],
  ['HTTP/a.1 200 OK\r\n\r\n', 'HPE_INVALID_VERSION Invalid major version'],
  ['HTTP/1,1 200 OK\r\n\r\n', 'HPE_INVALID_VERSION Expected dot'],
  ['HTTP/1.a 200 OK\r\n\r\n', 'HPE_INVALID_VERSION Invalid minor version'],
  ['HTTP/1.11 200 OK\r\n\r\n', 'HPE_INVALID_VERSION Expected space after version'],
  ['HTTP/1.2 200 OK\r\n\r\n', 'HPE_INVALID_VERSION Invalid HTTP version'],
  ['HTTP/2.0 200 OK\r\n\r\n', 'HPE_INVALID_VERSION Invalid HTTP version'],
  ['HTTP/1.1  200 OK\r\n\r\n', 'HPE_INVALID_STATUS Invalid status code'],
  ['HTTP/1.1 20 OK\r\n\r\n', 'HPE_INVALID_STATUS Invalid status code'],
  ['HTTP/1.1 2000 OK\r\n\r\n', 'HPE_INVALID_STATUS Invalid response status'],
  ['HTTP/1.1 200\n\r\n', 'HPE_INVALID_STATUS Invalid response status'],
  ['HTTP/1.1 200 OK\n\r\n', 'HPE_CR_EXPECTED Missing expected CR after response line'],
  ['HTTP/1.1 200 OK\rX\r\n', 'HPE_STRICT Expected LF after CR'],
  ['HTTP/1.1 200 OK\r\n X: y\r\n\r\n', 'HPE_UNEXPECTED_SPACE Unexpected space after start line'],
  [
    'HTTP/1.1 200 OK\r\nX: y\r\n z\r\n\r\n',
    'HPE_INVALID_HEADER_TOKEN Unexpected whitespace after header value',
  ],
  ['HTTP/1.1 200 OK\r\nX y: z\r\n\r\n', 'HPE_INVALID_HEADER_TOKEN Invalid header token'],
  ['HTTP/1.1 200 OK\r\nX: \0\r\n\r\n', 'HPE_INVALID_HEADER_TOKEN Invalid header value char'],
  [
    `HTTP/1.1 200 OK\r\n${LENGTH_2}${LENGTH_2}\r\nab`,
    'HPE_UNEXPECTED_CONTENT_LENGTH Duplicate Content-Length',
  ],
  [
    `HTTP/1.1 200 OK\r\n${LENGTH_2}Transfer-Encoding: chunked\r\n\r\n`,
    "HPE_INVALID_TRANSFER_ENCODING Transfer-Encoding can't be present with Content-Length",
  ],
  [
    `HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n${LENGTH_2}\r\n`,
    "HPE_INVALID_CONTENT_LENGTH Content-Length can't be present with Transfer-Encoding",
  ],
  [
    'HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked, gzip\r\n\r\n',
    'HPE_INVALID_TRANSFER_ENCODING Invalid `Transfer-Encoding` header value',
  ],
  [`${CHUNKED}x\r\n`, 'HPE_INVALID_CHUNK_SIZE Invalid character in chunk size'],
  [`${CHUNKED}1\r\nab`, 'HPE_STRICT Expected LF after chunk data'],
  [`${CHUNKED}5\r\nab`, 'HPE_INVALID_EOF_STATE Invalid EOF state'],
  [`HTTP/1.1 200 OK\r\n${LENGTH_2}\r\na`, 'HPE_INVALID_EOF_STATE Invalid EOF state'],
  ['HTTP/1.1 20', 'HPE_INVALID_EOF_STATE Invalid EOF state'],
  [
    `HTTP/1.1 200 OK\r\nConnection: close\r\n${LENGTH_2}\r\nabc`,
    'HPE_CLOSED_CONNECTION Data after `Connection: close`',
  ],
  [`HTTP/1.1 200 OK\r\nX: ${'a'.repeat(16384)}`, 'HPE_HEADER_OVERFLOW Header overflow'],
  [`HTTP/1.1 200 ${'a'.repeat(16384)}\r\n\r\n`, 'HPE_HEADER_OVERFLOW Header overflow'],
  [`HTTP/1.1 200 ${'a'.repeat(16384)}`, 'HPE_HEADER_OVERFLOW Header overflow'],
];

test('malformed responses are refused, wherever they are split', () => {
  for (const [input, error] of REFUSED) {
    const step = Math.max(1, Math.floor(input.length / 50));
    for (let at = 0; at < input.length; at += step) {
      const message = `${JSON.stringify(input.slice(0, 80))} at ${at}`;
      assert.equal(parse(input, at === 0 ? [] : [at]).at(-1), `error ${error}`, message);
    }
  }
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

test('mutated responses never throw and do not depend on the split', () => {
  const next = random(20260202);
  const spice = '\r\n\t :;,"=\0\x7f\xffHTTP/1.10aZ-chunked';
  for (let round = 0; round < 600; round++) {
    let input = RESPONSES[next(RESPONSES.length)]!;
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
