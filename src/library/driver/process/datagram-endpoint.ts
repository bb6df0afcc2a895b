// Datagram endpoint: one UDP socket of the host. Layer: driver.
// Sends at once; what the kernel has no room for waits, in order and bounded, for the socket to become writable.
// All endpoints share one receive buffer.

import type {
  DatagramHandler,
  DatagramName,
  DatagramOptions,
  DatagramSocket,
} from '../../interfaces/datagram.ts';
import { EACCES, EAGAIN, EINVAL, ENOBUFS } from '../../interfaces/error-numbers.ts';
import { currentLoop, type EventLoop } from '../../interfaces/timer.ts';
import { datagramsAreAllowed } from './client-allowed.ts';
import { currentName, setName } from './datagram-name.ts';
import { changeMembership, chooseInterface } from './datagram-groups.ts';
import {
  disconnectSocket,
  readPeerAddress,
  receiveDatagram,
  sendDatagram,
  setSocketBroadcast,
  setSocketHops,
  setSocketIpv6Only,
  setSocketMulticastHops,
  setSocketMulticastLoop,
  setSocketReuseAddress,
  socketBufferSize,
} from './datagram-sockets.ts';
import {
  BROKEN,
  callAgain,
  HUNG_UP,
  READABLE,
  unwatch,
  watch,
  WRITABLE,
  type Source,
} from './readiness.ts';
import {
  bindSocket,
  closeDescriptor,
  connectSocket,
  openDatagramSocket,
  readLocalAddress,
  sendBytes,
} from './sockets.ts';

/** No datagram is longer. */
const RECEIVE_SIZE = 65536;
/** Datagrams received from one socket before others get their turn. */
const RECEIVES_PER_TURN = 32;
const MAXIMUM_WAITING = 4096;
const MAXIMUM_WAITING_BYTES = 16 * 1024 * 1024;

const receiveBuffer = new Uint8Array(RECEIVE_SIZE);

interface Waiting {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly end: number;
  readonly address: string | undefined;
  readonly port: number;
  readonly done: (number: number) => void;
}

const openEndpoints = new Set<DatagramEndpoint>();
/** Whose shutdown is heard of. */
let watchedLoop: EventLoop | undefined;

/** A bound descriptor, or -errno. */
export function openDatagramDescriptor(options: DatagramOptions): number {
  if (!datagramsAreAllowed()) return EACCES;
  const named = setName(options.address, options.family, options.port);
  if (named < 0) return named;
  const descriptor = openDatagramSocket();
  if (descriptor < 0) return descriptor;
  if (options.reuseAddress === true) setSocketReuseAddress(descriptor);
  if (options.family === 6) setSocketIpv6Only(descriptor, options.ipv6Only === true);
  const result = bindSocket(descriptor);
  if (result === 0) return descriptor;
  closeDescriptor(descriptor);
  return result;
}

export class DatagramEndpoint implements DatagramSocket, Source {
  readonly #loop: EventLoop;
  readonly #descriptor: number;
  readonly #family: 4 | 6;
  readonly #handler: DatagramHandler;
  #open = true;
  #referenced = true;
  #waiting: Waiting[] = [];
  #waitingBytes = 0;

  constructor(descriptor: number, family: 4 | 6, handler: DatagramHandler) {
    this.#loop = currentLoop();
    this.#descriptor = descriptor;
    this.#family = family;
    this.#handler = handler;
    this.#loop.addPending();
    openEndpoints.add(this);
    if (watchedLoop !== this.#loop) {
      watchedLoop = this.#loop;
      this.#loop.onShutdown(releaseEndpoints);
    }
    watch(descriptor, this);
  }

  localName(): DatagramName | number {
    const result = readLocalAddress(this.#descriptor);
    return result < 0 ? result : currentName();
  }

  remoteName(): DatagramName | number {
    const result = readPeerAddress(this.#descriptor);
    return result < 0 ? result : currentName();
  }

  send(
    bytes: Uint8Array,
    start: number,
    end: number,
    address: string | undefined,
    port: number,
    done: (number: number) => void,
  ): number {
    if (this.#waiting.length === 0) {
      const result = this.#sendNow(bytes, start, end, address, port);
      if (result !== EAGAIN) return result < 0 ? result : 0;
    }
    const isFull = this.#waitingBytes + (end - start) > MAXIMUM_WAITING_BYTES;
    if (isFull || this.#waiting.length === MAXIMUM_WAITING) return ENOBUFS;
    this.#waiting.push({ bytes, start, end, address, port, done });
    this.#waitingBytes += end - start;
    return 1;
  }

  #sendNow(
    bytes: Uint8Array,
    start: number,
    end: number,
    address: string | undefined,
    port: number,
  ): number {
    if (address === undefined) return sendBytes(this.#descriptor, bytes, start, end - start);
    const named = setName(address, this.#family, port);
    return named < 0 ? named : sendDatagram(this.#descriptor, bytes, start, end - start);
  }

  connect(address: string, port: number): number {
    const named = setName(address, this.#family, port);
    return named < 0 ? named : connectSocket(this.#descriptor);
  }

  disconnect(): number {
    return disconnectSocket(this.#descriptor);
  }

  setBroadcast(enabled: boolean): number {
    return setSocketBroadcast(this.#descriptor, enabled);
  }

  setTimeToLive(hops: number): number {
    return setSocketHops(this.#descriptor, this.#family === 6, hops);
  }

  setMulticastTimeToLive(hops: number): number {
    if (!(hops >= 0 && hops <= 255)) return EINVAL;
    return setSocketMulticastHops(this.#descriptor, this.#family === 6, hops);
  }

  setMulticastLoopback(enabled: boolean): number {
    return setSocketMulticastLoop(this.#descriptor, this.#family === 6, enabled);
  }

  setMulticastInterface(address: string): number {
    return chooseInterface(this.#descriptor, address);
  }

  joinGroup(group: string, interfaceAddress: string | undefined, source?: string): number {
    return changeMembership(this.#descriptor, true, group, interfaceAddress, source);
  }

  leaveGroup(group: string, interfaceAddress: string | undefined, source?: string): number {
    return changeMembership(this.#descriptor, false, group, interfaceAddress, source);
  }

  bufferSize(ofReceiving: boolean, size: number): number {
    return socketBufferSize(this.#descriptor, ofReceiving, size);
  }

  get waitingBytes(): number {
    return this.#waitingBytes;
  }

  get waitingCount(): number {
    return this.#waiting.length;
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
    this.#waiting = [];
    this.#waitingBytes = 0;
    openEndpoints.delete(this);
    unwatch(this.#descriptor);
    closeDescriptor(this.#descriptor);
    if (this.#referenced) this.#loop.removePending();
  }

  /** 0 from `callAgain`: there is more to receive. */
  onReady(readiness: number): void {
    if (readiness === 0 || (readiness & (READABLE | BROKEN | HUNG_UP)) !== 0) this.#receiveAll();
    if ((readiness & (WRITABLE | BROKEN)) !== 0 && this.#open) this.#sendWaiting();
  }

  #receiveAll(): void {
    for (let turn = 0; turn < RECEIVES_PER_TURN; turn++) {
      if (!this.#open) return;
      const got = receiveDatagram(this.#descriptor, receiveBuffer, RECEIVE_SIZE);
      if (got === EAGAIN) return;
      try {
        if (got < 0) this.#handler.onError(got);
        else this.#handler.onDatagram(receiveBuffer, 0, got, currentName());
      } catch (error) {
        this.#loop.uncaught(error);
      }
      this.#loop.afterCallback();
    }
    if (this.#open) callAgain(this);
  }

  #sendWaiting(): void {
    while (this.#waiting.length > 0) {
      const next = this.#waiting[0] as Waiting;
      const result = this.#sendNow(next.bytes, next.start, next.end, next.address, next.port);
      if (result === EAGAIN) return;
      this.#waiting.shift();
      this.#waitingBytes -= next.end - next.start;
      try {
        next.done(result < 0 ? result : 0);
      } catch (error) {
        this.#loop.uncaught(error);
      }
      this.#loop.afterCallback();
    }
  }
}

/** The image is asked to stop: what has no end of its own no longer holds it. */
function releaseEndpoints(): void {
  for (const endpoint of openEndpoints) endpoint.setReferenced(false);
}
