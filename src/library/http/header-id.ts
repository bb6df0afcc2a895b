'use machine';
// Header ids: recognises the common header names in any letter case without allocating. Layer: http.
// The id indexes KNOWN_NAMES in header-names.ts; 0 means unknown. The slots come from a collision-free hash of length,
// first, last and third last byte; a hit is always confirmed by comparing every byte.

import { asciiText, bytesTable, load16, load8, u16Table, u32 } from '../machine/intrinsics.ts';
import type { ptr, u8 } from '../machine/types.ts';

export const HEADER_HOST: u32 = 1;
export const HEADER_CONNECTION: u32 = 2;
export const HEADER_CONTENT_LENGTH: u32 = 3;
export const HEADER_TRANSFER_ENCODING: u32 = 4;
export const HEADER_EXPECT: u32 = 5;
export const HEADER_UPGRADE: u32 = 6;
export const HEADER_PROXY_CONNECTION: u32 = 7;

const NAMES: ptr = asciiText(
  'hostconnectioncontent-lengthtransfer-encodingexpectupgradeproxy-connectioncookieset-cookieacceptaccept-charsetaccept-encodingaccept-languageaccept-rangesaccess-control-request-headersaccess-control-request-methodageallowauthorizationcache-controlcontent-dispositioncontent-encodingcontent-languagecontent-locationcontent-rangecontent-typedatedntetagexpiresforwardedfromif-matchif-modified-sinceif-none-matchif-rangeif-unmodified-sincekeep-alivelast-modifiedlinklocationmax-forwardsoriginpragmapriorityproxy-authenticateproxy-authorizationrangerefererretry-aftersec-fetch-destsec-fetch-modesec-fetch-sitesec-fetch-usersec-ch-uasec-ch-ua-mobilesec-ch-ua-platformsec-websocket-keysec-websocket-versionsec-websocket-extensionssec-websocket-protocolservertetrailerupgrade-insecure-requestsuser-agentvaryviawarningwww-authenticatex-forwarded-forx-forwarded-hostx-forwarded-protox-real-ipx-request-idx-requested-withtraceparent',
);
const OFFSETS: ptr = u16Table([
  0, 4, 14, 28, 45, 51, 58, 74, 80, 90, 96, 110, 125, 140, 153, 183, 212, 215, 220, 233, 246, 265,
  281, 297, 313, 326, 338, 342, 345, 349, 356, 365, 369, 377, 394, 407, 415, 434, 444, 457, 461,
  469, 481, 487, 493, 501, 519, 538, 543, 550, 561, 575, 589, 603, 617, 626, 642, 660, 677, 698,
  722, 744, 750, 752, 759, 784, 794, 798, 801, 808, 824, 839, 855, 872, 881, 893, 909,
]);
const LENGTHS: ptr = bytesTable([
  4, 10, 14, 17, 6, 7, 16, 6, 10, 6, 14, 15, 15, 13, 30, 29, 3, 5, 13, 13, 19, 16, 16, 16, 13, 12,
  4, 3, 4, 7, 9, 4, 8, 17, 13, 8, 19, 10, 13, 4, 8, 12, 6, 6, 8, 18, 19, 5, 7, 11, 14, 14, 14, 14,
  9, 16, 18, 17, 21, 24, 22, 6, 2, 7, 25, 10, 4, 3, 7, 16, 15, 16, 17, 9, 12, 16, 11,
]);
const SLOTS: ptr = bytesTable([
  0, 6, 0, 0, 0, 0, 0, 58, 0, 0, 0, 0, 0, 0, 0, 40, 0, 0, 0, 67, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 70, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 14,
  0, 4, 0, 0, 0, 0, 0, 0, 0, 10, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 69, 0, 15,
  0, 0, 0, 0, 0, 41, 0, 11, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 28, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 30,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 5, 0, 0, 0, 0, 0, 43, 0, 0, 0, 0, 0, 0, 0, 0, 0, 76, 0, 0, 18, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 7, 0, 61, 0, 17, 0, 47, 0, 0, 0,
  1, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 13, 0, 0, 0, 57, 0, 0, 0, 0, 16, 0, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 8, 0, 27, 0, 0, 0, 59, 0, 0, 0, 23, 0, 0, 0, 0, 0, 0, 25, 0, 0, 0,
  31, 0, 0, 0, 0, 26, 0, 0, 0, 0, 42, 0, 0, 0, 0, 12, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 0, 74, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 22, 0, 0, 0, 0, 49, 0, 0, 0, 0, 0, 0, 0, 0,
  0, 50, 0, 0, 0, 29, 3, 0, 0, 62, 0, 0, 55, 0, 0, 0, 44, 64, 0, 36, 0, 0, 54, 0, 0, 0, 73, 0, 0, 0,
  0, 0, 0, 0, 0, 0, 0, 34, 0, 0, 0, 37, 0, 0, 0, 0, 39, 0, 0, 0, 38, 0, 0, 0, 0, 0, 0, 0, 0, 0, 51,
  0, 0, 0, 60, 0, 0, 0, 0, 0, 77, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 66, 0, 0, 0, 0, 0, 0, 71,
  0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 65, 33, 0, 0, 0, 0, 0, 0, 0, 0, 0, 35, 0, 0, 0, 0, 0, 20, 0, 68, 0,
  0, 0, 0, 0, 0, 0, 0, 19, 0, 0, 0, 45, 0, 0, 0, 46, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0,
  72, 0, 2, 48, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 24, 0, 0, 0, 0, 0, 21, 32, 75, 0, 0, 0, 9, 0, 0, 0, 0,
  0, 53, 0, 0, 63, 56, 0, 52, 0, 0,
]);

/** The id of the header name of `length` bytes at `name`, or 0. */
export function headerIdAt(name: ptr, length: u32): u32 {
  if (length === 0) return 0;
  const first: u32 = u32(load8(name)) | 32;
  const last: u32 = u32(load8(name + length - 1)) | 32;
  const third: u32 = u32(load8(name + (length > 3 ? length - 3 : 0))) | 32;
  const hash: u32 = (length * 2 + first * 16 + last * 26 + third) & 511;
  const slot: u32 = u32(load8(SLOTS + hash));
  if (slot === 0) return 0;
  if (u32(load8(LENGTHS + slot - 1)) !== length) return 0;
  const known: ptr = NAMES + u32(load16(OFFSETS + (slot - 1) * 2));
  for (let i: u32 = 0; i < length; i++) {
    let c: u8 = load8(name + i);
    if (c >= 65 && c <= 90) c = c | 32;
    if (c !== load8(known + i)) return 0;
  }
  return slot;
}
