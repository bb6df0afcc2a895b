'use machine';
// Virtio entropy device (virtio 1.2 §5.4): seeds and reseeds the generator of driver/pc/entropy.ts. Layer: driver.
// It never interrupts: `refreshSeed`, called with every request for random bytes, takes what has arrived and asks for more
// once a minute. Only a machine whose processor has no random numbers waits, at the start.

import { fillBytes, pause, reserveBytes, u64 } from '../../machine/intrinsics.ts';
import type { i32, ptr, u32 } from '../../machine/types.ts';
import { platformMonotonicNanos } from '../../interfaces/platform.ts';
import { addEntropy } from '../pc/entropy.ts';
import { takeVirtioDevice } from './find-devices.ts';
import { TYPE_ENTROPY } from './numbers.ts';
import {
  appendBuffer,
  flushQueue,
  queueIsBroken,
  releaseChain,
  submitChain,
  suppressInterrupts,
  takeUsed,
  usedLength,
} from './queue.ts';
import { createQueue, giveUpDevice, negotiate, resetDevice, startDevice } from './transport.ts';

const SEED_SIZE: u32 = 64;
const REFRESH_NANOS: u64 = 60000000000;
const LONGEST_WAIT: u64 = 5000000000;

const seed = reserveBytes(64);
let device: ptr = 0;
/** 0: there is none. */
let queue: ptr = 0;
let isAsked: boolean = false;
let nextRequest: u64 = 0;
/** Seeds that the device has given. */
export let deviceSeeds: u32 = 0;

/** Finds the device and asks it for a seed; after the clock, the memory and the interrupt controllers. */
export function openEntropyDevice(): void {
  device = takeVirtioDevice(TYPE_ENTROPY);
  if (device === 0 || !negotiate(device, 0)) return;
  queue = createQueue(device, 0, 2);
  if (queue === 0) {
    giveUpDevice(device);
    return;
  }
  suppressInterrupts(queue);
  startDevice(device);
  askForSeed();
}

/** Waits for the seed; false when there is none. */
export function waitForSeed(): boolean {
  const before: u32 = deviceSeeds;
  const deadline: u64 = platformMonotonicNanos() + LONGEST_WAIT;
  while (queue !== 0 && deviceSeeds === before && platformMonotonicNanos() < deadline) {
    takeSeed();
    pause();
  }
  return deviceSeeds !== before;
}

/** Without waiting. */
export function refreshSeed(): void {
  if (queue === 0) return;
  if (isAsked) takeSeed();
  else if (platformMonotonicNanos() >= nextRequest) askForSeed();
}

/** The next request for random bytes asks the device: for a machine that was copied. */
export function refreshSeedSoon(): void {
  nextRequest = 0;
}

function askForSeed(): void {
  if (!appendBuffer(queue, seed, SEED_SIZE, true)) return;
  submitChain(queue);
  flushQueue(queue);
  isAsked = true;
}

function takeSeed(): void {
  const head: i32 = takeUsed(queue);
  if (queueIsBroken(queue)) {
    queue = 0;
    resetDevice(device);
    giveUpDevice(device);
  }
  if (head < 0) return;
  const length: u32 = usedLength(queue);
  releaseChain(queue, head);
  isAsked = false;
  nextRequest = platformMonotonicNanos() + REFRESH_NANOS;
  if (length === 0) return;
  addEntropy(seed, u64(length));
  fillBytes(seed, 0, u64(SEED_SIZE));
  deviceSeeds++;
}
