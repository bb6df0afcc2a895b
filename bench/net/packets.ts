// Packets a second through the network stack: parse, checksum, demultiplexing to a UDP socket, and sending. No device, no wait.
// `npx tsx bench/net/packets.ts`, or compiled: it is a program as any other.

import type { NetDevice, NetDeviceHandler } from '../../src/library/interfaces/net-device.ts';
import { IpAddress, UNSPECIFIED } from '../../src/library/net/ip-address.ts';
import { Stack } from '../../src/library/net/stack.ts';
import { UdpSocket } from '../../src/library/net/udp-socket.ts';
import { checksum } from '../../src/library/net/wire/checksum.ts';

const MILLIS = 1000;
const OWN = IpAddress.ipv4(0x0a000001);
const PEER = IpAddress.ipv4(0x0a000002);
const OWN6 = new IpAddress(0xfd000000, 0, 0, 1);
const PEER6 = new IpAddress(0xfd000000, 0, 0, 2);

/** Keeps what was sent last. */
class Device implements NetDevice {
  readonly hardwareAddress: Uint8Array;
  readonly mtu = 1500;
  readonly features = {
    transmitChecksum: false,
    receiveChecksum: false,
    segmentation4: false,
    segmentation6: false,
  };
  handler: NetDeviceHandler | undefined = undefined;
  readonly last = new Uint8Array(2048);
  lastLength = 0;
  frames = 0;

  constructor(number: number) {
    this.hardwareAddress = new Uint8Array([0x52, 0x54, 0, 0, 0, number]);
  }

  transmit(bytes: Uint8Array, start: number, end: number): boolean {
    this.last.set(bytes.subarray(start, end));
    this.lastLength = end - start;
    this.frames++;
    return true;
  }

  flush(): void {}
}

class Counter {
  datagrams = 0;
  onDatagram(): void {
    this.datagrams++;
  }
  onError(): void {}
}

const device = new Device(1);
const peerDevice = new Device(2);
const stack = host(device, 1, OWN, OWN6);
const peer = host(peerDevice, 2, PEER, PEER6);
const counter = new Counter();
const socket = bind(stack, 7000, counter);
const peerSocket = bind(peer, 7000, new Counter());

function host(on: Device, number: number, address: IpAddress, address6: IpAddress): Stack {
  let state = number;
  const made = new Stack(on, () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0));
  made.ipv4.configuration.addAddress(address.d, 24);
  const own = made.ipv6.configuration.add(address6, 64, false);
  if (own !== null) own.state = 'valid';
  made.ipv6.configuration.setPrefix(address6, 64, Infinity);
  return made;
}

function bind(on: Stack, port: number, handler: Counter): UdpSocket {
  const made = on.udp.bind(UNSPECIFIED, port, handler);
  if (!(made instanceof UdpSocket)) throw new Error(made);
  return made;
}

/** Hands over what each has sent last until both know each other. */
function acquaint(): void {
  const data = new Uint8Array(8);
  for (const [from, to] of [
    [socket, PEER],
    [peerSocket, OWN],
    [socket, PEER6],
    [peerSocket, OWN6],
  ] as const) {
    from.send(data, 0, 8, to, 7000);
    for (let i = 0; i < 3; i++) {
      peer.onFrame(device.last, 0, device.lastLength, false);
      stack.onFrame(peerDevice.last, 0, peerDevice.lastLength, false);
    }
  }
}

function report(name: string, count: number, millis: number, bytes: number): void {
  const rate = (count / millis / 1000).toFixed(2);
  const gigabits = ((count * bytes * 8) / millis / 1e6).toFixed(1);
  console.log(name + ': ' + rate + ' million a second, ' + gigabits + ' Gbit/s');
}

function measure(name: string, bytes: number, work: () => void): void {
  for (let i = 0; i < 20_000; i++) work();
  let count = 0;
  const began = performance.now();
  let now = began;
  while (now - began < MILLIS) {
    for (let i = 0; i < 1000; i++) work();
    count += 1000;
    now = performance.now();
  }
  report(name, count, now - began, bytes);
}

acquaint();
for (const size of [18, 512, 1472]) {
  const data = new Uint8Array(size).fill(0x61);
  for (const isIpv4 of [true, false]) {
    const length = isIpv4 ? size : Math.min(size, 1452);
    const to = isIpv4 ? OWN : OWN6;
    if (peerSocket.send(data, 0, length, to, 7000) !== 'sent') throw new Error('not sent');
    const frame = peerDevice.last.slice(0, peerDevice.lastLength);
    const what = 'UDP over ' + (isIpv4 ? 'IPv4' : 'IPv6') + ', frames of ' + frame.length;
    const before = counter.datagrams;
    measure('receive ' + what, frame.length, () => stack.onFrame(frame, 0, frame.length, false));
    if (counter.datagrams - before < 20_000) throw new Error('Not received: ' + what);
    const from = isIpv4 ? PEER : PEER6;
    measure('send    ' + what, frame.length, () => socket.send(data, 0, length, from, 7000));
  }
}
const block = new Uint8Array(1460).fill(0x5a);
let sum = 0;
measure('checksum of 1460 bytes', 1460, () => (sum += checksum(block, 0, 1460)));
if (sum === 0) throw new Error('no checksum');
