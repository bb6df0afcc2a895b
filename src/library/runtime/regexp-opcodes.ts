'use machine inline';
// Opcodes of compiled regular expressions, 32-bit words; jump targets are word indices. Layer: runtime.
// ecma/regexp/generator.ts writes them, runtime/regexp-matcher.ts runs them.

import type { u32 } from '../machine/types.ts';

/** The whole pattern matched. */
export const OP_MATCH: u32 = 0;
/** unit */
export const OP_CHAR: u32 = 1;
/** unit, unit: either */
export const OP_CHAR_EITHER: u32 = 2;
/** count, units ...: all in sequence */
export const OP_STRING: u32 = 3;
/** Any unit but \n \r U+2028 U+2029. */
export const OP_DOT: u32 = 4;
export const OP_ANY: u32 = 5;
/** 8 words of bitmap for units below 256, count, then pairs from, to of the units above: one unit. */
export const OP_SET: u32 = 6;
/** As OP_SET: one code point, which may be a surrogate pair. */
export const OP_SET_POINT: u32 = 7;
/** Moves back by one unit, or fails at the start. */
export const OP_BACK_UNIT: u32 = 8;
/** Moves back by one code point. */
export const OP_BACK_POINT: u32 = 9;
export const OP_START: u32 = 10;
export const OP_END: u32 = 11;
export const OP_LINE_START: u32 = 12;
export const OP_LINE_END: u32 = 13;
/** negated (0 or 1), foldUnicode (0 or 1) */
export const OP_BOUNDARY: u32 = 14;
/** target */
export const OP_JUMP: u32 = 15;
/** target: continues with the next instruction, on failure at target */
export const OP_FORK: u32 = 16;
/** target: continues at target, on failure with the next instruction */
export const OP_FORK_JUMP: u32 = 17;
/** register: becomes the position */
export const OP_SAVE: u32 = 18;
/** first, end: these registers become unset */
export const OP_CLEAR: u32 = 19;
/** register: becomes 0 */
export const OP_ZERO: u32 = 20;
/** register: grows by 1 */
export const OP_COUNT: u32 = 21;
/** register, min, max (all ones: unbounded), target after the loop, greedy: falls into the body or leaves */
export const OP_LOOP: u32 = 22;
/** register: fails when the position is still that one */
export const OP_ADVANCED: u32 = 23;
/** register, counter register, min: the same, once the counter has reached min */
export const OP_ADVANCED_AFTER: u32 = 24;
/** min, max, length of the following one-unit instruction; then that instruction: greedy repetition */
export const OP_GREEDY: u32 = 25;
/** register (two): opens a positive look-around */
export const OP_LOOK: u32 = 26;
/** register: closes it, dropping its choices */
export const OP_LOOK_END: u32 = 27;
/** register, target: opens a negative look-around */
export const OP_NOT_LOOK: u32 = 28;
/** register: its body matched, so it fails */
export const OP_NOT_LOOK_END: u32 = 29;
/** group, backward (0 or 1), how (0 exact, 1 ignore case, 2 ignore case by folding) */
export const OP_REFERENCE: u32 = 30;
export const OP_FAIL: u32 = 31;

// Program header, in words.
/** Capture groups with group 0. */
export const PROGRAM_GROUPS: u32 = 0;
export const PROGRAM_REGISTERS: u32 = 1;
/** Bit 0: only the start of the text can match. Bit 1: the flag u, so matches start between code points. */
export const PROGRAM_FLAGS: u32 = 2;
/** 0: none; 1: the first unit is in the bitmap; 2: the first unit is the next word. */
export const PROGRAM_FILTER: u32 = 3;
export const PROGRAM_FILTER_UNIT: u32 = 4;
/** 1: units above 255 may start a match. */
export const PROGRAM_FILTER_WIDE: u32 = 5;
export const PROGRAM_FILTER_BITMAP: u32 = 6;
export const PROGRAM_CODE: u32 = 14;
