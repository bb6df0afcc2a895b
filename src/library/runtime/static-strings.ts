'use machine';
// Static strings: makes the cells of the image's literals and names from their packed texts. Layer: runtime.
// The linker gathers the texts in section drupe_texts, in the order of the cells that it has left room for; the cell of
// the empty string is the first. A text is its length in one byte and its Latin-1 bytes; 254: the length is in the next
// four bytes; 255: so it is, and the units have 16 bits. The word before a cell is its Value.

import {
  copyBytes,
  load32,
  load8,
  ptr,
  store32,
  store8,
  storeValue,
  symbolAddress,
  u32,
  u64,
} from '../machine/intrinsics.ts';
import { internStaticString } from './intern.ts';
import {
  CELL_FLAGS,
  CELL_KIND,
  FLAG_INTERNED,
  FLAG_STATIC,
  KIND_STRING16,
  KIND_STRING8,
  STRING_DATA,
  STRING_LENGTH,
} from './layout.ts';
import { pointerOf, stringValue } from './value.ts';

const LONG: u32 = 254;
const WIDE: u32 = 255;
/** Where a cell's Value is. */
const VALUE_BEFORE: u32 = 8;

/** Before any other string is interned. */
export function makeStaticStrings(): void {
  let text: ptr = symbolAddress('__start_drupe_texts');
  const stop: ptr = symbolAddress('__stop_drupe_texts');
  let cell: ptr = pointerOf('');
  while (text < stop) {
    let length: u32 = load8(text);
    const wide: boolean = length === WIDE;
    text = text + 1;
    if (length >= LONG) {
      length = load32(text);
      text = text + 4;
    }
    const bytes: u64 = wide ? u64(length) * 2 : u64(length);
    store8(cell + CELL_KIND, wide ? KIND_STRING16 : KIND_STRING8);
    store8(cell + CELL_FLAGS, FLAG_INTERNED | FLAG_STATIC);
    store32(cell + STRING_LENGTH, length);
    copyBytes(cell + STRING_DATA, text, bytes);
    storeValue(cell - VALUE_BEFORE, stringValue(cell));
    internStaticString(cell);
    text = text + bytes;
    // The empty string has room for one unit, as the collector's size of it.
    const room: u64 = bytes === 0 ? 1 : bytes;
    cell = cell + ((STRING_DATA + room + 15) & ~u64(15)) + 16;
  }
}
