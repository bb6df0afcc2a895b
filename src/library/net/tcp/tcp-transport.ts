// TCP transport: listening and connecting with our own TCP, as node:net and http ask for it. Layer: net/tcp.
// The target's system module makes one of a TcpStack, and installs it. Texts become addresses here and nowhere below.

import { parseIpv4Text, parseIpv6Text } from '../../base/ip-parse.ts';
import { FailedConnection } from '../../interfaces/failed-connection.ts';
import { currentLoop } from '../../interfaces/timer.ts';
import { connectError, listenError, resolveError } from '../../interfaces/transport-errors.ts';
import { currentNameQuery } from '../../interfaces/transport.ts';
import type {
  Connection,
  ConnectionHandler,
  ConnectOptions,
  Listener,
  ListenOptions,
  ResolvedAddress,
  Transport,
  TransportError,
} from '../../interfaces/transport.ts';
import { IpAddress, UNSPECIFIED, UNSPECIFIED_IPV4 } from '../ip-address.ts';
import type { TcpConnection } from './connection.ts';
import type { TcpListener } from './listener.ts';
import type { TcpStack } from './tcp-stack.ts';
import { TcpStream } from './tcp-stream.ts';

const EINVAL = -22;
const EADDRINUSE = -98;
const EADDRNOTAVAIL = -99;
const ENETUNREACH = -101;
const ENOBUFS = -105;
const DEFAULT_BACKLOG = 511;
const LOOPBACK_IPV4 = IpAddress.ipv4(0x7f000001);
const LOOPBACK_IPV6 = new IpAddress(0, 0, 0, 1);

/** What the transport asks of the network below. */
export interface TcpNetwork {
  /** Whether a listener without a host takes IPv6 as well. */
  readonly hasIpv6: boolean;
  isOwnAddress(address: IpAddress): boolean;
  /** Asks the name servers; `done` is called from the event loop, with no addresses when the name is unknown. */
  lookup(name: string, done: (addresses: readonly IpAddress[]) => void): void;
  /** A listener was opened or closed. */
  onPort(port: number, isOpen: boolean): void;
}

export class TcpTransport implements Transport {
  readonly #tcp: TcpStack;
  readonly #network: TcpNetwork;
  readonly #listeners = new Set<OpenListener>();

  constructor(tcp: TcpStack, network: TcpNetwork) {
    this.#tcp = tcp;
    this.#network = network;
    currentLoop().onShutdown(() => this.#closeListeners());
  }

  listen(options: ListenOptions, onConnection: (connection: Connection) => void): Listener {
    const address = this.#listenAddress(options);
    const listener = new OpenListener(address, onConnection, this.#listeners, this.#network);
    const opened = this.#tcp.listen(
      address,
      options.port,
      options.ipv6Only === true,
      options.backlog ?? DEFAULT_BACKLOG,
      (connection) => listener.accept(connection),
    );
    const shown = options.host ?? address.toString();
    if (opened === null) throw listenError(EADDRINUSE, shown, options.port);
    listener.start(this.#tcp, opened);
    return listener;
  }

  #listenAddress(options: ListenOptions): IpAddress {
    const host = options.host;
    if (host === undefined) return this.#network.hasIpv6 ? UNSPECIFIED : UNSPECIFIED_IPV4;
    const address = parseAddress(host === 'localhost' ? '127.0.0.1' : host);
    if (address === null) throw resolveError(host);
    if (!address.isUnspecified && !this.#network.isOwnAddress(address)) {
      throw listenError(EADDRNOTAVAIL, host, options.port);
    }
    return address;
  }

  connect(options: ConnectOptions, handler: ConnectionHandler): Connection {
    const remote = parseAddress(options.host);
    if (remote === null) return failed(EINVAL, options, handler);
    let local: IpAddress | null = null;
    if (options.localAddress !== undefined) {
      local = parseAddress(options.localAddress);
      if (local === null || !this.#network.isOwnAddress(local)) {
        return failed(EADDRNOTAVAIL, options, handler);
      }
    }
    // Nothing happens to it before the next poll: the handler can follow.
    const port = options.localPort ?? 0;
    const result = this.#tcp.connect(local, port, reachable(remote), options.port, null);
    if (result === 'no-route') return failed(ENETUNREACH, options, handler);
    if (result === 'too-many') return failed(ENOBUFS, options, handler);
    if (result === 'in-use') {
      const number = options.localPort === undefined ? EADDRNOTAVAIL : EADDRINUSE;
      return failed(number, options, handler);
    }
    const stream = new TcpStream(result, handler, true, false);
    result.handler = stream;
    return stream;
  }

  resolve(
    hostname: string,
    callback: (error: TransportError | null, addresses: ResolvedAddress[]) => void,
  ): void {
    const numeric = parseAddress(hostname);
    if (numeric !== null) {
      const address: ResolvedAddress = { address: hostname, family: numeric.isIpv4 ? 4 : 6 };
      currentLoop().addClosing(() => callback(null, [address]));
      return;
    }
    const done = (addresses: ResolvedAddress[]): void => {
      callback(addresses.length === 0 ? resolveError(hostname) : null, addresses);
    };
    const query = currentNameQuery();
    if (query === undefined) currentLoop().addClosing(() => done([]));
    else query(this, hostname.toLowerCase(), done);
  }

  queryNames(name: string, done: (addresses: ResolvedAddress[]) => void): void {
    this.#network.lookup(name, (addresses) => {
      const found: ResolvedAddress[] = [];
      for (let i = 0; i < addresses.length; i++) {
        const address = addresses[i]!;
        found.push({ address: address.toString(), family: address.isIpv4 ? 4 : 6 });
      }
      done(found);
    });
  }

  /** Nothing new comes in; what is open may end. */
  #closeListeners(): void {
    for (const listener of [...this.#listeners]) listener.close();
  }
}

class OpenListener implements Listener {
  readonly address: string;
  readonly family: 'IPv4' | 'IPv6';
  port = 0;
  readonly #onConnection: (connection: Connection) => void;
  readonly #all: Set<OpenListener>;
  readonly #network: TcpNetwork;
  #tcp: TcpStack | null = null;
  #listener: TcpListener | null = null;
  #referenced = true;

  constructor(
    address: IpAddress,
    onConnection: (connection: Connection) => void,
    all: Set<OpenListener>,
    network: TcpNetwork,
  ) {
    this.#network = network;
    this.address = address.toString();
    this.family = address.isIpv4 ? 'IPv4' : 'IPv6';
    this.#onConnection = onConnection;
    this.#all = all;
  }

  start(tcp: TcpStack, listener: TcpListener): void {
    this.#tcp = tcp;
    this.#listener = listener;
    this.port = listener.port;
    this.#all.add(this);
    currentLoop().addPending();
    this.#network.onPort(this.port, true);
  }

  accept(connection: TcpConnection): void {
    const loop = currentLoop();
    const stream = new TcpStream(connection, noHandler, false, this.family === 'IPv6');
    connection.handler = stream;
    try {
      this.#onConnection(stream);
    } catch (error) {
      loop.uncaught(error);
    }
    loop.afterCallback();
  }

  close(): void {
    const listener = this.#listener;
    if (listener === null) return;
    this.#listener = null;
    this.#tcp!.closeListener(listener);
    this.#all.delete(this);
    this.#network.onPort(this.port, false);
    if (this.#referenced) currentLoop().removePending();
  }

  setReferenced(referenced: boolean): void {
    if (referenced === this.#referenced) return;
    this.#referenced = referenced;
    if (this.#listener === null) return;
    if (referenced) currentLoop().addPending();
    else currentLoop().removePending();
  }
}

/** Until onConnection sets its own. */
const noHandler: ConnectionHandler = {
  onConnect() {},
  onData(_bytes: Uint8Array, _start: number, _end: number) {},
  onDrain() {},
  onEnd() {},
  onError(_error: TransportError) {},
  onClose() {},
};

function failed(number: number, options: ConnectOptions, handler: ConnectionHandler): Connection {
  return new FailedConnection(handler, connectError(number, options.host, options.port));
}

/** As on a host: "any address" is this one. */
function reachable(address: IpAddress): IpAddress {
  if (!address.isUnspecified) return address;
  return address.isIpv4 ? LOOPBACK_IPV4 : LOOPBACK_IPV6;
}

/** Null when the text is no address. An IPv4-mapped IPv6 address is the IPv4 address. */
function parseAddress(text: string): IpAddress | null {
  const word = parseIpv4Text(text);
  if (word >= 0) return IpAddress.ipv4(word);
  const words = parseIpv6Text(text);
  if (words === null) return null;
  return new IpAddress(words[0]!, words[1]!, words[2]!, words[3]!);
}
