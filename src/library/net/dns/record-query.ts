// RecordQuery: one question to name servers, by the target's datagrams and, after a truncated answer, by its streams.
// Layer: net. Above the interfaces alone, so that it runs on every target. Results come from the event loop.
// That some function of this module is reachable is what tells the targets that a program opens connections.
// RFC 1035 §4.2 and §7, RFC 5452 (a socket for each attempt, connected to the server), RFC 7766 (TCP).

import { type DnsReply, parseReply } from '../../base/dns-records.ts';
import {
  currentDatagrams,
  type DatagramHandler,
  type DatagramSocket,
} from '../../interfaces/datagram.ts';
import { ECONNREFUSED } from '../../interfaces/error-numbers.ts';
import { currentLoop, type TimerHandle } from '../../interfaces/timer.ts';
import {
  type Connection,
  type ConnectionHandler,
  currentTransport,
} from '../../interfaces/transport.ts';

export interface NameServer {
  /** Numeric. */
  readonly address: string;
  readonly port: number;
}

export interface QuerySettings {
  readonly servers: readonly NameServer[];
  /** Of the first round; each later one lasts twice as long. */
  readonly timeoutMillis: number;
  /** Rounds through all servers. */
  readonly tries: number;
  /** From which addresses to ask; '' for any. */
  readonly localIpv4: string;
  readonly localIpv6: string;
}

export type QueryFailure = 'timeout' | 'refused' | 'malformed' | 'cancelled';

const LONGEST_MESSAGE = 65535;

export class RecordQuery implements DatagramHandler, ConnectionHandler {
  readonly #settings: QuerySettings;
  readonly #query: Uint8Array;
  #done: ((result: DnsReply | QueryFailure) => void) | undefined;
  #attempt = 0;
  #socket: DatagramSocket | undefined;
  #connection: Connection | undefined;
  #timer: TimerHandle | undefined;
  /** What the stream has brought: two bytes of length, then the message. */
  #received = new Uint8Array(0);
  #receivedLength = 0;
  #failure: QueryFailure = 'refused';

  /** Starts at once. `query`: of encodeRecordQuery. */
  constructor(
    settings: QuerySettings,
    query: Uint8Array,
    done: (result: DnsReply | QueryFailure) => void,
  ) {
    this.#settings = settings;
    this.#query = query;
    this.#done = done;
    this.#ask();
  }

  cancel(): void {
    this.#finish('cancelled');
  }

  #server(): NameServer {
    const servers = this.#settings.servers;
    return servers[(this.#attempt - 1) % servers.length]!;
  }

  #ask(): void {
    const { servers, tries, timeoutMillis } = this.#settings;
    while (this.#attempt < tries * servers.length) {
      this.#attempt++;
      if (!this.#send(this.#server())) continue;
      const round = Math.floor((this.#attempt - 1) / servers.length);
      this.#startTimer(timeoutMillis * 2 ** round);
      return;
    }
    this.#finish(this.#failure);
  }

  #startTimer(millis: number): void {
    const loop = currentLoop();
    this.#timer = loop.setTimer(loop.nowMillis() + millis, () => this.#fail('timeout'));
  }

  /** False when there is no way to the server. */
  #send(server: NameServer): boolean {
    const isWide = server.address.includes(':');
    const local = isWide ? this.#settings.localIpv6 || '::' : this.#settings.localIpv4 || '0.0.0.0';
    const family = isWide ? 6 : 4;
    const opened = currentDatagrams()?.openDatagramSocket(
      { family, address: local, port: 0 },
      this,
    );
    if (opened === undefined || typeof opened === 'number') return false;
    this.#socket = opened;
    const query = this.#query;
    const isSent =
      opened.connect(server.address, server.port) === 0 &&
      opened.send(query, 0, query.length, undefined, 0, () => {}) >= 0;
    if (!isSent) this.#release();
    return isSent;
  }

  onDatagram(bytes: Uint8Array, start: number, end: number): void {
    this.#take(start === 0 ? bytes : bytes.subarray(start, end), end - start, false);
  }

  #take(bytes: Uint8Array, length: number, isStream: boolean): void {
    const reply = parseReply(bytes, length, this.#query);
    if (reply === 'malformed') this.#fail('malformed');
    else if (reply === 'other') {
      if (isStream) this.#fail('malformed');
    } else if (reply.truncated && !isStream) this.#askByStream();
    else this.#finish(reply);
  }

  /** The datagrams' `number`, or the stream's error. */
  onError(error: unknown): void {
    const isRefused = error === ECONNREFUSED || (error as any)?.code === 'ECONNREFUSED';
    this.#failure = isRefused ? 'refused' : 'timeout';
    if (this.#socket !== undefined) this.#fail(this.#failure);
  }

  #fail(failure: QueryFailure): void {
    this.#failure = failure;
    this.#release();
    this.#ask();
  }

  // ---- By a stream.

  #askByStream(): void {
    this.#release();
    const server = this.#server();
    this.#received = new Uint8Array(512);
    this.#receivedLength = 0;
    this.#startTimer(this.#settings.timeoutMillis);
    this.#connection = currentTransport()?.connect(
      { host: server.address, port: server.port },
      this,
    );
    if (this.#connection === undefined) this.#fail('refused');
  }

  onConnect(): void {
    const query = this.#query;
    const framed = new Uint8Array(2 + query.length);
    framed[0] = query.length >> 8;
    framed[1] = query.length;
    framed.set(query, 2);
    // A new connection has room for it.
    this.#connection?.write(framed, 0, framed.length);
  }

  onData(bytes: Uint8Array, start: number, end: number): void {
    if (this.#connection === undefined) return;
    const length = this.#receivedLength + (end - start);
    if (length > 2 + LONGEST_MESSAGE) return this.#fail('malformed');
    if (length > this.#received.length) {
      const grown = new Uint8Array(Math.min(2 * length, 2 + LONGEST_MESSAGE));
      grown.set(this.#received.subarray(0, this.#receivedLength));
      this.#received = grown;
    }
    this.#received.set(bytes.subarray(start, end), this.#receivedLength);
    this.#receivedLength = length;
    if (length < 2) return;
    const expected = (this.#received[0]! << 8) | this.#received[1]!;
    if (length < 2 + expected) return;
    this.#take(this.#received.subarray(2, 2 + expected), expected, true);
  }

  onDrain(): void {}

  onEnd(): void {}

  onClose(): void {
    if (this.#connection !== undefined) this.#fail('refused');
  }

  // ---- Ending.

  #release(): void {
    if (this.#timer !== undefined) currentLoop().cancelTimer(this.#timer);
    this.#timer = undefined;
    this.#socket?.close();
    this.#socket = undefined;
    const connection = this.#connection;
    this.#connection = undefined;
    if (connection !== undefined) {
      connection.handler = finished;
      connection.close();
    }
  }

  #finish(result: DnsReply | QueryFailure): void {
    const done = this.#done;
    if (done === undefined) return;
    this.#done = undefined;
    this.#release();
    currentLoop().addImmediate(() => done(result));
  }
}

/** Of a stream that nobody needs any more. */
const finished: ConnectionHandler = {
  onConnect() {},
  onData() {},
  onDrain() {},
  onEnd() {},
  onError() {},
  onClose() {},
};
