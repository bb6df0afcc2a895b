// SipHash-2-4 on 32-bit words: the keyed hash of sequence numbers, cookies, ports and timestamps. Layer: net/tcp, pure.
// 64-bit numbers are pairs of signed 32-bit halves, lower half first. One object is reused; hashing allocates nothing.
// Aumasson, Bernstein: SipHash, a fast short-input PRF. RFC 6528 asks for such a function.

const MAXIMUM_WORDS = 16;

export class SipHash {
  /** The message: callers fill words[0 .. count), then call `hash(count)`. */
  readonly words = new Int32Array(MAXIMUM_WORDS);
  /** The upper half of the last hash. */
  upper = 0;
  readonly #key = new Int32Array(4);
  /** v0 to v3, lower halves first. */
  readonly #state = new Int32Array(8);

  /** `key`: four random words. */
  constructor(key: Int32Array) {
    this.#key.set(key);
  }

  /** The lower 32 bits of the hash of words[0 .. count) as little-endian bytes; signed. */
  hash(count: number): number {
    const words = this.words;
    const even = count & ~1;
    this.#start();
    for (let i = 0; i < even; i += 2) this.#block(words[i]!, words[i + 1]!);
    const length = (count << 26) | 0;
    this.#block(even === count ? 0 : words[even]!, length);
    return this.#finish();
  }

  #start(): void {
    const key = this.#key;
    const v = this.#state;
    v[0] = key[0]! ^ 0x70736575;
    v[1] = key[1]! ^ 0x736f6d65;
    v[2] = key[2]! ^ 0x6e646f6d;
    v[3] = key[3]! ^ 0x646f7261;
    v[4] = key[0]! ^ 0x6e657261;
    v[5] = key[1]! ^ 0x6c796765;
    v[6] = key[2]! ^ 0x79746573;
    v[7] = key[3]! ^ 0x74656462;
  }

  #block(low: number, high: number): void {
    const v = this.#state;
    v[6] = v[6]! ^ low;
    v[7] = v[7]! ^ high;
    round(v);
    round(v);
    v[0] = v[0]! ^ low;
    v[1] = v[1]! ^ high;
  }

  #finish(): number {
    const v = this.#state;
    v[4] = v[4]! ^ 0xff;
    round(v);
    round(v);
    round(v);
    round(v);
    this.upper = v[1]! ^ v[3]! ^ v[5]! ^ v[7]!;
    return v[0]! ^ v[2]! ^ v[4]! ^ v[6]!;
  }
}

function round(v: Int32Array): void {
  let a = v[0]!;
  let A = v[1]!;
  let b = v[2]!;
  let B = v[3]!;
  let c = v[4]!;
  let C = v[5]!;
  let d = v[6]!;
  let D = v[7]!;
  let low = 0;

  low = (a + b) | 0;
  A = (A + B + carry(a, low)) | 0;
  a = low;
  low = (b << 13) | (B >>> 19);
  B = (B << 13) | (b >>> 19);
  b = low ^ a;
  B ^= A;
  low = A;
  A = a;
  a = low;

  low = (c + d) | 0;
  C = (C + D + carry(c, low)) | 0;
  c = low;
  low = (d << 16) | (D >>> 16);
  D = (D << 16) | (d >>> 16);
  d = low ^ c;
  D ^= C;

  low = (a + d) | 0;
  A = (A + D + carry(a, low)) | 0;
  a = low;
  low = (d << 21) | (D >>> 11);
  D = (D << 21) | (d >>> 11);
  d = low ^ a;
  D ^= A;

  low = (c + b) | 0;
  C = (C + B + carry(c, low)) | 0;
  c = low;
  low = (b << 17) | (B >>> 15);
  B = (B << 17) | (b >>> 15);
  b = low ^ c;
  B ^= C;
  low = C;
  C = c;
  c = low;

  v[0] = a;
  v[1] = A;
  v[2] = b;
  v[3] = B;
  v[4] = c;
  v[5] = C;
  v[6] = d;
  v[7] = D;
}

/** Of an addition whose one operand was `operand` and whose lower half became `sum`. */
function carry(operand: number, sum: number): number {
  return sum >>> 0 < operand >>> 0 ? 1 : 0;
}
