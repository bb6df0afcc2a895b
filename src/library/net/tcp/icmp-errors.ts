// ICMP errors about our segments. Layer: net/tcp. RFC 5927: an error counts only when the sequence number that it quotes is in
// flight; on established connections "unreachable" explains a later timeout and ends nothing. RFC 1191 and RFC 8201 for the
// path MTU.

import type { IcmpErrorKind } from '../ip-layer.ts';
import type { TcpConnection, TcpFailure } from './connection.ts';
import { destroy } from './destroy.ts';
import { updateSegmentSize } from './segment-writer.ts';
import { before, distance } from './sequence.ts';
import { CLOSED, ESTABLISHED, SYN_RECEIVED, SYN_SENT, TIME_WAIT } from './states.ts';

/** `sequence`: of the segment that the error quotes. */
export function processIcmpError(
  connection: TcpConnection,
  kind: IcmpErrorKind,
  sequence: number,
): void {
  const send = connection.send;
  const state = connection.state;
  if (state === CLOSED || state === TIME_WAIT) return;
  if (before(sequence, send.unacknowledged) || !before(sequence, send.next)) return;
  if (kind === 'too-big') {
    if (state >= ESTABLISHED) lowerSegmentSize(connection);
    return;
  }
  const failure = failureOf(kind);
  connection.softError = failure;
  const connecting = state === SYN_SENT || (state === SYN_RECEIVED && connection.listener === null);
  // Nothing is lost by believing an error while connecting; 'time-exceeded' may be a route that is changing.
  if (connecting && kind !== 'time-exceeded') destroy(connection, failure);
}

function failureOf(kind: IcmpErrorKind): TcpFailure {
  if (kind === 'unreachable-port' || kind === 'unreachable-protocol') return 'refused';
  return kind === 'unreachable-network' ? 'unreachable-network' : 'unreachable-host';
}

/** IP knows the new path MTU. What was too big is lost, though not by congestion: it is sent again in pieces. */
function lowerSegmentSize(connection: TcpConnection): void {
  const send = connection.send;
  const old = send.segmentSize;
  updateSegmentSize(connection);
  if (send.segmentSize >= old) return;
  connection.context.counters.pathMtuReductions++;
  const segments = send.segments;
  for (let i = 0; i < segments.count; i++) {
    if (distance(segments.start(i), segments.end(i)) > send.segmentSize) segments.markLost(i);
  }
  connection.context.queue(connection);
}
