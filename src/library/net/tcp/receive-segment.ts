// Received segments, for connections that are past LISTEN and SYN-SENT: the checks of RFC 9293 §3.10.7.4 in their order.
// Layer: net/tcp. RFC 7323 §5 (PAWS), RFC 5961 (resets, SYNs and ACKs that a stranger may have forged).

import { ACK, FIN, RST, SYN, type TcpSegment } from '../wire/tcp.ts';
import type { TcpConnection } from './connection.ts';
import { destroy, enterTimeWait, leaveHalfOpen } from './destroy.ts';
import { processAcknowledgment } from './receive-acknowledgment.ts';
import { noteDuplicate, processData } from './receive-data.ts';
import { sendAcknowledgment, sendChallenge, sendResetTo, sendSyn } from './segment-writer.ts';
import { after, atOrAfter, atOrBefore, before, distance } from './sequence.ts';
import {
  CLOSED,
  CLOSING,
  ESTABLISHED,
  FIN_WAIT_1,
  FIN_WAIT_2,
  LAST_ACK,
  SYN_RECEIVED,
  TIME_WAIT,
} from './states.ts';

/** RFC 7323 §5.5: a timestamp this old says nothing. */
const TIMESTAMP_LIFETIME = 24 * 86400000;

export function processSegment(
  connection: TcpConnection,
  segment: TcpSegment,
  bytes: Uint8Array,
  now: number,
): void {
  connection.lastReceivedAt = now;
  const flags = segment.flags;
  if (connection.usesTimestamps && !timestampIsAcceptable(connection, segment, now)) return;
  if (connection.state === SYN_RECEIVED && isAnswerToBoth(connection, segment)) {
    becomeEstablished(connection, segment, now);
    connection.receive.acknowledgeNow = true;
    connection.context.called = true;
    connection.handler?.onConnect();
    return;
  }
  if (!sequenceIsAcceptable(connection, segment)) {
    answerUnacceptable(connection, segment, now);
    return;
  }
  if ((flags & RST) !== 0) {
    processReset(connection, segment, now);
    return;
  }
  if ((flags & SYN) !== 0) {
    // RFC 5961 §4.2.
    sendChallenge(connection, now);
    return;
  }
  if ((flags & ACK) === 0) return;
  if (!acknowledgmentIsAcceptable(connection, segment, now)) return;
  if (connection.usesTimestamps) noteTimestamp(connection, segment, now);
  if (connection.state === SYN_RECEIVED && !establish(connection, segment, now)) return;
  processAcknowledgment(connection, segment, now);
  if (!afterAcknowledgment(connection, now)) return;
  if (segment.dataLength > 0 || (flags & FIN) !== 0) processData(connection, segment, bytes, now);
}

/** RFC 7323 §5.3. False: the segment is dropped, and answered where needed. */
function timestampIsAcceptable(
  connection: TcpConnection,
  segment: TcpSegment,
  now: number,
): boolean {
  if ((segment.flags & RST) !== 0) return true;
  const counters = connection.context.counters;
  if (!segment.hasTimestamps) {
    // RFC 7323 §3.2: without the option that was agreed upon.
    counters.droppedOldTimestamp++;
    return false;
  }
  const receive = connection.receive;
  if (!before(segment.timestamp, receive.recentTimestamp)) return true;
  if (now - receive.recentTimestampAt > TIMESTAMP_LIFETIME) return true;
  counters.droppedOldTimestamp++;
  const old = distance(segment.sequence, receive.next);
  if (segment.dataLength > 0 && old > 0) {
    noteDuplicate(connection, segment.sequence, Math.min(old, segment.dataLength));
  }
  if (segment.dataLength > 0) sendAcknowledgment(connection, now);
  else sendChallenge(connection, now);
  return false;
}

/** RFC 9293 §3.4, table 6. */
function sequenceIsAcceptable(connection: TcpConnection, segment: TcpSegment): boolean {
  const receive = connection.receive;
  const sequence = segment.sequence;
  let length = segment.dataLength;
  if ((segment.flags & SYN) !== 0) length++;
  if ((segment.flags & FIN) !== 0) length++;
  const edge = receive.windowEdge;
  if (length === 0) {
    if (sequence === receive.next) return true;
    return atOrAfter(sequence, receive.next) && before(sequence, edge);
  }
  if (!after(edge, receive.next)) {
    // The window is closed, but an ACK, a RST or a FIN in place counts all the same.
    if (sequence !== receive.next) return false;
    return segment.dataLength === 0;
  }
  const last = (sequence + length - 1) | 0;
  if (atOrAfter(sequence, receive.next) && before(sequence, edge)) return true;
  return atOrAfter(last, receive.next) && before(last, edge);
}

/** RFC 9293: an ACK in reply, but never to a RST. Bare ones are limited, so that two ends cannot answer each other for ever. */
function answerUnacceptable(connection: TcpConnection, segment: TcpSegment, now: number): void {
  const receive = connection.receive;
  connection.context.counters.droppedOutsideWindow++;
  if ((segment.flags & RST) !== 0) return;
  if (connection.state === SYN_RECEIVED && isSynAgain(connection, segment)) {
    // The first answer is output's, which starts the timer with it.
    if (connection.handshakes > 0) sendSyn(connection, now);
    return;
  }
  const old = distance(segment.sequence, receive.next);
  if (segment.dataLength > 0 || (segment.flags & FIN) !== 0) {
    if (old > 0) {
      noteDuplicate(connection, segment.sequence, Math.min(old, segment.dataLength));
      if (connection.state === TIME_WAIT) restartTimeWait(connection, now);
    }
    // What came into a closed window still says how far the peer is.
    if (old === 0 && (segment.flags & ACK) !== 0) acknowledgeOnly(connection, segment, now);
    if (connection.state !== CLOSED) sendAcknowledgment(connection, now);
  } else {
    sendChallenge(connection, now);
  }
}

/** RFC 9293 §3.10.7.4: "special allowance should be made to accept valid ACKs" with a closed window. */
function acknowledgeOnly(connection: TcpConnection, segment: TcpSegment, now: number): void {
  if (connection.state < ESTABLISHED || connection.state === TIME_WAIT) return;
  if (!acknowledgmentIsAcceptable(connection, segment, now)) return;
  processAcknowledgment(connection, segment, now);
  afterAcknowledgment(connection, now);
}

function isSynAgain(connection: TcpConnection, segment: TcpSegment): boolean {
  return (segment.flags & SYN) !== 0 && segment.sequence === connection.receive.initialSequence;
}

/** RFC 9293 §3.5, figure 8: both sides opened at once, and this answers our SYN. */
function isAnswerToBoth(connection: TcpConnection, segment: TcpSegment): boolean {
  if (connection.listener !== null || !isSynAgain(connection, segment)) return false;
  return (segment.flags & ACK) !== 0 && segment.acknowledgment === connection.send.next;
}

/** RFC 5961 §3.2: exactly in place, or it has to be repeated. */
function processReset(connection: TcpConnection, segment: TcpSegment, now: number): void {
  if (segment.sequence !== connection.receive.next) {
    sendChallenge(connection, now);
    return;
  }
  connection.context.counters.resetsReceived++;
  switch (connection.state) {
    case SYN_RECEIVED:
      destroy(connection, connection.listener === null ? 'refused' : null);
      break;
    case CLOSING:
    case LAST_ACK:
    case TIME_WAIT:
      destroy(connection, null);
      break;
    default:
      destroy(connection, 'reset');
  }
}

/** RFC 5961 §5.2, and what SYN-RECEIVED asks for. */
function acknowledgmentIsAcceptable(
  connection: TcpConnection,
  segment: TcpSegment,
  now: number,
): boolean {
  const send = connection.send;
  const acknowledgment = segment.acknowledgment;
  if (connection.state === SYN_RECEIVED) {
    if (after(acknowledgment, send.unacknowledged) && atOrBefore(acknowledgment, send.next)) {
      return true;
    }
    sendResetTo(connection.context, connection.localAddress, connection.remoteAddress, segment);
    return false;
  }
  const oldest = (send.unacknowledged - send.largestWindow) | 0;
  if (!after(acknowledgment, send.next) && atOrAfter(acknowledgment, oldest)) return true;
  connection.context.counters.droppedBadAcknowledgment++;
  sendChallenge(connection, now);
  return false;
}

/** RFC 7323 §4.3. */
function noteTimestamp(connection: TcpConnection, segment: TcpSegment, now: number): void {
  const receive = connection.receive;
  if (before(segment.timestamp, receive.recentTimestamp)) {
    if (now - receive.recentTimestampAt <= TIMESTAMP_LIFETIME) return;
  }
  if (after(segment.sequence, receive.lastAcknowledged)) return;
  receive.recentTimestamp = segment.timestamp;
  receive.recentTimestampAt = now;
}

/** SYN-RECEIVED to ESTABLISHED. False: the program wanted nothing of it. */
function establish(connection: TcpConnection, segment: TcpSegment, now: number): boolean {
  const send = connection.send;
  const context = connection.context;
  const listener = connection.listener;
  if (listener !== null && !listener.open) {
    sendResetTo(context, connection.localAddress, connection.remoteAddress, segment);
    destroy(connection, null);
    return false;
  }
  becomeEstablished(connection, segment, now);
  send.windowSequence = segment.sequence;
  send.windowAcknowledgment = segment.acknowledgment;
  if (listener === null) {
    context.called = true;
    connection.handler?.onConnect();
  } else {
    leaveHalfOpen(connection);
    context.counters.connectionsAccepted++;
    listener.onConnection(connection);
  }
  context.called = true;
  return connection.state !== CLOSED;
}

/** Our SYN is acknowledged. The round trip is known unless the SYN was sent twice (Karn). */
export function becomeEstablished(
  connection: TcpConnection,
  segment: TcpSegment,
  now: number,
): void {
  const send = connection.send;
  send.unacknowledged = (send.initialSequence + 1) | 0;
  send.smallEnd = send.unacknowledged;
  connection.recovery.forwardAcknowledged = send.unacknowledged;
  const shifted = (segment.flags & SYN) === 0 ? send.windowShift : 0;
  send.window = segment.window << shifted;
  send.largestWindow = send.window;
  send.windowSequence = segment.sequence;
  send.windowAcknowledgment = segment.acknowledgment;
  connection.state = send.finQueued ? FIN_WAIT_1 : ESTABLISHED;
  connection.deadlines.retransmission = Infinity;
  if (connection.handshakes === 1) connection.roundTrip.sample(now - send.lastSentAt, now);
  else connection.roundTrip.afterLostSyn();
  connection.attempts = 0;
  connection.context.queue(connection);
}

/** What the acknowledgment of our FIN leads to. False: nothing more is to be done with the segment. */
function afterAcknowledgment(connection: TcpConnection, now: number): boolean {
  const send = connection.send;
  const finAcknowledged = send.finSent && send.unacknowledged === send.next;
  switch (connection.state) {
    case FIN_WAIT_1:
      if (finAcknowledged) connection.state = FIN_WAIT_2;
      return true;
    case CLOSING:
      if (finAcknowledged) enterTimeWait(connection, now);
      return true;
    case LAST_ACK:
      if (!finAcknowledged) return true;
      destroy(connection, null);
      return false;
    case TIME_WAIT:
      return true;
    default:
      return connection.state !== CLOSED;
  }
}

/** A FIN that comes again shows that our last ACK was lost. */
export function restartTimeWait(connection: TcpConnection, now: number): void {
  connection.deadlines.linger = now + connection.context.limits.timeWaitMillis;
}
