// The sieve of Eratosthenes, on bytes and on an ordinary array.

import { measure } from '../measure.ts';

const LIMIT = 1_000_000;

function countBytes(): number {
  const composite = new Uint8Array(LIMIT);
  let count = 0;
  for (let i = 2; i < LIMIT; i++) {
    if (composite[i] !== 0) continue;
    count++;
    for (let j = i * i; j < LIMIT; j += i) composite[j] = 1;
  }
  return count;
}

function countBooleans(): number {
  const isPrime: boolean[] = [];
  for (let i = 0; i < LIMIT; i++) isPrime.push(i > 1);
  let count = 0;
  for (let i = 2; i < LIMIT; i++) {
    if (!isPrime[i]) continue;
    count++;
    for (let j = i * i; j < LIMIT; j += i) isPrime[j] = false;
  }
  return count;
}

measure(() => countBytes() * 1000 + (countBooleans() % 1000));
