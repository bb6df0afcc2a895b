// TCP stack: all TCP of one image. Layer: net/tcp. IP calls `receive` and `onIcmpError`; who waits calls `poll` before it
// waits, which sends everything that the program wrote meanwhile and runs the timers. No I/O and no clock of its own.
// RFC 9293; the parts are listed in the file names beside this one.

import type { IpAddress } from '../ip-address.ts';
import { PROTOCOL_TCP } from '../wire/protocol-numbers.ts';
import type { IcmpErrorKind, IpLayer, TransportProtocol } from '../ip-layer.ts';
import { transportChecksum } from '../wire/checksum.ts';
import { get16, get32 } from '../wire/byte-order.ts';
import { ACK, RST, SYN, TcpSegment } from '../wire/tcp.ts';
import type { TcpConnection, TcpHandler } from './connection.ts';
import { TcpContext } from './context.ts';
import type { TcpCounters } from './counters.ts';
import { destroy, finish } from './destroy.ts';
import { processIcmpError } from './icmp-errors.ts';
import { DEFAULT_LIMITS, type TcpLimits } from './limits.ts';
import { TcpListener } from './listener.ts';
import { output } from './output.ts';
import {
  createConnection,
  processForListener,
  processInSynSent,
  startConnecting,
} from './receive-handshake.ts';
import { deliver } from './receive-data.ts';
import { processSegment } from './receive-segment.ts';
import { sendResetTo } from './segment-writer.ts';
import { after } from './sequence.ts';
import { CLOSED, ESTABLISHED, SYN_SENT, TIME_WAIT } from './states.ts';
import { armIdleTimers, runTimers } from './timers.ts';

/** Ports that `connect` and `listen` choose from, as RFC 6056 §3.2 asks for a wide range. */
const FIRST_EPHEMERAL = 32768;
const EPHEMERAL_COUNT = 28232;
/** Rounds of one poll: a program whose answers make new work at once does not keep others waiting. */
const ROUNDS = 16;
/** When IP lets go of a writer: free bytes in its buffer. */
const DRAIN_ROOM = 16384;

export class TcpStack implements TransportProtocol {
  readonly #context: TcpContext;
  readonly #listeners = new Map<number, TcpListener[]>();
  readonly #segment = new TcpSegment();

  /** `random`: 32 random bits, cryptographically good. */
  constructor(ip: IpLayer, random: () => number, limits: TcpLimits = DEFAULT_LIMITS) {
    this.#context = new TcpContext(ip, limits, random);
  }

  get counters(): TcpCounters {
    return this.#context.counters;
  }

  /** `call` is called when there is work for `poll` that came up outside of it. */
  set wantPoll(call: () => void) {
    this.#context.wantPoll = call;
  }

  /** Bytes of all buffers. */
  get bufferedBytes(): number {
    return this.#context.budget.used;
  }

  /** Null: the port is taken, or none is free. `port` 0: any. `address`: see TcpListener. */
  listen(
    address: IpAddress,
    port: number,
    ipv6Only: boolean,
    backlog: number,
    onConnection: (connection: TcpConnection) => void,
  ): TcpListener | null {
    const halfOpen = Math.max(1, Math.min(backlog, this.#context.limits.halfOpen));
    const start = this.#randomPort();
    for (let attempt = 0; attempt < EPHEMERAL_COUNT; attempt++) {
      const chosen = port === 0 ? portAt(start + attempt) : port;
      const listener = new TcpListener(address, chosen, ipv6Only, halfOpen, onConnection);
      if (this.#add(listener)) return listener;
      if (port !== 0) return null;
    }
    return null;
  }

  #add(listener: TcpListener): boolean {
    const others = this.#listeners.get(listener.port);
    if (others === undefined) {
      this.#listeners.set(listener.port, [listener]);
      return true;
    }
    for (let i = 0; i < others.length; i++) {
      if (others[i]!.conflictsWith(listener)) return false;
    }
    others.push(listener);
    return true;
  }

  /** Takes no more connections; half-open ones end when they would be complete. */
  closeListener(listener: TcpListener): void {
    if (!listener.open) return;
    listener.open = false;
    const others = this.#listeners.get(listener.port)!;
    others.splice(others.indexOf(listener), 1);
    if (others.length === 0) this.#listeners.delete(listener.port);
  }

  /**
   * Opens a connection; its SYN goes out with the next poll. `local` null: the address that the route says; `localPort` 0:
   * any. The handler may be set until then. The result says what is wrong when it is no connection.
   */
  connect(
    local: IpAddress | null,
    localPort: number,
    remote: IpAddress,
    remotePort: number,
    handler: TcpHandler | null,
  ): TcpConnection | 'no-route' | 'in-use' | 'too-many' {
    const context = this.#context;
    if (isNoPeer(remote, remotePort)) return 'no-route';
    const source = local ?? context.ip.sourceFor(remote);
    if (source === null) return 'no-route';
    const port = this.#portFor(source, localPort, remote, remotePort);
    if (port === 0) return 'in-use';
    const connection = createConnection(context, source, port, remote, remotePort);
    if (connection === null) return 'too-many';
    connection.handler = handler;
    startConnecting(connection);
    return connection;
  }

  #portFor(local: IpAddress, wanted: number, remote: IpAddress, remotePort: number): number {
    const table = this.#context.table;
    if (wanted !== 0) {
      return table.find(local, wanted, remote, remotePort) === null ? wanted : 0;
    }
    // RFC 6056 §3.3.1: each time from a new random place.
    const start = this.#randomPort();
    for (let attempt = 0; attempt < EPHEMERAL_COUNT; attempt++) {
      const port = portAt(start + attempt);
      if (this.#listeners.has(port)) continue;
      if (table.find(local, port, remote, remotePort) === null) return port;
    }
    return 0;
  }

  #randomPort(): number {
    return (this.#context.random() >>> 0) % EPHEMERAL_COUNT;
  }

  receive(
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    checksumValid: boolean,
    nowMillis: number,
  ): void {
    const context = this.#context;
    const segment = this.#segment;
    context.now = nowMillis;
    context.counters.segmentsReceived++;
    if (!checksumValid && !checksumIsRight(source, destination, bytes, start, end)) {
      context.counters.droppedChecksum++;
      return;
    }
    if (
      !segment.parse(bytes, start, end) ||
      isNoPeer(source, segment.sourcePort) ||
      isNoPeer(destination, segment.destinationPort)
    ) {
      context.counters.droppedMalformed++;
      return;
    }
    const connection = context.table.find(
      destination,
      segment.destinationPort,
      source,
      segment.sourcePort,
    );
    if (connection === null) {
      this.#receiveForListener(source, destination, bytes, null);
    } else if (connection.state === SYN_SENT) {
      processInSynSent(connection, segment, bytes, nowMillis);
    } else if (connection.state === TIME_WAIT && startsAnew(connection, segment)) {
      const sequence = connection.send.next;
      destroy(connection, null);
      this.#receiveForListener(source, destination, bytes, sequence);
    } else {
      processSegment(connection, segment, bytes, nowMillis);
    }
    if (connection !== null) context.queue(connection);
  }

  #receiveForListener(
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    afterSequence: number | null,
  ): void {
    const segment = this.#segment;
    const listener = this.#listenerFor(destination, segment.destinationPort);
    if (listener === null) sendResetTo(this.#context, destination, source, segment);
    else {
      processForListener(
        this.#context,
        listener,
        destination,
        source,
        segment,
        bytes,
        afterSequence,
      );
    }
  }

  #listenerFor(address: IpAddress, port: number): TcpListener | null {
    const candidates = this.#listeners.get(port);
    if (candidates === undefined) return null;
    let best: TcpListener | null = null;
    let fitness = 0;
    for (let i = 0; i < candidates.length; i++) {
      const candidate = candidates[i]!;
      const fits = candidate.fitness(address);
      if (fits <= fitness) continue;
      best = candidate;
      fitness = fits;
    }
    return best;
  }

  /** `source`: this host, whose segment (bytes[start .. end) is its beginning) went wrong on the way to `destination`. */
  onIcmpError(
    kind: IcmpErrorKind,
    source: IpAddress,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
    _pathMtu: number,
    nowMillis: number,
  ): void {
    if (end - start < 8) return;
    this.#context.now = nowMillis;
    const connection = this.#context.table.find(
      source,
      get16(bytes, start),
      destination,
      get16(bytes, start + 2),
    );
    if (connection !== null) processIcmpError(connection, kind, get32(bytes, start + 4) | 0);
  }

  /**
   * Runs timers, hands up what waits, and sends. The result is when it must be called again at the latest; not after
   * `nowMillis` when handlers were called since the last poll, since the program may have new plans: do not wait then.
   */
  poll(nowMillis: number): number {
    const context = this.#context;
    context.now = nowMillis;
    context.isPolling = true;
    for (;;) {
      const due = context.heap.due(nowMillis);
      if (due === null) break;
      runTimers(due, nowMillis);
    }
    for (let round = 0; round < ROUNDS && context.hasQueued; round++) {
      const count = context.takeQueued();
      for (let i = 0; i < count; i++) this.#serve(context.taken(i), nowMillis);
    }
    const idle = !context.called && !context.hasQueued;
    context.called = false;
    context.isPolling = false;
    return idle ? context.heap.next() : nowMillis;
  }

  #serve(connection: TcpConnection, now: number): void {
    deliver(connection, now);
    if (connection.state === CLOSED) {
      finish(connection);
      return;
    }
    drain(connection);
    output(connection, now);
    armIdleTimers(connection, now);
    this.#context.heap.update(connection, connection.deadline());
  }

  /**
   * Whether connections that the program has closed still have something to deliver. Who ends the image polls on for a
   * moment while it is so: on a host the kernel outlives the program.
   */
  get isDelivering(): boolean {
    const all = this.#context.table.all();
    for (let i = 0; i < all.length; i++) {
      const connection = all[i]!;
      if (connection.orphaned && connection.hasUndelivered) return true;
    }
    return false;
  }

  /** Every connection, for tests and metrics. */
  connections(): TcpConnection[] {
    return this.#context.table.all();
  }
}

/** Tells a writer that there is room again. */
function drain(connection: TcpConnection): void {
  const send = connection.send;
  const handler = connection.handler;
  if (!send.wantsDrain || handler === null || connection.state < ESTABLISHED) return;
  if (send.ring.length > 0 && connection.writeRoom < DRAIN_ROOM) return;
  send.wantsDrain = false;
  connection.context.called = true;
  handler.onDrain();
}

/** RFC 9293 §3.10.7.4 and RFC 6191: a SYN for a connection in TIME-WAIT that is surely no old duplicate. */
function startsAnew(connection: TcpConnection, segment: TcpSegment): boolean {
  if ((segment.flags & (SYN | ACK | RST)) !== SYN) return false;
  const receive = connection.receive;
  if (connection.usesTimestamps && segment.hasTimestamps) {
    if (after(segment.timestamp, receive.recentTimestamp)) return true;
  }
  return after(segment.sequence, receive.next);
}

function checksumIsRight(
  source: IpAddress,
  destination: IpAddress,
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  return transportChecksum(source, destination, PROTOCOL_TCP, bytes, start, end) === 0;
}

/** RFC 9293 §3.9.2.3: no connection to or from many, or nobody. */
function isNoPeer(address: IpAddress, port: number): boolean {
  if (port === 0 || address.isUnspecified) return true;
  if (address.isIpv4) return address.d >>> 28 >= 14;
  return address.a >>> 24 === 0xff;
}

function portAt(index: number): number {
  return FIRST_EPHEMERAL + (index % EPHEMERAL_COUNT);
}
