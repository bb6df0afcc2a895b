// Virtio network card (virtio 1.2 §5.1) as a NetDevice. Layer: driver.
// One pair of queues. Received frames are shown where the device put them; a device that does the impossible is reset, and
// given up when that happens too often. `createNetworkDevice` is what a system module calls.

import type {
  NetDevice,
  NetDeviceFeatures,
  NetDeviceHandler,
  PacketOffload,
} from '../../interfaces/net-device.ts';
import { currentLoop } from '../../interfaces/timer.ts';
import { pollUntilIdle, type PolledDevice } from '../pc/interrupt-handlers.ts';
import { attachInterrupts } from './device-interrupts.ts';
import { hasFeature } from './device-record.ts';
import {
  createNetworkRings,
  droppedFrames,
  flushReceive,
  flushTransmit,
  frameIsChecked,
  frameStart,
  HEADER_SIZE,
  receiveFrame,
  reclaimTransmitted,
  recycleFrame,
  setReceiveQueue,
  setTransmitQueue,
  setWholeFrames,
  transmitFrame,
  transmitRoom,
} from './network-rings.ts';
import {
  allowInterrupts,
  chainsInFlight,
  overlongCompletions,
  queueIsBroken,
  queueNotifications,
  queueSize,
  suppressInterrupts,
} from './queue.ts';
import {
  activateQueue,
  createQueue,
  giveUpDevice,
  needsReset,
  negotiate,
  readConfiguration16,
  readConfiguration8,
  resetDevice,
  startDevice,
} from './transport.ts';

const FEATURE_CHECKSUM = 1;
const FEATURE_GUEST_CHECKSUM = 2;
const FEATURE_MTU = 8;
const FEATURE_MAC = 0x20;
const FEATURE_GUEST_TSO4 = 0x80;
const FEATURE_GUEST_TSO6 = 0x100;
const FEATURE_HOST_TSO4 = 0x800;
const FEATURE_HOST_TSO6 = 0x1000;
const FEATURE_MERGEABLE = 0x8000;
const FEATURE_STATUS = 0x10000;
const WANTED =
  FEATURE_CHECKSUM |
  FEATURE_GUEST_CHECKSUM |
  FEATURE_MTU |
  FEATURE_MAC |
  FEATURE_HOST_TSO4 |
  FEATURE_HOST_TSO6 |
  FEATURE_MERGEABLE |
  FEATURE_STATUS;
/** Frames longer than the MTU arrive: only useful where they can span buffers. */
const WANTED_LARGE = WANTED | FEATURE_GUEST_TSO4 | FEATURE_GUEST_TSO6;

const CONFIGURATION_STATUS = 6;
const CONFIGURATION_MTU = 10;
const STATUS_LINK_UP = 1;

const RECEIVE_QUEUE = 0;
const TRANSMIT_QUEUE = 1;
const SLOT_SIZE = 2048;
const USUAL_MTU = 1500;
const SMALLEST_MTU = 68;
/** With one VLAN tag. */
const FRAME_OVERHEAD = 18;
/** Longest frame that is put together: an IP packet of 65,535 bytes. */
const LONGEST_FRAME = 65535 + FRAME_OVERHEAD;
/** Frames handed up before others get their turn. */
const FRAMES_PER_POLL = 64;
const MOST_RESETS = 16;

export interface NetworkLimits {
  /** Buffers of 2 KiB for each direction; powers of 2. */
  readonly receiveBuffers: number;
  readonly transmitBuffers: number;
  /** Whether segments that the host has put together may arrive as one frame (64 KiB of memory more). */
  readonly largeFrames: boolean;
}

/** Takes over `device` (of type TYPE_NETWORK); null when it cannot be used. */
export function createNetworkDevice(device: number, limits: NetworkLimits): VirtioNetDevice | null {
  const rings = createNetworkRings();
  if (rings === 0) return null;
  const result = new VirtioNetDevice(device, rings, limits);
  return result.isUsable ? result : null;
}

export class VirtioNetDevice implements NetDevice, PolledDevice {
  readonly hardwareAddress = new Uint8Array(6);
  mtu = USUAL_MTU;
  features: NetDeviceFeatures = {
    transmitChecksum: false,
    receiveChecksum: false,
    segmentation4: false,
    segmentation6: false,
  };
  handler: NetDeviceHandler | undefined;
  /** Called before the first frame of a batch, and after the last or when there is room to send: for clocks and timers. */
  onBatchStart: () => void = () => {};
  onBatchEnd: () => void = () => {};
  /** False while the cable is out, as far as the device tells. */
  linkIsUp = true;
  isUsable = false;
  receivedFrames = 0;
  receivedBytes = 0;
  transmittedFrames = 0;
  transmittedBytes = 0;
  /** Times that a frame found no room. */
  transmitFull = 0;
  /** Frames to send that are longer than all buffers together; they are lost. */
  oversizedFrames = 0;
  resets = 0;
  readonly #device: number;
  readonly #rings: number;
  #wanted: number;
  #receiveQueue = 0;
  #transmitQueue = 0;
  #slotSize = SLOT_SIZE;
  #receivePool = new Uint8Array(0);
  #transmitPool = new Uint8Array(0);
  #whole = new Uint8Array(0);
  #checks = false;
  #longest = 0;
  #waitsForRoom = false;

  constructor(device: number, rings: number, limits: NetworkLimits) {
    this.#device = device;
    this.#rings = rings;
    this.#wanted = limits.largeFrames ? WANTED_LARGE : WANTED;
    if (!attachInterrupts(device, this, () => this.#changed())) return;
    if (!this.#negotiate()) return;
    this.#readConfiguration();
    this.#receiveQueue = createQueue(device, RECEIVE_QUEUE, limits.receiveBuffers);
    this.#transmitQueue = createQueue(device, TRANSMIT_QUEUE, limits.transmitBuffers);
    if (this.#receiveQueue === 0 || this.#transmitQueue === 0) {
      giveUpDevice(device);
      return;
    }
    this.#receivePool = new Uint8Array(queueSize(this.#receiveQueue) * this.#slotSize);
    this.#transmitPool = new Uint8Array(queueSize(this.#transmitQueue) * this.#slotSize);
    this.#longest = this.#transmitPool.length - HEADER_SIZE;
    this.#setFeatures();
    if (this.#merges()) {
      this.#whole = new Uint8Array(limits.largeFrames ? LONGEST_FRAME : this.mtu + FRAME_OVERHEAD);
      setWholeFrames(rings, this.#whole);
    }
    this.isUsable = true;
    this.#start();
  }

  transmit(bytes: Uint8Array, start: number, end: number, offload: PacketOffload): boolean {
    if (!this.isUsable) return false;
    if (end - start > this.#longest) {
      this.oversizedFrames++;
      return true;
    }
    const accepted = transmitFrame(
      this.#rings,
      bytes,
      start,
      end,
      offload.checksumStart,
      offload.checksumOffset,
      offload.segmentSize,
      offload.headerLength,
    );
    if (accepted) {
      this.transmittedFrames++;
      this.transmittedBytes += end - start;
      return true;
    }
    this.transmitFull++;
    this.#waitForRoom();
    return false;
  }

  flush(): void {
    if (this.isUsable) flushTransmit(this.#rings);
  }

  poll(): boolean {
    if (!this.isUsable) return false;
    suppressInterrupts(this.#receiveQueue);
    let count = 0;
    while (count < FRAMES_PER_POLL) {
      const length = receiveFrame(this.#rings);
      if (length === 0) break;
      if (count === 0) this.onBatchStart();
      this.#handUp(length);
      count++;
    }
    flushReceive(this.#rings);
    if (this.#waitsForRoom) this.#offerRoom();
    if (count > 0) this.onBatchEnd();
    if (queueIsBroken(this.#receiveQueue) || queueIsBroken(this.#transmitQueue)) this.#restart();
    return count > 0;
  }

  rest(): boolean {
    if (!this.isUsable) return false;
    if (this.#waitsForRoom && allowInterrupts(this.#transmitQueue, this.#skipped())) return true;
    return allowInterrupts(this.#receiveQueue, 0);
  }

  /** Frames that were malformed or for which there was no room in memory. */
  get droppedFrames(): number {
    return droppedFrames(this.#rings);
  }

  /** Completions with impossible lengths. */
  get deviceFaults(): number {
    return overlongCompletions(this.#receiveQueue) + overlongCompletions(this.#transmitQueue);
  }

  /** Times that the device had to be told of new buffers or frames. */
  get notifications(): number {
    return queueNotifications(this.#receiveQueue) + queueNotifications(this.#transmitQueue);
  }

  #merges(): boolean {
    return hasFeature(this.#device, FEATURE_MERGEABLE);
  }

  /** §5.1.6.3.1: without buffers that merge, large frames would need 64 KiB each. */
  #negotiate(): boolean {
    if (!negotiate(this.#device, this.#wanted)) return false;
    if (this.#wanted === WANTED || this.#merges()) return true;
    this.#wanted = WANTED;
    return negotiate(this.#device, WANTED);
  }

  #readConfiguration(): void {
    const device = this.#device;
    if (hasFeature(device, FEATURE_MAC)) {
      for (let i = 0; i < 6; i++) this.hardwareAddress[i] = readConfiguration8(device, i);
    }
    if (hasFeature(device, FEATURE_MTU)) {
      const mtu = readConfiguration16(device, CONFIGURATION_MTU);
      if (mtu >= SMALLEST_MTU) this.mtu = mtu;
    }
    this.#checks = hasFeature(device, FEATURE_GUEST_CHECKSUM);
    const longest = HEADER_SIZE + FRAME_OVERHEAD + this.mtu;
    if (longest > SLOT_SIZE && !this.#merges()) this.#slotSize = Math.ceil(longest / 64) * 64;
    this.#readStatus();
  }

  #setFeatures(): void {
    const device = this.#device;
    const checksums = hasFeature(device, FEATURE_CHECKSUM);
    const segments = checksums && this.#longest >= LONGEST_FRAME;
    this.features = {
      transmitChecksum: checksums,
      receiveChecksum: this.#checks,
      segmentation4: segments && hasFeature(device, FEATURE_HOST_TSO4),
      segmentation6: segments && hasFeature(device, FEATURE_HOST_TSO6),
    };
  }

  #readStatus(): void {
    if (!hasFeature(this.#device, FEATURE_STATUS)) return;
    const status = readConfiguration16(this.#device, CONFIGURATION_STATUS);
    this.linkIsUp = (status & STATUS_LINK_UP) !== 0;
  }

  #start(): void {
    const rings = this.#rings;
    setReceiveQueue(rings, this.#receiveQueue, this.#receivePool, this.#slotSize, this.#merges());
    setTransmitQueue(rings, this.#transmitQueue, this.#transmitPool);
    startDevice(this.#device);
    flushReceive(rings);
  }

  #handUp(length: number): void {
    this.receivedFrames++;
    this.receivedBytes += length;
    const handler = this.handler;
    if (handler !== undefined) {
      const checked = this.#checks && frameIsChecked(this.#rings);
      const start = frameStart(this.#rings);
      try {
        if (start >= 0) handler.onFrame(this.#receivePool, start, start + length, checked);
        else handler.onFrame(this.#whole, 0, length, checked);
      } catch (error) {
        currentLoop().uncaught(error);
      }
    }
    recycleFrame(this.#rings);
  }

  /** The interrupt that tells of room comes when half of the frames are sent. */
  #skipped(): number {
    return Math.max(chainsInFlight(this.#transmitQueue) - 1, 0) >> 1;
  }

  #waitForRoom(): void {
    if (this.#waitsForRoom) return;
    this.#waitsForRoom = true;
    // What was accepted must leave, or there will never be room. `rest` asks for an interrupt.
    flushTransmit(this.#rings);
    pollUntilIdle(this);
  }

  #offerRoom(): void {
    reclaimTransmitted(this.#rings);
    if (transmitRoom(this.#rings) < queueSize(this.#transmitQueue) >> 1) return;
    this.#waitsForRoom = false;
    suppressInterrupts(this.#transmitQueue);
    this.handler?.onTransmitRoom();
  }

  #changed(): void {
    if (!this.isUsable) return;
    if (needsReset(this.#device)) this.#restart();
    else this.#readStatus();
  }

  /** Frames in the queues are lost, as frames may be. */
  #restart(): void {
    this.resets++;
    const device = this.#device;
    if (
      this.resets > MOST_RESETS ||
      !this.#negotiate() ||
      !activateQueue(device, this.#receiveQueue) ||
      !activateQueue(device, this.#transmitQueue)
    ) {
      this.isUsable = false;
      resetDevice(device);
      giveUpDevice(device);
      return;
    }
    this.#readStatus();
    this.#start();
    if (!this.#waitsForRoom) return;
    this.#waitsForRoom = false;
    this.handler?.onTransmitRoom();
  }
}
