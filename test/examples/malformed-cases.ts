// Malformed requests, and what RFC 9110 and 9112 ask for. Layer: tests.
// `allowed`: statuses of the first answer; 'dropped' is a connection that closes without one. Node's answer is compared
// where `asNode` is not false; where it is, the reason stands there.

export interface MalformedCase {
  readonly name: string;
  /** Bytes as Latin-1. */
  readonly text: string;
  readonly allowed: readonly (number | 'dropped')[];
  readonly asNode?: false;
  /** The sender half-closes after the text. */
  readonly end?: boolean;
}

const refused = [400] as const;
const get = (target: string, fields = ''): string =>
  `GET ${target} HTTP/1.1\r\nHost: a\r\n${fields}\r\n`;
const post = (fields: string, body: string): string =>
  `POST / HTTP/1.1\r\nHost: a\r\n${fields}\r\n${body}`;
const chunks = (body: string): string => post('Transfer-Encoding: chunked\r\n', body);

/** RFC 9112 §2, §3: the start line. */
const startLines: MalformedCase[] = [
  { name: 'a word', text: 'nonsense\r\n\r\n', allowed: refused },
  { name: 'a method alone', text: 'GET\r\n\r\n', allowed: refused },
  { name: 'no version', text: 'GET / \r\nHost: a\r\n\r\n', allowed: refused },
  { name: 'no target', text: 'GET HTTP/1.1\r\nHost: a\r\n\r\n', allowed: refused },
  { name: 'an unknown method', text: get('/').replace('GET', 'FETCH'), allowed: [400, 501] },
  { name: 'a method in lower case', text: get('/').replace('GET', 'get'), allowed: [400, 501] },
  { name: 'a method with a zero byte', text: get('/').replace('GET', 'G\0T'), allowed: refused },
  { name: 'a space before the method', text: ` ${get('/')}`, allowed: refused },
  { name: 'a target with a space', text: get('/a b'), allowed: refused },
  { name: 'a target with a control character', text: get('/\x01'), allowed: refused },
  { name: 'a target with a carriage return', text: get('/a\rX: y'), allowed: refused },
  // Node answers any version (RFC 9110 §15.6.6 asks for 505).
  { name: 'HTTP/2.0', text: get('/').replace('1.1', '2.0'), asNode: false, allowed: [400, 505] },
  { name: 'HTTP/1.2 is as 1.1', text: get('/').replace('1.1', '1.2'), allowed: [200, 400, 505] },
  { name: 'a version of three digits', text: get('/').replace('1.1', '1.11'), allowed: refused },
  // Node takes RTSP for its own methods.
  {
    name: 'another protocol',
    text: get('/').replace('HTTP', 'RTSP'),
    asNode: false,
    allowed: refused,
  },
  { name: 'the preface of HTTP/2', text: 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n', allowed: [400, 505] },
  {
    name: 'a TLS hello',
    text: '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03',
    allowed: [400, 'dropped'],
  },
  { name: 'an answer instead of a request', text: 'HTTP/1.1 200 OK\r\n\r\n', allowed: refused },
  { name: 'zero bytes', text: '\0'.repeat(1000), allowed: refused },
  { name: 'high bytes', text: '\xff'.repeat(1000), allowed: refused },
];

/** RFC 9112 §5, §3.2: fields. */
const fields: MalformedCase[] = [
  { name: 'no Host', text: 'GET / HTTP/1.1\r\n\r\n', allowed: refused },
  { name: 'a space before the colon', text: get('/', 'X : y\r\n'), allowed: refused },
  { name: 'no colon', text: get('/', 'X\r\n'), allowed: refused },
  { name: 'no name', text: get('/', ': y\r\n'), allowed: refused },
  { name: 'a name with a space', text: get('/', 'X Y: z\r\n'), allowed: refused },
  { name: 'a name with a slash', text: get('/', 'X/Y: z\r\n'), allowed: refused },
  { name: 'a name with a high byte', text: get('/', 'X\xe9: z\r\n'), allowed: refused },
  { name: 'a value with a zero byte', text: get('/', 'X: a\0b\r\n'), allowed: refused },
  { name: 'a value with a control character', text: get('/', 'X: a\x02b\r\n'), allowed: refused },
  {
    name: 'a value with a bare carriage return',
    text: get('/', 'X: a\rY: b\r\n'),
    allowed: refused,
  },
  { name: 'a value with a bare line feed', text: get('/', 'X: a\nY: b\r\n'), allowed: [200, 400] },
  {
    name: 'a first line that is folded',
    text: 'GET / HTTP/1.1\r\n Host: a\r\n\r\n',
    allowed: refused,
  },
  { name: 'a folded value', text: get('/', 'X: y\r\n z\r\n'), allowed: [200, 400] },
];

/** RFC 9112 §6.1, §6.3: what delimits the body. A difference of opinion here is request smuggling. */
const lengths: MalformedCase[] = [
  {
    name: 'a length and chunks',
    text: post('Content-Length: 5\r\nTransfer-Encoding: chunked\r\n', '0\r\n\r\n'),
    allowed: refused,
  },
  {
    name: 'chunks and a length',
    text: post('Transfer-Encoding: chunked\r\nContent-Length: 5\r\n', '0\r\n\r\n'),
    allowed: refused,
  },
  {
    name: 'two lengths that differ',
    text: post('Content-Length: 1\r\nContent-Length: 2\r\n', 'ab'),
    allowed: refused,
  },
  { name: 'two lengths in one', text: post('Content-Length: 1, 2\r\n', 'ab'), allowed: refused },
  { name: 'a negative length', text: post('Content-Length: -1\r\n', 'a'), allowed: refused },
  { name: 'a length with a plus', text: post('Content-Length: +1\r\n', 'a'), allowed: refused },
  { name: 'a hexadecimal length', text: post('Content-Length: 0x1\r\n', 'a'), allowed: refused },
  {
    name: 'a length with a fraction',
    text: post('Content-Length: 1.0\r\n', 'a'),
    allowed: refused,
  },
  { name: 'an empty length', text: post('Content-Length: \r\n', ''), allowed: refused },
  {
    name: 'a length of 30 digits',
    text: post(`Content-Length: ${'9'.repeat(30)}\r\n`, 'a'),
    allowed: [400, 413],
  },
  // Node reads to the end of the connection; RFC 9112 §6.3 asks for 400.
  {
    name: 'an unknown coding',
    text: post('Transfer-Encoding: magic\r\n', 'a'),
    asNode: false,
    allowed: [400, 501],
  },
  {
    name: 'chunked is not the last coding',
    text: post('Transfer-Encoding: chunked, gzip\r\n', '0\r\n\r\n'),
    allowed: [400, 501],
  },
  {
    name: 'a coding with a vertical tab',
    text: post('Transfer-Encoding: \x0bchunked\r\n', '0\r\n\r\n'),
    allowed: [400, 501],
  },
  // As above.
  {
    name: 'a coding like chunked',
    text: post('Transfer-Encoding: xchunked\r\n', '0\r\n\r\n'),
    asNode: false,
    allowed: [400, 501],
  },
];

/** RFC 9112 §7.1. The example answers before it sees the body, so that a 200 may come first. */
const chunkFraming: MalformedCase[] = [
  { name: 'a chunk size that is none', text: chunks('zz\r\nab\r\n0\r\n\r\n'), allowed: [200, 400] },
  { name: 'a negative chunk size', text: chunks('-1\r\na\r\n0\r\n\r\n'), allowed: [200, 400] },
  { name: 'a chunk size with 0x', text: chunks('0x1\r\na\r\n0\r\n\r\n'), allowed: [200, 400] },
  {
    name: 'a chunk size of 20 digits',
    text: chunks(`${'f'.repeat(20)}\r\na`),
    allowed: [200, 400, 413],
  },
  {
    name: 'a chunk longer than its size',
    text: chunks('1\r\nabc\r\n0\r\n\r\n'),
    allowed: [200, 400],
  },
  {
    name: 'a chunk that ends with a line feed',
    text: chunks('1\r\na\n0\r\n\r\n'),
    allowed: [200, 400],
  },
  { name: 'a trailer without a colon', text: chunks('0\r\nX\r\n\r\n'), allowed: [200, 400] },
  {
    name: 'an endless chunk extension',
    text: chunks(`1;${'x'.repeat(100_000)}\r\na\r\n0\r\n\r\n`),
    allowed: [200, 400, 413],
  },
  {
    name: 'an endless trailer',
    text: chunks(`0\r\nX: ${'x'.repeat(100_000)}\r\n\r\n`),
    allowed: [200, 400, 431],
  },
];

/** RFC 9110 §15.5: too much of anything. */
const tooMuch: MalformedCase[] = [
  // Node has 431 for everything in the head; RFC 9110 §15.5.15 has 414 for the target.
  {
    name: 'a target of 100 KB',
    text: get(`/${'a'.repeat(100_000)}`),
    asNode: false,
    allowed: [414, 431],
  },
  {
    name: 'a method of 100 KB',
    text: `${'A'.repeat(100_000)} / HTTP/1.1\r\n\r\n`,
    allowed: [400, 431, 501],
  },
  { name: 'a value of 100 KB', text: get('/', `X: ${'a'.repeat(100_000)}\r\n`), allowed: [431] },
  { name: 'a name of 100 KB', text: get('/', `${'X'.repeat(100_000)}: a\r\n`), allowed: [431] },
  { name: '100,000 fields', text: get('/', 'a: b\r\n'.repeat(100_000)), allowed: [431] },
  { name: '1 MB of empty lines', text: '\r\n'.repeat(500_000) + get('/'), allowed: [200, 400] },
  {
    name: 'ten lengths of the same',
    text: post('Content-Length: 1\r\n'.repeat(10), 'a'),
    allowed: [200, 400],
  },
];

/** Clients that stop in the middle. */
const halves: MalformedCase[] = [
  { name: 'nothing', text: '', allowed: ['dropped'], end: true },
  { name: 'half a method', text: 'GE', allowed: [400, 'dropped'], end: true },
  { name: 'half a field', text: 'GET / HTTP/1.1\r\nHos', allowed: [400, 'dropped'], end: true },
  {
    name: 'half the end of the head',
    text: 'GET / HTTP/1.1\r\nHost: a\r\n',
    allowed: [400, 'dropped'],
    end: true,
  },
  {
    name: 'half a body',
    text: post('Content-Length: 10\r\n', 'abc'),
    allowed: [200, 400],
    end: true,
  },
  { name: 'half a chunk', text: chunks('a\r\nabc'), allowed: [200, 400], end: true },
  { name: 'no last chunk', text: chunks('3\r\nabc\r\n'), allowed: [200, 400], end: true },
];

export const malformedCases: MalformedCase[] = [
  ...startLines,
  ...fields,
  ...lengths,
  ...chunkFraming,
  ...tooMuch,
  ...halves,
];
