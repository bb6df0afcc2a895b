// Recovery: which segments are lost, and how many may be sent while they are repaired. Layer: net/tcp.
// With SACK: RACK-TLP (RFC 8985), whose duplicate threshold is RFC 6675's; without: NewReno (RFC 6582). The window during
// fast recovery is proportional rate reduction (RFC 6937). Needless timeouts are found by timestamps (RFC 3522).

import type { TcpConnection } from './connection.ts';
import { FAST, OPEN, TIMEOUT } from './recovery-state.ts';
import { RETRANSMITTED } from './sent-segments.ts';
import { after, before, later } from './sequence.ts';
import { timestampAt } from './segment-writer.ts';

const DUPLICATE_THRESHOLD = 3;
/** RFC 8985 §6.2 step 4: how many recoveries a wider reordering window holds. */
const WINDOW_PERSISTS = 16;
const LARGEST_WINDOW_FACTOR = 64;
/** RFC 8985 §7.2: the longest that a peer delays an ACK. */
const DELAYED_ACKNOWLEDGMENT = 200;
const PROBE_WITHOUT_SAMPLE = 1000;

/** RFC 6675's pipe: bytes that the network holds. Without SACK each duplicate ACK stands for a segment that left it. */
export function bytesInFlight(connection: TcpConnection): number {
  const inFlight = connection.send.segments.inFlight;
  const duplicates = connection.recovery.duplicates;
  if (duplicates === 0) return inFlight;
  return Math.max(0, inFlight - duplicates * connection.send.segmentSize);
}

/** Segment `index` has arrived. `echo`: the timestamp that the ACK answers; only with timestamps. RFC 8985 §6.2 steps 1 to 3. */
export function noteDelivered(
  connection: TcpConnection,
  index: number,
  hasEcho: boolean,
  echo: number,
  now: number,
): void {
  const recovery = connection.recovery;
  const segments = connection.send.segments;
  const end = segments.end(index);
  const sentAt = segments.time(index);
  const again = (segments.flags(index) & RETRANSMITTED) !== 0;
  if (after(end, recovery.forwardAcknowledged)) recovery.forwardAcknowledged = end;
  else if (before(end, recovery.forwardAcknowledged) && !again) recovery.reorderingSeen = true;
  const roundTrip = now - sentAt;
  if (again) {
    // The answer to the first transmission says nothing about the second.
    if (hasEcho && before(echo, timestampAt(connection, sentAt))) return;
    if (roundTrip < connection.roundTrip.minimum) return;
  }
  recovery.rackRoundTrip = roundTrip;
  if (sentAt < recovery.rackTime) return;
  if (sentAt === recovery.rackTime && before(end, recovery.rackEnd)) return;
  recovery.rackTime = sentAt;
  recovery.rackEnd = end;
}

/** RFC 8985 §6.2 step 4: the peer got something twice, so what looked lost was late. */
export function noteDuplicateArrived(connection: TcpConnection): void {
  const recovery = connection.recovery;
  const send = connection.send;
  if (recovery.duplicateRoundSet && before(send.unacknowledged, recovery.duplicateRound)) return;
  recovery.duplicateRound = send.next;
  recovery.duplicateRoundSet = true;
  recovery.windowFactor = Math.min(recovery.windowFactor + 1, LARGEST_WINDOW_FACTOR);
  recovery.windowPersists = WINDOW_PERSISTS;
}

/** Marks what is lost by now; sets or clears the reordering timer. True when something new is. */
export function detectLosses(connection: TcpConnection, now: number): boolean {
  if (!connection.usesSack) return detectByDuplicates(connection);
  const segments = connection.send.segments;
  const recovery = connection.recovery;
  connection.deadlines.reordering = Infinity;
  if (segments.sackedCount === 0 && recovery.mode === OPEN) return false;
  const allowance = recovery.rackRoundTrip + reorderingWindow(connection) - now;
  const limit = recovery.mode === OPEN ? recovery.forwardAcknowledged : maximumPoint(connection);
  let wait = 0;
  const lostBefore = segments.lostCount;
  for (let i = 0; i < segments.count; i++) {
    if (after(segments.end(i), limit)) break;
    // Neither acknowledged selectively (1) nor lost already (2).
    if ((segments.flags(i) & 3) !== 0) continue;
    const sentAt = segments.time(i);
    if (sentAt > recovery.rackTime) continue;
    if (sentAt === recovery.rackTime && !before(segments.end(i), recovery.rackEnd)) continue;
    const left = sentAt + allowance;
    if (left <= 0) segments.markLost(i);
    else if (left > wait) wait = left;
  }
  // At least the clock's grain: a sum of fractions may not be later than `now` at all.
  if (wait > 0) connection.deadlines.reordering = now + Math.max(wait, 1);
  return segments.lostCount > lostBefore;
}

function maximumPoint(connection: TcpConnection): number {
  return later(connection.recovery.forwardAcknowledged, connection.recovery.point);
}

/** RACK_update_reo_wnd. */
function reorderingWindow(connection: TcpConnection): number {
  const recovery = connection.recovery;
  if (!recovery.reorderingSeen) {
    if (recovery.mode !== OPEN) return 0;
    if (connection.send.segments.sackedCount >= DUPLICATE_THRESHOLD) return 0;
  }
  const roundTrip = connection.roundTrip;
  if (roundTrip.smoothed === 0) return 0;
  return Math.min((recovery.windowFactor * roundTrip.minimum) / 4, roundTrip.smoothed);
}

/** RFC 6582 §3.2 step 2: three duplicates, but not those that a recovery has left behind. */
function detectByDuplicates(connection: TcpConnection): boolean {
  const recovery = connection.recovery;
  const segments = connection.send.segments;
  if (recovery.mode !== OPEN || recovery.duplicates < DUPLICATE_THRESHOLD) return false;
  if (segments.count === 0 || segments.lostCount > 0) return false;
  segments.markLost(0);
  return true;
}

/** The first loss after all was well. */
export function enterFastRecovery(connection: TcpConnection, now: number): void {
  const recovery = connection.recovery;
  const send = connection.send;
  const flight = (send.next - send.unacknowledged) | 0;
  recovery.mode = FAST;
  recovery.point = send.next;
  recovery.delivered = 0;
  recovery.sent = 0;
  recovery.flightAtLoss = flight;
  recovery.probeOut = false;
  connection.deadlines.probe = Infinity;
  connection.congestion.onLoss(now, flight);
  connection.context.counters.fastRecoveries++;
}

/** RFC 6937: how much may go out for what was delivered. */
export function reduceProportionally(connection: TcpConnection, delivered: number): void {
  const recovery = connection.recovery;
  const congestion = connection.congestion;
  const threshold = congestion.threshold;
  const size = connection.send.segmentSize;
  const pipe = bytesInFlight(connection);
  recovery.delivered += delivered;
  let count = 0;
  if (pipe > threshold) {
    const share = (recovery.delivered * threshold) / recovery.flightAtLoss;
    count = Math.ceil(share) - recovery.sent;
  } else {
    const caughtUp = Math.max(recovery.delivered - recovery.sent, delivered) + size;
    count = Math.min(threshold - pipe, caughtUp);
  }
  // The first retransmission goes out at once.
  if (recovery.sent === 0 && count < size) count = size;
  congestion.setWindow(pipe + Math.max(0, count));
}

/** Everything up to `recovery.point` has arrived. */
export function leaveRecovery(connection: TcpConnection): void {
  const recovery = connection.recovery;
  if (recovery.mode === FAST) connection.congestion.setWindow(connection.congestion.threshold);
  recovery.mode = OPEN;
  recovery.duplicates = 0;
  recovery.undoPossible = false;
  if (recovery.windowPersists > 0) recovery.windowPersists--;
  if (recovery.windowPersists === 0) recovery.windowFactor = 1;
}

/** The retransmission timer has run out: nothing in flight is believed in any more. RFC 5681 §3.1, RFC 6675 §5.1. */
export function enterTimeoutRecovery(connection: TcpConnection, now: number): void {
  const recovery = connection.recovery;
  const send = connection.send;
  const segments = send.segments;
  const first = connection.attempts === 1;
  if (first && recovery.mode !== TIMEOUT) {
    recovery.undoPossible = connection.usesTimestamps;
    recovery.undoTimestamp = timestampAt(connection, now);
  }
  connection.congestion.onTimeout(now, (send.next - send.unacknowledged) | 0, first);
  recovery.mode = TIMEOUT;
  recovery.point = send.next;
  recovery.duplicates = 0;
  recovery.probeOut = false;
  connection.deadlines.probe = Infinity;
  connection.deadlines.reordering = Infinity;
  // RFC 2018 §8: the oldest segment cannot be acknowledged selectively alone; the receiver has reneged.
  if (segments.count > 0 && (segments.flags(0) & 1) !== 0) segments.forgetSacks();
  for (let i = 0; i < segments.count; i++) segments.markLost(i);
}

/** RFC 3522: the first ACK after a timeout answers a segment from before it. True: everything is as before. */
export function undoTimeout(connection: TcpConnection, echo: number): boolean {
  const recovery = connection.recovery;
  if (recovery.mode !== TIMEOUT || !recovery.undoPossible) return false;
  recovery.undoPossible = false;
  if (!before(echo, recovery.undoTimestamp)) return false;
  connection.send.segments.forgetLosses();
  connection.congestion.onSpuriousTimeout();
  recovery.mode = OPEN;
  recovery.duplicates = 0;
  return true;
}

/** RFC 8985 §7.2: sets the tail loss probe's timer when one may be sent. */
export function armTailLossProbe(connection: TcpConnection, now: number): void {
  const deadlines = connection.deadlines;
  const recovery = connection.recovery;
  const segments = connection.send.segments;
  deadlines.probe = Infinity;
  if (!connection.usesSack || recovery.mode !== OPEN || recovery.probeOut) return;
  if (segments.count === 0 || segments.sackedCount > 0 || connection.send.window === 0) return;
  const smoothed = connection.roundTrip.smoothed;
  let wait = smoothed > 0 ? 2 * smoothed : PROBE_WITHOUT_SAMPLE;
  if (smoothed > 0 && segments.count === 1) wait += DELAYED_ACKNOWLEDGMENT;
  deadlines.probe = Math.min(now + wait, deadlines.retransmission);
}

/** RFC 8985 §7.4.2: an acknowledgment up to `acknowledgment`; was the probe what repaired a loss? */
export function endTailLossProbe(
  connection: TcpConnection,
  acknowledgment: number,
  toldOfDuplicate: boolean,
  changedNothing: boolean,
  now: number,
): void {
  const recovery = connection.recovery;
  if (!recovery.probeOut || before(acknowledgment, recovery.probeEnd)) return;
  if (!recovery.probeWasRetransmission || toldOfDuplicate) {
    recovery.probeOut = false;
  } else if (after(acknowledgment, recovery.probeEnd)) {
    recovery.probeOut = false;
    connection.congestion.onLoss(now, (connection.send.next - connection.send.unacknowledged) | 0);
    connection.congestion.setWindow(connection.congestion.threshold);
  } else if (changedNothing) {
    recovery.probeOut = false;
  }
}
