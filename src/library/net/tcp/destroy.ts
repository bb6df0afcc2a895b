// The end of a connection: into TIME-WAIT, or out of all tables. Layer: net/tcp.

import type { TcpConnection, TcpFailure } from './connection.ts';
import { CLOSED, TIME_WAIT } from './states.ts';

/** Removes the connection and gives everything back; its handler hears of it. */
export function destroy(connection: TcpConnection, failure: TcpFailure | null): void {
  if (connection.state === CLOSED) return;
  const context = connection.context;
  const counters = context.counters;
  if (connection.state === TIME_WAIT) {
    context.timeWaits.remove(connection);
    counters.timeWaitConnections--;
  } else {
    counters.connections--;
  }
  leaveHalfOpen(connection);
  if (failure === 'timed-out') counters.connectionsTimedOut++;
  if (failure !== null) counters.connectionsFailed++;
  connection.state = CLOSED;
  context.table.remove(connection);
  context.heap.remove(connection);
  connection.send.ring.release();
  connection.send.segments.release();
  connection.failure = failure;
  finish(connection);
}

/** Tells the handler that all is over, once it has everything that came before: it may be pausing. */
export function finish(connection: TcpConnection): void {
  const receive = connection.receive;
  const handler = connection.handler;
  if (handler !== null) {
    if (receive.buffer.readable() > 0) return;
    if (connection.failure === null && receive.ended && !receive.endDelivered) return;
  }
  receive.buffer.release();
  if (handler === null) return;
  connection.handler = null;
  connection.context.called = true;
  handler.onGone(connection.failure);
}

/** RFC 9293 §3.6: both FINs are acknowledged. Only what answers late segments is kept. */
export function enterTimeWait(connection: TcpConnection, now: number): void {
  const context = connection.context;
  connection.state = TIME_WAIT;
  context.counters.connections--;
  context.counters.timeWaitConnections++;
  context.timeWaits.add(connection);
  connection.send.ring.release();
  connection.send.segments.release();
  const deadlines = connection.deadlines;
  deadlines.retransmission = Infinity;
  deadlines.probe = Infinity;
  deadlines.reordering = Infinity;
  deadlines.persist = Infinity;
  deadlines.keepAlive = Infinity;
  deadlines.stall = Infinity;
  deadlines.linger = now + context.limits.timeWaitMillis;
  context.heap.update(connection, deadlines.linger);
  if (context.timeWaits.size > context.limits.timeWaits) {
    destroy(context.timeWaits.oldest!, null);
  }
}

/** A half-open connection has become a whole one, or nothing. */
export function leaveHalfOpen(connection: TcpConnection): void {
  const listener = connection.listener;
  if (listener === null) return;
  connection.listener = null;
  listener.halfOpen--;
  connection.context.counters.halfOpenConnections--;
}
