'use machine';
// Character classes of HTTP/1.1 as one table of bits. Layer: http (RFC 9110 §5.6.2, §5.5; RFC 3986).

import { bytesTable } from '../machine/intrinsics.ts';
import type { ptr, u8 } from '../machine/types.ts';

/** tchar: header names, methods. */
export const TOKEN_CHARACTER: u8 = 1;
/** Header values: TAB, SP, visible ASCII, obs-text. */
export const VALUE_CHARACTER: u8 = 2;
/** Path, query and fragment of a request target. */
export const URL_CHARACTER: u8 = 4;
/** Authority of a request target, with user information. */
export const AUTHORITY_CHARACTER: u8 = 8;

/** Bits by byte. */
export const CHARACTERS: ptr = bytesTable([
  0, 0, 0, 0, 0, 0, 0, 0, 0, 2, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 2,
  15, 6, 7, 15, 15, 15, 15, 14, 14, 15, 15, 14, 15, 15, 6, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
  14, 14, 6, 14, 6, 6, 14, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
  15, 15, 15, 15, 15, 15, 15, 15, 14, 6, 14, 7, 15, 7, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15,
  15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 15, 6, 7, 6, 15, 0, 2, 2, 2, 2, 2, 2, 2,
  2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
  2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
  2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
  2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2, 2,
]);
