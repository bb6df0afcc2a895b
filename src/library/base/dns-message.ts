// DNS messages: a query for one name's addresses and the answers to it. Layer: base, pure.
// RFC 1035 §4 (messages), RFC 3596 (AAAA), RFC 2308 (how long a "no" lasts), RFC 5452 §9 (what makes an answer ours).
// The answer is not trusted: every offset is checked.

import { isSameName, nameText, skipName } from './dns-name.ts';

export const TYPE_A = 1;
export const TYPE_AAAA = 28;

const CLASS_INTERNET = 1;
const TYPE_CNAME = 5;
const TYPE_SOA = 6;
const HEADER_SIZE = 12;
const RECURSION_DESIRED = 0x0100;
const RESPONSE = 0x8000;
const OPERATION_MASK = 0x7800;
const TRUNCATED = 0x0200;
const CODE_MASK = 15;
const NO_SUCH_NAME = 3;
const MAXIMUM_NAME = 253;
const MAXIMUM_LABEL = 63;
const MAXIMUM_ALIASES = 16;
const MAXIMUM_ADDRESSES = 64;

/**
 * 'none': the name does not exist or has no such address; `seconds` is 0 when that is not to be remembered. 'alias': it is
 * another name for `name`, of which the message says nothing more. 'truncated': ask over TCP, or take what there is.
 * 'failed': ask another server. 'other': no answer to this query.
 */
export type DnsAnswer =
  | { kind: 'addresses'; addresses: Uint8Array[]; seconds: number }
  | { kind: 'truncated'; addresses: Uint8Array[]; seconds: number }
  | { kind: 'none'; seconds: number }
  | { kind: 'alias'; name: string }
  | { kind: 'failed' }
  | { kind: 'other' };

/** The bytes of a query, undefined when `name` cannot be a host name. */
export function encodeQuery(id: number, name: string, type: number): Uint8Array | undefined {
  const plain = name.endsWith('.') ? name.slice(0, -1) : name;
  if (plain.length === 0 || plain.length > MAXIMUM_NAME) return undefined;
  const bytes = new Uint8Array(HEADER_SIZE + plain.length + 2 + 4);
  put16(bytes, 0, id);
  put16(bytes, 2, RECURSION_DESIRED);
  put16(bytes, 4, 1);
  let at = HEADER_SIZE;
  let labelAt = at;
  at++;
  for (let i = 0; i <= plain.length; i++) {
    const unit = i < plain.length ? plain.charCodeAt(i) : 46;
    if (unit === 46) {
      const length = at - labelAt - 1;
      if (length === 0 || length > MAXIMUM_LABEL) return undefined;
      bytes[labelAt] = length;
      labelAt = at;
      at++;
    } else {
      if (unit <= 32 || unit > 126) return undefined;
      bytes[at] = unit;
      at++;
    }
  }
  put16(bytes, at, type);
  put16(bytes, at + 2, CLASS_INTERNET);
  return bytes;
}

/** What the first `length` bytes say to `query` (of `encodeQuery`). */
export function parseAnswer(bytes: Uint8Array, length: number, query: Uint8Array): DnsAnswer {
  if (!isResponseTo(bytes, length, query)) return { kind: 'other' };
  const flags = get16(bytes, 2);
  const code = flags & CODE_MASK;
  // Who did not understand the question cannot repeat it.
  if (code !== 0 && get16(bytes, 4) === 0) return { kind: 'failed' };
  if (!hasQuestion(bytes, length, query)) return { kind: 'other' };
  if (code !== 0 && code !== NO_SUCH_NAME) return { kind: 'failed' };
  const type = get16(query, query.length - 4);
  const chain = new AnswerChain(bytes, length, query.length, type);
  chain.follow();
  const isTruncated = (flags & TRUNCATED) !== 0;
  const addresses = chain.addresses;
  const seconds = chain.seconds;
  if (isTruncated) return { kind: 'truncated', addresses, seconds };
  if (chain.isBroken) return { kind: 'failed' };
  if (addresses.length > 0) return { kind: 'addresses', addresses, seconds };
  if (chain.isAlias && code === 0) {
    const name = nameText(bytes, chain.ownerAt, length);
    return name === undefined || name === '' ? { kind: 'failed' } : { kind: 'alias', name };
  }
  return { kind: 'none', seconds: chain.negativeSeconds() };
}

/** Whether a message answers `query`: it has its id and repeats its question, or says that it did not understand it. */
export function isAnswerTo(bytes: Uint8Array, length: number, query: Uint8Array): boolean {
  if (!isResponseTo(bytes, length, query)) return false;
  const failed = (get16(bytes, 2) & CODE_MASK) !== 0 && get16(bytes, 4) === 0;
  return failed || hasQuestion(bytes, length, query);
}

function isResponseTo(bytes: Uint8Array, length: number, query: Uint8Array): boolean {
  if (length < HEADER_SIZE || get16(bytes, 0) !== get16(query, 0)) return false;
  const flags = get16(bytes, 2);
  return (flags & RESPONSE) !== 0 && (flags & OPERATION_MASK) === 0;
}

/** The question as it was asked. */
function hasQuestion(bytes: Uint8Array, length: number, query: Uint8Array): boolean {
  if (length < query.length || get16(bytes, 4) !== 1) return false;
  for (let i = HEADER_SIZE; i < query.length; i++) {
    // Only the name has letters; a server may change their case.
    if (bytes[i] !== query[i] && !isSameLetter(bytes[i] as number, query[i] as number, i, query)) {
      return false;
    }
  }
  return true;
}

function isSameLetter(one: number, other: number, at: number, query: Uint8Array): boolean {
  if (at >= query.length - 4) return false;
  const lower = one | 32;
  return lower === (other | 32) && lower >= 97 && lower <= 122;
}

/** The way from the question's name over aliases to the addresses. */
class AnswerChain {
  readonly addresses: Uint8Array[] = [];
  /** The least time to live on the way. */
  seconds = 0x7fffffff;
  /** Where the name stands that the chain has come to. */
  ownerAt = HEADER_SIZE;
  isAlias = false;
  isBroken = false;
  readonly #bytes: Uint8Array;
  readonly #length: number;
  readonly #start: number;
  readonly #type: number;

  constructor(bytes: Uint8Array, length: number, start: number, type: number) {
    this.#bytes = bytes;
    this.#length = length;
    this.#start = start;
    this.#type = type;
  }

  follow(): void {
    for (let aliases = 0; aliases <= MAXIMUM_ALIASES; aliases++) {
      const before = this.ownerAt;
      this.#pass();
      if (this.addresses.length > 0 || this.isBroken || this.ownerAt === before) return;
    }
    // They lead in a circle.
    this.isBroken = true;
  }

  /** Looks for the owner's records; an alias makes another name the owner. */
  #pass(): void {
    const bytes = this.#bytes;
    const size = this.#type === TYPE_A ? 4 : 16;
    let at = this.#start;
    for (let count = get16(bytes, 6); count > 0; count--) {
      const dataAt = this.#dataAt(at);
      if (dataAt < 0) return;
      const recordType = get16(bytes, dataAt - 10);
      const dataLength = get16(bytes, dataAt - 2);
      const isWanted = recordType === this.#type || recordType === TYPE_CNAME;
      if (isWanted && isSameName(bytes, at, this.ownerAt, this.#length)) {
        this.seconds = Math.min(this.seconds, timeToLive(bytes, dataAt - 6));
        if (recordType === TYPE_CNAME) {
          this.ownerAt = dataAt;
          this.isAlias = true;
          return;
        }
        if (dataLength !== size) this.isBroken = true;
        else if (this.addresses.length < MAXIMUM_ADDRESSES) {
          this.addresses.push(bytes.slice(dataAt, dataAt + size));
        }
      }
      at = dataAt + dataLength;
    }
  }

  /** Where the data of the record at `at` begins; -1 when it does not fit. */
  #dataAt(at: number): number {
    const nameEnd = skipName(this.#bytes, at, this.#length);
    if (nameEnd < 0 || nameEnd + 10 > this.#length) return -1;
    const dataAt = nameEnd + 10;
    return dataAt + get16(this.#bytes, dataAt - 2) > this.#length ? -1 : dataAt;
  }

  /** RFC 2308 §5: the zone's record says how long a "no" lasts. */
  negativeSeconds(): number {
    const bytes = this.#bytes;
    let at = this.#start;
    for (let count = get16(bytes, 6) + get16(bytes, 8); count > 0; count--) {
      const dataAt = this.#dataAt(at);
      if (dataAt < 0) return 0;
      const dataLength = get16(bytes, dataAt - 2);
      at = dataAt + dataLength;
      if (get16(bytes, dataAt - 10) === TYPE_SOA && dataLength >= 22) {
        return Math.min(timeToLive(bytes, dataAt - 6), timeToLive(bytes, at - 4));
      }
    }
    return 0;
  }
}

/** RFC 2181 §8: 31 bits; more is 0. */
function timeToLive(bytes: Uint8Array, at: number): number {
  const upper = get16(bytes, at);
  return upper >= 0x8000 ? 0 : upper * 65536 + get16(bytes, at + 2);
}

function get16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
}

function put16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >> 8;
  bytes[at + 1] = value & 255;
}
