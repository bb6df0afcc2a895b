// Exchange: one conversation with a server, written down so that two servers can be compared. Layer: tests.
// The record has every byte but the date, and what a program says of the time itself.

import { createHash } from 'node:crypto';
import type { HttpResponse } from './responses.ts';
import { Wire } from './wire.ts';

export interface Exchange {
  readonly name: string;
  /** The conversation as text. `anyFraming`: how bodies are delimited is not in it. */
  run(port: number, anyFraming?: boolean): Promise<string>;
}

export interface Manner {
  /** Bytes that arrive one by one, in pieces of this size. */
  readonly pieces?: number;
  /** Half-closes after sending. */
  readonly end?: boolean;
  /** Chunk sizes depend on how the bytes arrive: the whole body counts. */
  readonly anyFraming?: boolean;
  /** Methods of the requests that get an answer, when not those of the text. */
  readonly methods?: readonly string[];
}

/** Sends `text` (bytes as Latin-1) at once, expects an answer to each request in it. */
export function exchange(name: string, text: string, manner: Manner = {}): Exchange {
  return {
    name,
    run: (port, anyFraming) =>
      runExchange(port, Buffer.from(text, 'latin1'), {
        ...manner,
        anyFraming: anyFraming === true || manner.anyFraming === true,
      }),
  };
}

async function runExchange(port: number, bytes: Buffer, manner: Manner): Promise<string> {
  const wire = new Wire(port);
  const size = manner.pieces ?? bytes.length;
  for (let at = 0; at < bytes.length; at += size) {
    wire.send(bytes.subarray(at, at + size));
    if (manner.pieces !== undefined) await new Promise((resolve) => setImmediate(resolve));
  }
  if (manner.end) wire.end();
  const methods = manner.methods ?? methodsOf(bytes.toString('latin1'));
  const responses = await wire.responses(methods);
  if (responses.length < methods.length && wire.state === 'open') {
    const text = wire.received.toString('latin1').slice(0, 500);
    wire.close();
    return `only ${responses.length} of ${methods.length} answers in time: ${text}`;
  }
  const closes =
    manner.end === true || responses.length < methods.length || (responses.at(-1)?.closes ?? true);
  if (closes) await wire.until(() => wire.state !== 'open');
  const lines = responses.map((response) =>
    manner.anyFraming ? withoutFraming(response) : response.raw.toString('latin1'),
  );
  const rest = wire.received.subarray(responses.reduce((sum, { raw }) => sum + raw.length, 0));
  const { state } = wire;
  wire.close();
  return withoutTime([...lines, rest.toString('latin1'), closes ? state : 'open'].join('\n'));
}

function withoutFraming({ head, body }: HttpResponse): string {
  const fields = head.replace(/\r\n(transfer-encoding|content-length): [^\r]*/gi, '');
  return `${fields}\n\n${body.length < 4000 ? body.toString('latin1') : `${body.length} ${digest(body)}`}`;
}

/** Of the request lines in the text; one may stand right behind a body. */
export function methodsOf(text: string): string[] {
  return [...text.matchAll(/([A-Z]+) [^\r\n]* HTTP\/1\.[01]\r\n/g)].map((match) => match[1] ?? '');
}

export function withoutTime(text: string): string {
  return text
    .replace(/^Date: .*GMT/gm, 'Date: *')
    .replace(/"(at|createdAt)":"20[-\d]+T[:\d]+\.\d{3}Z"/g, '"$1":"*"')
    .replace(/compute;dur=[\d.]+/g, 'compute;dur=*');
}

export function digest(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex').slice(0, 32);
}

/** A request as it goes over the wire; a body gets its length. Text that is not Latin-1 is sent as UTF-8. */
export function request(
  method: string,
  target: string,
  fields: Readonly<Record<string, string>> = {},
  body?: string,
): string {
  const content = body === undefined ? undefined : toBytes(body);
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`);
  if (content !== undefined && !('Transfer-Encoding' in fields) && !('Content-Length' in fields))
    lines.push(`Content-Length: ${content.length}\r\n`);
  return `${method} ${target} HTTP/1.1\r\nHost: test\r\n${lines.join('')}\r\n${content ?? ''}`;
}

/** UTF-8 bytes as Latin-1 characters. */
export function toBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}

export function chunked(...parts: string[]): string {
  return [...parts, ''].map((part) => `${part.length.toString(16)}\r\n${part}\r\n`).join('');
}
