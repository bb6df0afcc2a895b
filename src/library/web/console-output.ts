'use machine';
// Console output: writes a string to the console as UTF-8, in as few platform writes as possible. Layer: web (machine).
// The text is collected in a static buffer, so that one console call of usual length is one write.

import { bitsOfValue, load64, reserveBytes, store8 } from '../machine/intrinsics.ts';
import { platformWrite } from '../interfaces/platform.ts';
import { charCodeAtIndex, stringLength } from '../runtime/strings.ts';
import { TYPED_DATA, TYPED_LENGTH } from '../runtime/layout.ts';
import type { i32, ptr, u32, u64, Value } from '../machine/types.ts';

const CAPACITY: u64 = 65536;
const buffer = reserveBytes(65536);
let used: u64 = 0;

/** Writes `text`, and a line feed if wanted, to stream 1 (output) or 2 (errors); lone surrogates become U+FFFD. */
export function writeConsoleText(stream: i32, text: Value, newline: boolean): void {
  const length: u32 = stringLength(text);
  used = 0;
  let i: u32 = 0;
  while (i < length) {
    if (used + 4 > CAPACITY) {
      platformWrite(stream, buffer, used);
      used = 0;
    }
    const unit: u32 = charCodeAtIndex(text, i);
    i++;
    if (unit < 0x80) {
      store8(buffer + used, unit);
      used++;
    } else if (unit < 0x800) {
      store8(buffer + used, 0xc0 | (unit >> 6));
      store8(buffer + used + 1, 0x80 | (unit & 63));
      used = used + 2;
    } else {
      let point: u32 = unit;
      if (unit >= 0xd800 && unit <= 0xdfff) {
        point = 0xfffd;
        if (unit <= 0xdbff && i < length) {
          const low: u32 = charCodeAtIndex(text, i);
          if (low >= 0xdc00 && low <= 0xdfff) {
            point = 0x10000 + ((unit - 0xd800) << 10) + (low - 0xdc00);
            i++;
          }
        }
      }
      putLongPoint(point);
    }
  }
  if (newline) {
    store8(buffer + used, 10);
    used++;
  }
  if (used !== 0) platformWrite(stream, buffer, used);
  used = 0;
}

/** Writes the bytes of a Uint8Array. */
export function writeConsoleBytes(stream: i32, bytes: Value): void {
  const cell: ptr = bitsOfValue(bytes) & 0x0000ffffffffffff;
  platformWrite(stream, load64(cell + TYPED_DATA), load64(cell + TYPED_LENGTH));
}

/** A code point of three or four bytes. */
function putLongPoint(point: u32): void {
  if (point < 0x10000) {
    store8(buffer + used, 0xe0 | (point >> 12));
    used++;
  } else {
    store8(buffer + used, 0xf0 | (point >> 18));
    store8(buffer + used + 1, 0x80 | ((point >> 12) & 63));
    used = used + 2;
  }
  store8(buffer + used, 0x80 | ((point >> 6) & 63));
  store8(buffer + used + 1, 0x80 | (point & 63));
  used = used + 2;
}
