// Merge sort of an array in place: stable, adaptive, with the run detection and galloping of Tim Peters' "timsort"
// (the description that accompanies CPython's list.sort). Layer: ecma.
// The order in which pairs are compared is the one Node shows to a comparator that logs or is inconsistent.

import { invoke, toNumber } from '../../machine/language.ts';

/** Wins in a row after which a merge starts to gallop. */
const INITIAL_MINIMUM_GALLOP = 7;

export class MergeSort {
  /** What is sorted, in place. */
  work: any[];
  /** Called with two elements; undefined compares texts. */
  comparator: any;
  /** The part of a run that a merge moved out of the way. */
  spare: any[] = [];
  runStarts: number[] = [];
  runLengths: number[] = [];
  minimumGallop = INITIAL_MINIMUM_GALLOP;

  constructor(work: any[], comparator: any) {
    this.work = work;
    this.comparator = comparator;
  }

  run(): void {
    let remaining = this.work.length;
    if (remaining < 2) return;
    let low = 0;
    const minimumRun = minimumRunLength(remaining);
    while (remaining > 0) {
      let length = this.countRun(low, low + remaining);
      if (length < minimumRun) {
        const forced = minimumRun < remaining ? minimumRun : remaining;
        this.insertionSort(low, low + length, low + forced);
        length = forced;
      }
      this.runStarts.push(low);
      this.runLengths.push(length);
      this.collapse();
      low += length;
      remaining -= length;
    }
    this.collapseAll();
  }

  /** Negative when `a` sorts before `b`. */
  compare(a: any, b: any): number {
    if (this.comparator === undefined) return a < b ? -1 : a > b ? 1 : 0;
    const order = invoke(this.comparator, undefined, a, b);
    return typeof order === 'number' ? order : toNumber(order);
  }

  /** Length of the run at `low`; a strictly descending one is turned round. */
  countRun(low: number, high: number): number {
    const work = this.work;
    if (low + 1 === high) return 1;
    let length = 2;
    let previous = work[low + 1];
    const descending = this.compare(previous, work[low]) < 0;
    for (let k = low + 2; k < high; k++) {
      const current = work[k];
      const order = this.compare(current, previous);
      if (descending ? order >= 0 : order < 0) break;
      // A comparison that is not a number ends neither kind of run.
      previous = current;
      length++;
    }
    if (descending) reverseRange(work, low, low + length);
    return length;
  }

  /** Sorts from `low` up to `high`, of which the part before `start` is sorted. */
  insertionSort(low: number, start: number, high: number): void {
    const work = this.work;
    for (let k = start === low ? start + 1 : start; k < high; k++) {
      const pivot = work[k];
      let left = low;
      let right = k;
      while (left < right) {
        const middle = left + ((right - left) >> 1);
        if (this.compare(pivot, work[middle]) < 0) right = middle;
        else left = middle + 1;
      }
      for (let p = k; p > left; p--) work[p] = work[p - 1];
      work[left] = pivot;
    }
  }

  /** Merges until the lengths of the pending runs fall fast enough. */
  collapse(): void {
    const lengths = this.runLengths;
    while (lengths.length > 1) {
      let n = lengths.length - 2;
      if (this.isOutOfBalance(n + 1) || this.isOutOfBalance(n)) {
        if (lengths[n - 1]! < lengths[n + 1]!) n--;
        this.mergeAt(n);
      } else if (lengths[n]! <= lengths[n + 1]!) {
        this.mergeAt(n);
      } else {
        break;
      }
    }
  }

  isOutOfBalance(n: number): boolean {
    if (n < 2) return false;
    const lengths = this.runLengths;
    return lengths[n - 2]! <= lengths[n - 1]! + lengths[n]!;
  }

  collapseAll(): void {
    const lengths = this.runLengths;
    while (lengths.length > 1) {
      let n = lengths.length - 2;
      if (n > 0 && lengths[n - 1]! < lengths[n + 1]!) n--;
      this.mergeAt(n);
    }
  }

  /** Merges the pending runs `n` and `n + 1`. */
  mergeAt(n: number): void {
    const work = this.work;
    let startA = this.runStarts[n]!;
    let lengthA = this.runLengths[n]!;
    const startB = this.runStarts[n + 1]!;
    let lengthB = this.runLengths[n + 1]!;
    this.runLengths[n] = lengthA + lengthB;
    if (n === this.runLengths.length - 3) {
      this.runStarts[n + 1] = this.runStarts[n + 2]!;
      this.runLengths[n + 1] = this.runLengths[n + 2]!;
    }
    this.runStarts.pop();
    this.runLengths.pop();
    // What of A is already below B, and what of B already above A, stays where it is.
    const below = this.gallopRight(work, work[startB], startA, lengthA, 0);
    startA += below;
    lengthA -= below;
    if (lengthA === 0) return;
    lengthB = this.gallopLeft(work, work[startA + lengthA - 1], startB, lengthB, lengthB - 1);
    if (lengthB === 0) return;
    if (lengthA <= lengthB) this.mergeLow(startA, lengthA, startB, lengthB);
    else this.mergeHigh(startA, lengthA, startB, lengthB);
  }

  /** How many of the sorted `length` elements at `base` are below `key`; the search starts at `hint`. */
  gallopLeft(array: any[], key: any, base: number, length: number, hint: number): number {
    let last = 0;
    let offset = 1;
    if (this.compare(array[base + hint], key) < 0) {
      const limit = length - hint;
      while (offset < limit) {
        if (this.compare(array[base + hint + offset], key) >= 0) break;
        last = offset;
        offset = offset * 2 + 1;
      }
      if (offset > limit) offset = limit;
      last += hint;
      offset += hint;
    } else {
      const limit = hint + 1;
      while (offset < limit) {
        if (this.compare(array[base + hint - offset], key) < 0) break;
        last = offset;
        offset = offset * 2 + 1;
      }
      if (offset > limit) offset = limit;
      const nearer = last;
      last = hint - offset;
      offset = hint - nearer;
    }
    last++;
    while (last < offset) {
      const middle = last + ((offset - last) >> 1);
      if (this.compare(array[base + middle], key) < 0) last = middle + 1;
      else offset = middle;
    }
    return offset;
  }

  /** How many of the sorted `length` elements at `base` are not above `key`; the search starts at `hint`. */
  gallopRight(array: any[], key: any, base: number, length: number, hint: number): number {
    let last = 0;
    let offset = 1;
    if (this.compare(key, array[base + hint]) < 0) {
      const limit = hint + 1;
      while (offset < limit) {
        if (this.compare(key, array[base + hint - offset]) >= 0) break;
        last = offset;
        offset = offset * 2 + 1;
      }
      if (offset > limit) offset = limit;
      const nearer = last;
      last = hint - offset;
      offset = hint - nearer;
    } else {
      const limit = length - hint;
      while (offset < limit) {
        if (this.compare(key, array[base + hint + offset]) < 0) break;
        last = offset;
        offset = offset * 2 + 1;
      }
      if (offset > limit) offset = limit;
      last += hint;
      offset += hint;
    }
    last++;
    while (last < offset) {
      const middle = last + ((offset - last) >> 1);
      if (this.compare(key, array[base + middle]) < 0) offset = middle;
      else last = middle + 1;
    }
    return offset;
  }

  /** Merges two adjacent runs from the left; A is the shorter, and the first of B goes first. */
  mergeLow(startA: number, countA: number, startB: number, countB: number): void {
    const work = this.work;
    const spare = this.spare;
    let lengthA = countA;
    let lengthB = countB;
    for (let k = 0; k < lengthA; k++) spare[k] = work[startA + k];
    let to = startA;
    let a = 0;
    let b = startB;
    work[to++] = work[b++];
    lengthB--;
    let minimum = this.minimumGallop;
    merging: while (lengthB > 0 && lengthA > 1) {
      let winsA = 0;
      let winsB = 0;
      while (true) {
        if (this.compare(work[b], spare[a]) < 0) {
          work[to++] = work[b++];
          winsB++;
          lengthB--;
          winsA = 0;
          if (lengthB === 0) break merging;
          if (winsB >= minimum) break;
        } else {
          work[to++] = spare[a++];
          winsA++;
          lengthA--;
          winsB = 0;
          if (lengthA === 1) break merging;
          if (winsA >= minimum) break;
        }
      }
      minimum++;
      let first = true;
      while (winsA >= INITIAL_MINIMUM_GALLOP || winsB >= INITIAL_MINIMUM_GALLOP || first) {
        first = false;
        minimum = minimum > 2 ? minimum - 1 : 1;
        this.minimumGallop = minimum;
        winsA = this.gallopRight(spare, work[b], a, lengthA, 0);
        if (winsA > 0) {
          for (let k = 0; k < winsA; k++) work[to + k] = spare[a + k];
          to += winsA;
          a += winsA;
          lengthA -= winsA;
          if (lengthA <= 1) break merging;
        }
        work[to++] = work[b++];
        lengthB--;
        if (lengthB === 0) break merging;
        winsB = this.gallopLeft(work, spare[a], b, lengthB, 0);
        if (winsB > 0) {
          for (let k = 0; k < winsB; k++) work[to + k] = work[b + k];
          to += winsB;
          b += winsB;
          lengthB -= winsB;
          if (lengthB === 0) break merging;
        }
        work[to++] = spare[a++];
        lengthA--;
        if (lengthA === 1) break merging;
      }
      minimum++;
      this.minimumGallop = minimum;
    }
    if (lengthA === 1 && lengthB > 0) {
      // The last of A goes behind what is left of B.
      for (let k = 0; k < lengthB; k++) work[to + k] = work[b + k];
      work[to + lengthB] = spare[a];
    } else {
      for (let k = 0; k < lengthA; k++) work[to + k] = spare[a + k];
    }
  }

  /** Merges two adjacent runs from the right; B is the shorter, and the last of A goes last. */
  mergeHigh(startA: number, countA: number, startB: number, countB: number): void {
    const work = this.work;
    const spare = this.spare;
    let lengthA = countA;
    let lengthB = countB;
    for (let k = 0; k < lengthB; k++) spare[k] = work[startB + k];
    let to = startB + lengthB - 1;
    let b = lengthB - 1;
    let a = startA + lengthA - 1;
    work[to--] = work[a--];
    lengthA--;
    let minimum = this.minimumGallop;
    merging: while (lengthA > 0 && lengthB > 1) {
      let winsA = 0;
      let winsB = 0;
      while (true) {
        if (this.compare(spare[b], work[a]) < 0) {
          work[to--] = work[a--];
          winsA++;
          lengthA--;
          winsB = 0;
          if (lengthA === 0) break merging;
          if (winsA >= minimum) break;
        } else {
          work[to--] = spare[b--];
          winsB++;
          lengthB--;
          winsA = 0;
          if (lengthB === 1) break merging;
          if (winsB >= minimum) break;
        }
      }
      minimum++;
      let first = true;
      while (winsA >= INITIAL_MINIMUM_GALLOP || winsB >= INITIAL_MINIMUM_GALLOP || first) {
        first = false;
        minimum = minimum > 2 ? minimum - 1 : 1;
        this.minimumGallop = minimum;
        winsA = lengthA - this.gallopRight(work, spare[b], startA, lengthA, lengthA - 1);
        if (winsA > 0) {
          to -= winsA;
          a -= winsA;
          for (let k = winsA; k > 0; k--) work[to + k] = work[a + k];
          lengthA -= winsA;
          if (lengthA === 0) break merging;
        }
        work[to--] = spare[b--];
        lengthB--;
        if (lengthB === 1) break merging;
        winsB = lengthB - this.gallopLeft(spare, work[a], 0, lengthB, lengthB - 1);
        if (winsB > 0) {
          to -= winsB;
          b -= winsB;
          for (let k = winsB; k > 0; k--) work[to + k] = spare[b + k];
          lengthB -= winsB;
          if (lengthB <= 1) break merging;
        }
        work[to--] = work[a--];
        lengthA--;
        if (lengthA === 0) break merging;
      }
      minimum++;
      this.minimumGallop = minimum;
    }
    if (lengthB === 1 && lengthA > 0) {
      // The first of B goes before what is left of A.
      to -= lengthA;
      a -= lengthA;
      for (let k = lengthA; k > 0; k--) work[to + k] = work[a + k];
      work[to] = spare[b];
    } else {
      for (let k = 0; k < lengthB; k++) work[to - lengthB + 1 + k] = spare[k];
    }
  }
}

/** Runs are made at least this long, so that their number is a power of two or a little less. */
function minimumRunLength(length: number): number {
  let n = length;
  let odd = 0;
  while (n >= 64) {
    odd |= n & 1;
    n >>= 1;
  }
  return n + odd;
}

function reverseRange(array: any[], from: number, to: number): void {
  let low = from;
  let high = to - 1;
  while (low < high) {
    const moved = array[low];
    array[low++] = array[high];
    array[high--] = moved;
  }
}
