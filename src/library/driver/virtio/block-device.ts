// Virtio disk (virtio 1.2 §5.2) as a BlockDevice. Layer: driver.
// One queue; data goes between the disk and the caller's arrays without a copy. A device that does the impossible is reset:
// what was under way fails, and after too many resets everything does. `createBlockDevice` is what a system module calls.

import type { BlockDevice, BlockError } from '../../interfaces/block-device.ts';
import { currentLoop } from '../../interfaces/timer.ts';
import { pollUntilIdle, type PolledDevice } from '../pc/interrupt-handlers.ts';
import {
  blockStatus,
  createBlockSlots,
  submitBlockRequest,
  takeBlockRequest,
} from './block-rings.ts';
import { attachInterrupts } from './device-interrupts.ts';
import { hasFeature } from './device-record.ts';
import {
  allowInterrupts,
  flushQueue,
  queueIsBroken,
  queueSize,
  suppressInterrupts,
} from './queue.ts';
import {
  activateQueue,
  configurationGeneration,
  createQueue,
  giveUpDevice,
  needsReset,
  negotiate,
  readConfiguration32,
  resetDevice,
  startDevice,
} from './transport.ts';

const FEATURE_SIZE_MAXIMUM = 2;
const FEATURE_READ_ONLY = 0x20;
const FEATURE_FLUSH = 0x200;
const WANTED = FEATURE_SIZE_MAXIMUM | FEATURE_READ_ONLY | FEATURE_FLUSH;

const CONFIGURATION_CAPACITY = 0;
const CONFIGURATION_SIZE_MAXIMUM = 8;

const TYPE_READ = 0;
const TYPE_WRITE = 1;
const TYPE_FLUSH = 4;
const STATUS_DONE = 0;
const STATUS_UNSUPPORTED = 2;

/** Of the addresses and of the capacity, whatever the disk's own sectors are (§5.2.4). */
const SECTOR_SIZE = 512;
const LONGEST_TRANSFER = 0x400000;
const QUEUE_SIZE = 128;
const MOST_RESETS = 16;
const NO_BYTES = new Uint8Array(0);

interface Request {
  /** Keeps the array alive while the device has it. */
  readonly bytes: Uint8Array;
  readonly done: (error: BlockError | null) => void;
}

/** Takes over `device` (of type TYPE_BLOCK); null when it cannot be used. */
export function createBlockDevice(device: number): VirtioBlockDevice | null {
  const result = new VirtioBlockDevice(device);
  return result.isUsable ? result : null;
}

export class VirtioBlockDevice implements BlockDevice, PolledDevice {
  readonly sectorSize = SECTOR_SIZE;
  sectorCount = 0;
  isReadOnly = false;
  maximumTransfer = LONGEST_TRANSFER;
  onRoom: () => void = () => {};
  isUsable = false;
  completedRequests = 0;
  failedRequests = 0;
  resets = 0;
  readonly #device: number;
  #queue = 0;
  #slots = 0;
  #flushes = false;
  #waitsForRoom = false;
  #underWay = 0;
  /** By number. */
  readonly #requests: (Request | undefined)[] = [];

  constructor(device: number) {
    this.#device = device;
    if (!attachInterrupts(device, this, () => this.#changed())) return;
    if (!negotiate(device, WANTED)) return;
    this.#queue = createQueue(device, 0, QUEUE_SIZE);
    if (this.#queue !== 0) this.#slots = createBlockSlots(this.#queue);
    if (this.#slots === 0 || queueSize(this.#queue) < 4) {
      giveUpDevice(device);
      return;
    }
    for (let i = queueSize(this.#queue); i > 0; i--) this.#requests.push(undefined);
    this.isReadOnly = hasFeature(device, FEATURE_READ_ONLY);
    this.#flushes = hasFeature(device, FEATURE_FLUSH);
    this.#readConfiguration();
    this.isUsable = true;
    suppressInterrupts(this.#queue);
    startDevice(device);
  }

  read(sector: number, bytes: Uint8Array, done: (error: BlockError | null) => void): boolean {
    this.#check(sector, bytes);
    return this.#submit(TYPE_READ, sector, bytes, done);
  }

  write(sector: number, bytes: Uint8Array, done: (error: BlockError | null) => void): boolean {
    this.#check(sector, bytes);
    return this.#submit(TYPE_WRITE, sector, bytes, done);
  }

  /** §5.2.6.2: a device without the feature writes through. */
  flush(done: (error: BlockError | null) => void): boolean {
    if (this.#flushes) return this.#submit(TYPE_FLUSH, 0, NO_BYTES, done);
    currentLoop().addImmediate(() => done(null));
    return true;
  }

  poll(): boolean {
    if (!this.isUsable) return false;
    suppressInterrupts(this.#queue);
    flushQueue(this.#queue);
    let count = 0;
    for (;;) {
      const number = takeBlockRequest(this.#queue);
      if (number < 0) break;
      this.#finish(number, statusError(blockStatus(this.#slots, number)));
      count++;
    }
    if (queueIsBroken(this.#queue)) this.#restart();
    if (count > 0) this.#offerRoom();
    return count > 0;
  }

  rest(): boolean {
    return this.isUsable && this.#underWay > 0 && allowInterrupts(this.#queue, 0);
  }

  #check(sector: number, bytes: Uint8Array): void {
    const count = bytes.length / SECTOR_SIZE;
    if (bytes.length > this.maximumTransfer || count % 1 !== 0 || count === 0)
      throw new RangeError(`The length of a disk request is invalid: ${bytes.length}`);
    if (!(sector >= 0 && sector % 1 === 0 && sector + count <= this.sectorCount))
      throw new RangeError(`The sector of a disk request is outside of the disk: ${sector}`);
  }

  #submit(
    type: number,
    sector: number,
    bytes: Uint8Array,
    done: (error: BlockError | null) => void,
  ): boolean {
    if (!this.isUsable) {
      currentLoop().addImmediate(() => done('reset'));
      return true;
    }
    const number = submitBlockRequest(
      this.#queue,
      this.#slots,
      type,
      sector % 0x100000000,
      Math.floor(sector / 0x100000000),
      bytes,
      bytes.length,
      type === TYPE_READ,
    );
    if (number < 0) {
      this.#waitsForRoom = true;
      return false;
    }
    this.#requests[number] = { bytes, done };
    this.#underWay++;
    currentLoop().addPending();
    // The next poll tells the device of all requests of this turn at once, and `rest` asks for the interrupt.
    pollUntilIdle(this);
    return true;
  }

  #finish(number: number, error: BlockError | null): void {
    const request = this.#requests[number];
    this.#requests[number] = undefined;
    if (request !== undefined) this.#answer(request, error);
  }

  #answer(request: Request, error: BlockError | null): void {
    this.#underWay--;
    if (error === null) this.completedRequests++;
    else this.failedRequests++;
    const loop = currentLoop();
    loop.removePending();
    try {
      request.done(error);
    } catch (thrown) {
      loop.uncaught(thrown);
    }
    loop.afterCallback();
  }

  #offerRoom(): void {
    if (!this.#waitsForRoom) return;
    this.#waitsForRoom = false;
    this.onRoom();
    currentLoop().afterCallback();
  }

  #changed(): void {
    if (!this.isUsable) return;
    if (needsReset(this.#device)) this.#restart();
    else this.#readConfiguration();
  }

  /** The capacity may change while it is read (§2.5.1). */
  #readConfiguration(): void {
    const device = this.#device;
    for (let attempt = 0; attempt < 8; attempt++) {
      const generation = configurationGeneration(device);
      const low = readConfiguration32(device, CONFIGURATION_CAPACITY);
      const high = readConfiguration32(device, CONFIGURATION_CAPACITY + 4);
      this.sectorCount = Math.min(high * 0x100000000 + low, Number.MAX_SAFE_INTEGER);
      if (configurationGeneration(device) === generation) break;
    }
    if (!hasFeature(device, FEATURE_SIZE_MAXIMUM)) return;
    const longest = readConfiguration32(device, CONFIGURATION_SIZE_MAXIMUM);
    const whole = longest - (longest % SECTOR_SIZE);
    if (whole > 0) this.maximumTransfer = Math.min(whole, LONGEST_TRANSFER);
  }

  /** After the reset the device touches no array any more. */
  #restart(): void {
    this.resets++;
    const device = this.#device;
    const isReset = resetDevice(device);
    if (
      this.resets > MOST_RESETS ||
      !isReset ||
      !negotiate(device, WANTED) ||
      !activateQueue(device, this.#queue)
    ) {
      this.isUsable = false;
      giveUpDevice(device);
    } else {
      suppressInterrupts(this.#queue);
      startDevice(device);
    }
    const lost = this.#requests.filter((request) => request !== undefined);
    this.#requests.fill(undefined);
    for (let i = 0; i < lost.length; i++) this.#answer(lost[i] as Request, 'reset');
    this.#offerRoom();
  }
}

function statusError(status: number): BlockError | null {
  if (status === STATUS_DONE) return null;
  return status === STATUS_UNSUPPORTED ? 'unsupported' : 'failed';
}
