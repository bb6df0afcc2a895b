'use machine';
// Matcher of compiled regular expressions: a backtracking interpreter on raw string data. Layer: runtime.
// No recursion: choices live on an explicit stack that grows up to MAX_STACK bytes; beyond that a match ends with
// MATCH_OVERFLOW. An entry has three words: a choice (word index, position), a choice of a greedy run (top bit 30, word index,
// position, least position) or an undo record (top bit 31, register, old value). Registers: two per group, then the program's.

import {
  copyBytes,
  load32,
  ptr,
  reserveBytes,
  store32,
  i32,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { allocateCell } from './heap.ts';
import { KIND_BYTES } from './layout.ts';
import {
  OP_ADVANCED,
  OP_ADVANCED_AFTER,
  OP_ANY,
  OP_BACK_POINT,
  OP_BACK_UNIT,
  OP_BOUNDARY,
  OP_CHAR,
  OP_CHAR_EITHER,
  OP_CLEAR,
  OP_COUNT,
  OP_DOT,
  OP_END,
  OP_FORK,
  OP_FORK_JUMP,
  OP_GREEDY,
  OP_JUMP,
  OP_LINE_END,
  OP_LINE_START,
  OP_LOOK,
  OP_LOOK_END,
  OP_LOOP,
  OP_MATCH,
  OP_NOT_LOOK,
  OP_NOT_LOOK_END,
  OP_REFERENCE,
  OP_SAVE,
  OP_SET,
  OP_SET_POINT,
  OP_START,
  OP_STRING,
  OP_ZERO,
  PROGRAM_CODE,
  PROGRAM_FILTER,
  PROGRAM_FILTER_BITMAP,
  PROGRAM_FILTER_UNIT,
  PROGRAM_FILTER_WIDE,
  PROGRAM_FLAGS,
  PROGRAM_REGISTERS,
} from './regexp-opcodes.ts';
import { lengthOfString, pointOf, unitOf } from './string-access.ts';
import { isWideString, stringUnits } from './string-cells.ts';
import { canonicalPoint } from './string-case.ts';
import { internalValue, pointerOf, undefinedValue } from './value.ts';

export const MATCH_FAILED: i32 = 0;
export const MATCH_FOUND: i32 = 1;
/** The choices take more than MAX_STACK bytes. */
export const MATCH_OVERFLOW: i32 = 2;

const MAX_STACK: u64 = 67108864;
const FIRST_STACK: u64 = 65536;
const ENTRY: u64 = 12;
const UNSET: u32 = 0xffffffff;
const UNDO: u32 = 0x80000000;
const GREEDY: u32 = 0x40000000;
const INDEX_MASK: u32 = 0x3fffffff;
const STATIC_REGISTERS: u32 = 256;

const firstStack: ptr = reserveBytes(65536);
const staticRegisters: ptr = reserveBytes(1024);
/** The current stack: firstStack, or the inside of the cell `grownStack`. */
let stackBase: ptr = 0;
let stackEnd: ptr = 0;
let grownStack: Value = undefinedValue();
let registers: ptr = 0;
let grownRegisters: Value = undefinedValue();

/** Register of the last match: start of group n at 2n, end at 2n+1; -1 when unset. */
export function matchRegister(index: u32): i32 {
  return i32(load32(registers + u64(index) * 4));
}

/** A cell for a program of `count` words. */
export function newProgram(count: u32): Value {
  return internalValue(allocateCell(KIND_BYTES, 8 + u64(count) * 4, 0));
}

export function setProgramWord(program: Value, index: u32, word: u32): void {
  store32(pointerOf(program) + 8 + u64(index) * 4, word);
}

/** Tries to match at `start` and, unless sticky, at every later position; registers hold the groups when found. */
export function matchProgram(program: Value, subject: Value, start: u32, sticky: boolean): i32 {
  const words: ptr = pointerOf(program) + 8;
  const cell: ptr = pointerOf(subject);
  const result: i32 = search(
    words,
    stringUnits(cell),
    isWideString(cell),
    lengthOfString(cell),
    start,
    sticky,
  );
  if (stackBase !== firstStack && stackBase !== 0) {
    stackBase = 0;
    grownStack = undefinedValue();
  }
  return result;
}

function prepareRegisters(count: u32): void {
  if (count <= STATIC_REGISTERS) {
    registers = staticRegisters;
    return;
  }
  const cell: ptr = allocateCell(KIND_BYTES, 8 + u64(count) * 4, 0);
  grownRegisters = internalValue(cell);
  registers = cell + 8;
}

function search(
  words: ptr,
  units: ptr,
  wide: boolean,
  length: u32,
  start: u32,
  sticky: boolean,
): i32 {
  const flags: u32 = load32(words + u64(PROGRAM_FLAGS) * 4);
  prepareRegisters(load32(words + u64(PROGRAM_REGISTERS) * 4));
  if (stackBase === 0) {
    stackBase = firstStack;
    stackEnd = firstStack + FIRST_STACK - ENTRY;
  }
  if (sticky) return matchAt(words, units, wide, length, start);
  if ((flags & 1) !== 0) return start === 0 ? matchAt(words, units, wide, length, 0) : MATCH_FAILED;
  const unicode: boolean = (flags & 2) !== 0;
  const filter: u32 = load32(words + u64(PROGRAM_FILTER) * 4);
  const bitmap: ptr = words + u64(PROGRAM_FILTER_BITMAP) * 4;
  const above: boolean = load32(words + u64(PROGRAM_FILTER_WIDE) * 4) !== 0;
  const first: u32 = load32(words + u64(PROGRAM_FILTER_UNIT) * 4);
  let position: u32 = start;
  if (unicode && position > 0 && position < length && isPair(units, wide, position - 1)) position--;
  for (;;) {
    if (filter === 2) {
      while (position < length && unitOf(units, wide, position) !== first) position++;
      if (position >= length) return MATCH_FAILED;
    } else if (filter === 1) {
      while (position < length) {
        const unit: u32 = unitOf(units, wide, position);
        if (unit < 256 ? ((load32(bitmap + u64(unit >>> 5) * 4) >>> (unit & 31)) & 1) !== 0 : above)
          break;
        position++;
      }
      if (position >= length) return MATCH_FAILED;
    }
    const insidePair: boolean =
      unicode && position > start && position < length && isPair(units, wide, position - 1);
    if (!insidePair) {
      const result: i32 = matchAt(words, units, wide, length, position);
      if (result !== MATCH_FAILED) return result;
    }
    position++;
    if (position > length) return MATCH_FAILED;
  }
}

/** The units at `index` and after it are a surrogate pair. The caller knows that both exist. */
function isPair(units: ptr, wide: boolean, index: u32): boolean {
  if (!wide) return false;
  return (
    (unitOf(units, wide, index) & 0xfc00) === 0xd800 &&
    (unitOf(units, wide, index + 1) & 0xfc00) === 0xdc00
  );
}

/** Appends an entry; the new top, or 0 when the stack may not grow further. */
function push(top: ptr, kind: u32, a: u32, b: u32): ptr {
  let at: ptr = top;
  if (at > stackEnd) {
    at = growStack(at);
    if (at === 0) return 0;
  }
  store32(at, kind);
  store32(at + 4, a);
  store32(at + 8, b);
  return at + ENTRY;
}

function growStack(top: ptr): ptr {
  const used: u64 = top - stackBase;
  const size: u64 = used * 4;
  if (size > MAX_STACK) return 0;
  const cell: ptr = allocateCell(KIND_BYTES, 8 + size, 0);
  copyBytes(cell + 8, stackBase, used);
  grownStack = internalValue(cell);
  stackBase = cell + 8;
  stackEnd = stackBase + size - ENTRY;
  return stackBase + used;
}

function isLineTerminator(unit: u32): boolean {
  return unit === 10 || unit === 13 || unit === 0x2028 || unit === 0x2029;
}

function isWordUnit(unit: u32, fold: boolean): boolean {
  if (unit < 128) {
    return (
      (unit >= 97 && unit <= 122) ||
      (unit >= 65 && unit <= 90) ||
      (unit >= 48 && unit <= 57) ||
      unit === 95
    );
  }
  return fold && (unit === 0x17f || unit === 0x212a);
}

/** `set` is the address of the bitmap of an OP_SET. */
function inSet(set: ptr, point: u32): boolean {
  if (point < 256) return ((load32(set + u64(point >>> 5) * 4) >>> (point & 31)) & 1) !== 0;
  let low: u32 = 0;
  let high: u32 = load32(set + 32);
  while (low < high) {
    const middle: u32 = (low + high) >>> 1;
    const pair: ptr = set + 36 + u64(middle) * 8;
    if (point < load32(pair)) high = middle;
    else if (point > load32(pair + 4)) low = middle + 1;
    else return true;
  }
  return false;
}

/** The end of a greedy run of the one-unit instruction `body` from `from`, at most `max` times; `runCount` counts. */
function runGreedy(body: ptr, units: ptr, wide: boolean, from: u32, length: u32, max: u32): u32 {
  let position: u32 = from;
  const room: u32 = length - from;
  const end: u32 = max < room ? from + max : length;
  const unit: u32 = load32(body + 4);
  switch (load32(body)) {
    case OP_CHAR:
      while (position < end && unitOf(units, wide, position) === unit) position++;
      break;
    case OP_CHAR_EITHER: {
      const other: u32 = load32(body + 8);
      while (position < end) {
        const seen: u32 = unitOf(units, wide, position);
        if (seen !== unit && seen !== other) break;
        position++;
      }
      break;
    }
    case OP_DOT:
      while (position < end && !isLineTerminator(unitOf(units, wide, position))) position++;
      break;
    case OP_ANY:
      position = end;
      break;
    case OP_SET:
      while (position < end && inSet(body + 4, unitOf(units, wide, position))) position++;
      break;
    default: {
      runCount = 0;
      while (position < length && runCount < max) {
        const point: u32 = pointOf(units, wide, position, length);
        if (!inSet(body + 4, point)) break;
        position += point > 0xffff ? 2 : 1;
        runCount++;
      }
      return position;
    }
  }
  runCount = position - from;
  return position;
}

let runCount: u32 = 0;

/** Compares the text of a group with what is at `position`; the length of the group's text, or UNSET when they differ. */
function matchReference(
  group: u32,
  backward: boolean,
  how: u32,
  units: ptr,
  wide: boolean,
  position: u32,
  length: u32,
): u32 {
  const from: u32 = load32(registers + u64(group) * 8);
  const to: u32 = load32(registers + u64(group) * 8 + 4);
  if (from === UNSET || to === UNSET) return 0;
  const count: u32 = to - from;
  if (backward ? count > position : count > length - position) return UNSET;
  const start: u32 = backward ? position - count : position;
  let i: u32 = 0;
  while (i < count) {
    if (how === 2) {
      const a: u32 = pointOf(units, wide, from + i, to);
      const b: u32 = pointOf(units, wide, start + i, start + count);
      if (a !== b && canonicalPoint(a, true) !== canonicalPoint(b, true)) return UNSET;
      i += a > 0xffff ? 2 : 1;
    } else {
      const a: u32 = unitOf(units, wide, from + i);
      const b: u32 = unitOf(units, wide, start + i);
      if (a !== b && (how === 0 || canonicalPoint(a, false) !== canonicalPoint(b, false)))
        return UNSET;
      i++;
    }
  }
  return count;
}

/** Removes the choices above `from`, so that only undo records stay; the new top. */
function dropChoices(from: ptr, top: ptr): ptr {
  let kept: ptr = from;
  for (let at: ptr = from; at < top; at += ENTRY) {
    if ((load32(at) & UNDO) === 0) continue;
    store32(kept, load32(at));
    store32(kept + 4, load32(at + 4));
    kept += ENTRY;
  }
  return kept;
}

/** What follows a run is a unit that the run's own units are not: then only the whole run can lead on. */
function excludesNext(body: ptr, after: ptr): boolean {
  let code: ptr = after;
  while (load32(code) === OP_SAVE) code += 8;
  let next: u32 = 0;
  if (load32(code) === OP_CHAR) next = load32(code + 4);
  else if (load32(code) === OP_STRING) next = load32(code + 8);
  else return load32(code) === OP_END && load32(body) !== OP_SET_POINT;
  switch (load32(body)) {
    case OP_CHAR:
      return next !== load32(body + 4);
    case OP_CHAR_EITHER:
      return next !== load32(body + 4) && next !== load32(body + 8);
    case OP_DOT:
      return isLineTerminator(next);
    case OP_SET:
      return !inSet(body + 4, next);
    default:
      return false;
  }
}

/** The instruction at `code` takes a unit that is not at `position`. */
function cannotStart(code: ptr, units: ptr, wide: boolean, position: u32, length: u32): boolean {
  switch (load32(code)) {
    case OP_CHAR:
      return position >= length || unitOf(units, wide, position) !== load32(code + 4);
    case OP_STRING:
      return position >= length || unitOf(units, wide, position) !== load32(code + 8);
    case OP_SET:
      return position >= length || !inSet(code + 4, unitOf(units, wide, position));
    case OP_CHAR_EITHER: {
      if (position >= length) return true;
      const unit: u32 = unitOf(units, wide, position);
      return unit !== load32(code + 4) && unit !== load32(code + 8);
    }
    case OP_END:
      return position !== length;
    default:
      return false;
  }
}

function setRegister(index: u32, value: u32): void {
  store32(registers + u64(index) * 4, value);
}

function registerAt(index: u32): u32 {
  return load32(registers + u64(index) * 4);
}

/** One attempt at one position. A switch over the opcodes; `failed` ends an instruction that did not match. */
function matchAt(words: ptr, units: ptr, wide: boolean, length: u32, start: u32): i32 {
  const registerCount: u32 = load32(words + u64(PROGRAM_REGISTERS) * 4);
  for (let i: u32 = 0; i < registerCount; i++) setRegister(i, UNSET);
  let top: ptr = stackBase;
  let position: u32 = start;
  let code: ptr = words + u64(PROGRAM_CODE) * 4;
  for (;;) {
    let failed: boolean = false;
    switch (load32(code)) {
      case OP_MATCH:
        setRegister(0, start);
        setRegister(1, position);
        return MATCH_FOUND;
      case OP_CHAR:
        if (position < length && unitOf(units, wide, position) === load32(code + 4)) {
          position++;
          code += 8;
        } else failed = true;
        break;
      case OP_CHAR_EITHER:
        failed = true;
        if (position < length) {
          const unit: u32 = unitOf(units, wide, position);
          if (unit === load32(code + 4) || unit === load32(code + 8)) {
            failed = false;
            position++;
            code += 12;
          }
        }
        break;
      case OP_STRING: {
        const count: u32 = load32(code + 4);
        if (count > length - position) {
          failed = true;
          break;
        }
        let i: u32 = 0;
        while (i < count && unitOf(units, wide, position + i) === load32(code + 8 + u64(i) * 4))
          i++;
        if (i === count) {
          position += count;
          code += 8 + u64(count) * 4;
        } else failed = true;
        break;
      }
      case OP_DOT:
        if (position < length && !isLineTerminator(unitOf(units, wide, position))) {
          position++;
          code += 4;
        } else failed = true;
        break;
      case OP_ANY:
        if (position < length) {
          position++;
          code += 4;
        } else failed = true;
        break;
      case OP_SET:
        if (position < length && inSet(code + 4, unitOf(units, wide, position))) {
          position++;
          code += 40 + u64(load32(code + 36)) * 8;
        } else failed = true;
        break;
      case OP_SET_POINT: {
        failed = true;
        if (position < length) {
          const point: u32 = pointOf(units, wide, position, length);
          if (inSet(code + 4, point)) {
            failed = false;
            position += point > 0xffff ? 2 : 1;
            code += 40 + u64(load32(code + 36)) * 8;
          }
        }
        break;
      }
      case OP_BACK_UNIT:
        if (position > 0) {
          position--;
          code += 4;
        } else failed = true;
        break;
      case OP_BACK_POINT:
        if (position > 0) {
          position -= position > 1 && isPair(units, wide, position - 2) ? 2 : 1;
          code += 4;
        } else failed = true;
        break;
      case OP_START:
        if (position === 0) code += 4;
        else failed = true;
        break;
      case OP_END:
        if (position === length) code += 4;
        else failed = true;
        break;
      case OP_LINE_START:
        if (position === 0 || isLineTerminator(unitOf(units, wide, position - 1))) code += 4;
        else failed = true;
        break;
      case OP_LINE_END:
        if (position === length || isLineTerminator(unitOf(units, wide, position))) code += 4;
        else failed = true;
        break;
      case OP_BOUNDARY: {
        const fold: boolean = load32(code + 8) !== 0;
        const before: boolean = position > 0 && isWordUnit(unitOf(units, wide, position - 1), fold);
        const after: boolean = position < length && isWordUnit(unitOf(units, wide, position), fold);
        if ((before !== after) === (load32(code + 4) === 0)) code += 12;
        else failed = true;
        break;
      }
      case OP_JUMP:
        code = words + u64(load32(code + 4)) * 4;
        break;
      case OP_FORK:
      case OP_FORK_JUMP: {
        let now: ptr = code + 8;
        let later: ptr = words + u64(load32(code + 4)) * 4;
        if (load32(code) === OP_FORK_JUMP) {
          const swapped: ptr = now;
          now = later;
          later = swapped;
        }
        // A choice whose first unit is not there is none.
        if (cannotStart(now, units, wide, position, length)) {
          code = later;
          break;
        }
        if (!cannotStart(later, units, wide, position, length)) {
          top = push(top, u32((later - words) >>> 2), position, 0);
          if (top === 0) return MATCH_OVERFLOW;
        }
        code = now;
        break;
      }
      case OP_SAVE: {
        const register: u32 = load32(code + 4);
        // Without a choice to return to, nothing needs to be undone.
        if (top !== stackBase) {
          top = push(top, UNDO | register, registerAt(register), 0);
          if (top === 0) return MATCH_OVERFLOW;
        }
        setRegister(register, position);
        code += 8;
        break;
      }
      case OP_CLEAR: {
        const end: u32 = load32(code + 8);
        for (let register: u32 = load32(code + 4); register < end; register++) {
          const old: u32 = registerAt(register);
          if (old === UNSET) continue;
          if (top !== stackBase) {
            top = push(top, UNDO | register, old, 0);
            if (top === 0) return MATCH_OVERFLOW;
          }
          setRegister(register, UNSET);
        }
        code += 12;
        break;
      }
      case OP_ZERO:
      case OP_COUNT: {
        const register: u32 = load32(code + 4);
        const old: u32 = registerAt(register);
        if (top !== stackBase) {
          top = push(top, UNDO | register, old, 0);
          if (top === 0) return MATCH_OVERFLOW;
        }
        setRegister(register, load32(code) === OP_ZERO ? u32(0) : old + 1);
        code += 8;
        break;
      }
      case OP_LOOP: {
        const count: u32 = registerAt(load32(code + 4));
        const target: u32 = load32(code + 16);
        if (count < load32(code + 8)) {
          code += 24;
        } else if (count >= load32(code + 12)) {
          code = words + u64(target) * 4;
        } else if (load32(code + 20) !== 0) {
          top = push(top, target, position, 0);
          if (top === 0) return MATCH_OVERFLOW;
          code += 24;
        } else {
          top = push(top, u32((code + 24 - words) >>> 2), position, 0);
          if (top === 0) return MATCH_OVERFLOW;
          code = words + u64(target) * 4;
        }
        break;
      }
      case OP_ADVANCED:
        if (position === registerAt(load32(code + 4))) failed = true;
        else code += 8;
        break;
      case OP_ADVANCED_AFTER:
        if (
          position === registerAt(load32(code + 4)) &&
          registerAt(load32(code + 8)) >= load32(code + 12)
        ) {
          failed = true;
        } else code += 16;
        break;
      case OP_GREEDY: {
        const min: u32 = load32(code + 4);
        const body: ptr = code + 16;
        const end: u32 = runGreedy(body, units, wide, position, length, load32(code + 8));
        if (runCount < min) {
          failed = true;
          break;
        }
        code = body + u64(load32(code + 12)) * 4;
        if (runCount > min && !excludesNext(body, code)) {
          // The least end: min units on, or with code points wherever min of them end.
          const least: u32 =
            load32(body) === OP_SET_POINT
              ? runGreedy(body, units, wide, position, length, min)
              : position + min;
          top = push(top, GREEDY | u32((body - words) >>> 2), end, least);
          if (top === 0) return MATCH_OVERFLOW;
        }
        position = end;
        break;
      }
      case OP_LOOK: {
        const register: u32 = load32(code + 4);
        top = push(top, UNDO | register, registerAt(register), 0);
        if (top === 0) return MATCH_OVERFLOW;
        top = push(top, UNDO | (register + 1), registerAt(register + 1), 0);
        if (top === 0) return MATCH_OVERFLOW;
        setRegister(register, u32(top - stackBase));
        setRegister(register + 1, position);
        code += 8;
        break;
      }
      case OP_LOOK_END: {
        const register: u32 = load32(code + 4);
        position = registerAt(register + 1);
        top = dropChoices(stackBase + u64(registerAt(register)), top);
        code += 8;
        break;
      }
      case OP_NOT_LOOK: {
        const register: u32 = load32(code + 4);
        top = push(top, UNDO | register, registerAt(register), 0);
        if (top === 0) return MATCH_OVERFLOW;
        setRegister(register, u32(top - stackBase));
        top = push(top, load32(code + 8), position, 0);
        if (top === 0) return MATCH_OVERFLOW;
        code += 12;
        break;
      }
      case OP_NOT_LOOK_END:
        top = dropChoices(stackBase + u64(registerAt(load32(code + 4))), top);
        failed = true;
        break;
      case OP_REFERENCE: {
        const backward: boolean = load32(code + 8) !== 0;
        const count: u32 = matchReference(
          load32(code + 4),
          backward,
          load32(code + 12),
          units,
          wide,
          position,
          length,
        );
        if (count === UNSET) failed = true;
        else {
          position = backward ? position - count : position + count;
          code += 16;
        }
        break;
      }
      default:
        failed = true;
        break;
    }
    while (failed) {
      if (top === stackBase) return MATCH_FAILED;
      top -= ENTRY;
      const kind: u32 = load32(top);
      if ((kind & UNDO) !== 0) {
        setRegister(kind & INDEX_MASK, load32(top + 4));
      } else if ((kind & GREEDY) === 0) {
        position = load32(top + 4);
        code = words + u64(kind) * 4;
        failed = false;
      } else {
        const body: ptr = words + u64(kind & INDEX_MASK) * 4;
        const least: u32 = load32(top + 8);
        position = load32(top + 4);
        const byPoint: boolean = load32(body) === OP_SET_POINT;
        position -= byPoint && position - least >= 2 && isPair(units, wide, position - 2) ? 2 : 1;
        code = afterUnit(body);
        // A run that is followed by a plain unit can only end before that unit.
        if (!byPoint && load32(code) === OP_CHAR) {
          const unit: u32 = load32(code + 4);
          while (position > least && unitOf(units, wide, position) !== unit) position--;
        }
        if (position > least) {
          store32(top + 4, position);
          top += ENTRY;
        }
        failed = false;
      }
    }
  }
}

/** The instruction after a one-unit instruction. */
function afterUnit(body: ptr): ptr {
  switch (load32(body)) {
    case OP_CHAR:
      return body + 8;
    case OP_CHAR_EITHER:
      return body + 12;
    case OP_DOT:
      return body + 4;
    case OP_ANY:
      return body + 4;
    default:
      return body + 40 + u64(load32(body + 36)) * 8;
  }
}
