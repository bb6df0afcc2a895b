// Timers: what a connection does when one of its deadlines is over. Layer: net/tcp. RFC 6298 §5, RFC 8985 §7, RFC 9293
// §3.8.3 (giving up), §3.8.4 (keep-alive), §3.8.6.1 (probing a closed window).

import { ACK } from '../wire/tcp.ts';
import type { TcpConnection } from './connection.ts';
import { destroy } from './destroy.ts';
import { persistInterval, resend, sendProbe } from './output.ts';
import {
  detectLosses,
  enterFastRecovery,
  enterTimeoutRecovery,
  reduceProportionally,
} from './recovery.ts';
import { OPEN } from './recovery-state.ts';
import { sendReset, sendSyn, transmit, updateSegmentSize } from './segment-writer.ts';
import { distance } from './sequence.ts';
import { CLOSED, ESTABLISHED, FIN_WAIT_2, SYN_RECEIVED, SYN_SENT, TIME_WAIT } from './states.ts';

/** SYNs in all: the last one waits about two minutes from the first on. */
const SYN_ATTEMPTS = 7;
const SYN_ACKNOWLEDGMENT_ATTEMPTS = 6;
const RETRANSMISSION_ATTEMPTS = 15;
/** What fits through IPv6's least MTU, and through nearly everything. */
const SAFE_SEGMENT_SIZE = 1220;
const SAFEST_SEGMENT_SIZE = 536;
/** Of a connection that the program has closed. */
const ORPHAN_ATTEMPTS = 8;
/** As the host's sockets on the other targets are set up. */
const KEEP_ALIVE_INTERVAL = 1000;
const KEEP_ALIVE_ATTEMPTS = 10;

/** Runs everything that is due; the connection may be gone afterwards. */
export function runTimers(connection: TcpConnection, now: number): void {
  const deadlines = connection.deadlines;
  if (deadlines.linger <= now) {
    destroy(connection, null);
    return;
  }
  if (deadlines.stall <= now) deadlines.stall = Infinity;
  if (deadlines.acknowledgment <= now) {
    deadlines.acknowledgment = Infinity;
    connection.context.counters.delayedAcknowledgments++;
    connection.receive.acknowledgeNow = true;
  }
  if (deadlines.reordering <= now) onReordering(connection, now);
  if (deadlines.probe <= now) onTailLossProbe(connection, now);
  else if (deadlines.retransmission <= now) onRetransmission(connection, now);
  if (connection.state !== CLOSED && deadlines.persist <= now) onPersist(connection, now);
  if (connection.state !== CLOSED && deadlines.keepAlive <= now) onKeepAlive(connection, now);
  if (connection.state !== CLOSED) connection.context.queue(connection);
}

/** RFC 8985 §6.3: what was given time to arrive late has not arrived. */
function onReordering(connection: TcpConnection, now: number): void {
  connection.deadlines.reordering = Infinity;
  if (!detectLosses(connection, now)) return;
  if (connection.recovery.mode !== OPEN) return;
  enterFastRecovery(connection, now);
  reduceProportionally(connection, 0);
}

/** RFC 8985 §7.3: one new segment, or the last one again, so that its acknowledgment shows what is missing. */
function onTailLossProbe(connection: TcpConnection, now: number): void {
  const send = connection.send;
  const recovery = connection.recovery;
  const deadlines = connection.deadlines;
  const segments = send.segments;
  deadlines.probe = Infinity;
  if (segments.count === 0) return;
  const usable = (send.unacknowledged + send.window - send.next) | 0;
  recovery.probeWasRetransmission = !(usable > 0 && sendProbe(connection, usable, now));
  if (recovery.probeWasRetransmission && !resend(connection, segments.count - 1, now)) return;
  recovery.probeOut = true;
  recovery.probeEnd = send.next;
  deadlines.probe = Infinity;
  connection.context.counters.tailLossProbes++;
  deadlines.retransmission = now + connection.roundTrip.timeout;
}

function onRetransmission(connection: TcpConnection, now: number): void {
  connection.deadlines.retransmission = Infinity;
  const state = connection.state;
  if (state === SYN_SENT || state === SYN_RECEIVED) {
    repeatHandshake(connection, now);
    return;
  }
  if (connection.send.segments.count === 0) return;
  connection.attempts++;
  if (isHopeless(connection)) return;
  connection.context.counters.retransmissionTimeouts++;
  connection.roundTrip.backOff();
  enterTimeoutRecovery(connection, now);
  tryBlackHole(connection);
  connection.deadlines.retransmission = now + connection.roundTrip.timeout;
}

/** RFC 2923 §2.1, RFC 4821 §7.6: a router that drops large packets may say nothing. Smaller ones show it. */
function tryBlackHole(connection: TcpConnection): void {
  const send = connection.send;
  const size = connection.attempts === 3 ? SAFE_SEGMENT_SIZE : SAFEST_SEGMENT_SIZE;
  if (connection.attempts !== 3 && connection.attempts !== 6) return;
  if (distance(send.segments.start(0), send.segments.end(0)) <= size) return;
  if (send.peerSegmentSize <= size) return;
  send.peerSegmentSize = size;
  updateSegmentSize(connection);
  connection.context.counters.pathMtuReductions++;
}

/** True: the connection was given up. RFC 9293 §3.8.3. */
function isHopeless(connection: TcpConnection): boolean {
  const most = connection.orphaned ? ORPHAN_ATTEMPTS : RETRANSMISSION_ATTEMPTS;
  if (connection.attempts <= most) return false;
  giveUp(connection);
  return true;
}

function giveUp(connection: TcpConnection): void {
  if (connection.state >= ESTABLISHED) sendReset(connection);
  destroy(connection, connection.softError ?? 'timed-out');
}

function repeatHandshake(connection: TcpConnection, now: number): void {
  const half = connection.state === SYN_RECEIVED;
  const most = half ? SYN_ACKNOWLEDGMENT_ATTEMPTS : SYN_ATTEMPTS;
  connection.attempts++;
  if (connection.attempts >= most || (half && connection.listener?.open === false)) {
    giveUp(connection);
    return;
  }
  connection.roundTrip.backOff();
  connection.deadlines.retransmission = now + connection.roundTrip.timeout;
  if (sendSyn(connection, now)) connection.context.counters.retransmittedSegments++;
}

/** Sends a byte into the closed window: its answer tells the window. */
function onPersist(connection: TcpConnection, now: number): void {
  const send = connection.send;
  const deadlines = connection.deadlines;
  deadlines.persist = Infinity;
  connection.attempts++;
  if (connection.orphaned) connection.orphanProbes++;
  if (connection.orphanProbes > ORPHAN_ATTEMPTS) return giveUp(connection);
  if (isHopeless(connection)) return;
  connection.context.counters.windowProbes++;
  if (send.segments.count > 0) repeatFirstByte(connection, now);
  else sendProbe(connection, Math.max(1, send.window), now);
  connection.persistCount++;
  deadlines.persist = now + persistInterval(connection);
}

function repeatFirstByte(connection: TcpConnection, now: number): void {
  const send = connection.send;
  const segments = send.segments;
  const start = segments.start(0);
  const finOnly = send.finSent && ((start + 1) | 0) === send.next;
  if (finOnly) resend(connection, 0, now);
  else transmit(connection, start, ACK, 0, 1, false, now);
}

/** RFC 9293 §3.8.4: a segment that the peer must answer. Data in flight is a question of its own. */
function onKeepAlive(connection: TcpConnection, now: number): void {
  const deadlines = connection.deadlines;
  const idle = now - connection.lastReceivedAt;
  deadlines.keepAlive = Infinity;
  if (connection.state === TIME_WAIT || connection.keepAliveIdle === Infinity) return;
  if (idle < connection.keepAliveIdle) {
    deadlines.keepAlive = now + Math.max(1, connection.keepAliveIdle - idle);
    return;
  }
  if (connection.send.segments.count > 0 || connection.send.unsent() > 0) {
    deadlines.keepAlive = now + connection.keepAliveIdle;
    return;
  }
  if (connection.keepAliveCount >= KEEP_ALIVE_ATTEMPTS) return giveUp(connection);
  connection.keepAliveCount++;
  connection.context.counters.keepAliveProbes++;
  const before = (connection.send.unacknowledged - 1) | 0;
  transmit(connection, before, ACK, 0, 0, false, now);
  deadlines.keepAlive = now + KEEP_ALIVE_INTERVAL;
}

/** After anything that happened to a connection: timers that only its state decides. */
export function armIdleTimers(connection: TcpConnection, now: number): void {
  if (connection.state < ESTABLISHED || connection.state === TIME_WAIT) return;
  const deadlines = connection.deadlines;
  if (connection.keepAliveIdle !== Infinity && deadlines.keepAlive === Infinity) {
    deadlines.keepAlive = now + connection.keepAliveIdle;
  }
  // Half closed for ever is the program's right, but not once it has closed.
  if (connection.orphaned && connection.state === FIN_WAIT_2 && deadlines.linger === Infinity) {
    deadlines.linger = now + connection.context.limits.finWaitMillis;
  }
}
