// Fannkuch: the most reversals that any permutation needs until its first element is 0. Small arrays of integers.

import { measure } from '../measure.ts';

function fannkuch(size: number): string {
  const permutation = Array.from({ length: size }, (_, i) => i);
  const work = permutation.slice();
  const count = Array.from({ length: size }, () => 0);
  let most = 0;
  let checksum = 0;
  let sign = 1;
  for (;;) {
    if (permutation[0] !== 0) {
      for (let i = 0; i < size; i++) work[i] = permutation[i]!;
      let flips = 0;
      for (let first = work[0]!; first !== 0; first = work[0]!) {
        for (let low = 0, high = first; low < high; low++, high--) {
          const kept = work[low]!;
          work[low] = work[high]!;
          work[high] = kept;
        }
        flips++;
      }
      if (flips > most) most = flips;
      checksum += sign * flips;
    }
    if (sign === 1) {
      const kept = permutation[0]!;
      permutation[0] = permutation[1]!;
      permutation[1] = kept;
      sign = -1;
      continue;
    }
    const kept = permutation[1]!;
    permutation[1] = permutation[2]!;
    permutation[2] = kept;
    sign = 1;
    let at = 2;
    for (; ; at++) {
      if (at === size) return `${checksum} ${most}`;
      if (count[at]! < at) break;
      count[at] = 0;
      if (at === size - 1) return `${checksum} ${most}`;
      const first = permutation[0]!;
      for (let i = 0; i <= at; i++) permutation[i] = permutation[i + 1]!;
      permutation[at + 1] = first;
    }
    count[at]!++;
  }
}

measure(() => fannkuch(9));
