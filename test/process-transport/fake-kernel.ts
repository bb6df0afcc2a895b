// Fake kernel: stream sockets and edge-triggered readiness in memory, with the names of the process target's machine
// functions. Buffers are small, so that short reads and writes happen. Time passes only in waitForEvents.

const BUFFER = 100000;
const IN = 1;
const OUT = 4;
const ERR = 8;
const HUP = 16;
const RDHUP = 0x2000;

export interface Socket {
  peer: Socket | undefined;
  received: number[];
  ended: boolean;
  reset: boolean;
  error: number;
  port: number;
  remotePort: number;
  backlog: number[] | undefined;
  wasFull: boolean;
  shutDown: boolean;
  listening: boolean;
}

export const table: (Socket | undefined)[] = [undefined, undefined, undefined];
const tokens = new Map<number, number>();
const events = new Map<number, number>();
let ready: [descriptor: number, token: number, mask: number][] = [];
export const address = { family: 2, text: '127.0.0.1', port: 0 };
let nextPort = 50000;
export const kernel = { now: 0, calls: 0, clientAllowed: true };

function create(): number {
  const socket: Socket = {
    peer: undefined,
    received: [],
    ended: false,
    reset: false,
    error: 0,
    port: 0,
    remotePort: 0,
    backlog: undefined,
    wasFull: false,
    shutDown: false,
    listening: false,
  };
  const free = table.indexOf(undefined, 3);
  const descriptor = free < 0 ? table.length : free;
  table[descriptor] = socket;
  return descriptor;
}

export const get = (descriptor: number): Socket => {
  kernel.calls++;
  const socket = table[descriptor];
  if (!socket) throw new Error(`bad descriptor ${descriptor}`);
  return socket;
};

export function signal(socket: Socket | undefined, mask: number): void {
  const descriptor = socket ? table.indexOf(socket) : -1;
  if (descriptor >= 0 && tokens.has(descriptor)) {
    events.set(descriptor, (events.get(descriptor) ?? 0) | mask);
  }
}

function stateOf(socket: Socket): number {
  let mask = OUT;
  if (socket.received.length > 0 || socket.ended) mask |= IN;
  if (socket.ended) mask |= RDHUP;
  if (socket.reset) mask |= IN | ERR | HUP | RDHUP;
  return mask;
}

// socket-address.ts
export const setAnyAddress = (family: number): void =>
  void Object.assign(address, { family, text: '::' });
export const setAddressPort = (port: number): void => void (address.port = port);
export const addressFamily = (): number => address.family;
export const addressPort = (): number => address.port;
export const addressZone = (): number => 0;
export const setAddressZone = (): void => {};
export const addressWord = (index: number): number =>
  address.family === 2 && index === 0 ? 0x7f000001 : 0;
export function setAddressText(text: string): number {
  if (!/^[0-9.]+$/.test(text)) return 0;
  Object.assign(address, { family: 2, text });
  return 2;
}

// sockets.ts
export function listenOnAddress(): number {
  if (table.some((socket) => socket?.listening && socket.port === address.port)) return -98;
  const descriptor = create();
  const socket = get(descriptor);
  socket.listening = true;
  socket.port = address.port || nextPort++;
  socket.backlog = [];
  return descriptor;
}
export function acceptSocket(listener: number): number {
  const descriptor = get(listener).backlog?.shift();
  if (descriptor === undefined) return -11;
  address.family = 2;
  address.port = get(descriptor).remotePort;
  return descriptor;
}
export const openStreamSocket = (): number => create();
export const openDatagramSocket = (): number => create();
export function bindSocket(descriptor: number): number {
  get(descriptor).port = address.port || nextPort++;
  return 0;
}
export function connectSocket(descriptor: number): number {
  const socket = get(descriptor);
  const listener = table.find((other) => other?.listening && other.port === address.port);
  socket.port = nextPort++;
  socket.remotePort = address.port;
  if (!listener) {
    socket.error = 111;
    socket.reset = true;
    return -115;
  }
  const acceptedDescriptor = create();
  const accepted = get(acceptedDescriptor);
  accepted.port = address.port;
  accepted.remotePort = socket.port;
  accepted.peer = socket;
  socket.peer = accepted;
  listener.backlog?.push(acceptedDescriptor);
  return -115;
}
export function readLocalAddress(descriptor: number): number {
  address.port = get(descriptor).port;
  return 0;
}
export const socketError = (descriptor: number): number => get(descriptor).error;
export function receiveBytes(descriptor: number, bytes: Uint8Array, length: number): number {
  const socket = get(descriptor);
  if (socket.reset) return -104;
  if (socket.received.length === 0) return socket.ended ? 0 : -11;
  const part = socket.received.splice(0, length);
  bytes.set(part);
  if (socket.peer?.wasFull) {
    socket.peer.wasFull = false;
    signal(socket.peer, OUT);
  }
  return part.length;
}
export function sendBytes(
  descriptor: number,
  bytes: Uint8Array,
  offset: number,
  length: number,
): number {
  const socket = get(descriptor);
  if (socket.reset || socket.shutDown || !socket.peer) return -32;
  const room = BUFFER - socket.peer.received.length;
  const count = Math.min(room, length);
  if (count < length) socket.wasFull = true;
  if (count === 0) return -11;
  for (const byte of bytes.subarray(offset, offset + count)) socket.peer.received.push(byte);
  signal(socket.peer, IN);
  return count;
}
export function shutdownSocket(descriptor: number): number {
  const socket = get(descriptor);
  socket.shutDown = true;
  if (socket.peer) socket.peer.ended = true;
  signal(socket.peer, IN | RDHUP);
  return 0;
}
export function closeDescriptor(descriptor: number): void {
  const socket = get(descriptor);
  if (socket.received.length > 0) return resetSocket(descriptor);
  if (socket.peer) socket.peer.ended = true;
  signal(socket.peer, IN | RDHUP);
  release(descriptor, socket);
}
export function resetSocket(descriptor: number): void {
  const socket = get(descriptor);
  if (socket.peer) socket.peer.reset = true;
  signal(socket.peer, IN | ERR | HUP | RDHUP);
  release(descriptor, socket);
}
function release(descriptor: number, socket: Socket): void {
  if (socket.peer) socket.peer.peer = undefined;
  table[descriptor] = undefined;
  tokens.delete(descriptor);
  events.delete(descriptor);
}
export const setSocketNoDelay = (): void => {};
export const setSocketKeepAlive = (): void => {};
export const openDescriptors = (): number => table.filter(Boolean).length;

// poll.ts
export function watchDescriptor(descriptor: number, token: number): number {
  tokens.set(descriptor, token);
  events.set(descriptor, stateOf(get(descriptor)));
  return 0;
}
export function watchListener(descriptor: number, token: number): number {
  tokens.set(descriptor, token);
  return 0;
}
export const forgetDescriptor = (descriptor: number): void => void tokens.delete(descriptor);
export function waitForEvents(timeout: number): number {
  ready = [...events].map(([descriptor, mask]) => {
    const socket = table[descriptor];
    // Edge-triggered, yet an event shows all that is so now.
    return [descriptor, tokens.get(descriptor) ?? 0, socket ? mask | stateOf(socket) : mask];
  });
  events.clear();
  table.forEach((socket, descriptor) => {
    if (socket?.backlog?.length) ready.push([descriptor, tokens.get(descriptor) ?? 0, IN]);
  });
  if (ready.length === 0 && timeout < 0) throw new Error('The loop waits for ever');
  if (ready.length === 0) kernel.now += timeout;
  return ready.length;
}
export const eventDescriptor = (index: number): number => ready[index]?.[0] ?? 0;
export const eventToken = (index: number): number => ready[index]?.[1] ?? 0;
export const eventReadiness = (index: number): number => ready[index]?.[2] ?? 0;
export const isWakeEvent = (): boolean => false;

// The rest.
export const countListener = (): void => {};
export const discountListener = (): void => {};
export const preparedListenerCount = (): number => 0;
export const takePreparedListener = (): number => 0;
export const clientIsAllowed = (): boolean => kernel.clientAllowed;
export const datagramsAreAllowed = (): boolean => kernel.clientAllowed;
export const hostsFileText = (): string =>
  '127.0.0.1\tlocalhost # the machine\n10.0.0.5 db db.internal\n';
export const resolverFileText = (): string => '';
export const randomWord = (): number => 1;
