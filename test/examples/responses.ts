// Responses: splits received bytes into HTTP responses by their framing (RFC 9112 §6.3). Layer: tests.
// Interim responses (1xx) belong to the response that follows them.

export interface HttpResponse {
  readonly status: number;
  /** Status line and fields, interim responses before them included. */
  readonly head: string;
  /** Without chunk framing. */
  readonly body: Buffer;
  /** As received. */
  readonly raw: Buffer;
  readonly closes: boolean;
}

/** Those that are complete. `methods`: of the requests, in order. */
export function parseResponses(
  bytes: Buffer,
  methods: readonly string[],
  isOver: boolean,
): HttpResponse[] {
  const found: HttpResponse[] = [];
  for (let at = 0; at < bytes.length && found.length < methods.length;) {
    const response = parseOne(bytes.subarray(at), methods[found.length] ?? 'GET', isOver);
    if (response === null) break;
    found.push(response);
    at += response.raw.length;
  }
  return found;
}

function parseOne(bytes: Buffer, method: string, isOver: boolean): HttpResponse | null {
  let from = 0;
  for (;;) {
    const end = bytes.indexOf('\r\n\r\n', from);
    if (end < 0) return null;
    const head = bytes.toString('latin1', from, end);
    const status = Number(/^HTTP\/1\.[01] (\d{3}) /.exec(head)?.[1] ?? 0);
    const start = end + 4;
    if (status >= 100 && status < 200) {
      from = start;
      continue;
    }
    const content = contentOf(bytes.subarray(start), head, status, method, isOver);
    if (content === null) return null;
    return {
      status,
      head: bytes.toString('latin1', 0, end),
      body: content.body,
      raw: bytes.subarray(0, start + content.length),
      closes: /^connection: close$/im.test(head),
    };
  }
}

interface Content {
  body: Buffer;
  /** With framing. */
  length: number;
}

function contentOf(
  bytes: Buffer,
  head: string,
  status: number,
  method: string,
  isOver: boolean,
): Content | null {
  if (method === 'HEAD' || status === 204 || status === 304)
    return { body: Buffer.alloc(0), length: 0 };
  if (/^transfer-encoding: .*chunked$/im.test(head)) return chunks(bytes);
  const given = /^content-length: (\d+)$/im.exec(head)?.[1];
  if (given === undefined) return isOver ? { body: bytes, length: bytes.length } : null;
  const length = Number(given);
  return bytes.length < length ? null : { body: bytes.subarray(0, length), length };
}

function chunks(bytes: Buffer): Content | null {
  const parts: Buffer[] = [];
  for (let at = 0; ;) {
    const end = bytes.indexOf('\r\n', at);
    if (end < 0) return null;
    const size = parseInt(bytes.toString('latin1', at, end), 16);
    if (Number.isNaN(size)) throw new Error(`Bad chunk: "${bytes.toString('latin1', at, end)}"`);
    if (size === 0) {
      const last = bytes.indexOf('\r\n\r\n', end);
      return last < 0 ? null : { body: Buffer.concat(parts), length: last + 4 };
    }
    if (bytes.length < end + 2 + size + 2) return null;
    parts.push(bytes.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}
