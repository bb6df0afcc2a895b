// Connection: the state of one TCP connection, and what the program above may ask of it. Layer: net/tcp.
// Nothing is sent and no handler is called from inside these methods, but for the reset: they note what is to do, and
// `TcpStack.poll` does it. What segments do to a connection is in receive*.ts, what timers do in timers.ts.
// RFC 9293 §3.3.1: names of the variables.

import type { IpAddress } from '../ip-address.ts';
import type { CongestionControl } from './congestion.ts';
import { Cubic } from './cubic.ts';
import type { Timed } from './deadline-heap.ts';
import { ReceiveBuffer } from './receive-buffer.ts';
import { Recovery } from './recovery-state.ts';
import { RoundTrip } from './round-trip.ts';
import { SendRing } from './send-ring.ts';
import { SentSegments } from './sent-segments.ts';
import type { TcpContext } from './context.ts';
import type { TcpListener } from './listener.ts';
import { destroy, finish } from './destroy.ts';
import { output } from './output.ts';
import { sendReset } from './segment-writer.ts';
import {
  CLOSED,
  CLOSE_WAIT,
  ESTABLISHED,
  FIN_WAIT_1,
  LAST_ACK,
  SYN_RECEIVED,
  SYN_SENT,
  TIME_WAIT,
} from './states.ts';

/** Why a connection ended without being closed in order. */
export type TcpFailure =
  'refused' | 'reset' | 'timed-out' | 'unreachable-host' | 'unreachable-network';

/** What happens on a connection; called from `receive` and `poll` of the stack only. */
export interface TcpHandler {
  /** Outgoing connections: established. */
  onConnect(): void;
  /** bytes[start .. end) are valid only during the call. */
  onData(bytes: Uint8Array, start: number, end: number): void;
  /** After `write` took less than offered: there is room. */
  onDrain(): void;
  /** The peer sends no more. */
  onEnd(): void;
  /** The connection is gone and no call follows; not called after `close` and `reset`. */
  onGone(failure: TcpFailure | null): void;
}

/** RFC 6691: without the option, RFC 9293 §3.7.1. */
const DEFAULT_SEGMENT_SIZE = 536;
const KEEP_ALIVE_IDLE = 7200000;
/** A writer may have this much waiting, or twice the congestion window when that is more. */
const LEAST_SEND_BOUND = 65536;
/** Segments at the start of a connection that are acknowledged at once. */
const QUICK_ACKNOWLEDGMENTS = 8;

const NOTHING_RECENT = new Int32Array(0);

/** What this side sends. */
export class SendSide {
  initialSequence = 0; // ISS
  unacknowledged = 0; // SND.UNA
  next = 0; // SND.NXT
  /** Scaled; SND.WND. */
  window = 0;
  windowShift = 0;
  windowSequence = 0; // SND.WL1
  windowAcknowledgment = 0; // SND.WL2
  /** The largest that the peer has offered. */
  largestWindow = 0;
  /** The peer's MSS option. */
  peerSegmentSize = DEFAULT_SEGMENT_SIZE;
  /** Data bytes of a full segment: MSS and path MTU, less our options. */
  segmentSize = DEFAULT_SEGMENT_SIZE;
  /** The FIN follows everything in the ring. */
  finQueued = false;
  finSent = false;
  noDelay = false;
  wantsDrain = false;
  /** End of the last segment that was not full: Nagle's algorithm as refined by Minshall. */
  smallEnd = 0;
  lastSentAt = 0;
  /** The congestion window was what held sending back last. */
  limited = false;
  readonly ring: SendRing;
  readonly segments = new SentSegments();

  constructor(ring: SendRing) {
    this.ring = ring;
  }

  /** Bytes that were never sent, once established. */
  unsent(): number {
    // The FIN goes out with the last byte.
    if (this.finSent) return 0;
    return this.ring.length - ((this.next - this.unacknowledged) | 0);
  }
}

/** What this side receives. */
export class ReceiveSide {
  initialSequence = 0; // IRS
  next = 0; // RCV.NXT
  /** The right edge of the window as the peer knows it; never moves back. */
  windowEdge = 0;
  windowShift = 0;
  /** How much the buffer may hold now: the window of an idle connection. */
  limit: number;
  paused = false;
  /** A FIN was seen, perhaps out of order, and has this sequence number. */
  finSeen = false;
  finSequence = 0;
  /** The FIN is received; the reader is to hear of it when it has everything before. */
  ended = false;
  endDelivered = false;
  /** RCV.NXT of the last segment that was sent: Last.ACK.sent. */
  lastAcknowledged = 0;
  acknowledgeNow = false;
  quickAcknowledgments = QUICK_ACKNOWLEDGMENTS;
  /** The largest segment so far: what the peer's full segments seem to be. */
  segmentSize = DEFAULT_SEGMENT_SIZE;
  /** RFC 2883: a range that came twice, to be told. */
  duplicatePending = false;
  duplicateLeft = 0;
  duplicateRight = 0;
  /** Where the latest segments out of order began, the newest first (RFC 2018 §4). */
  recent: Int32Array = NOTHING_RECENT;
  recentTimestamp = 0; // TS.Recent
  recentTimestampAt = 0;
  /** Autotuning: what the reader got since `measuredAt`. */
  measuredAt = 0;
  measuredBytes = 0;
  readonly buffer: ReceiveBuffer;

  constructor(limit: number, buffer: ReceiveBuffer) {
    this.limit = limit;
    this.buffer = buffer;
  }
}

/** When what is due; Infinity: not at all. */
export class Deadlines {
  retransmission = Infinity;
  /** Tail loss probe. */
  probe = Infinity;
  reordering = Infinity;
  persist = Infinity;
  acknowledgment = Infinity;
  keepAlive = Infinity;
  /** The end of TIME-WAIT, or of waiting for the peer's FIN. */
  linger = Infinity;
  /** There was no packet, or the device was full. */
  stall = Infinity;
}

export class TcpConnection implements Timed {
  readonly context: TcpContext;
  readonly localAddress: IpAddress;
  readonly localPort: number;
  readonly remoteAddress: IpAddress;
  readonly remotePort: number;
  state = CLOSED;
  /** Null once the program has closed the connection: what still happens concerns nobody. */
  handler: TcpHandler | null = null;
  /** Of a half-open connection that came in. */
  listener: TcpListener | null = null;
  readonly send: SendSide;
  readonly receive: ReceiveSide;
  readonly recovery = new Recovery();
  readonly roundTrip = new RoundTrip();
  readonly congestion: CongestionControl = new Cubic();
  readonly deadlines = new Deadlines();
  usesSack = false;
  usesScaling = false;
  usesTimestamps = false;
  timestampOffset = 0;
  /** SYNs or SYN-ACKs sent, also in answer to repeated ones. */
  handshakes = 0;
  /** Retransmission timeouts and probes in a row without an answer. */
  attempts = 0;
  persistCount = 0;
  /** Probes of a closed window in a row, after the program closed the connection. */
  orphanProbes = 0;
  stallCount = 0;
  keepAliveIdle = Infinity;
  keepAliveCount = 0;
  lastReceivedAt = 0;
  lastChallengeAt = -Infinity;
  /** An ICMP error that explains a timeout, if there is one. */
  softError: TcpFailure | null = null;
  /** Why it ended; the handler hears of it when it has read what came before. */
  failure: TcpFailure | null = null;
  /** The program closed it. */
  orphaned = false;
  /** The table's, the heap's and the queue's own. */
  hash = 0;
  nextInBucket: TcpConnection | null = null;
  heapIndex = -1;
  heapDeadline = Infinity;
  queued = false;
  previousTimeWait: TcpConnection | null = null;
  nextTimeWait: TcpConnection | null = null;

  constructor(
    context: TcpContext,
    localAddress: IpAddress,
    localPort: number,
    remoteAddress: IpAddress,
    remotePort: number,
  ) {
    this.context = context;
    this.localAddress = localAddress;
    this.localPort = localPort;
    this.remoteAddress = remoteAddress;
    this.remotePort = remotePort;
    const limits = context.limits;
    this.send = new SendSide(new SendRing(limits.sendBuffer, context.budget));
    this.receive = new ReceiveSide(limits.receiveWindow, new ReceiveBuffer(context.budget));
  }

  deadline(): number {
    const d = this.deadlines;
    let least = d.retransmission;
    if (d.probe < least) least = d.probe;
    if (d.reordering < least) least = d.reordering;
    if (d.persist < least) least = d.persist;
    if (d.acknowledgment < least) least = d.acknowledgment;
    if (d.keepAlive < least) least = d.keepAlive;
    if (d.linger < least) least = d.linger;
    if (d.stall < least) least = d.stall;
    return least;
  }

  /** The number of bytes taken; when fewer than offered, onDrain follows. */
  write(bytes: Uint8Array, offset: number, length: number): number {
    const send = this.send;
    if (this.state === CLOSED || this.state > CLOSE_WAIT || send.finQueued) return 0;
    const taken = send.ring.append(bytes, offset, Math.min(length, this.writeRoom));
    if (taken < length) send.wantsDrain = true;
    if (taken > 0 && this.state >= ESTABLISHED) this.context.queue(this);
    return taken;
  }

  /** Data or a FIN that the peer has not acknowledged. */
  get hasUndelivered(): boolean {
    if (this.state === TIME_WAIT) return false;
    const send = this.send;
    return send.unsent() > 0 || send.segments.count > 0 || (send.finQueued && !send.finSent);
  }

  /** How much `write` would take now, if there is memory. */
  get writeRoom(): number {
    const most = Math.min(this.context.limits.sendBuffer, 2 * this.congestion.window);
    return Math.max(0, Math.max(LEAST_SEND_BOUND, most) - this.send.ring.length);
  }

  pauseReading(): void {
    this.receive.paused = true;
  }

  resumeReading(): void {
    if (!this.receive.paused) return;
    this.receive.paused = false;
    this.context.queue(this);
  }

  /** Sends a FIN after everything written so far. */
  shutdownWrite(): void {
    const send = this.send;
    if (send.finQueued) return;
    if (this.state === ESTABLISHED) this.state = FIN_WAIT_1;
    else if (this.state === CLOSE_WAIT) this.state = LAST_ACK;
    else if (this.state !== SYN_RECEIVED && this.state !== SYN_SENT) return;
    send.finQueued = true;
    this.context.queue(this);
  }

  /** Ends both directions. As a closed socket does: what the program did not read becomes a reset. */
  close(): void {
    this.handler = null;
    if (this.state === CLOSED) finish(this);
    if (this.state === CLOSED || this.orphaned) return;
    this.orphaned = true;
    if (this.state === TIME_WAIT) this.receive.buffer.release();
    else if (this.state === SYN_SENT) destroy(this, null);
    else if (this.receive.buffer.readable() > 0) {
      // What was written before goes first.
      if (this.send.unsent() > 0) output(this, this.context.now);
      this.reset();
    } else {
      this.shutdownWrite();
      this.context.queue(this);
    }
  }

  /** Ends the connection with a RST. */
  reset(): void {
    this.handler = null;
    if (this.state === CLOSED) {
      finish(this);
      return;
    }
    if (this.state !== SYN_SENT && this.state !== TIME_WAIT) sendReset(this);
    destroy(this, null);
  }

  setNoDelay(enabled: boolean): void {
    this.send.noDelay = enabled;
    if (enabled && this.state >= ESTABLISHED) this.context.queue(this);
  }

  /** `idleMillis` 0: the usual two hours. */
  setKeepAlive(enabled: boolean, idleMillis: number): void {
    if (!enabled) this.keepAliveIdle = Infinity;
    else this.keepAliveIdle = idleMillis > 0 ? idleMillis : KEEP_ALIVE_IDLE;
    this.keepAliveCount = 0;
    this.deadlines.keepAlive = Infinity;
    if (this.state >= ESTABLISHED) this.context.queue(this);
  }
}
