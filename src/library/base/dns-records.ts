// DNS records: the answers of a message, of every type that programs ask for. Layer: base, pure.
// RFC 1035 §3.3 and §4, RFC 2782 (SRV), RFC 3403 (NAPTR), RFC 3596 (AAAA), RFC 8659 (CAA).
// The message is not trusted: one record that does not hold what it says makes the whole malformed.

import { encodeQuery, isAnswerTo } from './dns-message.ts';
import { skipName, spelledName } from './dns-name.ts';
import { formatIpv4, formatIpv6 } from './ip-text.ts';

export const TYPES = {
  A: 1,
  NS: 2,
  CNAME: 5,
  SOA: 6,
  PTR: 12,
  MX: 15,
  TXT: 16,
  AAAA: 28,
  SRV: 33,
  NAPTR: 35,
  ANY: 255,
  CAA: 257,
} as const;

/** Names are as the server spells them. Other types than those below have no data. */
export interface DnsRecord {
  readonly type: number;
  /** The owner. */
  readonly name: string;
  readonly seconds: number;
  readonly data: RecordData;
}

export type RecordData =
  | { kind: 'text'; text: string }
  | { kind: 'texts'; texts: string[] }
  | { kind: 'exchange'; priority: number; exchange: string }
  | { kind: 'service'; priority: number; weight: number; port: number; target: string }
  | { kind: 'authority'; primary: string; mailbox: string; numbers: number[] }
  | { kind: 'pointer'; order: number; preference: number; texts: string[]; replacement: string }
  | { kind: 'policy'; flags: number; tag: string; value: string }
  | { kind: 'none' };

export interface DnsReply {
  /** The response code: 0 is success. */
  readonly code: number;
  readonly truncated: boolean;
  readonly records: DnsRecord[];
}

const HEADER_SIZE = 12;
const CLASS_INTERNET = 1;
const TRUNCATED = 0x0200;
const CODE_MASK = 15;

/** The bytes of a query for any type; undefined when `name` is none. The root is ''. */
export function encodeRecordQuery(id: number, name: string, type: number): Uint8Array | undefined {
  if (name === '' || name === '.') {
    return Uint8Array.of(id >> 8, id, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, type >> 8, type, 0, 1);
  }
  for (let i = 0; i < name.length; i++) {
    if (!isNameUnit(name.charCodeAt(i))) return undefined;
  }
  return encodeQuery(id, name, type);
}

/** Letters, digits and `-._/*`: what names of hosts and services are made of. */
function isNameUnit(unit: number): boolean {
  const lower = unit | 32;
  if (lower >= 97 && lower <= 122) return true;
  return (unit >= 45 && unit <= 57) || unit === 95 || unit === 42;
}

/** 'other': no answer to `query`; 'malformed': one that cannot be read. */
export function parseReply(
  bytes: Uint8Array,
  length: number,
  query: Uint8Array,
): DnsReply | 'other' | 'malformed' {
  if (!isAnswerTo(bytes, length, query)) return 'other';
  const flags = (bytes[2]! << 8) | bytes[3]!;
  const truncated = (flags & TRUNCATED) !== 0;
  const code = flags & CODE_MASK;
  const reader = new RecordReader(bytes, length);
  // What was cut off is asked for again.
  if (truncated) return { code, truncated, records: [] };
  const records = reader.readAnswers();
  return records === undefined ? 'malformed' : { code, truncated, records };
}

/** Reads on from `#at`, and never behind `#end`: then it is broken. */
class RecordReader {
  readonly #bytes: Uint8Array;
  readonly #length: number;
  #at = HEADER_SIZE;
  #end: number;
  #broken = false;

  constructor(bytes: Uint8Array, length: number) {
    this.#bytes = bytes;
    this.#length = length;
    this.#end = length;
  }

  /** Undefined when one is malformed. */
  readAnswers(): DnsRecord[] | undefined {
    this.#at = 4;
    const questions = this.#word();
    const answers = this.#word();
    this.#at = HEADER_SIZE;
    for (let i = 0; i < questions && !this.#broken; i++) {
      this.#name();
      this.#at += 4;
    }
    const records: DnsRecord[] = [];
    for (let i = 0; i < answers && !this.#broken; i++) {
      const record = this.#record();
      if (record !== null) records.push(record);
    }
    return this.#broken ? undefined : records;
  }

  /** Null for one of another class. */
  #record(): DnsRecord | null {
    const name = this.#name();
    const type = this.#word();
    const family = this.#word();
    const seconds = this.#long();
    const size = this.#word();
    const next = this.#at + size;
    if (next > this.#length) this.#broken = true;
    if (this.#broken) return null;
    this.#end = next;
    const data = this.#data(type, size);
    this.#end = this.#length;
    this.#at = next;
    // RFC 2181 §8: 31 bits; more is 0.
    const lasting = seconds > 0x7fffffff ? 0 : seconds;
    return family === CLASS_INTERNET ? { type, name, seconds: lasting, data } : null;
  }

  #data(type: number, size: number): RecordData {
    switch (type) {
      case TYPES.A:
        return { kind: 'text', text: formatIpv4(this.#long()) };
      case TYPES.AAAA:
        return { kind: 'text', text: this.#wideAddress() };
      case TYPES.NS:
      case TYPES.CNAME:
      case TYPES.PTR:
        return { kind: 'text', text: this.#name() };
      case TYPES.MX:
        return { kind: 'exchange', priority: this.#word(), exchange: this.#name() };
      case TYPES.TXT:
        return { kind: 'texts', texts: this.#textsToEnd() };
      case TYPES.SRV:
        return this.#service();
      case TYPES.SOA:
        return this.#authority();
      case TYPES.NAPTR:
        return this.#pointer();
      case TYPES.CAA:
        return this.#policy(size);
      default:
        return { kind: 'none' };
    }
  }

  #wideAddress(): string {
    const first = this.#long();
    const second = this.#long();
    const third = this.#long();
    return formatIpv6(first, second, third, this.#long());
  }

  #textsToEnd(): string[] {
    const texts: string[] = [];
    do texts.push(this.#shortText());
    while (this.#at < this.#end && !this.#broken);
    return texts;
  }

  #service(): RecordData {
    const priority = this.#word();
    const weight = this.#word();
    const port = this.#word();
    return { kind: 'service', priority, weight, port, target: this.#name() };
  }

  #authority(): RecordData {
    const primary = this.#name();
    const mailbox = this.#name();
    const numbers: number[] = [];
    for (let i = 0; i < 5; i++) numbers.push(this.#long());
    return { kind: 'authority', primary, mailbox, numbers };
  }

  #pointer(): RecordData {
    const order = this.#word();
    const preference = this.#word();
    const texts = [this.#shortText(), this.#shortText(), this.#shortText()];
    return { kind: 'pointer', order, preference, texts, replacement: this.#name() };
  }

  #policy(size: number): RecordData {
    const start = this.#at;
    const flags = this.#byte();
    const tag = this.#shortText();
    if (tag === '') this.#broken = true;
    return { kind: 'policy', flags, tag, value: this.#text(size - (this.#at - start)) };
  }

  #byte(): number {
    if (this.#at >= this.#end) this.#broken = true;
    return this.#broken ? 0 : this.#bytes[this.#at++]!;
  }

  #word(): number {
    const upper = this.#byte();
    return upper * 256 + this.#byte();
  }

  #long(): number {
    const upper = this.#word();
    return upper * 65536 + this.#word();
  }

  /** One byte of length, then so many bytes, each a character. */
  #shortText(): string {
    return this.#text(this.#byte());
  }

  #text(length: number): string {
    let text = '';
    for (let i = 0; i < length && !this.#broken; i++) text += String.fromCharCode(this.#byte());
    return text;
  }

  /** Pointers may lead out of the record, its own bytes may not. */
  #name(): string {
    const next = skipName(this.#bytes, this.#at, this.#end);
    const text = next < 0 ? undefined : spelledName(this.#bytes, this.#at, this.#length);
    if (text === undefined) {
      this.#broken = true;
      return '';
    }
    this.#at = next;
    return text;
  }
}
