// Script: a stack whose peer is the test. Segments go in and out as short texts, on a virtual clock:
// 'SA 0+0 ack 1' is a SYN and ACK. Sequence numbers count from each side's initial one, so that the first byte of data is 1.

import { IpAddress, UNSPECIFIED } from '../../src/library/net/ip-address.ts';
import type { TcpConnection, TcpHandler } from '../../src/library/net/tcp/connection.ts';
import { stateName } from '../../src/library/net/tcp/states.ts';
import { put16 } from '../../src/library/net/wire/byte-order.ts';
import { transportChecksum } from '../../src/library/net/wire/checksum.ts';
import {
  TcpSegment,
  writeMaximumSegmentSize,
  writeSack,
  writeSackPermitted,
  writeTcpHeader,
  writeTimestamps,
  writeWindowScale,
} from '../../src/library/net/wire/tcp.ts';
import { type Datagram, Host, type HostOptions } from './host.ts';

export interface SegmentOptions {
  window?: number;
  data?: number | string;
  mss?: number;
  shift?: number;
  sackOk?: boolean;
  timestamps?: [value: number, echo: number];
  sack?: [left: number, right: number][];
  urgent?: number;
  port?: number;
  badChecksum?: boolean;
}

const FLAGS = 'FSRPAU';
const PEER_START = 5000;
const PEER_PORT = 4000;
export const LOCAL_PORT = 80;

export class Script {
  readonly host: Host;
  readonly peer = IpAddress.ipv4(0x0a000002);
  now = 0;
  /** What the handler was told: 'data abc', 'end', 'gone reset' ... */
  readonly events: string[] = [];
  connection: TcpConnection | null = null;
  readonly accepted: TcpConnection[] = [];
  /** Our initial sequence number, from the latest SYN. */
  start = 0;
  /** The latest segment that was sent. */
  readonly last = new TcpSegment();
  /** The array of the last `receive`, and of the last onData. */
  injected: Uint8Array | null = null;
  dataArray: Uint8Array | null = null;
  onData: (script: Script) => void = () => {};
  #sent: Datagram[] = [];
  #peerPort = PEER_PORT;
  #localPort = LOCAL_PORT;

  constructor(options: HostOptions = {}) {
    this.host = new Host(IpAddress.ipv4(0x0a000001), { seed: 3, ...options });
    this.host.wire = (datagram) => void this.#sent.push(datagram);
  }

  listen(backlog = 10): void {
    const listener = this.host.tcp.listen(UNSPECIFIED, LOCAL_PORT, false, backlog, (connection) => {
      this.events.push('accept');
      this.connection = connection;
      this.accepted.push(connection);
      connection.handler = this.handler();
    });
    if (listener === null) throw new Error('in use');
  }

  connect(): void {
    const result = this.host.tcp.connect(null, 0, this.peer, PEER_PORT, this.handler());
    if (typeof result === 'string') throw new Error(result);
    this.connection = result;
    this.#localPort = result.localPort;
    this.poll();
  }

  /** An accepted connection, established: nothing sent is left to look at. */
  static accepted(
    segment: SegmentOptions = { mss: 1000 },
    options: HostOptions = {},
    roundTrip = 0,
  ): Script {
    const script = new Script(options);
    script.listen();
    script.receive('S', 0, 0, segment);
    script.sent();
    script.now += roundTrip;
    const stamp = segment.timestamps;
    script.receive('A', 1, 1, {
      window: segment.window ?? 60000,
      ...(stamp === undefined ? {} : { timestamps: [stamp[0] + 1, script.last.timestamp] }),
    });
    script.sent();
    script.events.length = 0;
    return script;
  }

  handler(): TcpHandler {
    const { events } = this;
    return {
      onConnect: () => void events.push('connect'),
      onData: (bytes, start, end) => {
        this.dataArray = bytes;
        const text = Buffer.from(bytes.subarray(start, end)).toString();
        events.push(text.length > 20 ? `data ${end - start}` : `data ${text}`);
        this.onData(this);
      },
      onDrain: () => void events.push('drain'),
      onEnd: () => void events.push('end'),
      onGone: (failure) => void events.push(`gone ${failure}`),
    };
  }

  get state(): string {
    return stateName(this.connection!.state);
  }

  /** What happened since the last call. */
  told(): string[] {
    return this.events.splice(0);
  }

  write(data: number | string): number {
    const bytes = bytesOf(data);
    return this.connection!.write(bytes, 0, bytes.length);
  }

  poll(): void {
    this.host.poll(this.now);
  }

  /** Lets time pass, with polls when the stack wants them. */
  wait(millis: number): void {
    const until = this.now + millis;
    this.poll();
    while (this.host.deadline <= until) {
      this.now = Math.max(this.now, this.host.deadline);
      this.poll();
    }
    this.now = until;
    this.poll();
  }

  /** Hands a segment of the peer to the stack, and polls. */
  receive(
    flags: string,
    sequence: number,
    acknowledgment: number,
    options: SegmentOptions = {},
  ): void {
    this.give(flags, sequence, acknowledgment, options);
    this.poll();
  }

  /** As `receive`, without the poll: more comes before the stack is asked. */
  give(
    flags: string,
    sequence: number,
    acknowledgment: number,
    options: SegmentOptions = {},
  ): void {
    const bytes = this.#build(flags, sequence, acknowledgment, options);
    const whole = new Uint8Array(bytes.length + 20);
    whole.set(bytes, 20);
    this.injected = whole;
    this.host.tcp.receive(this.peer, this.host.address, whole, 20, whole.length, false, this.now);
  }

  #build(
    flags: string,
    sequence: number,
    acknowledgment: number,
    options: SegmentOptions,
  ): Uint8Array {
    const bytes = new Uint8Array(9200);
    let at = 20;
    if (options.mss !== undefined) at = writeMaximumSegmentSize(bytes, at, options.mss);
    if (options.sackOk === true) at = writeSackPermitted(bytes, at);
    if (options.shift !== undefined) at = writeWindowScale(bytes, at, options.shift);
    if (options.timestamps !== undefined) {
      at = writeTimestamps(bytes, at, options.timestamps[0], options.timestamps[1]);
    }
    if (options.sack !== undefined) {
      const edges = Int32Array.from(options.sack.flat(), (edge) => edge + this.start);
      at = writeSack(bytes, at, edges, options.sack.length);
    }
    let bits = 0;
    for (const flag of flags) bits |= 1 << FLAGS.indexOf(flag);
    const port = options.port ?? this.#peerPort;
    const ack = flags.includes('A') ? acknowledgment + this.start : 0;
    const window = options.window ?? 60000;
    writeTcpHeader(bytes, 0, port, this.#localPort, sequence + PEER_START, ack, bits, window, at);
    if (options.urgent !== undefined) put16(bytes, 18, options.urgent);
    const data = bytesOf(options.data ?? 0);
    bytes.set(data, at);
    const segment = bytes.slice(0, at + data.length);
    const { peer, host } = this;
    const sum = transportChecksum(peer, host.address, 6, segment, 0, segment.length);
    put16(segment, 16, options.badChecksum === true ? sum ^ 1 : sum);
    return segment;
  }

  /** The segments sent since the last call, as texts. */
  sent(): string[] {
    return this.#sent.splice(0).map((datagram) => this.#describe(datagram));
  }

  #describe({ bytes }: Datagram): string {
    const segment = this.last;
    if (!segment.parse(bytes, 0, bytes.length)) throw new Error('A malformed segment was sent');
    let flags = '';
    for (let i = 0; i < FLAGS.length; i++) if (segment.flags & (1 << i)) flags += FLAGS[i];
    if (flags.includes('S')) this.start = segment.sequence;
    const sequence = (segment.sequence - this.start) | 0;
    let text = `${flags} ${sequence}+${segment.dataLength}`;
    if (flags.includes('A')) text += ` ack ${(segment.acknowledgment - PEER_START) | 0}`;
    for (let i = 0; i < segment.sackCount; i++) {
      const left = (segment.sackEdges[2 * i]! - PEER_START) | 0;
      const right = (segment.sackEdges[2 * i + 1]! - PEER_START) | 0;
      text += ` [${left}-${right}]`;
    }
    return text;
  }
}

function bytesOf(data: number | string): Uint8Array {
  return typeof data === 'string' ? Buffer.from(data) : new Uint8Array(data).fill(97);
}
