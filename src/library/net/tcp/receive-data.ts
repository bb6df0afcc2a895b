// Received data and FIN: to the reader at once when it is in order, into the buffer when not. Layer: net/tcp.
// RFC 9293 §3.10.7.4 seventh and eighth, RFC 5681 §4.2 (when to acknowledge), RFC 2883 (what came twice).

import { FIN, type TcpSegment } from '../wire/tcp.ts';
import type { TcpConnection } from './connection.ts';
import { destroy, enterTimeWait } from './destroy.ts';
import { output } from './output.ts';
import { sendAcknowledgment, sendReset } from './segment-writer.ts';
import { distance } from './sequence.ts';
import { CLOSE_WAIT, CLOSED, CLOSING, ESTABLISHED, FIN_WAIT_1, FIN_WAIT_2 } from './states.ts';

const DELAYED_ACKNOWLEDGMENT = 40;
/** Full segments in one poll after which the ACK does not wait for its end. */
const LONGEST_STRETCH = 8;

/** The segment is acceptable, and has data or a FIN. */
export function processData(
  connection: TcpConnection,
  segment: TcpSegment,
  bytes: Uint8Array,
  now: number,
): void {
  const state = connection.state;
  if (state !== ESTABLISHED && state !== FIN_WAIT_1 && state !== FIN_WAIT_2) {
    // The peer has sent its FIN: this is old, or a FIN again.
    connection.receive.acknowledgeNow = true;
    return;
  }
  const receive = connection.receive;
  let sequence = segment.sequence;
  let start = segment.dataStart;
  let end = segment.dataEnd;
  let fin = (segment.flags & FIN) !== 0;
  const old = distance(sequence, receive.next);
  if (old > 0) {
    noteDuplicate(connection, sequence, Math.min(old, end - start));
    start = Math.min(end, start + old);
    sequence = receive.next;
  }
  const beyond = distance(receive.windowEdge, (sequence + (end - start)) | 0);
  if (beyond > 0) {
    end = Math.max(start, end - beyond);
    fin = false;
  }
  if (connection.orphaned && end > start) {
    // RFC 9293 §3.6.1: nobody is there to read it. What the program wrote before it closed goes first, as from a host whose
    // writes leave at once: often it says why.
    if (connection.send.unsent() > 0) output(connection, now);
    sendReset(connection);
    destroy(connection, null);
    return;
  }
  if (fin) noteFin(connection, (sequence + (end - start)) | 0);
  if (end > start) takeBytes(connection, sequence, bytes, start, end, now);
  else receive.acknowledgeNow = true;
  if (connection.state !== CLOSED) takeFin(connection, now);
}

/** RFC 2883 §4: tells the peer what came twice with the next ACK, at once. */
export function noteDuplicate(connection: TcpConnection, sequence: number, length: number): void {
  if (length <= 0) return;
  const receive = connection.receive;
  connection.context.counters.duplicateSegments++;
  receive.duplicatePending = true;
  receive.duplicateLeft = sequence;
  receive.duplicateRight = (sequence + length) | 0;
  receive.acknowledgeNow = true;
}

function noteFin(connection: TcpConnection, sequence: number): void {
  const receive = connection.receive;
  if (receive.finSeen) return;
  receive.finSeen = true;
  receive.finSequence = sequence;
}

function takeBytes(
  connection: TcpConnection,
  sequence: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  now: number,
): void {
  const receive = connection.receive;
  const buffer = receive.buffer;
  const length = end - start;
  if (length > receive.segmentSize) receive.segmentSize = length;
  if (sequence === receive.next) {
    if (receive.paused || buffer.readable() > 0) {
      if (!buffer.store(sequence, bytes, start, end, receive.limit)) return dropped(connection);
      receive.next = (buffer.sequence + buffer.readable()) | 0;
      noteArrival(connection, now);
    } else {
      const filled = buffer.ranges > 0;
      receive.next = (sequence + length) | 0;
      buffer.consume(length);
      if (filled) {
        receive.acknowledgeNow = true;
        receive.next = (buffer.sequence + buffer.readable()) | 0;
      }
      noteArrival(connection, now);
      handUp(connection, bytes, start, end, now);
      deliver(connection, now);
    }
    return;
  }
  connection.context.counters.outOfOrderSegments++;
  noteRepeated(connection, sequence, (sequence + length) | 0);
  if (!buffer.store(sequence, bytes, start, end, receive.limit)) return dropped(connection);
  rememberRecent(connection, sequence);
  // RFC 5681 §4.2: at once, one for each, since the peer counts them.
  sendAcknowledgment(connection, now);
}

function dropped(connection: TcpConnection): void {
  connection.context.counters.droppedNoBuffer++;
  connection.receive.acknowledgeNow = true;
}

/** RFC 2883 §4.2: a segment out of order that was there already. */
function noteRepeated(connection: TcpConnection, left: number, right: number): void {
  const buffer = connection.receive.buffer;
  for (let i = 0; i < buffer.ranges; i++) {
    if (distance(buffer.edges[2 * i]!, left) < 0) return;
    if (distance(right, buffer.edges[2 * i + 1]!) < 0) continue;
    noteDuplicate(connection, left, distance(left, right));
    return;
  }
}

function rememberRecent(connection: TcpConnection, sequence: number): void {
  const receive = connection.receive;
  if (receive.recent.length === 0) receive.recent = new Int32Array(3);
  const recent = receive.recent;
  recent[2] = recent[1]!;
  recent[1] = recent[0]!;
  recent[0] = sequence;
}

/** Data has come in order: when to acknowledge it. RFC 9293 §3.8.6.3: every second full segment, or soon. */
function noteArrival(connection: TcpConnection, now: number): void {
  const receive = connection.receive;
  const waiting = distance(receive.lastAcknowledged, receive.next);
  if (receive.quickAcknowledgments > 0) {
    receive.quickAcknowledgments--;
    receive.acknowledgeNow = true;
  } else if (waiting >= 2 * receive.segmentSize || receive.buffer.ranges > 1) {
    receive.acknowledgeNow = true;
  }
  if (waiting >= LONGEST_STRETCH * receive.segmentSize) {
    sendAcknowledgment(connection, now);
  } else if (connection.deadlines.acknowledgment === Infinity) {
    connection.deadlines.acknowledgment = now + DELAYED_ACKNOWLEDGMENT;
  }
}

/** Calls the reader; afterwards the connection may be closed, or paused. */
function handUp(
  connection: TcpConnection,
  bytes: Uint8Array,
  start: number,
  end: number,
  now: number,
): void {
  const handler = connection.handler;
  connection.context.counters.bytesReceived += end - start;
  if (handler === null) return;
  tuneWindow(connection, end - start, now);
  connection.context.called = true;
  handler.onData(bytes, start, end);
}

/** Hands up what waits in the buffer, and the end of the stream after it. */
export function deliver(connection: TcpConnection, now: number): void {
  const receive = connection.receive;
  const buffer = receive.buffer;
  while (connection.handler !== null && !receive.paused && buffer.readable() > 0) {
    const bytes = buffer.readBytes;
    const start = buffer.readStart;
    const length = buffer.readLength;
    buffer.consume(length);
    handUp(connection, bytes, start, start + length, now);
  }
  if (!receive.ended || receive.endDelivered || receive.paused || buffer.readable() > 0) return;
  const handler = connection.handler;
  if (handler === null) return;
  receive.endDelivered = true;
  connection.context.called = true;
  handler.onEnd();
}

/** The FIN, when everything before it is there. */
function takeFin(connection: TcpConnection, now: number): void {
  const receive = connection.receive;
  if (!receive.finSeen || receive.ended || receive.next !== receive.finSequence) return;
  receive.next = (receive.next + 1) | 0;
  receive.ended = true;
  receive.acknowledgeNow = true;
  const finAcknowledged =
    connection.send.finSent && connection.send.unacknowledged === connection.send.next;
  switch (connection.state) {
    case ESTABLISHED:
      connection.state = CLOSE_WAIT;
      break;
    case FIN_WAIT_1:
      if (finAcknowledged) enterTimeWait(connection, now);
      else connection.state = CLOSING;
      break;
    case FIN_WAIT_2:
      enterTimeWait(connection, now);
      break;
  }
  deliver(connection, now);
}

/** The largest buffer doubles when the reader took more than half of it in a round trip. */
function tuneWindow(connection: TcpConnection, length: number, now: number): void {
  const receive = connection.receive;
  const limits = connection.context.limits;
  if (receive.limit >= limits.largestReceiveWindow) return;
  receive.measuredBytes += length;
  const roundTrip = connection.roundTrip.smoothed;
  if (now - receive.measuredAt < roundTrip) return;
  if (2 * receive.measuredBytes > receive.limit) {
    receive.limit = Math.min(2 * receive.limit, limits.largestReceiveWindow);
  }
  receive.measuredAt = now;
  receive.measuredBytes = 0;
}
