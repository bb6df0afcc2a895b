'use machine';
// Entropy: a ChaCha20 generator whose key is replaced with every request, seeded by the processor. Layer: driver.
// Without a seed the image does not start. Drivers of random devices add theirs with `addEntropy`. RFC 8439 §2.3; the
// construction is Bernstein's fast key erasure.

import {
  asciiText,
  copyBytes,
  fillBytes,
  load32,
  load64,
  reserveBytes,
  store32,
  store64,
  u64,
} from '../../machine/intrinsics.ts';
import type { ptr, u32 } from '../../machine/types.ts';
import {
  FEATURE_RDRAND,
  FEATURE_RDSEED,
  processorEbx,
  processorEcx,
  randomFromProcessor,
  readOrderedTimestamp,
  seedFromProcessor,
} from '../../machine/x86_64/processor.ts';
import { openEntropyDevice, refreshSeed, waitForSeed } from '../virtio/entropy-device.ts';
import { endWithWords } from './power.ts';

const KEY_SIZE: u64 = 32;
const BLOCK_SIZE: u64 = 64;
const SEED_WORDS: u32 = 16;
/** Intel: RDRAND fails ten times in a row only when it is broken; RDSEED may be busy longer. */
const ATTEMPTS: u32 = 1000;

const key = reserveBytes(32);
const state = reserveBytes(64);
const block = reserveBytes(64);
const word = reserveBytes(8);
let isSeeded: boolean = false;
let seedWords: u32 = 0;

/** Seeds from the processor, and from a random device where there is one. */
export function startEntropy(): void {
  seedFromInstructions();
  openEntropyDevice();
  if (!isSeeded) waitForSeed();
}

function seedFromInstructions(): void {
  const hasSeed: boolean = (processorEbx(7) & FEATURE_RDSEED) !== 0;
  const hasRandom: boolean = (processorEcx(1) & FEATURE_RDRAND) !== 0;
  if (!hasSeed && !hasRandom) return;
  let last: u64 = 0;
  let same: u32 = 0;
  for (let i: u32 = 0; i < SEED_WORDS; i++) {
    let stored: u32 = 0;
    for (let attempt: u32 = 0; attempt < ATTEMPTS && stored === 0; attempt++) {
      stored = hasSeed ? seedFromProcessor(word) : randomFromProcessor(word);
    }
    if (stored === 0 && hasRandom) stored = randomFromProcessor(word);
    if (stored === 0) return;
    const value: u64 = load64(word);
    // Processors are known that say the same for ever.
    if (value === last || value === 0 || value === 0xffffffffffffffff) same++;
    last = value;
    mixWord(value);
  }
  fillBytes(word, 0, 8);
  if (same > 1) endWithWords(asciiText("the processor's random numbers are broken"));
  mixWord(readOrderedTimestamp());
  isSeeded = true;
}

/** For drivers of random devices: 32 bytes or more count as a seed. */
export function addEntropy(bytes: ptr, count: u64): void {
  for (let at: u64 = 0; at + 8 <= count; at += 8) mixWord(load64(bytes + at));
  if (count >= KEY_SIZE) isSeeded = true;
}

/** After four words the key is a function of its old self and of them. */
function mixWord(value: u64): void {
  const at: ptr = key + u64(seedWords & 3) * 8;
  store64(at, load64(at) ^ value);
  seedWords++;
  if ((seedWords & 3) === 0) replaceKey(0);
}

export function platformEntropy(bytes: ptr, count: u64): void {
  refreshSeed();
  if (!isSeeded)
    endWithWords(
      asciiText(
        'no source of random numbers (give QEMU -cpu max, -cpu host or a virtio-rng device)',
      ),
    );
  let left: u64 = count;
  let to: ptr = bytes;
  // Half a block is the next key, so that what was given out cannot be computed again.
  replaceKey(1);
  let counter: u32 = 0;
  const rest: u64 = left < BLOCK_SIZE - KEY_SIZE ? left : BLOCK_SIZE - KEY_SIZE;
  copyBytes(to, block + KEY_SIZE, rest);
  to += rest;
  left -= rest;
  if (left !== 0) {
    copyBytes(streamKey, key, KEY_SIZE);
    replaceKey(2);
    while (left !== 0) {
      makeBlock(streamKey, counter);
      counter++;
      const part: u64 = left < BLOCK_SIZE ? left : BLOCK_SIZE;
      copyBytes(to, block, part);
      to += part;
      left -= part;
    }
    fillBytes(streamKey, 0, KEY_SIZE);
  }
  fillBytes(block, 0, BLOCK_SIZE);
  fillBytes(state, 0, BLOCK_SIZE);
}

/** A key of its own for a long answer. */
const streamKey = reserveBytes(32);

/** `use` keeps the blocks of different purposes apart. Leaves the second half of the block for the caller. */
function replaceKey(use: u32): void {
  makeBlock(key, 0xffffff00 | use);
  copyBytes(key, block, KEY_SIZE);
  fillBytes(block, 0, KEY_SIZE);
}

/** One ChaCha20 block with nonce 0: the key is never used for two streams. */
function makeBlock(from: ptr, counter: u32): void {
  store32(state, 0x61707865);
  store32(state + 4, 0x3320646e);
  store32(state + 8, 0x79622d32);
  store32(state + 12, 0x6b206574);
  copyBytes(state + 16, from, KEY_SIZE);
  store32(state + 48, counter);
  fillBytes(state + 52, 0, 12);
  copyBytes(block, state, BLOCK_SIZE);
  for (let round: u32 = 0; round < 10; round++) {
    quarterRound(0, 4, 8, 12);
    quarterRound(1, 5, 9, 13);
    quarterRound(2, 6, 10, 14);
    quarterRound(3, 7, 11, 15);
    quarterRound(0, 5, 10, 15);
    quarterRound(1, 6, 11, 12);
    quarterRound(2, 7, 8, 13);
    quarterRound(3, 4, 9, 14);
  }
  for (let i: u64 = 0; i < BLOCK_SIZE; i += 4) {
    store32(block + i, load32(block + i) + load32(state + i));
  }
}

function quarterRound(a: u64, b: u64, c: u64, d: u64): void {
  addAndRotate(a, b, d, 16);
  addAndRotate(c, d, b, 12);
  addAndRotate(a, b, d, 8);
  addAndRotate(c, d, b, 7);
}

/** a += b; d ^= a; d <<<= count, on words of the block. */
function addAndRotate(a: u64, b: u64, d: u64, count: u32): void {
  const sum: u32 = load32(block + a * 4) + load32(block + b * 4);
  store32(block + a * 4, sum);
  const mixed: u32 = load32(block + d * 4) ^ sum;
  store32(block + d * 4, (mixed << count) | (mixed >> (32 - count)));
}
