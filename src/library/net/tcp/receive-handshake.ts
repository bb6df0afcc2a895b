// The beginning of connections: SYNs for listeners, answers to our SYNs, ACKs that bring SYN cookies back.
// Layer: net/tcp. RFC 9293 §3.10.7.2 and §3.10.7.3, RFC 7323 §2 and §3 (options), RFC 6528 (initial sequence numbers:
// SipHash-2-4 of the addresses and a secret, plus a clock of 4 microseconds).

import type { IpAddress } from '../ip-address.ts';
import { ACK, FIN, RST, SYN, type TcpSegment } from '../wire/tcp.ts';
import { TcpConnection } from './connection.ts';
import type { TcpContext } from './context.ts';
import { destroy } from './destroy.ts';
import type { TcpListener } from './listener.ts';
import { processData } from './receive-data.ts';
import { becomeEstablished } from './receive-segment.ts';
import { sendResetTo, timestampAt, updateSegmentSize, writeSynPacket } from './segment-writer.ts';
import { after, atOrBefore } from './sequence.ts';
import { CLOSED, ESTABLISHED, SYN_RECEIVED, SYN_SENT } from './states.ts';
import {
  addressHash,
  checkCookie,
  makeCookie,
  sackPermittedIn,
  timestampWithOptions,
  windowShiftIn,
} from './syn-cookies.ts';

const PURPOSE_SEQUENCE = 0x7365716e;
const PURPOSE_TIMESTAMP = 0x74696d65;
const CLOCK_TICKS_PER_MILLI = 250;
/** How long after the last cookie one is accepted. */
const COOKIE_LIFETIME = 131072;

/** A connection in no state yet, with its secrets derived, counted and in the table; null when there are too many. */
export function createConnection(
  context: TcpContext,
  local: IpAddress,
  localPort: number,
  remote: IpAddress,
  remotePort: number,
): TcpConnection | null {
  if (context.counters.connections >= context.limits.connections) {
    context.counters.droppedAtConnectionLimit++;
    return null;
  }
  const connection = new TcpConnection(context, local, localPort, remote, remotePort);
  const send = connection.send;
  send.initialSequence = initialSequence(context, local, localPort, remote, remotePort);
  send.unacknowledged = send.initialSequence;
  send.next = (send.initialSequence + 1) | 0;
  connection.timestampOffset = timestampOffset(context, local, localPort, remote, remotePort);
  connection.receive.windowShift = windowShiftFor(context.limits.largestReceiveWindow);
  connection.receive.measuredAt = context.now;
  connection.lastReceivedAt = context.now;
  context.counters.connections++;
  context.table.add(connection);
  return connection;
}

function initialSequence(
  context: TcpContext,
  local: IpAddress,
  localPort: number,
  remote: IpAddress,
  remotePort: number,
): number {
  const clock = (context.now * CLOCK_TICKS_PER_MILLI) | 0;
  const hash = addressHash(context, local, remote, localPort, remotePort, PURPOSE_SEQUENCE, 0);
  return (clock + hash) | 0;
}

/** RFC 7323 §7.1: timestamps must not tell how long the machine has been up. */
function timestampOffset(
  context: TcpContext,
  local: IpAddress,
  localPort: number,
  remote: IpAddress,
  remotePort: number,
): number {
  return addressHash(context, local, remote, localPort, remotePort, PURPOSE_TIMESTAMP, 0);
}

/** RFC 7323 §2.3: the least shift with which the largest window can be said. */
function windowShiftFor(window: number): number {
  let shift = 0;
  while (shift < 14 && window >> shift > 65535) shift++;
  return shift;
}

/** A segment for a listener; `minimum`: the sequence number that a connection before it in TIME-WAIT had come to. */
export function processForListener(
  context: TcpContext,
  listener: TcpListener,
  local: IpAddress,
  remote: IpAddress,
  segment: TcpSegment,
  bytes: Uint8Array,
  afterSequence: number | null,
): void {
  const flags = segment.flags;
  if ((flags & RST) !== 0) return;
  if ((flags & ACK) !== 0) {
    if ((flags & SYN) === 0 && acceptCookie(context, listener, local, remote, segment, bytes)) {
      return;
    }
    sendResetTo(context, local, remote, segment);
    return;
  }
  if ((flags & SYN) === 0 || (flags & FIN) !== 0) return;
  if (listener.halfOpen >= listener.backlog) {
    sendCookie(context, listener, local, remote, segment);
    return;
  }
  const connection = createConnection(
    context,
    local,
    segment.destinationPort,
    remote,
    segment.sourcePort,
  );
  if (connection === null) return;
  if (afterSequence !== null) moveSequenceAfter(connection, afterSequence);
  connection.state = SYN_RECEIVED;
  connection.listener = listener;
  listener.halfOpen++;
  context.counters.halfOpenConnections++;
  takeSynOptions(connection, segment);
  takeInitialSequence(connection, segment.sequence);
  // As accepted sockets of the other targets.
  connection.send.noDelay = true;
  context.queue(connection);
}

/** RFC 6191: a connection that takes the place of one in TIME-WAIT begins behind it. */
function moveSequenceAfter(connection: TcpConnection, sequence: number): void {
  const send = connection.send;
  const least = (sequence + 65537) | 0;
  if (after(send.initialSequence, least)) return;
  send.initialSequence = least;
  send.unacknowledged = least;
  send.next = (least + 1) | 0;
}

function takeInitialSequence(connection: TcpConnection, sequence: number): void {
  const receive = connection.receive;
  receive.initialSequence = sequence;
  receive.next = (sequence + 1) | 0;
  receive.lastAcknowledged = receive.next;
  receive.buffer.moveTo(receive.next);
  receive.windowEdge = (receive.next + Math.min(65535, receive.limit)) | 0;
}

/** What both sides offer is in force. */
function takeSynOptions(connection: TcpConnection, segment: TcpSegment): void {
  const send = connection.send;
  const receive = connection.receive;
  if (segment.maximumSegmentSize > 0) send.peerSegmentSize = segment.maximumSegmentSize;
  connection.usesSack = segment.sackPermitted;
  connection.usesScaling = segment.windowShift >= 0;
  if (connection.usesScaling) send.windowShift = segment.windowShift;
  else receive.windowShift = 0;
  connection.usesTimestamps = segment.hasTimestamps;
  if (segment.hasTimestamps) {
    receive.recentTimestamp = segment.timestamp;
    receive.recentTimestampAt = connection.context.now;
  }
  limitWithoutScaling(connection);
  updateSegmentSize(connection);
}

/** Without window scaling no more than 65,535 bytes can be offered. */
function limitWithoutScaling(connection: TcpConnection): void {
  if (!connection.usesScaling) connection.receive.limit = Math.min(connection.receive.limit, 65536);
}

/** SYN-SENT. */
export function processInSynSent(
  connection: TcpConnection,
  segment: TcpSegment,
  bytes: Uint8Array,
  now: number,
): void {
  const send = connection.send;
  const flags = segment.flags;
  const acknowledges = (flags & ACK) !== 0;
  if (acknowledges) {
    const acknowledgment = segment.acknowledgment;
    if (atOrBefore(acknowledgment, send.initialSequence) || after(acknowledgment, send.next)) {
      const { context, localAddress, remoteAddress } = connection;
      sendResetTo(context, localAddress, remoteAddress, segment);
      return;
    }
  }
  if ((flags & RST) !== 0) {
    if (!acknowledges) return;
    connection.context.counters.resetsReceived++;
    destroy(connection, 'refused');
    return;
  }
  if ((flags & SYN) === 0) return;
  connection.lastReceivedAt = now;
  takeSynOptions(connection, segment);
  takeInitialSequence(connection, segment.sequence);
  if (!acknowledges) {
    // RFC 9293 §3.5, figure 8: both opened at once.
    connection.state = SYN_RECEIVED;
    connection.handshakes = 0;
    connection.context.queue(connection);
    return;
  }
  becomeEstablished(connection, segment, now);
  connection.receive.acknowledgeNow = true;
  connection.context.called = true;
  connection.handler?.onConnect();
  // The callback may have closed it.
  if ((connection.state as number) === CLOSED) return;
  if (segment.dataLength === 0 && (flags & FIN) === 0) return;
  segment.sequence = (segment.sequence + 1) | 0;
  processData(connection, segment, bytes, now);
}

function sendCookie(
  context: TcpContext,
  listener: TcpListener,
  local: IpAddress,
  remote: IpAddress,
  segment: TcpSegment,
): void {
  listener.lastCookieAt = context.now;
  context.counters.synCookiesSent++;
  const port = segment.destinationPort;
  const remotePort = segment.sourcePort;
  // Without timestamps there is no room to remember scaling and SACK.
  const stamped = segment.hasTimestamps;
  const clock = ((context.now | 0) + timestampOffset(context, local, port, remote, remotePort)) | 0;
  writeSynPacket(
    context,
    local,
    port,
    remote,
    remotePort,
    makeCookie(context, local, remote, segment),
    (segment.sequence + 1) | 0,
    SYN | ACK,
    Math.min(65535, context.limits.receiveWindow),
    stamped && segment.windowShift >= 0 ? windowShiftFor(context.limits.largestReceiveWindow) : -1,
    stamped && segment.sackPermitted,
    stamped,
    timestampWithOptions(clock, segment),
    segment.timestamp,
  );
}

/** An ACK that belongs to no connection: one that was remembered by a cookie? */
function acceptCookie(
  context: TcpContext,
  listener: TcpListener,
  local: IpAddress,
  remote: IpAddress,
  segment: TcpSegment,
  bytes: Uint8Array,
): boolean {
  if (context.now - listener.lastCookieAt > COOKIE_LIFETIME) return false;
  const size = checkCookie(context, local, remote, segment);
  if (size === 0) {
    context.counters.droppedBadCookie++;
    return false;
  }
  const connection = createConnection(
    context,
    local,
    segment.destinationPort,
    remote,
    segment.sourcePort,
  );
  // The peer tries again.
  if (connection === null) return true;
  restoreFromCookie(connection, segment, size);
  context.counters.synCookiesAccepted++;
  context.counters.connectionsAccepted++;
  context.called = true;
  listener.onConnection(connection);
  if (connection.state === ESTABLISHED && segment.dataLength > 0) {
    processData(connection, segment, bytes, context.now);
  }
  return true;
}

function restoreFromCookie(connection: TcpConnection, segment: TcpSegment, size: number): void {
  const { send, context } = connection;
  send.initialSequence = (segment.acknowledgment - 1) | 0;
  send.next = segment.acknowledgment;
  send.peerSegmentSize = size;
  send.noDelay = true;
  takeInitialSequence(connection, (segment.sequence - 1) | 0);
  connection.usesTimestamps = segment.hasTimestamps;
  if (segment.hasTimestamps) {
    const echo = segment.timestampEcho;
    const shift = windowShiftIn(echo);
    connection.usesScaling = shift >= 0;
    if (shift >= 0) send.windowShift = shift;
    connection.usesSack = sackPermittedIn(echo);
    connection.receive.recentTimestamp = segment.timestamp;
    connection.receive.recentTimestampAt = context.now;
  }
  if (!connection.usesScaling) connection.receive.windowShift = 0;
  limitWithoutScaling(connection);
  updateSegmentSize(connection);
  connection.state = SYN_RECEIVED;
  // The time of the SYN-ACK is not known, but by its timestamp.
  connection.handshakes = 2;
  becomeEstablished(connection, segment, context.now);
  if (segment.hasTimestamps) sampleFromEcho(connection, segment);
}

function sampleFromEcho(connection: TcpConnection, segment: TcpSegment): void {
  const now = connection.context.now;
  const millis = (timestampAt(connection, now) - segment.timestampEcho) | 0;
  if (millis >= 0 && millis < 60000) connection.roundTrip.sample(millis, now);
}

/** A connection that the program opens. Its SYN goes out with the next poll. */
export function startConnecting(connection: TcpConnection): void {
  connection.state = SYN_SENT;
  connection.context.counters.connectionsOpened++;
  connection.context.queue(connection);
}
