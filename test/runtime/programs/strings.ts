'use machine';
// Strings: concatenation in all its forms, comparison, search, interning, UTF-8; also with a collection at every allocation.

import { f64, load32, ptr, reserveBytes, trap, u32 } from '../machine/intrinsics.ts';
import type { Value } from '../machine/types.ts';
import { stressCollector } from './heap-space.ts';
import { numberToString } from './number-format.ts';
import {
  charCodeAtIndex,
  compareStrings,
  concatStrings,
  decodeUtf8,
  encodeUtf8,
  flattenString,
  indexOfString,
  internString,
  stringEquals,
  stringLength,
  substringOf,
  utf8Length,
} from './strings.ts';
import { sameBits } from './value.ts';

export declare function printNumber(x: f64): void;

const buffer: ptr = reserveBytes(4096);

function text(n: f64): Value {
  return numberToString(n);
}

function checkStrings(scale: u32): void {
  let s: Value = '';
  for (let i: u32 = 0; i < scale; i++) {
    s = concatStrings(s, text(f64(i % 10)));
  }
  if (stringLength(s) !== scale) trap();
  for (let i: u32 = 0; i < scale; i++) if (charCodeAtIndex(s, i) !== 48 + (i % 10)) trap();
  let r: Value = '';
  for (let i: u32 = 0; i < scale; i++) {
    r = concatStrings(text(f64(i % 10)), r);
  }
  for (let i: u32 = 0; i < scale; i++)
    if (charCodeAtIndex(r, scale - 1 - i) !== 48 + (i % 10)) trap();
  // wide
  let w: Value = 'é€';
  for (let i: u32 = 0; i < 100; i++)
    w = concatStrings(w, concatStrings(substringOf(s, i, i + 80), 'ü'));
  const f: ptr = flattenString(w);
  if (load32(f + 8) !== 2 + 8100) trap();
  if (charCodeAtIndex(w, 1) !== 0x20ac || charCodeAtIndex(w, 82) !== 0xfc) trap();
  const n: u32 = utf8Length(w);
  if (n !== 2 + 3 + 100 * 82) trap();
  // doubling
  let d: Value = 'ab';
  for (let i: u32 = 0; i < 12; i++) d = concatStrings(d, d);
  for (let i: u32 = 0; i < 8192; i++) if (charCodeAtIndex(d, i) !== 97 + (i & 1)) trap();
  if (indexOfString(d, 'ba', 3) !== 3 || indexOfString(d, 'bb', 0) !== -1) trap();
  const a: Value = concatStrings(substringOf(d, 0, 100), 'x');
  const b: Value = concatStrings(substringOf(d, 2, 102), 'x');
  if (!stringEquals(a, b) || compareStrings(a, b) !== 0 || compareStrings(a, d) <= 0) trap();
  if (!sameBits(internString(a), internString(b))) trap();
  // builder aliasing
  const base: Value = concatStrings(substringOf(d, 0, 200), 'yy');
  const p1: Value = concatStrings(base, 'one');
  const p2: Value = concatStrings(base, 'two');
  if (
    charCodeAtIndex(p1, 202) !== 111 ||
    charCodeAtIndex(p2, 202) !== 116 ||
    stringLength(base) !== 202
  )
    trap();
  encodeUtf8('aé€\u{1F600}', buffer);
  if (!stringEquals(decodeUtf8(buffer, 10), 'aé€\u{1F600}')) trap();
}

export function testMain(): void {
  checkStrings(300000);
  stressCollector(1);
  checkStrings(300);
  stressCollector(13);
  checkStrings(2000);
  printNumber(1);
}
