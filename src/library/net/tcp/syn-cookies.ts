// SYN cookies: connections that are remembered by the peer until they are established. Layer: net/tcp.
// Used when a listener has too many half-open connections. The sequence number of our SYN-ACK holds a slow counter, an
// index into a table of segment sizes and a keyed hash of both; window scaling and SACK ride in the low bits of our
// timestamp. D. J. Bernstein, SYN cookies; RFC 4987 §3.6. The hash is SipHash-2-4.

import type { IpAddress } from '../ip-address.ts';
import type { TcpContext } from './context.ts';
import type { TcpSegment } from '../wire/tcp.ts';

const COUNTER_MILLIS = 65536;
/** A cookie counts while the counter is its own or the next. */
const AGE_MAXIMUM = 1;
const COUNTER_SHIFT = 24;
const HASH_MASK = 0xffffff;
const SIZES = [536, 1220, 1300, 1380, 1420, 1440, 1452, 1460];

const OPTION_BITS = 5;
const OPTION_MASK = 31;
const SACK_BIT = 16;
const NO_SHIFT = 15;

/** The initial sequence number of the answer to `segment`, a SYN. */
export function makeCookie(
  context: TcpContext,
  local: IpAddress,
  remote: IpAddress,
  segment: TcpSegment,
): number {
  const counter = Math.floor(context.now / COUNTER_MILLIS);
  const size = segment.maximumSegmentSize === 0 ? 536 : segment.maximumSegmentSize;
  let index = SIZES.length - 1;
  while (index > 0 && (SIZES[index] as number) > size) index--;
  const destinationPort = segment.destinationPort;
  const sourcePort = segment.sourcePort;
  const outer = cookieHash(context, local, remote, destinationPort, sourcePort, 0);
  const inner = cookieHash(context, local, remote, destinationPort, sourcePort, counter + 1);
  const low = (inner + index) & HASH_MASK;
  return (outer + segment.sequence + ((counter << COUNTER_SHIFT) | 0) + low) | 0;
}

/** The peer's segment size when `segment`, an ACK, brings back a cookie that we made; 0 when it does not. */
export function checkCookie(
  context: TcpContext,
  local: IpAddress,
  remote: IpAddress,
  segment: TcpSegment,
): number {
  const counter = Math.floor(context.now / COUNTER_MILLIS);
  const destinationPort = segment.destinationPort;
  const sourcePort = segment.sourcePort;
  const outer = cookieHash(context, local, remote, destinationPort, sourcePort, 0);
  const cookie = (segment.acknowledgment - 1 - outer - (segment.sequence - 1)) | 0;
  const age = (counter - (cookie >>> COUNTER_SHIFT)) & 0xff;
  if (age > AGE_MAXIMUM) return 0;
  const inner = cookieHash(context, local, remote, destinationPort, sourcePort, counter - age + 1);
  const index = (cookie - inner) & HASH_MASK;
  return index < SIZES.length ? (SIZES[index] as number) : 0;
}

/** A timestamp not after `timestamp` that says what the SYN offered. */
export function timestampWithOptions(timestamp: number, segment: TcpSegment): number {
  const shift = segment.windowShift < 0 ? NO_SHIFT : segment.windowShift;
  const options = shift | (segment.sackPermitted ? SACK_BIT : 0);
  const marked = (timestamp & ~OPTION_MASK) | options;
  return ((marked - timestamp) | 0) > 0 ? (marked - (1 << OPTION_BITS)) | 0 : marked;
}

/** Of the echoed timestamp; -1: no window scaling. */
export function windowShiftIn(echo: number): number {
  const shift = echo & NO_SHIFT;
  return shift === NO_SHIFT ? -1 : shift;
}

export function sackPermittedIn(echo: number): boolean {
  return (echo & SACK_BIT) !== 0;
}

function cookieHash(
  context: TcpContext,
  local: IpAddress,
  remote: IpAddress,
  localPort: number,
  remotePort: number,
  counter: number,
): number {
  return addressHash(context, local, remote, localPort, remotePort, 0x636f6f6b, counter);
}

/** A keyed hash of a connection's addresses; `purpose` keeps different uses apart. */
export function addressHash(
  context: TcpContext,
  local: IpAddress,
  remote: IpAddress,
  localPort: number,
  remotePort: number,
  purpose: number,
  extra: number,
): number {
  const words = context.hash.words;
  words[0] = local.a;
  words[1] = local.b;
  words[2] = local.c;
  words[3] = local.d;
  words[4] = remote.a;
  words[5] = remote.b;
  words[6] = remote.c;
  words[7] = remote.d;
  words[8] = (localPort << 16) | remotePort;
  words[9] = purpose;
  words[10] = extra;
  return context.hash.hash(11);
}
