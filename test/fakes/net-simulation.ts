// Net simulation: stacks on one simulated Ethernet with a virtual clock. Host tests only.
// Frames arrive at once and in order; `filter` may look at them, drop or replace them.

import type {
  NetDevice,
  NetDeviceFeatures,
  NetDeviceHandler,
  PacketOffload,
} from '../../src/library/interfaces/net-device.ts';
import { Stack } from '../../src/library/net/stack.ts';

const NO_FEATURES: NetDeviceFeatures = {
  transmitChecksum: false,
  receiveChecksum: false,
  segmentation4: false,
  segmentation6: false,
};

export class SimulatedDevice implements NetDevice {
  readonly hardwareAddress: Uint8Array;
  readonly features: NetDeviceFeatures;
  mtu = 1500;
  handler: NetDeviceHandler | undefined;
  /** Every frame that was sent, oldest first. */
  readonly sent: Uint8Array[] = [];
  readonly offloads: PacketOffload[] = [];
  flushes = 0;
  isFull = false;
  onTransmit: (frame: Uint8Array) => void = () => {};

  constructor(number: number, features: NetDeviceFeatures = NO_FEATURES) {
    this.hardwareAddress = Uint8Array.of(0x52, 0x54, 0, 0, 0, number);
    this.features = features;
  }

  transmit(bytes: Uint8Array, start: number, end: number, offload: PacketOffload): boolean {
    if (this.isFull) return false;
    const frame = bytes.slice(start, end);
    this.sent.push(frame);
    this.offloads.push({
      checksumStart: offload.checksumStart,
      checksumOffset: offload.checksumOffset,
      segmentSize: offload.segmentSize,
      headerLength: offload.headerLength,
    });
    this.onTransmit(frame);
    return true;
  }

  flush(): void {
    this.flushes++;
  }

  /** A frame arrives, in the middle of a larger buffer. */
  receive(frame: Uint8Array, checksumValid = false): void {
    const buffer = new Uint8Array(frame.length + 23).fill(0xa5);
    buffer.set(frame, 11);
    this.handler?.onFrame(buffer, 11, 11 + frame.length, checksumValid);
  }
}

/** Deterministic numbers: 32 unsigned bits each. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    mixed = Math.imul(mixed ^ (mixed >>> 15), 0x735a2d97);
    return (mixed ^ (mixed >>> 15)) >>> 0;
  };
}

interface Host {
  readonly device: SimulatedDevice;
  readonly stack: Stack;
}

export class NetSimulation {
  nowMillis = 1000;
  /** Null: the frame is lost. */
  filter: (frame: Uint8Array, from: SimulatedDevice) => Uint8Array | null = (frame) => frame;
  readonly hosts: Host[] = [];
  readonly #frames: { frame: Uint8Array; from: SimulatedDevice }[] = [];

  add(number: number, features?: NetDeviceFeatures): Host {
    const device = new SimulatedDevice(number, features);
    const stack = new Stack(device, seededRandom(number));
    device.onTransmit = (frame) => this.#frames.push({ frame, from: device });
    stack.setTime(this.nowMillis);
    this.hosts.push({ device, stack });
    return { device, stack };
  }

  /** A frame of nobody's goes to all. */
  inject(frame: Uint8Array): void {
    for (const { device } of this.hosts) device.receive(frame);
  }

  /** Runs for so long: stacks are polled when they asked to be, and when frames have come. */
  run(millis: number): void {
    const end = this.nowMillis + millis;
    for (let rounds = 0; rounds < 1_000_000; rounds++) {
      let next = Infinity;
      for (const { stack } of this.hosts) {
        stack.setTime(this.nowMillis);
        next = Math.min(next, stack.poll(this.nowMillis));
      }
      if (this.#deliver()) continue;
      if (next > end) {
        this.nowMillis = end;
        for (const { stack } of this.hosts) stack.setTime(end);
        return;
      }
      this.nowMillis = Math.max(this.nowMillis, next);
    }
    throw new Error('The stacks ask to be polled without end');
  }

  #deliver(): boolean {
    const frames = this.#frames.splice(0);
    for (const { frame, from } of frames) {
      const passed = this.filter(frame, from);
      if (passed === null) continue;
      for (const { device, stack } of this.hosts) {
        if (device === from) continue;
        stack.setTime(this.nowMillis);
        device.receive(passed);
      }
    }
    return frames.length > 0;
  }
}
