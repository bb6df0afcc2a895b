'use machine';
// Comparison of strings by code units (ECMA-262 §7.2.13 step 3). Layer: runtime. Ropes are flattened, nothing else allocates.

import { compareBytes, load32, ptr, u32, u64, i32 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { CELL_EXTRA, FLAG_INTERNED, STRING_LENGTH } from './layout.ts';
import { isWideString, stringUnits, unitAt } from './string-cells.ts';
import { cellFlags, pointerOf, sameBits } from './value.ts';

/** Two runs of `count` units have the same text. */
export function equalUnits(a: ptr, aWide: boolean, b: ptr, bWide: boolean, count: u32): boolean {
  if (aWide === bWide) return compareBytes(a, b, aWide ? u64(count) * 2 : u64(count)) === 0;
  for (let i: u32 = 0; i < count; i++) {
    if (unitAt(a, aWide, i) !== unitAt(b, bWide, i)) return false;
  }
  return true;
}

/** Both strings have the same text. */
export function stringEquals(a: Value, b: Value): boolean {
  if (sameBits(a, b)) return true;
  const left: ptr = pointerOf(a);
  const right: ptr = pointerOf(b);
  const length: u32 = load32(left + STRING_LENGTH);
  if (length !== load32(right + STRING_LENGTH)) return false;
  if ((cellFlags(left) & cellFlags(right) & FLAG_INTERNED) !== 0) return false;
  const leftHash: u32 = load32(left + CELL_EXTRA);
  const rightHash: u32 = load32(right + CELL_EXTRA);
  if (leftHash !== 0 && rightHash !== 0 && leftHash !== rightHash) return false;
  const leftUnits: ptr = stringUnits(left);
  const rightUnits: ptr = stringUnits(right);
  return equalUnits(leftUnits, isWideString(left), rightUnits, isWideString(right), length);
}

/** < 0, 0 or > 0 in order of code units. */
export function compareStrings(a: Value, b: Value): i32 {
  if (sameBits(a, b)) return 0;
  const left: ptr = pointerOf(a);
  const right: ptr = pointerOf(b);
  const leftLength: u32 = load32(left + STRING_LENGTH);
  const rightLength: u32 = load32(right + STRING_LENGTH);
  const common: u32 = leftLength < rightLength ? leftLength : rightLength;
  const leftUnits: ptr = stringUnits(left);
  const rightUnits: ptr = stringUnits(right);
  const leftWide: boolean = isWideString(left);
  const rightWide: boolean = isWideString(right);
  if (!leftWide && !rightWide) {
    const order: i32 = compareBytes(leftUnits, rightUnits, u64(common));
    if (order !== 0) return order;
  } else {
    for (let i: u32 = 0; i < common; i++) {
      const x: u32 = unitAt(leftUnits, leftWide, i);
      const y: u32 = unitAt(rightUnits, rightWide, i);
      if (x !== y) return x < y ? -1 : 1;
    }
  }
  if (leftLength === rightLength) return 0;
  return leftLength < rightLength ? -1 : 1;
}
