// Character sets: sorted, disjoint code point ranges as one flat array [from, to, from, to ...], both inclusive. Layer: ecma.
// Sets are values: every operation returns a new array. Used while a pattern is compiled, never while it is matched.

import {
  caseRangeFrom,
  caseRangeStep,
  caseRangeTo,
  caseRanges,
  canonicalPoint,
} from '../../runtime/string-case.ts';

export type CharacterSet = number[];

export const LAST_CODE_POINT = 0x10ffff;

export function singleCharacter(point: number): CharacterSet {
  return [point, point];
}

/** \d */
export function digitSet(): CharacterSet {
  return [0x30, 0x39];
}

/** \s: WhiteSpace and LineTerminator (ECMA-262 §22.2.2.9). */
export function spaceSet(): CharacterSet {
  return [
    9, 13, 32, 32, 0xa0, 0xa0, 0x1680, 0x1680, 0x2000, 0x200a, 0x2028, 0x2029, 0x202f, 0x202f,
    0x205f, 0x205f, 0x3000, 0x3000, 0xfeff, 0xfeff,
  ];
}

/** \w; with the flags i and u, also the two characters that fold into it (WordCharacters). */
export function wordSet(foldUnicode: boolean): CharacterSet {
  const set = [0x30, 0x39, 0x41, 0x5a, 0x5f, 0x5f, 0x61, 0x7a];
  if (foldUnicode) set.push(0x17f, 0x17f, 0x212a, 0x212a);
  return set;
}

/** Everything but line terminators: the dot without the flag s. */
export function dotSet(): CharacterSet {
  return [0, 9, 11, 12, 14, 0x2027, 0x202a, LAST_CODE_POINT];
}

export function fullSet(): CharacterSet {
  return [0, LAST_CODE_POINT];
}

/** Sorts and merges ranges that were collected in any order. */
export function normalizeSet(ranges: number[]): CharacterSet {
  const count = ranges.length >> 1;
  let sorted = true;
  for (let i = 1; i < count; i++) {
    if (ranges[2 * i]! <= ranges[2 * i - 1]! + 1) {
      sorted = false;
      break;
    }
  }
  if (sorted) return ranges;
  const pairs: number[] = sortPairs(ranges);
  const result: CharacterSet = [];
  let used = 0;
  for (let i = 0; i < pairs.length; i += 2) {
    const from = pairs[i]!;
    const to = pairs[i + 1]!;
    if (used > 0 && from <= result[used - 1]! + 1) {
      if (to > result[used - 1]!) result[used - 1] = to;
    } else {
      result.push(from, to);
      used += 2;
    }
  }
  return result;
}

/** Merge sort of [from, to] pairs by `from`, without a comparison callback. */
function sortPairs(ranges: number[]): number[] {
  let source = ranges;
  const length = ranges.length;
  for (let width = 2; width < length; width *= 2) {
    const target: number[] = [];
    for (let start = 0; start < length; start += 2 * width) {
      const middle = start + width < length ? start + width : length;
      const end = start + 2 * width < length ? start + 2 * width : length;
      let a = start;
      let b = middle;
      while (a < middle || b < end) {
        if (b >= end || (a < middle && source[a]! <= source[b]!)) {
          target.push(source[a]!, source[a + 1]!);
          a += 2;
        } else {
          target.push(source[b]!, source[b + 1]!);
          b += 2;
        }
      }
    }
    source = target;
  }
  return source;
}

export function unionSets(a: CharacterSet, b: CharacterSet): CharacterSet {
  const ranges: number[] = [];
  for (let i = 0; i < a.length; i++) ranges.push(a[i]!);
  for (let i = 0; i < b.length; i++) ranges.push(b[i]!);
  return normalizeSet(ranges);
}

export function invertSet(set: CharacterSet): CharacterSet {
  const result: CharacterSet = [];
  let next = 0;
  for (let i = 0; i < set.length; i += 2) {
    if (set[i]! > next) result.push(next, set[i]! - 1);
    next = set[i + 1]! + 1;
  }
  if (next <= LAST_CODE_POINT) result.push(next, LAST_CODE_POINT);
  return result;
}

export function intersectSets(a: CharacterSet, b: CharacterSet): CharacterSet {
  const result: CharacterSet = [];
  let i = 0;
  let j = 0;
  while (i < a.length && j < b.length) {
    const from = a[i]! > b[j]! ? a[i]! : b[j]!;
    const to = a[i + 1]! < b[j + 1]! ? a[i + 1]! : b[j + 1]!;
    if (from <= to) result.push(from, to);
    if (a[i + 1]! < b[j + 1]!) i += 2;
    else j += 2;
  }
  return result;
}

export function subtractSets(a: CharacterSet, b: CharacterSet): CharacterSet {
  return intersectSets(a, invertSet(b));
}

export function setContains(set: CharacterSet, point: number): boolean {
  for (let i = 0; i < set.length; i += 2) {
    if (point <= set[i + 1]!) return point >= set[i]!;
  }
  return false;
}

/** The upper case table (0) decides without the flag u, the folding table (2) with it. */
const UPPER = 0;
const FOLD = 2;

/** Adds every character that matches a member under the flag i. */
export function closeOverCase(set: CharacterSet, unicode: boolean): CharacterSet {
  const table = unicode ? FOLD : UPPER;
  const count = caseRanges(table);
  // First the canonical forms of the members, then everything with one of those canonical forms.
  const canonical: number[] = set.slice();
  for (let i = 0; i < count; i++) {
    const step = caseRangeStep(table, i);
    const end = caseRangeTo(table, i);
    for (let point = caseRangeFrom(table, i); point <= end; point += step) {
      if (!setContains(set, point)) continue;
      const image = canonicalPoint(point, unicode);
      if (image !== point) canonical.push(image, image);
    }
  }
  const images = normalizeSet(canonical);
  const all: number[] = images.slice();
  for (let i = 0; i < count; i++) {
    const step = caseRangeStep(table, i);
    const end = caseRangeTo(table, i);
    for (let point = caseRangeFrom(table, i); point <= end; point += step) {
      const image = canonicalPoint(point, unicode);
      if (image !== point && setContains(images, image)) all.push(point, point);
    }
  }
  return normalizeSet(all);
}
