// Acknowledgments: what a segment's ACK, window and SACK blocks do to the sending side. Layer: net/tcp.
// RFC 9293 §3.10.7.4 fifth, RFC 5681, RFC 2018, RFC 2883, RFC 6298 §5, RFC 7323 §4.

import type { TcpSegment } from '../wire/tcp.ts';
import { FIN } from '../wire/tcp.ts';
import type { TcpConnection } from './connection.ts';
import { armPersistTimer } from './output.ts';
import {
  armTailLossProbe,
  detectLosses,
  endTailLossProbe,
  enterFastRecovery,
  leaveRecovery,
  noteDelivered,
  noteDuplicateArrived,
  reduceProportionally,
  undoTimeout,
} from './recovery.ts';
import { FAST, OPEN, TIMEOUT } from './recovery-state.ts';
import { RETRANSMITTED, SACKED } from './sent-segments.ts';
import { after, atOrAfter, atOrBefore, before, distance } from './sequence.ts';
import { timestampAt } from './segment-writer.ts';

/** Send time of the newest segment that was acknowledged and sent only once; -1: there was none. */
let sampleTime = -1;
/** The segment's SACK option says that the peer got something twice. */
let toldOfDuplicate = false;

/** SEG.ACK is acceptable: not before SND.UNA - MAX.SND.WND, not after SND.NXT. */
export function processAcknowledgment(
  connection: TcpConnection,
  segment: TcpSegment,
  now: number,
): void {
  const send = connection.send;
  const recovery = connection.recovery;
  const acknowledgment = segment.acknowledgment;
  connection.keepAliveCount = 0;
  // Every answer shows that the peer is there: a closed window may stay closed for ever.
  if (connection.persistCount > 0) connection.attempts = 0;
  if (before(acknowledgment, send.unacknowledged)) return;
  const hadWindow = send.window;
  const windowChanged = updateWindow(connection, segment);
  const inFlightBefore = send.segments.count;
  const bytes = distance(send.unacknowledged, acknowledgment);
  sampleTime = -1;
  toldOfDuplicate = false;
  let delivered = 0;
  if (bytes > 0) delivered = removeAcknowledged(connection, segment, now);
  if (connection.usesSack) {
    if (segment.sackCount > 0) delivered += applySacks(connection, segment, now);
  } else {
    delivered += countDuplicate(connection, segment, bytes, windowChanged, inFlightBefore);
  }
  if (bytes > 0) measureRoundTrip(connection, segment, now);
  const changedNothing = bytes === 0 && segment.sackCount === 0 && !windowChanged;
  endTailLossProbe(connection, acknowledgment, toldOfDuplicate, changedNothing, now);
  if (inFlightBefore > 0 || recovery.mode !== OPEN) {
    controlCongestion(connection, segment, bytes, delivered, now);
  }
  if (hadWindow === 0 && send.window > 0) windowOpened(connection);
  rearm(connection, bytes > 0, now);
  if (bytes > 0 && recovery.mode === OPEN) armTailLossProbe(connection, now);
}

/** RFC 9293: only from segments that are not older than the last one used. True when the window differs. */
function updateWindow(connection: TcpConnection, segment: TcpSegment): boolean {
  const send = connection.send;
  if (
    before(segment.sequence, send.windowSequence) ||
    (segment.sequence === send.windowSequence &&
      before(segment.acknowledgment, send.windowAcknowledgment))
  ) {
    return false;
  }
  const window = segment.window << send.windowShift;
  const changed = window !== send.window;
  send.window = window;
  send.windowSequence = segment.sequence;
  send.windowAcknowledgment = segment.acknowledgment;
  if (window > send.largestWindow) send.largestWindow = window;
  return changed;
}

/** Everything before SEG.ACK has arrived. The bytes of it that were not known to have arrived. */
function removeAcknowledged(connection: TcpConnection, segment: TcpSegment, now: number): number {
  const send = connection.send;
  const segments = send.segments;
  const acknowledgment = segment.acknowledgment;
  let delivered = 0;
  while (segments.count > 0 && atOrBefore(segments.end(0), acknowledgment)) {
    const flags = segments.flags(0);
    if ((flags & SACKED) === 0) {
      delivered += distance(segments.start(0), segments.end(0));
      noteDelivered(connection, 0, segment.hasTimestamps, segment.timestampEcho, now);
      if ((flags & RETRANSMITTED) === 0) sampleTime = segments.time(0);
    }
    segments.removeFirst();
  }
  if (segments.count > 0 && before(segments.start(0), acknowledgment)) {
    delivered += distance(segments.start(0), acknowledgment);
    segments.trimFirst(acknowledgment);
  }
  const finAcknowledged = send.finSent && acknowledgment === send.next;
  const bytes = distance(send.unacknowledged, acknowledgment);
  send.ring.discard(finAcknowledged ? bytes - 1 : bytes);
  send.unacknowledged = acknowledgment;
  connection.attempts = 0;
  connection.orphanProbes = 0;
  connection.softError = null;
  connection.roundTrip.forgetBackoff();
  return delivered;
}

/** Marks what the blocks cover. The bytes that were not known to have arrived. */
function applySacks(connection: TcpConnection, segment: TcpSegment, now: number): number {
  const send = connection.send;
  const segments = send.segments;
  const edges = segment.sackEdges;
  let delivered = 0;
  for (let block = 0; block < segment.sackCount; block++) {
    const left = edges[2 * block]!;
    const right = edges[2 * block + 1]!;
    if (!before(left, right)) continue;
    if (block === 0 && isDuplicateBlock(segment, left, right)) {
      toldOfDuplicate = true;
      noteDuplicateArrived(connection);
      continue;
    }
    if (before(left, send.unacknowledged) || after(right, send.next)) continue;
    for (let i = segments.find(left); i < segments.count; i++) {
      if (after(segments.end(i), right)) break;
      if ((segments.flags(i) & SACKED) !== 0 || before(segments.start(i), left)) continue;
      delivered += distance(segments.start(i), segments.end(i));
      noteDelivered(connection, i, segment.hasTimestamps, segment.timestampEcho, now);
      segments.markSacked(i);
    }
  }
  return delivered;
}

/** RFC 2883 §4: below the acknowledgment, or within the next block. */
function isDuplicateBlock(segment: TcpSegment, left: number, right: number): boolean {
  if (atOrBefore(right, segment.acknowledgment)) return true;
  if (segment.sackCount < 2) return false;
  const edges = segment.sackEdges;
  return atOrAfter(left, edges[2]!) && atOrBefore(right, edges[3]!);
}

/** Without SACK: a duplicate ACK (RFC 5681 §2) stands for one segment that has arrived. */
function countDuplicate(
  connection: TcpConnection,
  segment: TcpSegment,
  bytes: number,
  windowChanged: boolean,
  inFlightBefore: number,
): number {
  const recovery = connection.recovery;
  const size = connection.send.segmentSize;
  if (bytes > 0) {
    if (recovery.mode !== FAST) recovery.duplicates = 0;
    else recovery.duplicates = Math.max(0, recovery.duplicates - Math.ceil(bytes / size) + 1);
    return 0;
  }
  if (inFlightBefore === 0 || segment.dataLength > 0 || windowChanged) return 0;
  if ((segment.flags & FIN) !== 0 || connection.send.window === 0) return 0;
  recovery.duplicates++;
  return size;
}

/** RFC 6298 §3 and §4; RFC 7323 §4.1 where a retransmission makes the segment's own time ambiguous. */
function measureRoundTrip(connection: TcpConnection, segment: TcpSegment, now: number): void {
  if (sampleTime >= 0) {
    connection.roundTrip.sample(now - sampleTime, now);
  } else if (connection.usesTimestamps && segment.timestampEcho !== 0) {
    const millis = (timestampAt(connection, now) - segment.timestampEcho) | 0;
    if (millis >= 0 && millis < 0x1000000) connection.roundTrip.sample(millis, now);
  }
}

function controlCongestion(
  connection: TcpConnection,
  segment: TcpSegment,
  bytes: number,
  delivered: number,
  now: number,
): void {
  const recovery = connection.recovery;
  const send = connection.send;
  if (bytes > 0 && recovery.mode === TIMEOUT && segment.hasTimestamps) {
    undoTimeout(connection, segment.timestampEcho);
  }
  // What ends a fast recovery was in flight before the window became smaller, and does not widen it.
  const repaired = recovery.mode === FAST;
  if (recovery.mode !== OPEN && atOrAfter(send.unacknowledged, recovery.point)) {
    leaveRecovery(connection);
  }
  // RFC 6582 §3.2: a partial acknowledgment shows the next hole.
  if (recovery.mode === FAST && !connection.usesSack && bytes > 0 && send.segments.count > 0) {
    send.segments.markLost(0);
  }
  if (detectLosses(connection, now) && recovery.mode === OPEN) enterFastRecovery(connection, now);
  if (recovery.mode === FAST) {
    reduceProportionally(connection, delivered);
  } else if (bytes > 0 && !repaired) {
    const roundTrip = connection.roundTrip.smoothed;
    connection.congestion.onAcknowledged(bytes, now, roundTrip, send.limited);
  }
}

/** What was sent into the closed window was most likely thrown away. */
function windowOpened(connection: TcpConnection): void {
  const segments = connection.send.segments;
  if (connection.persistCount > 0 && segments.count > 0) segments.markLost(0);
  connection.persistCount = 0;
  connection.deadlines.persist = Infinity;
}

/** RFC 6298 §5.2 and §5.3; a closed window has the persist timer instead. */
function rearm(connection: TcpConnection, progress: boolean, now: number): void {
  const send = connection.send;
  const deadlines = connection.deadlines;
  if (send.segments.count === 0) {
    deadlines.retransmission = Infinity;
    deadlines.probe = Infinity;
    deadlines.reordering = Infinity;
    if (send.window > 0) {
      deadlines.persist = Infinity;
      connection.persistCount = 0;
    }
  } else if (send.window === 0) {
    armPersistTimer(connection, now);
  } else if (progress || deadlines.retransmission === Infinity) {
    deadlines.retransmission = now + connection.roundTrip.timeout;
  }
}
