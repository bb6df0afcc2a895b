// Endpoint: a socket's way to the target's datagrams, before it is bound, while it is and after. Layer: node (node:dgram).
// As libuv's handles: without a socket of the system every operation fails with EBADF, and joining a group makes one.

import {
  currentDatagrams,
  type DatagramHandler,
  type DatagramName,
  type DatagramOptions,
  type DatagramSocket,
} from '../../interfaces/datagram.ts';
import { EBADF, EINVAL, ENETDOWN } from '../../interfaces/error-numbers.ts';

export class Endpoint {
  readonly #handler: DatagramHandler;
  readonly #family: 4 | 6;
  #socket: DatagramSocket | undefined;
  #referenced = true;
  /** Before 'listening' nothing is received, and the loop is not held. */
  #receives = false;

  constructor(family: 4 | 6, handler: DatagramHandler) {
    this.#family = family;
    this.#handler = handler;
  }

  get receives(): boolean {
    return this.#receives;
  }

  bind(address: string, port: number, reuseAddress: boolean, ipv6Only: boolean): number {
    // Its implicit socket has a port already.
    if (this.#socket !== undefined) return EINVAL;
    return this.#open({ family: this.#family, address, port, reuseAddress, ipv6Only });
  }

  #open(options: DatagramOptions): number {
    const datagrams = currentDatagrams();
    if (datagrams === undefined) return ENETDOWN;
    const socket = datagrams.openDatagramSocket(options, this.#handler);
    if (typeof socket === 'number') return socket;
    this.#socket = socket;
    socket.setReferenced(false);
    return 0;
  }

  startReceiving(): void {
    this.#receives = true;
    this.#socket?.setReferenced(this.#referenced);
  }

  setReferenced(referenced: boolean): void {
    this.#referenced = referenced;
    if (this.#receives) this.#socket?.setReferenced(referenced);
  }

  /** Of the system's socket; EBADF without one. */
  apply(operation: (socket: DatagramSocket) => number): number {
    return this.#socket === undefined ? EBADF : operation(this.#socket);
  }

  localName(): DatagramName | number {
    return this.#socket === undefined ? EBADF : this.#socket.localName();
  }

  remoteName(): DatagramName | number {
    return this.#socket === undefined ? EBADF : this.#socket.remoteName();
  }

  changeMembership(join: boolean, group: any, interfaceAddress: any, source?: string): number {
    if (this.#socket === undefined) {
      const address = this.#family === 4 ? '0.0.0.0' : '::';
      const number = this.#open({ family: this.#family, address, port: 0, reuseAddress: true });
      if (number < 0) return number;
    }
    const socket = this.#socket as DatagramSocket | undefined;
    const at = interfaceAddress === undefined ? undefined : String(interfaceAddress);
    if (join) return socket!.joinGroup(String(group), at, source);
    return socket!.leaveGroup(String(group), at, source);
  }

  get waitingBytes(): number {
    return this.#socket?.waitingBytes ?? 0;
  }

  get waitingCount(): number {
    return this.#socket?.waitingCount ?? 0;
  }

  close(): void {
    this.#socket?.close();
    this.#socket = undefined;
  }
}
