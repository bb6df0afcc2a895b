// Output: sends what may be sent now: lost segments, new data, a FIN, or an ACK alone when nothing else carries it.
// Layer: net/tcp. Called once per poll for each connection to which something happened, so that an answer, its FIN and the
// acknowledgment of the request are one segment. RFC 9293 §3.8.6.2.1 (silly window), RFC 1122 §4.2.3.4 (Nagle).

import type { TcpConnection } from './connection.ts';
import { armTailLossProbe, bytesInFlight } from './recovery.ts';
import { FAST } from './recovery-state.ts';
import {
  dataFlags,
  sendAcknowledgment,
  sendSyn,
  transmit,
  windowUpdateIsDue,
} from './segment-writer.ts';
import { LOST } from './sent-segments.ts';
import { after, atOrBefore, distance } from './sequence.ts';
import { ESTABLISHED, SYN_RECEIVED, SYN_SENT, TIME_WAIT } from './states.ts';

const DELAYED_ACKNOWLEDGMENT = 40;

export function output(connection: TcpConnection, now: number): void {
  if (connection.state < ESTABLISHED) {
    if (connection.handshakes === 0) sendHandshake(connection, now);
    return;
  }
  if (connection.state !== TIME_WAIT) {
    if (connection.send.segments.lostCount > 0) sendLost(connection, now);
    sendNew(connection, now);
  }
  // Without packets or room in the device all of it comes again when the stall is over.
  if (connection.deadlines.stall === Infinity) acknowledge(connection, now);
}

/** The first SYN, or SYN and ACK; later ones are the retransmission timer's. */
export function sendHandshake(connection: TcpConnection, now: number): void {
  if (connection.state !== SYN_SENT && connection.state !== SYN_RECEIVED) return;
  if (!sendSyn(connection, now)) return;
  connection.send.lastSentAt = now;
  connection.deadlines.retransmission = now + connection.roundTrip.timeout;
}

/** Sends lost segments again, the oldest first, as far as the congestion window goes. */
function sendLost(connection: TcpConnection, now: number): void {
  const segments = connection.send.segments;
  for (let i = 0; i < segments.count && segments.lostCount > 0; i++) {
    if ((segments.flags(i) & LOST) === 0) continue;
    const pipe = bytesInFlight(connection);
    const length = distance(segments.start(i), segments.end(i));
    if (pipe > 0 && pipe + length > connection.congestion.window) {
      connection.send.limited = true;
      return;
    }
    if (!resend(connection, i, now)) return;
  }
}

/** Sends segment `index` again; in pieces when segments have become smaller since. */
export function resend(connection: TcpConnection, index: number, now: number): boolean {
  const send = connection.send;
  const segments = send.segments;
  const end = segments.end(index);
  let start = segments.start(index);
  const first = start;
  while (after(end, start)) {
    const fin = send.finSent && end === send.next;
    const left = distance(start, end) - (fin ? 1 : 0);
    const length = Math.min(left, send.segmentSize);
    const last = length === left;
    const pushed = last && length > 0 && end === send.next && send.unsent() === 0;
    const flags = dataFlags(pushed, fin && last);
    const offset = distance(send.unacknowledged, start);
    if (!transmit(connection, start, flags, offset, length, false, now)) return false;
    connection.context.counters.retransmittedSegments++;
    start = last ? end : (start + length) | 0;
  }
  segments.markSentAgain(index, now);
  noteRecoverySent(connection, distance(first, end));
  // The oldest segment gets a whole timeout for its repetition.
  if (index === 0) connection.deadlines.retransmission = Infinity;
  startRetransmissionTimer(connection, now);
  return true;
}

function noteRecoverySent(connection: TcpConnection, length: number): void {
  if (connection.recovery.mode === FAST) connection.recovery.sent += length;
}

/** RFC 6298 §5.1: it runs while anything is in flight. */
function startRetransmissionTimer(connection: TcpConnection, now: number): void {
  connection.send.lastSentAt = now;
  const deadlines = connection.deadlines;
  if (connection.send.window === 0) return;
  if (deadlines.retransmission === Infinity) {
    deadlines.retransmission = now + connection.roundTrip.timeout;
  }
}

/** Sends what the program wrote, as far as both windows go, in full segments where there is enough. */
function sendNew(connection: TcpConnection, now: number): void {
  const send = connection.send;
  if (send.unsent() === 0 && (!send.finQueued || send.finSent)) return;
  restartAfterIdle(connection, now);
  let sent = false;
  while (sendNext(connection, now)) sent = true;
  if (sent) armTailLossProbe(connection, now);
  else armPersistTimer(connection, now);
}

/** RFC 5681 §4.1. */
function restartAfterIdle(connection: TcpConnection, now: number): void {
  const send = connection.send;
  if (send.segments.count > 0) return;
  const idle = now - send.lastSentAt;
  const timeout = connection.roundTrip.timeout;
  if (idle <= timeout) return;
  connection.congestion.onIdle(idle, timeout);
  send.lastSentAt = now;
}

/** Sends one segment (or one that the device cuts); false when nothing may be sent. */
function sendNext(connection: TcpConnection, now: number): boolean {
  const send = connection.send;
  const unsent = send.unsent();
  const finWaits = send.finQueued && !send.finSent;
  if (unsent === 0 && !finWaits) return false;
  if (send.segments.isFull) return false;
  const usable = distance(send.next, (send.unacknowledged + send.window) | 0);
  if (usable <= 0) return false;
  const size = send.segmentSize;
  const pipe = bytesInFlight(connection);
  const room = connection.congestion.window - pipe;
  let length = Math.min(unsent, usable);
  // A segment may overshoot the window when nothing is in flight, never otherwise.
  if (room < Math.min(length, size) && pipe > 0) {
    send.limited = true;
    return false;
  }
  send.limited = false;
  if (length >= size) length = fullSegments(connection, length, Math.max(room, size));
  else if (!partialIsAllowed(connection, length, unsent)) return false;
  const fin = finWaits && length === unsent && usable > length && length <= size;
  return sendData(connection, length, fin, now);
}

/** How much of `length` to send at once: one full segment, or several when the device cuts them. */
function fullSegments(connection: TcpConnection, length: number, room: number): number {
  const size = connection.send.segmentSize;
  if (length < 2 * size) return size;
  const most = connection.context.ip.segmentation(connection.remoteAddress);
  if (most < 2 * size) return size;
  const bytes = Math.min(length, room, most);
  return bytes - (bytes % size);
}

/** Nagle, as Minshall refined it: a small segment waits while another small one is unacknowledged. Silly windows, §3.8.6.2.1. */
function partialIsAllowed(connection: TcpConnection, length: number, unsent: number): boolean {
  const send = connection.send;
  if (length === unsent) {
    if (send.noDelay || send.finQueued) return true;
    return atOrBefore(send.smallEnd, send.unacknowledged);
  }
  return length > 0 && 2 * length >= send.largestWindow;
}

/** Sends the next `length` bytes, and the FIN. */
function sendData(connection: TcpConnection, length: number, fin: boolean, now: number): boolean {
  const send = connection.send;
  const start = send.next;
  const size = send.segmentSize;
  const offset = distance(send.unacknowledged, start);
  const flags = dataFlags(length > 0 && length === send.unsent(), fin);
  if (!transmit(connection, start, flags, offset, length, length > size, now)) return false;
  const end = (start + length) | 0;
  let at = start;
  while (distance(at, end) > size) {
    send.segments.add(at, (at + size) | 0, now);
    at = (at + size) | 0;
  }
  send.next = fin ? (end + 1) | 0 : end;
  send.segments.add(at, send.next, now);
  if (fin) send.finSent = true;
  if (length < size) send.smallEnd = send.next;
  noteRecoverySent(connection, length);
  startRetransmissionTimer(connection, now);
  return true;
}

/** One segment of new data outside of the congestion window (RFC 8985 §7.3), or `most` bytes into a closed window. */
export function sendProbe(connection: TcpConnection, most: number, now: number): boolean {
  const send = connection.send;
  const length = Math.min(send.unsent(), send.segmentSize, most);
  const fin = send.finQueued && !send.finSent && length === send.unsent();
  if (length === 0 && !fin) return false;
  return sendData(connection, length, fin, now);
}

/** Data waits, nothing is in flight, and the peer's window is too small: RFC 9293 §3.8.6.1. */
export function armPersistTimer(connection: TcpConnection, now: number): void {
  const send = connection.send;
  const deadlines = connection.deadlines;
  if (send.unsent() === 0 && (!send.finQueued || send.finSent) && send.segments.count === 0) return;
  if (deadlines.persist !== Infinity || deadlines.stall !== Infinity) return;
  if (send.window > 0 && send.segments.count > 0) return;
  deadlines.retransmission = Infinity;
  deadlines.probe = Infinity;
  deadlines.persist = now + persistInterval(connection);
}

const LONGEST_PERSIST = 60000;

export function persistInterval(connection: TcpConnection): number {
  const interval = connection.roundTrip.timeout * 2 ** connection.persistCount;
  return Math.min(LONGEST_PERSIST, interval);
}

/** An ACK alone: at once when it is due, else when nothing has carried it for a while. RFC 9293 §3.8.6.3. */
function acknowledge(connection: TcpConnection, now: number): void {
  const receive = connection.receive;
  if (receive.acknowledgeNow || (!receive.ended && windowUpdateIsDue(connection))) {
    sendAcknowledgment(connection, now);
  } else if (
    receive.next !== receive.lastAcknowledged &&
    connection.deadlines.acknowledgment === Infinity
  ) {
    connection.deadlines.acknowledgment = now + DELAYED_ACKNOWLEDGMENT;
  }
}
