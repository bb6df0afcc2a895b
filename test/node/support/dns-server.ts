// A small name server: UDP and TCP on one port of the loopback interface. Its answers are a function of the question.

import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { createServer, type Server } from 'node:net';

export const A = 1;
export const NS = 2;
export const CNAME = 5;
export const SOA = 6;
export const PTR = 12;
export const MX = 15;
export const TXT = 16;
export const AAAA = 28;
export const SRV = 33;
export const NAPTR = 35;
export const ANY = 255;
export const CAA = 257;

export interface Question {
  readonly name: string;
  readonly type: number;
  readonly overTcp: boolean;
}

export interface Answer {
  code?: number;
  truncated?: boolean;
  /** Owner ('' for the question's name), type, seconds, data. */
  records?: [owner: string, type: number, seconds: number, data: number[]][];
  /** Instead of a message made of the above. */
  raw?: (query: Uint8Array) => Uint8Array;
}

export type Answering = (question: Question) => Answer | undefined;

export const word = (value: number): number[] => [(value >> 8) & 255, value & 255];
export const text = (value: string): number[] => [value.length, ...Buffer.from(value)];

export function labels(name: string): number[] {
  const bytes: number[] = [];
  for (const label of name.split('.')) if (label !== '') bytes.push(...text(label));
  return [...bytes, 0];
}

function nameAt(query: Uint8Array, start: number): string {
  const parts: string[] = [];
  for (let at = start; query[at] !== 0; at += query[at]! + 1)
    parts.push(Buffer.from(query.subarray(at + 1, at + 1 + query[at]!)).toString());
  return parts.join('.');
}

/** Without what follows the question (EDNS). */
function questionOf(query: Uint8Array): Uint8Array {
  let at = 12;
  while (query[at] !== 0) at += query[at]! + 1;
  return query.slice(0, at + 5);
}

export function encodeAnswer(query: Uint8Array, answer: Answer): Uint8Array {
  if (answer.raw !== undefined) return answer.raw(query);
  const records = answer.records ?? [];
  const head = [...questionOf(query)];
  head[2] = 0x81 | (answer.truncated ? 2 : 0);
  head[3] = 0x80 | (answer.code ?? 0);
  head.splice(6, 6, ...word(records.length), 0, 0, 0, 0);
  for (const [owner, type, seconds, data] of records) {
    head.push(...(owner === '' ? [0xc0, 12] : labels(owner)), ...word(type), 0, 1);
    head.push(0, 0, ...word(seconds), ...word(data.length), ...data);
  }
  return Uint8Array.from(head);
}

export class DnsServer {
  readonly asked: string[] = [];
  readonly #socket: Socket = createSocket('udp4');
  readonly #server: Server;
  readonly #answering: Answering;

  constructor(answering: Answering) {
    this.#answering = answering;
    this.#socket.on('message', (query, source) => {
      const answer = this.#answer(query, false);
      if (answer !== undefined) this.#socket.send(answer, source.port, source.address);
    });
    this.#server = createServer((connection) => {
      connection.on('error', () => {});
      let received = Buffer.alloc(0);
      connection.on('data', (bytes: Buffer) => {
        received = Buffer.concat([received, bytes]);
        if (received.length < 2 || received.length < 2 + received.readUInt16BE(0)) return;
        const answer = this.#answer(received.subarray(2), true);
        received = Buffer.alloc(0);
        if (answer === undefined) connection.destroy();
        else connection.write(Buffer.concat([Buffer.from(word(answer.length)), answer]));
      });
    });
  }

  #answer(query: Uint8Array, overTcp: boolean): Uint8Array | undefined {
    const name = nameAt(query, 12);
    const at = questionOf(query).length - 4;
    const type = query[at]! * 256 + query[at + 1]!;
    this.asked.push(type + ' ' + name + (overTcp ? ' tcp' : ''));
    const answer = this.#answering({ name, type, overTcp });
    return answer && encodeAnswer(query, answer);
  }

  /** 'ADDRESS:PORT'. */
  async start(): Promise<string> {
    this.#server.listen(0, '127.0.0.1');
    await once(this.#server, 'listening');
    const { port } = this.#server.address() as { port: number };
    this.#socket.bind(port, '127.0.0.1');
    await once(this.#socket, 'listening');
    return '127.0.0.1:' + port;
  }

  close(): void {
    this.#socket.close();
    this.#server.close();
  }
}
