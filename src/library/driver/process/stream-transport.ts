// Stream transport: listening and connecting with the host's sockets. Layer: driver.
// With --listen the sockets are open already and the lock-down forbids others.

import { formatIpv4 } from '../../base/ip-text.ts';
import type {
  DatagramHandler,
  DatagramOptions,
  DatagramSocket,
} from '../../interfaces/datagram.ts';
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
import { clientIsAllowed } from './client-allowed.ts';
import { hostsEntries, hostsNames } from './hosts-names.ts';
import { DatagramEndpoint, openDatagramDescriptor } from './datagram-endpoint.ts';
import { nameServerAddresses, queryServers } from './name-resolver.ts';
import { preparedListenerCount, takePreparedListener } from './prepared-listeners.ts';
import { unwatch, watchAccepting, type Source } from './readiness.ts';
import { countListener, discountListener } from './signals.ts';
import { setAddressPort, setAddressText, setAnyAddress } from './socket-address.ts';
import {
  acceptSocket,
  bindSocket,
  closeDescriptor,
  connectSocket,
  listenOnAddress,
  openStreamSocket,
  readLocalAddress,
} from './sockets.ts';
import { SocketName, StreamConnection } from './stream-connection.ts';

const AF_INET = 2;
const AF_INET6 = 10;
const EACCES = -13;
const EINPROGRESS = -115;
const EINVAL = -22;
const DEFAULT_BACKLOG = 511;
/** Connections accepted before others get their turn. */
const ACCEPTS_PER_TURN = 64;

export class StreamTransport implements Transport {
  constructor() {
    currentLoop().onShutdown(closeListeners);
  }

  listen(options: ListenOptions, onConnection: (connection: Connection) => void): Listener {
    const descriptor = openListener(options);
    const listener = new StreamListener(descriptor, onConnection);
    openListeners.add(listener);
    return listener;
  }

  connect(options: ConnectOptions, handler: ConnectionHandler): Connection {
    const result = openConnecting(options);
    if (result >= 0) return new StreamConnection(result, handler, true);
    return new FailedConnection(handler, connectError(result, options.host, options.port));
  }

  resolve(
    hostname: string,
    callback: (error: TransportError | null, addresses: ResolvedAddress[]) => void,
  ): void {
    const family = setAddressText(hostname);
    if (family !== 0) {
      const address: ResolvedAddress = { address: hostname, family: family === AF_INET ? 4 : 6 };
      currentLoop().addClosing(() => callback(null, [address]));
      return;
    }
    const done = (addresses: ResolvedAddress[]): void => {
      callback(addresses.length === 0 ? resolveError(hostname) : null, addresses);
    };
    const name = hostname.toLowerCase();
    const local = hostsEntries(name);
    const query = currentNameQuery();
    if (local.length > 0 || query === undefined) currentLoop().addClosing(() => done(local));
    else query(this, name, done);
  }

  queryNames(name: string, done: (addresses: ResolvedAddress[]) => void): void {
    queryServers(name, done);
  }

  hostNameServers(): string[] {
    return nameServerAddresses();
  }

  localNames(address: string): string[] {
    return hostsNames(address);
  }

  openDatagramSocket(options: DatagramOptions, handler: DatagramHandler): DatagramSocket | number {
    const descriptor = openDatagramDescriptor(options);
    return descriptor < 0 ? descriptor : new DatagramEndpoint(descriptor, options.family, handler);
  }
}

/** A descriptor on its way to the peer, whose address is left in the machine layer's socket address; or -errno. */
function openConnecting(options: ConnectOptions): number {
  if (!clientIsAllowed()) return EACCES;
  const family = setAddressText(options.host);
  if (family === 0) return EINVAL;
  const descriptor = openStreamSocket();
  if (descriptor < 0) return descriptor;
  let result = 0;
  if (options.localAddress !== undefined || options.localPort !== undefined) {
    if (options.localAddress === undefined) setAnyAddress(family);
    else setAddressText(options.localAddress);
    setAddressPort(options.localPort ?? 0);
    result = bindSocket(descriptor);
    setAddressText(options.host);
  }
  setAddressPort(options.port);
  if (result >= 0) result = connectSocket(descriptor);
  if (result >= 0 || result === EINPROGRESS) return descriptor;
  closeDescriptor(descriptor);
  return result;
}

/** A listening descriptor; throws as Node's listen does. */
function openListener(options: ListenOptions): number {
  const port = options.port;
  const shown = options.host ?? '::';
  if (preparedListenerCount() > 0) {
    const prepared = takePreparedListener(port);
    if (prepared === 0) throw listenError(EACCES, shown, port);
    return prepared;
  }
  const backlog = options.backlog ?? DEFAULT_BACKLOG;
  if (options.host !== undefined) {
    const numeric = options.host === 'localhost' ? '127.0.0.1' : options.host;
    if (setAddressText(numeric) === 0) throw resolveError(options.host);
    setAddressPort(port);
    const descriptor = listenOnAddress(backlog, options.ipv6Only === true);
    if (descriptor < 0) throw listenError(descriptor, shown, port);
    return descriptor;
  }
  setAnyAddress(AF_INET6);
  setAddressPort(port);
  const dual = listenOnAddress(backlog, false);
  if (dual >= 0) return dual;
  // As Node: without IPv6 on the host, all IPv4 addresses.
  if (dual !== -97 && dual !== -99 && dual !== EINVAL) throw listenError(dual, '::', port);
  setAnyAddress(AF_INET);
  setAddressPort(port);
  const descriptor = listenOnAddress(backlog, false);
  if (descriptor < 0) throw listenError(descriptor, formatIpv4(0), port);
  return descriptor;
}

const openListeners = new Set<StreamListener>();

/** Nothing new comes in; what is open may end. */
function closeListeners(): void {
  for (const listener of [...openListeners]) listener.close();
}

class StreamListener implements Listener, Source {
  readonly address: string;
  readonly port: number;
  readonly family: 'IPv4' | 'IPv6';
  readonly #descriptor: number;
  readonly #onConnection: (connection: Connection) => void;
  #open = true;
  #referenced = true;

  constructor(descriptor: number, onConnection: (connection: Connection) => void) {
    this.#descriptor = descriptor;
    this.#onConnection = onConnection;
    readLocalAddress(descriptor);
    const name = new SocketName();
    this.address = name.address;
    this.port = name.port;
    this.family = name.family;
    currentLoop().addPending();
    countListener();
    watchAccepting(descriptor, this);
  }

  onReady(_readiness: number): void {
    for (let turn = 0; turn < ACCEPTS_PER_TURN && this.#open; turn++) {
      const descriptor = acceptSocket(this.#descriptor);
      if (descriptor < 0) return;
      const connection = new StreamConnection(descriptor, noHandler, false);
      try {
        this.#onConnection(connection);
      } catch (error) {
        currentLoop().uncaught(error);
      }
      currentLoop().afterCallback();
    }
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    openListeners.delete(this);
    unwatch(this.#descriptor);
    closeDescriptor(this.#descriptor);
    discountListener();
    if (this.#referenced) currentLoop().removePending();
  }

  setReferenced(referenced: boolean): void {
    if (referenced === this.#referenced) return;
    this.#referenced = referenced;
    if (!this.#open) return;
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
