// Segment writer: builds segments and gives them to IP. Layer: net/tcp. A packet from IP's pool is filled once: header,
// options, data from the send ring. Every segment carries the latest acknowledgment and window, so that sending anything
// is also sending the ACK. RFC 9293 §3.1, RFC 7323 §3.2 (timestamps on every segment), RFC 2018 §4 and RFC 2883 (SACK).

import type { IpAddress } from '../ip-address.ts';
import { PROTOCOL_TCP } from '../wire/protocol-numbers.ts';
import {
  ACK,
  FIN,
  PSH,
  RST,
  SYN,
  TCP_CHECKSUM_OFFSET,
  TCP_HEADER,
  type TcpSegment,
  TIMESTAMPS_LENGTH,
  writeMaximumSegmentSize,
  writeSack,
  writeSackPermitted,
  writeTcpHeader,
  writeTimestamps,
  writeWindowScale,
} from '../wire/tcp.ts';
import type { TcpConnection } from './connection.ts';
import type { TcpContext } from './context.ts';
import { SYN_RECEIVED } from './states.ts';

const IPV4_HEADER = 20;
const IPV6_HEADER = 40;
const LARGEST_WINDOW_FIELD = 65535;
/** Least MSS that we work with, whatever a peer or a router says. */
const LEAST_SEGMENT_SIZE = 64;
const OPTIONS_MAXIMUM = 40;
const LONGEST_STALL = 256;

const sackEdges = new Int32Array(8);

/** Milliseconds as the connection's timestamps count them. */
export function timestampAt(connection: TcpConnection, now: number): number {
  return ((now | 0) + connection.timestampOffset) | 0;
}

/** The MSS option that we send, from the size of packets: RFC 6691. */
export function offeredSegmentSize(context: TcpContext, remote: IpAddress): number {
  const header = (remote.isIpv4 ? IPV4_HEADER : IPV6_HEADER) + TCP_HEADER;
  return Math.max(LEAST_SEGMENT_SIZE, Math.min(65535, context.ip.pathMtu(remote)) - header);
}

/** Data bytes of a full segment, from the peer's MSS, the path and the options of every segment. RFC 6691. */
export function updateSegmentSize(connection: TcpConnection): void {
  const send = connection.send;
  const whole = Math.min(
    send.peerSegmentSize,
    offeredSegmentSize(connection.context, connection.remoteAddress),
  );
  const options = connection.usesTimestamps ? TIMESTAMPS_LENGTH : 0;
  send.segmentSize = Math.max(LEAST_SEGMENT_SIZE, whole) - options;
  connection.congestion.setSegmentSize(send.segmentSize);
}

/**
 * Sends `length` bytes of the send ring from `offset` on, as `sequence`. `cut`: let the device cut it into full segments.
 * False: there was no packet or no room in the device; nothing is noted as sent and the stall timer is set.
 */
export function transmit(
  connection: TcpConnection,
  sequence: number,
  flags: number,
  offset: number,
  length: number,
  cut: boolean,
  now: number,
): boolean {
  const send = connection.send;
  const timestamps = connection.usesTimestamps ? TIMESTAMPS_LENGTH : 0;
  const room = cut ? 0 : Math.min(send.segmentSize - length, OPTIONS_MAXIMUM - timestamps);
  const blocks = connection.usesSack && room >= 12 ? collectSackBlocks(connection, room) : 0;
  const headerLength = TCP_HEADER + timestamps + (blocks > 0 ? 4 + 8 * blocks : 0);
  const packet = connection.context.ip.allocate(headerLength + length);
  if (packet === null) {
    connection.context.counters.packetsUnavailable++;
    return stall(connection, now);
  }
  const bytes = packet.bytes;
  let at = packet.start;
  writeTcpHeader(
    bytes,
    at,
    connection.localPort,
    connection.remotePort,
    sequence,
    connection.receive.next,
    flags,
    windowField(connection),
    headerLength,
  );
  at += TCP_HEADER;
  if (timestamps > 0) {
    at = writeTimestamps(
      bytes,
      at,
      timestampAt(connection, now),
      connection.receive.recentTimestamp,
    );
  }
  if (blocks > 0) at = writeSack(bytes, at, sackEdges, blocks);
  if (length > 0) send.ring.copy(offset, length, bytes, at);
  packet.end = at + length;
  packet.segmentSize = cut ? send.segmentSize : 0;
  const sent = connection.context.ip.send(
    packet,
    connection.localAddress,
    connection.remoteAddress,
    PROTOCOL_TCP,
    TCP_CHECKSUM_OFFSET,
  );
  if (!sent) {
    connection.context.counters.packetsRefused++;
    return stall(connection, now);
  }
  noteSent(connection, length, cut);
  return true;
}

function noteSent(connection: TcpConnection, length: number, cut: boolean): void {
  const counters = connection.context.counters;
  counters.segmentsSent += cut ? Math.ceil(length / connection.send.segmentSize) : 1;
  counters.bytesSent += length;
  connection.stallCount = 0;
  connection.deadlines.stall = Infinity;
  const receive = connection.receive;
  receive.lastAcknowledged = receive.next;
  receive.acknowledgeNow = false;
  receive.duplicatePending = false;
  connection.deadlines.acknowledgment = Infinity;
}

function stall(connection: TcpConnection, now: number): boolean {
  const wait = Math.min(1 << connection.stallCount, LONGEST_STALL);
  if (wait < LONGEST_STALL) connection.stallCount++;
  connection.deadlines.stall = now + wait;
  return false;
}

/** An ACK without data, for which nothing else is a carrier. */
export function sendAcknowledgment(connection: TcpConnection, now: number): void {
  if (transmit(connection, connection.send.next, ACK, 0, 0, false, now)) {
    connection.context.counters.acknowledgmentsSent++;
  } else {
    connection.receive.acknowledgeNow = true;
  }
}

/** RFC 5961: tells the peer where we stand and lets it prove that it meant it. At most a few, see challenge-limit.ts. */
export function sendChallenge(connection: TcpConnection, now: number): void {
  const context = connection.context;
  if (!context.challenges.allowFor(connection.lastChallengeAt, now)) return;
  connection.lastChallengeAt = now;
  context.counters.challengeAcknowledgments++;
  sendAcknowledgment(connection, now);
}

/** Our SYN, or SYN and ACK in SYN-RECEIVED. */
export function sendSyn(connection: TcpConnection, now: number): boolean {
  const answer = connection.state === SYN_RECEIVED;
  const receive = connection.receive;
  const timestamp = connection.usesTimestamps || !answer;
  const sent = writeSynPacket(
    connection.context,
    connection.localAddress,
    connection.localPort,
    connection.remoteAddress,
    connection.remotePort,
    connection.send.initialSequence,
    answer ? receive.next : 0,
    answer ? SYN | ACK : SYN,
    Math.min(LARGEST_WINDOW_FIELD, receive.limit),
    connection.usesScaling || !answer ? receive.windowShift : -1,
    connection.usesSack || !answer,
    timestamp,
    timestampAt(connection, now),
    answer ? receive.recentTimestamp : 0,
  );
  if (!sent) return stall(connection, now);
  connection.handshakes++;
  receive.lastAcknowledged = receive.next;
  receive.windowEdge = (receive.next + Math.min(LARGEST_WINDOW_FIELD, receive.limit)) | 0;
  connection.stallCount = 0;
  connection.deadlines.stall = Infinity;
  return true;
}

/** A segment with SYN; `windowShift` -1: without that option. */
export function writeSynPacket(
  context: TcpContext,
  local: IpAddress,
  localPort: number,
  remote: IpAddress,
  remotePort: number,
  sequence: number,
  acknowledgment: number,
  flags: number,
  window: number,
  windowShift: number,
  sackPermitted: boolean,
  timestamps: boolean,
  timestamp: number,
  echo: number,
): boolean {
  const options =
    4 + (sackPermitted ? 4 : 0) + (timestamps ? TIMESTAMPS_LENGTH : 0) + (windowShift >= 0 ? 4 : 0);
  const packet = context.ip.allocate(TCP_HEADER + options);
  if (packet === null) {
    context.counters.packetsUnavailable++;
    return false;
  }
  const bytes = packet.bytes;
  let at = packet.start;
  const length = TCP_HEADER + options;
  writeTcpHeader(bytes, at, localPort, remotePort, sequence, acknowledgment, flags, window, length);
  at = writeMaximumSegmentSize(bytes, at + TCP_HEADER, offeredSegmentSize(context, remote));
  if (sackPermitted) at = writeSackPermitted(bytes, at);
  if (timestamps) at = writeTimestamps(bytes, at, timestamp, echo);
  if (windowShift >= 0) at = writeWindowScale(bytes, at, windowShift);
  packet.end = at;
  if (!context.ip.send(packet, local, remote, PROTOCOL_TCP, TCP_CHECKSUM_OFFSET)) {
    context.counters.packetsRefused++;
    return false;
  }
  context.counters.segmentsSent++;
  return true;
}

/** Ends the connection at the peer. */
export function sendReset(connection: TcpConnection): void {
  writeReset(
    connection.context,
    connection.localAddress,
    connection.localPort,
    connection.remoteAddress,
    connection.remotePort,
    connection.send.next,
    connection.receive.next,
    RST | ACK,
  );
}

/** Answers a segment that belongs to no connection, RFC 9293 §3.10.7.1. `local` and `remote`: as seen from here. */
export function sendResetTo(
  context: TcpContext,
  local: IpAddress,
  remote: IpAddress,
  segment: TcpSegment,
): void {
  if ((segment.flags & RST) !== 0 || !context.challenges.allow(context.now)) return;
  const acknowledges = (segment.flags & ACK) !== 0;
  const syn = (segment.flags & SYN) !== 0 ? 1 : 0;
  const fin = (segment.flags & FIN) !== 0 ? 1 : 0;
  writeReset(
    context,
    local,
    segment.destinationPort,
    remote,
    segment.sourcePort,
    acknowledges ? segment.acknowledgment : 0,
    acknowledges ? 0 : (segment.sequence + segment.dataLength + syn + fin) | 0,
    acknowledges ? RST : RST | ACK,
  );
}

function writeReset(
  context: TcpContext,
  local: IpAddress,
  localPort: number,
  remote: IpAddress,
  remotePort: number,
  sequence: number,
  acknowledgment: number,
  flags: number,
): void {
  const packet = context.ip.allocate(TCP_HEADER);
  if (packet === null) {
    context.counters.packetsUnavailable++;
    return;
  }
  const start = packet.start;
  writeTcpHeader(
    packet.bytes,
    start,
    localPort,
    remotePort,
    sequence,
    acknowledgment,
    flags,
    0,
    TCP_HEADER,
  );
  packet.end = start + TCP_HEADER;
  context.counters.resetsSent++;
  if (context.ip.send(packet, local, remote, PROTOCOL_TCP, TCP_CHECKSUM_OFFSET)) {
    context.counters.segmentsSent++;
  } else {
    context.counters.packetsRefused++;
  }
}

/** Flags of a segment with data: `last` when nothing is left to send after it. */
export function dataFlags(last: boolean, fin: boolean): number {
  return ACK | (last ? PSH : 0) | (fin ? FIN : 0);
}

/** The window field, and the new right edge. RFC 9293 §3.8.6.2.2: the edge moves in useful steps only. */
function windowField(connection: TcpConnection): number {
  const receive = connection.receive;
  const edge = (receive.buffer.sequence + receive.limit) | 0;
  if (((edge - receive.windowEdge) | 0) >= usefulStep(connection)) receive.windowEdge = edge;
  // A FIN has a number of its own, which may lie behind the last byte that there was room for.
  const window = Math.max(0, (receive.windowEdge - receive.next) | 0);
  return Math.min(LARGEST_WINDOW_FIELD, window >> receive.windowShift);
}

function usefulStep(connection: TcpConnection): number {
  const receive = connection.receive;
  return Math.min(receive.limit >> 1, receive.segmentSize);
}

/** Whether the reader has made so much room that the peer must be told at once. */
export function windowUpdateIsDue(connection: TcpConnection): boolean {
  const receive = connection.receive;
  const gain = (receive.buffer.sequence + receive.limit - receive.windowEdge) | 0;
  const left = (receive.windowEdge - receive.next) | 0;
  return (
    gain >= receive.limit >> 1 || (left < receive.segmentSize && gain >= usefulStep(connection))
  );
}

/** Fills `sackEdges`: what came twice, then the ranges of the latest arrivals, then others. The number of blocks. */
function collectSackBlocks(connection: TcpConnection, room: number): number {
  const receive = connection.receive;
  const buffer = receive.buffer;
  // In order bytes that wait for the reader are acknowledged already.
  const first = buffer.readable() > 0 ? 1 : 0;
  if (!receive.duplicatePending && buffer.ranges === first) return 0;
  const most = Math.min(4, (room - 4) >> 3);
  let count = 0;
  if (receive.duplicatePending) {
    sackEdges[0] = receive.duplicateLeft;
    sackEdges[1] = receive.duplicateRight;
    count = 1;
  }
  const told = count;
  for (let i = 0; i < receive.recent.length && count < most; i++) {
    const range = rangeWith(connection, receive.recent[i]!, first);
    if (range >= 0) count = addBlock(connection, range, told, count);
  }
  for (let range = first; range < buffer.ranges && count < most; range++) {
    count = addBlock(connection, range, told, count);
  }
  return count;
}

function rangeWith(connection: TcpConnection, sequence: number, first: number): number {
  const buffer = connection.receive.buffer;
  for (let range = first; range < buffer.ranges; range++) {
    if (((sequence - buffer.edges[2 * range]!) | 0) < 0) return -1;
    if (((sequence - buffer.edges[2 * range + 1]!) | 0) < 0) return range;
  }
  return -1;
}

function addBlock(connection: TcpConnection, range: number, told: number, count: number): number {
  const edges = connection.receive.buffer.edges;
  const left = edges[2 * range]!;
  for (let i = told; i < count; i++) if (sackEdges[2 * i] === left) return count;
  sackEdges[2 * count] = left;
  sackEdges[2 * count + 1] = edges[2 * range + 1]!;
  return count + 1;
}
