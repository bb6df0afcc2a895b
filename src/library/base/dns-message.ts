// DNS messages: a query for one name's addresses and the answers to it. Layer: base, pure.
// RFC 1035 §4 (messages), RFC 3596 (AAAA). The answer is not trusted: every offset is checked.

export const TYPE_A = 1;
export const TYPE_AAAA = 28;

const CLASS_INTERNET = 1;
const TYPE_CNAME = 5;
const HEADER_SIZE = 12;
const RECURSION_DESIRED = 0x0100;
const RESPONSE = 0x8000;
const TRUNCATED = 0x0200;
const CODE_MASK = 15;
const NO_SUCH_NAME = 3;
const MAXIMUM_NAME = 253;
const MAXIMUM_LABEL = 63;

/** 'none': the name does not exist or has no such address. 'failed': ask another server. */
export type DnsAnswer =
  | { kind: 'addresses'; addresses: Uint8Array[] }
  | { kind: 'none' }
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

/** What the first `length` bytes say to the query with this id and type; 'other' when they are no answer to it. */
export function parseAnswer(
  bytes: Uint8Array,
  length: number,
  id: number,
  type: number,
): DnsAnswer {
  if (length < HEADER_SIZE || get16(bytes, 0) !== id) return { kind: 'other' };
  const flags = get16(bytes, 2);
  if ((flags & RESPONSE) === 0 || get16(bytes, 4) !== 1) return { kind: 'other' };
  const code = flags & CODE_MASK;
  if (code === NO_SUCH_NAME) return { kind: 'none' };
  if (code !== 0) return { kind: 'failed' };
  let at = skipName(bytes, HEADER_SIZE, length);
  if (at < 0 || at + 4 > length || get16(bytes, at) !== type) return { kind: 'other' };
  at += 4;
  const addresses: Uint8Array[] = [];
  const size = type === TYPE_A ? 4 : 16;
  for (let count = get16(bytes, 6); count > 0; count--) {
    at = skipName(bytes, at, length);
    if (at < 0 || at + 10 > length) break;
    const recordType = get16(bytes, at);
    const dataLength = get16(bytes, at + 8);
    at += 10;
    if (at + dataLength > length) break;
    // A recursive server sends the aliases and the addresses at the end of them together.
    if (recordType === type && dataLength === size) addresses.push(bytes.slice(at, at + size));
    else if (recordType !== TYPE_CNAME && recordType === type) return { kind: 'failed' };
    at += dataLength;
  }
  if (addresses.length > 0) return { kind: 'addresses', addresses };
  return { kind: (flags & TRUNCATED) !== 0 ? 'failed' : 'none' };
}

/** Index behind the name at `start`, -1 when it does not end. */
function skipName(bytes: Uint8Array, start: number, length: number): number {
  let at = start;
  while (at < length) {
    const size = bytes[at] as number;
    if (size === 0) return at + 1;
    // A pointer to an earlier name ends this one.
    if (size >= 0xc0) return at + 2 <= length ? at + 2 : -1;
    if (size > MAXIMUM_LABEL) return -1;
    at += size + 1;
  }
  return -1;
}

function get16(bytes: Uint8Array, at: number): number {
  return ((bytes[at] as number) << 8) | (bytes[at + 1] as number);
}

function put16(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value >> 8;
  bytes[at + 1] = value & 255;
}
