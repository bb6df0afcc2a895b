'use machine';
// Method scanner: recognises request methods. Layer: http (RFC 9110 §9). Numbers index METHOD_NAMES in methods.ts.

import { asciiText, load8, u32 } from '../machine/intrinsics.ts';
import type { ptr, u8 } from '../machine/types.ts';

export const METHOD_NONE: u32 = 255;
export const METHOD_HEAD: u32 = 8;
export const METHOD_CONNECT: u32 = 5;

/** The names in the order of their numbers, each followed by a space; zero at the end. */
const NAMES: ptr = asciiText(
  'GET POST ACL BIND CHECKOUT CONNECT COPY DELETE HEAD LINK LOCK M-SEARCH MERGE MKACTIVITY MKCALENDAR MKCOL MOVE NOTIFY OPTIONS PATCH PROPFIND PROPPATCH PURGE PUT QUERY REBIND REPORT SEARCH SOURCE SUBSCRIBE TRACE UNBIND UNLINK UNLOCK UNSUBSCRIBE ',
);

/** The number of the method of exactly `length` bytes at `text`, or METHOD_NONE. */
export function methodAt(text: ptr, length: u32): u32 {
  let name: ptr = NAMES;
  let method: u32 = 0;
  while (load8(name) !== 0) {
    let i: u32 = 0;
    while (i < length && load8(text + i) === load8(name + i)) i++;
    if (i === length && load8(name + i) === 32) return method;
    name = nextName(name + i);
    method++;
  }
  return METHOD_NONE;
}

/** Some method begins with these bytes (or is the same). */
export function methodBeginsWith(text: ptr, length: u32): boolean {
  let name: ptr = NAMES;
  while (load8(name) !== 0) {
    let i: u32 = 0;
    while (i < length && load8(text + i) === load8(name + i)) i++;
    if (i === length) return true;
    name = nextName(name + i);
  }
  return false;
}

/** These bytes begin with a whole method. */
export function beginsWithMethod(text: ptr, length: u32): boolean {
  for (let i: u32 = 1; i < length; i++) if (methodAt(text, i) !== METHOD_NONE) return true;
  return false;
}

function nextName(inside: ptr): ptr {
  let at: ptr = inside;
  let c: u8 = load8(at);
  while (c !== 32) {
    at = at + 1;
    c = load8(at);
  }
  return at + 1;
}
