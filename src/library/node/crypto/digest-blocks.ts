'use machine';
// Digest blocks: the compression functions of MD5 (RFC 1321), SHA-1, SHA-256 and SHA-512 (FIPS 180-4). Layer: node (machine).
// A state is a Uint8Array of words in the machine's byte order; the input is whole blocks.

import {
  bitsOfValue,
  byteSwap32,
  byteSwap64,
  load32,
  load64,
  load8,
  bytesTable,
  ptr,
  reserveBytes,
  store32,
  store64,
  u32,
  u32Table,
  u64,
  u64Table,
} from '../../machine/intrinsics.ts';
import type { Value } from '../../machine/types.ts';
import { TYPED_DATA } from '../../runtime/layout.ts';

function digestData(bytes: Value): ptr {
  const cell: ptr = bitsOfValue(bytes) & 0x0000ffffffffffff;
  return load64(cell + TYPED_DATA);
}

function rotateLeft32(x: u32, count: u32): u32 {
  return (x << count) | (x >> (32 - count));
}

function rotateRight32(x: u32, count: u32): u32 {
  return (x >> count) | (x << (32 - count));
}

function rotateRight64(x: u64, count: u32): u64 {
  return (x >> count) | (x << (64 - count));
}

const md5Constants = u32Table([
  0xd76aa478, 0xe8c7b756, 0x242070db, 0xc1bdceee, 0xf57c0faf, 0x4787c62a, 0xa8304613, 0xfd469501,
  0x698098d8, 0x8b44f7af, 0xffff5bb1, 0x895cd7be, 0x6b901122, 0xfd987193, 0xa679438e, 0x49b40821,
  0xf61e2562, 0xc040b340, 0x265e5a51, 0xe9b6c7aa, 0xd62f105d, 0x02441453, 0xd8a1e681, 0xe7d3fbc8,
  0x21e1cde6, 0xc33707d6, 0xf4d50d87, 0x455a14ed, 0xa9e3e905, 0xfcefa3f8, 0x676f02d9, 0x8d2a4c8a,
  0xfffa3942, 0x8771f681, 0x6d9d6122, 0xfde5380c, 0xa4beea44, 0x4bdecfa9, 0xf6bb4b60, 0xbebfbc70,
  0x289b7ec6, 0xeaa127fa, 0xd4ef3085, 0x04881d05, 0xd9d4d039, 0xe6db99e5, 0x1fa27cf8, 0xc4ac5665,
  0xf4292244, 0x432aff97, 0xab9423a7, 0xfc93a039, 0x655b59c3, 0x8f0ccc92, 0xffeff47d, 0x85845dd1,
  0x6fa87e4f, 0xfe2ce6e0, 0xa3014314, 0x4e0811a1, 0xf7537e82, 0xbd3af235, 0x2ad7d2bb, 0xeb86d391,
]);
const md5Shifts = bytesTable([7, 12, 17, 22, 5, 9, 14, 20, 4, 11, 16, 23, 6, 10, 15, 21]);

/** Takes `blocks` blocks of 64 bytes from bytes[at .. ) into the four words of `state`. */
export function md5Blocks(state: Value, bytes: Value, at: u32, blocks: u32): void {
  const words: ptr = digestData(state);
  let block: ptr = digestData(bytes) + at;
  for (let n: u32 = 0; n < blocks; n++) {
    let a: u32 = load32(words);
    let b: u32 = load32(words + 4);
    let c: u32 = load32(words + 8);
    let d: u32 = load32(words + 12);
    for (let i: u32 = 0; i < 64; i++) {
      const round: u32 = i >> 4;
      let f: u32 = 0;
      let g: u32 = i;
      if (round === 0) f = (b & c) | (~b & d);
      else if (round === 1) {
        f = (d & b) | (~d & c);
        g = (5 * i + 1) & 15;
      } else if (round === 2) {
        f = b ^ c ^ d;
        g = (3 * i + 5) & 15;
      } else {
        f = c ^ (b | ~d);
        g = (7 * i) & 15;
      }
      const sum: u32 = a + f + load32(md5Constants + i * 4) + load32(block + g * 4);
      a = d;
      d = c;
      c = b;
      b = b + rotateLeft32(sum, u32(load8(md5Shifts + round * 4 + (i & 3))));
    }
    store32(words, load32(words) + a);
    store32(words + 4, load32(words + 4) + b);
    store32(words + 8, load32(words + 8) + c);
    store32(words + 12, load32(words + 12) + d);
    block = block + 64;
  }
}

/** The message schedule of one block: 80 words of up to 64 bits. */
const schedule = reserveBytes(640);

/** SHA-1: five words. */
export function sha1Blocks(state: Value, bytes: Value, at: u32, blocks: u32): void {
  const words: ptr = digestData(state);
  let block: ptr = digestData(bytes) + at;
  for (let n: u32 = 0; n < blocks; n++) {
    for (let i: u32 = 0; i < 16; i++) store32(schedule + i * 4, byteSwap32(load32(block + i * 4)));
    for (let i: u32 = 16; i < 80; i++) {
      const mixed: u32 =
        load32(schedule + (i - 3) * 4) ^
        load32(schedule + (i - 8) * 4) ^
        load32(schedule + (i - 14) * 4) ^
        load32(schedule + (i - 16) * 4);
      store32(schedule + i * 4, rotateLeft32(mixed, 1));
    }
    let a: u32 = load32(words);
    let b: u32 = load32(words + 4);
    let c: u32 = load32(words + 8);
    let d: u32 = load32(words + 12);
    let e: u32 = load32(words + 16);
    for (let i: u32 = 0; i < 80; i++) {
      let f: u32 = b ^ c ^ d;
      let k: u32 = 0xca62c1d6;
      if (i < 20) {
        f = (b & c) | (~b & d);
        k = 0x5a827999;
      } else if (i < 40) k = 0x6ed9eba1;
      else if (i < 60) {
        f = (b & c) | (b & d) | (c & d);
        k = 0x8f1bbcdc;
      }
      const next: u32 = rotateLeft32(a, 5) + f + e + k + load32(schedule + i * 4);
      e = d;
      d = c;
      c = rotateLeft32(b, 30);
      b = a;
      a = next;
    }
    store32(words, load32(words) + a);
    store32(words + 4, load32(words + 4) + b);
    store32(words + 8, load32(words + 8) + c);
    store32(words + 12, load32(words + 12) + d);
    store32(words + 16, load32(words + 16) + e);
    block = block + 64;
  }
}

const sha256Constants = u32Table([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);

/** SHA-224 and SHA-256: eight words. */
export function sha256Blocks(state: Value, bytes: Value, at: u32, blocks: u32): void {
  const words: ptr = digestData(state);
  let block: ptr = digestData(bytes) + at;
  for (let n: u32 = 0; n < blocks; n++) {
    for (let i: u32 = 0; i < 16; i++) store32(schedule + i * 4, byteSwap32(load32(block + i * 4)));
    for (let i: u32 = 16; i < 64; i++) {
      const x: u32 = load32(schedule + (i - 15) * 4);
      const y: u32 = load32(schedule + (i - 2) * 4);
      const low: u32 = rotateRight32(x, 7) ^ rotateRight32(x, 18) ^ (x >> 3);
      const high: u32 = rotateRight32(y, 17) ^ rotateRight32(y, 19) ^ (y >> 10);
      store32(
        schedule + i * 4,
        load32(schedule + (i - 16) * 4) + low + load32(schedule + (i - 7) * 4) + high,
      );
    }
    let a: u32 = load32(words);
    let b: u32 = load32(words + 4);
    let c: u32 = load32(words + 8);
    let d: u32 = load32(words + 12);
    let e: u32 = load32(words + 16);
    let f: u32 = load32(words + 20);
    let g: u32 = load32(words + 24);
    let h: u32 = load32(words + 28);
    for (let i: u32 = 0; i < 64; i++) {
      const high: u32 = rotateRight32(e, 6) ^ rotateRight32(e, 11) ^ rotateRight32(e, 25);
      const choice: u32 = (e & f) ^ (~e & g);
      const first: u32 =
        h + high + choice + load32(sha256Constants + i * 4) + load32(schedule + i * 4);
      const low: u32 = rotateRight32(a, 2) ^ rotateRight32(a, 13) ^ rotateRight32(a, 22);
      const majority: u32 = (a & b) ^ (a & c) ^ (b & c);
      h = g;
      g = f;
      f = e;
      e = d + first;
      d = c;
      c = b;
      b = a;
      a = first + low + majority;
    }
    store32(words, load32(words) + a);
    store32(words + 4, load32(words + 4) + b);
    store32(words + 8, load32(words + 8) + c);
    store32(words + 12, load32(words + 12) + d);
    store32(words + 16, load32(words + 16) + e);
    store32(words + 20, load32(words + 20) + f);
    store32(words + 24, load32(words + 24) + g);
    store32(words + 28, load32(words + 28) + h);
    block = block + 64;
  }
}

const sha512Constants = u64Table([
  0x428a2f98d728ae22, 0x7137449123ef65cd, 0xb5c0fbcfec4d3b2f, 0xe9b5dba58189dbbc,
  0x3956c25bf348b538, 0x59f111f1b605d019, 0x923f82a4af194f9b, 0xab1c5ed5da6d8118,
  0xd807aa98a3030242, 0x12835b0145706fbe, 0x243185be4ee4b28c, 0x550c7dc3d5ffb4e2,
  0x72be5d74f27b896f, 0x80deb1fe3b1696b1, 0x9bdc06a725c71235, 0xc19bf174cf692694,
  0xe49b69c19ef14ad2, 0xefbe4786384f25e3, 0x0fc19dc68b8cd5b5, 0x240ca1cc77ac9c65,
  0x2de92c6f592b0275, 0x4a7484aa6ea6e483, 0x5cb0a9dcbd41fbd4, 0x76f988da831153b5,
  0x983e5152ee66dfab, 0xa831c66d2db43210, 0xb00327c898fb213f, 0xbf597fc7beef0ee4,
  0xc6e00bf33da88fc2, 0xd5a79147930aa725, 0x06ca6351e003826f, 0x142929670a0e6e70,
  0x27b70a8546d22ffc, 0x2e1b21385c26c926, 0x4d2c6dfc5ac42aed, 0x53380d139d95b3df,
  0x650a73548baf63de, 0x766a0abb3c77b2a8, 0x81c2c92e47edaee6, 0x92722c851482353b,
  0xa2bfe8a14cf10364, 0xa81a664bbc423001, 0xc24b8b70d0f89791, 0xc76c51a30654be30,
  0xd192e819d6ef5218, 0xd69906245565a910, 0xf40e35855771202a, 0x106aa07032bbd1b8,
  0x19a4c116b8d2d0c8, 0x1e376c085141ab53, 0x2748774cdf8eeb99, 0x34b0bcb5e19b48a8,
  0x391c0cb3c5c95a63, 0x4ed8aa4ae3418acb, 0x5b9cca4f7763e373, 0x682e6ff3d6b2b8a3,
  0x748f82ee5defb2fc, 0x78a5636f43172f60, 0x84c87814a1f0ab72, 0x8cc702081a6439ec,
  0x90befffa23631e28, 0xa4506cebde82bde9, 0xbef9a3f7b2c67915, 0xc67178f2e372532b,
  0xca273eceea26619c, 0xd186b8c721c0c207, 0xeada7dd6cde0eb1e, 0xf57d4f7fee6ed178,
  0x06f067aa72176fba, 0x0a637dc5a2c898a6, 0x113f9804bef90dae, 0x1b710b35131c471b,
  0x28db77f523047d84, 0x32caab7b40c72493, 0x3c9ebe0a15c9bebc, 0x431d67c49c100d4c,
  0x4cc5d4becb3e42b6, 0x597f299cfc657e2a, 0x5fcb6fab3ad6faec, 0x6c44198c4a475817,
]);

/** SHA-384 and SHA-512: eight words of 64 bits, blocks of 128 bytes. */
export function sha512Blocks(state: Value, bytes: Value, at: u32, blocks: u32): void {
  const words: ptr = digestData(state);
  let block: ptr = digestData(bytes) + at;
  for (let n: u32 = 0; n < blocks; n++) {
    for (let i: u32 = 0; i < 16; i++) store64(schedule + i * 8, byteSwap64(load64(block + i * 8)));
    for (let i: u32 = 16; i < 80; i++) {
      const x: u64 = load64(schedule + (i - 15) * 8);
      const y: u64 = load64(schedule + (i - 2) * 8);
      const low: u64 = rotateRight64(x, 1) ^ rotateRight64(x, 8) ^ (x >> 7);
      const high: u64 = rotateRight64(y, 19) ^ rotateRight64(y, 61) ^ (y >> 6);
      store64(
        schedule + i * 8,
        load64(schedule + (i - 16) * 8) + low + load64(schedule + (i - 7) * 8) + high,
      );
    }
    let a: u64 = load64(words);
    let b: u64 = load64(words + 8);
    let c: u64 = load64(words + 16);
    let d: u64 = load64(words + 24);
    let e: u64 = load64(words + 32);
    let f: u64 = load64(words + 40);
    let g: u64 = load64(words + 48);
    let h: u64 = load64(words + 56);
    for (let i: u32 = 0; i < 80; i++) {
      const high: u64 = rotateRight64(e, 14) ^ rotateRight64(e, 18) ^ rotateRight64(e, 41);
      const choice: u64 = (e & f) ^ (~e & g);
      const first: u64 =
        h + high + choice + load64(sha512Constants + i * 8) + load64(schedule + i * 8);
      const low: u64 = rotateRight64(a, 28) ^ rotateRight64(a, 34) ^ rotateRight64(a, 39);
      const majority: u64 = (a & b) ^ (a & c) ^ (b & c);
      h = g;
      g = f;
      f = e;
      e = d + first;
      d = c;
      c = b;
      b = a;
      a = first + low + majority;
    }
    store64(words, load64(words) + a);
    store64(words + 8, load64(words + 8) + b);
    store64(words + 16, load64(words + 16) + c);
    store64(words + 24, load64(words + 24) + d);
    store64(words + 32, load64(words + 32) + e);
    store64(words + 40, load64(words + 40) + f);
    store64(words + 48, load64(words + 48) + g);
    store64(words + 56, load64(words + 56) + h);
    block = block + 128;
  }
}
