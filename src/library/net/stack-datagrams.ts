// Stack datagrams: sockets of our own UDP as node:dgram and node:dns ask for them. Layer: net. Above it texts, below addresses.
// Datagrams are handed over while their packet is received, which is in the event loop's wait. There is one network card:
// an interface is named by one of the own addresses. Nothing waits for room: what the stack cannot take fails at once.

import { parseIpv4Text, parseIpv6Text } from '../base/ip-parse.ts';
import type {
  DatagramHandler,
  DatagramName,
  DatagramOptions,
  DatagramSocket,
} from '../interfaces/datagram.ts';
import {
  EACCES,
  EADDRINUSE,
  EADDRNOTAVAIL,
  EBADF,
  ECONNREFUSED,
  EHOSTUNREACH,
  EINVAL,
  EMSGSIZE,
  ENETUNREACH,
  ENOBUFS,
  ENODEV,
  ENOTCONN,
} from '../interfaces/error-numbers.ts';
import { currentLoop, type EventLoop } from '../interfaces/timer.ts';
import { IpAddress, UNSPECIFIED, UNSPECIFIED_IPV4 } from './ip-address.ts';
import type { IcmpErrorKind } from './ip-layer.ts';
import type { BindFailure, SendResult, Udp } from './udp.ts';
import { type DatagramHandler as UdpHandler, UdpSocket } from './udp-socket.ts';

const LOOPBACK_IPV4 = IpAddress.ipv4(0x7f000001);
const LOOPBACK_IPV6 = new IpAddress(0, 0, 0, 1);
const MAPPED = '::ffff:';
/** What a system without buffers of sockets says of their size. */
const USUAL_BUFFER_SIZE = 212992;

const openSockets = new Set<StackDatagrams>();
let watchedLoop: EventLoop | undefined;

/** A bound socket, or an error number. */
export function openStackDatagrams(
  udp: Udp,
  options: DatagramOptions,
  handler: DatagramHandler,
): DatagramSocket | number {
  const address = parseOwn(options.address, options.family);
  if (address === null) return EINVAL;
  const socket = new StackDatagrams(options.family, handler);
  const bound = udp.bind(
    address,
    options.port,
    socket,
    options.ipv6Only === true,
    options.reuseAddress === true,
  );
  if (!(bound instanceof UdpSocket)) return BIND_FAILURES[bound];
  socket.start(udp, bound);
  return socket;
}

const BIND_FAILURES: Record<BindFailure, number> = {
  'address-in-use': EADDRINUSE,
  'address-not-available': EADDRNOTAVAIL,
  'too-many': ENOBUFS,
};

const SEND_RESULTS: Record<SendResult, number> = {
  sent: 0,
  'too-long': EMSGSIZE,
  'no-route': ENETUNREACH,
  'no-memory': ENOBUFS,
  'not-allowed': EACCES,
  closed: EBADF,
};

/** A group of which only what some sources send is wanted. */
interface Sources {
  readonly group: IpAddress;
  readonly wanted: IpAddress[];
}

class StackDatagrams implements DatagramSocket, UdpHandler {
  readonly waitingBytes = 0;
  readonly waitingCount = 0;
  readonly #loop: EventLoop;
  readonly #family: 4 | 6;
  readonly #handler: DatagramHandler;
  #udp!: Udp;
  #socket!: UdpSocket;
  #open = false;
  #referenced = true;
  readonly #sources: Sources[] = [];
  readonly #sizes = [USUAL_BUFFER_SIZE, USUAL_BUFFER_SIZE];

  constructor(family: 4 | 6, handler: DatagramHandler) {
    this.#loop = currentLoop();
    this.#family = family;
    this.#handler = handler;
  }

  start(udp: Udp, socket: UdpSocket): void {
    this.#udp = udp;
    this.#socket = socket;
    this.#open = true;
    this.#loop.addPending();
    openSockets.add(this);
    if (watchedLoop === this.#loop) return;
    watchedLoop = this.#loop;
    this.#loop.onShutdown(releaseSockets);
  }

  #name(address: IpAddress, port: number): DatagramName {
    const text = address.toString();
    if (this.#family === 4) return { address: text, family: 'IPv4', port };
    return { address: address.isIpv4 ? MAPPED + text : text, family: 'IPv6', port };
  }

  localName(): DatagramName | number {
    const { localAddress, localPort, remoteAddress } = this.#socket;
    let address = localAddress;
    if (address.isUnspecified && remoteAddress !== null) {
      address = this.#udp.network.sourceFor(remoteAddress) ?? address;
    }
    if (address.isUnspecified) address = this.#family === 4 ? UNSPECIFIED_IPV4 : UNSPECIFIED;
    return this.#name(address, localPort);
  }

  remoteName(): DatagramName | number {
    const { remoteAddress, remotePort } = this.#socket;
    return remoteAddress === null ? ENOTCONN : this.#name(remoteAddress, remotePort);
  }

  send(
    bytes: Uint8Array,
    start: number,
    end: number,
    address: string | undefined,
    port: number,
    _done: (number: number) => void,
  ): number {
    const socket = this.#socket;
    const to = address === undefined ? socket.remoteAddress : this.#parse(address);
    if (to === null) return address === undefined ? ENOTCONN : EINVAL;
    const toPort = address === undefined ? socket.remotePort : port;
    return SEND_RESULTS[socket.send(bytes, start, end, reachable(to), toPort)];
  }

  /** Null when it is none that this socket can reach. */
  #parse(text: string): IpAddress | null {
    return parseOwn(text, this.#family);
  }

  connect(address: string, port: number): number {
    const to = this.#parse(address);
    if (to === null) return EINVAL;
    return this.#socket.connect(reachable(to), port) ? 0 : ENETUNREACH;
  }

  disconnect(): number {
    this.#socket.disconnect();
    return 0;
  }

  setBroadcast(enabled: boolean): number {
    this.#socket.broadcastAllowed = enabled;
    return 0;
  }

  setTimeToLive(hops: number): number {
    this.#socket.hopLimit = hops;
    return 0;
  }

  setMulticastTimeToLive(hops: number): number {
    if (!(hops >= 0 && hops <= 255)) return EINVAL;
    this.#socket.multicastHopLimit = hops;
    return 0;
  }

  setMulticastLoopback(enabled: boolean): number {
    this.#socket.multicastLooped = enabled;
    return 0;
  }

  setMulticastInterface(address: string): number {
    const own = this.#parse(address);
    if (own === null) return EINVAL;
    return own.isUnspecified || this.#udp.network.isOwnAddress(own) ? 0 : EADDRNOTAVAIL;
  }

  joinGroup(text: string, interfaceAddress: string | undefined, source?: string): number {
    const group = this.#group(text, interfaceAddress);
    if (typeof group === 'number') return group;
    const wanted = source === undefined ? undefined : this.#parse(source);
    if (wanted === null) return EINVAL;
    const known = this.#sourcesOf(group);
    if (known !== undefined && wanted !== undefined) {
      if (known.wanted.some((one) => one.equals(wanted))) return EADDRNOTAVAIL;
      known.wanted.push(wanted);
      return 0;
    }
    if (!this.#socket.join(group)) return EADDRINUSE;
    if (wanted !== undefined) this.#sources.push({ group, wanted: [wanted] });
    return 0;
  }

  leaveGroup(text: string, interfaceAddress: string | undefined, source?: string): number {
    const group = this.#group(text, interfaceAddress);
    if (typeof group === 'number') return group;
    const known = this.#sourcesOf(group);
    if (source !== undefined) {
      const wanted = this.#parse(source);
      const at = known?.wanted.findIndex((one) => wanted !== null && one.equals(wanted)) ?? -1;
      if (known === undefined || at < 0) return wanted === null ? EINVAL : EADDRNOTAVAIL;
      known.wanted.splice(at, 1);
      if (known.wanted.length > 0) return 0;
    }
    if (known !== undefined) this.#sources.splice(this.#sources.indexOf(known), 1);
    return this.#socket.leave(group) ? 0 : EADDRNOTAVAIL;
  }

  #group(text: string, interfaceAddress: string | undefined): IpAddress | number {
    const group = this.#parse(text);
    if (group === null || !this.#udp.network.isMulticast(group)) return EINVAL;
    if (interfaceAddress === undefined || interfaceAddress === '') return group;
    const own = parseAddress(interfaceAddress);
    if (own === null) return EINVAL;
    return own.isUnspecified || this.#udp.network.isOwnAddress(own) ? group : ENODEV;
  }

  #sourcesOf(group: IpAddress): Sources | undefined {
    return this.#sources.find((one) => one.group.equals(group));
  }

  bufferSize(ofReceiving: boolean, size: number): number {
    const at = ofReceiving ? 0 : 1;
    if (size === 0) return this.#sizes[at]!;
    // As Linux counts them.
    this.#sizes[at] = 2 * size;
    return 0;
  }

  setReferenced(referenced: boolean): void {
    if (referenced === this.#referenced) return;
    this.#referenced = referenced;
    if (!this.#open) return;
    if (referenced) this.#loop.addPending();
    else this.#loop.removePending();
  }

  close(): void {
    if (!this.#open) return;
    this.#open = false;
    openSockets.delete(this);
    this.#socket.close();
    if (this.#referenced) this.#loop.removePending();
  }

  onDatagram(
    source: IpAddress,
    port: number,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): void {
    if (!this.#open) return;
    const limited = this.#sourcesOf(destination);
    if (limited !== undefined && !limited.wanted.some((one) => one.equals(source))) return;
    try {
      this.#handler.onDatagram(bytes, start, end, this.#name(source, port));
    } catch (error) {
      this.#loop.uncaught(error);
    }
    this.#loop.afterCallback();
  }

  /** As on Linux: a connected socket hears of it, another does not. */
  onError(kind: IcmpErrorKind): void {
    if (!this.#open || this.#socket.remoteAddress === null || kind === 'time-exceeded') return;
    const isRefused = kind === 'unreachable-port' || kind === 'unreachable-protocol';
    try {
      this.#handler.onError(isRefused ? ECONNREFUSED : errorOf(kind));
    } catch (error) {
      this.#loop.uncaught(error);
    }
    this.#loop.afterCallback();
  }
}

function errorOf(kind: IcmpErrorKind): number {
  return kind === 'unreachable-network' ? ENETUNREACH : EHOSTUNREACH;
}

/** As on a host: "any address" is this one. */
function reachable(address: IpAddress): IpAddress {
  if (!address.isUnspecified) return address;
  return address.isIpv4 ? LOOPBACK_IPV4 : LOOPBACK_IPV6;
}

/** An address that a socket of the family can have or reach: with 6 also `::ffff:1.2.3.4`. */
function parseOwn(text: string, family: 4 | 6): IpAddress | null {
  if (text.includes(':') !== (family === 6)) return null;
  return parseAddress(text);
}

function parseAddress(text: string): IpAddress | null {
  const word = parseIpv4Text(text);
  if (word >= 0) return word === 0 ? UNSPECIFIED_IPV4 : IpAddress.ipv4(word);
  const words = parseIpv6Text(text);
  if (words === null) return null;
  const address = new IpAddress(words[0]!, words[1]!, words[2]!, words[3]!);
  return address.equals(UNSPECIFIED) ? UNSPECIFIED : address;
}

/** The image is asked to stop: what has no end of its own no longer holds it. */
function releaseSockets(): void {
  for (const socket of openSockets) socket.setReferenced(false);
}
