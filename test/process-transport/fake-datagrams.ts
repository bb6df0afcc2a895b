// Fake datagrams: the fake kernel's datagram sockets, with the names of the process target's machine functions.
// Every datagram arrives at once at the socket with the port; `datagrams.room` of them go out, then the kernel is full.

import { address, get, signal, type Socket, table } from './fake-kernel.ts';

const IN = 1;
const OUT = 4;

interface Datagram {
  readonly bytes: Uint8Array;
  readonly port: number;
}

const inboxes = new WeakMap<Socket, Datagram[]>();
export const datagrams = { room: Infinity, failure: 0 };

function inboxOf(socket: Socket): Datagram[] {
  const inbox = inboxes.get(socket) ?? [];
  inboxes.set(socket, inbox);
  return inbox;
}

/** The kernel takes so many more. */
export function makeRoom(count: number): void {
  datagrams.room = count;
  for (const socket of table) if (socket?.wasFull) signal(socket, OUT);
}

export function receiveDatagram(descriptor: number, bytes: Uint8Array): number {
  const failure = datagrams.failure;
  datagrams.failure = 0;
  if (failure < 0) return failure;
  const next = inboxOf(get(descriptor)).shift();
  if (next === undefined) return -11;
  address.port = next.port;
  bytes.set(next.bytes);
  return next.bytes.length;
}

export function sendDatagram(
  descriptor: number,
  bytes: Uint8Array,
  offset: number,
  length: number,
): number {
  const socket = get(descriptor);
  if (length > 65507) return -90;
  if (datagrams.room === 0) {
    socket.wasFull = true;
    return -11;
  }
  datagrams.room--;
  const target = table.find((other) => other?.port === address.port);
  if (target !== undefined) {
    const copy = bytes.slice(offset, offset + length);
    inboxOf(target).push({ bytes: copy, port: socket.port });
    signal(target, IN);
  }
  return length;
}

export const disconnectSocket = (): number => 0;
export const readPeerAddress = (): number => -107;
export const setSocketReuseAddress = (): number => 0;
export const setSocketIpv6Only = (): number => 0;
export const setSocketBroadcast = (): number => 0;
export const setSocketHops = (): number => 0;
export const setSocketMulticastHops = (): number => 0;
export const setSocketMulticastLoop = (): number => 0;
export const setMulticastInterface4 = (): number => 0;
export const setMulticastInterface6 = (): number => 0;
export const setMembershipPart = (): void => {};
export const changeMembership4 = (): number => 0;
export const changeMembership6 = (): number => 0;
export const changeSourceMembership6 = (): number => 0;
export const socketBufferSize = (): number => 0;
