// Mutations: hostile variants of good inputs, from a seed. Host tests only.

const INTERESTING = [0, 1, 2, 3, 4, 5, 7, 8, 15, 16, 20, 40, 63, 64, 127, 128, 192, 254, 255];

export class Mutator {
  readonly random: () => number;

  /** `random`: 32 unsigned bits. */
  constructor(random: () => number) {
    this.random = random;
  }

  /** 0 to `count - 1`. */
  below(count: number): number {
    return this.random() % count;
  }

  /** One of the seeds, changed a little or not at all; sometimes noise. */
  next(seeds: readonly Uint8Array[]): Uint8Array {
    if (this.below(10) === 0) return this.#noise();
    let bytes: Uint8Array = Uint8Array.from(seeds[this.below(seeds.length)]!);
    for (let changes = this.below(6); changes > 0; changes--) bytes = this.#change(bytes, seeds);
    return bytes;
  }

  #noise(): Uint8Array {
    const bytes = new Uint8Array(this.below(200));
    for (let i = 0; i < bytes.length; i++) bytes[i] = this.random();
    return bytes;
  }

  #change(bytes: Uint8Array, seeds: readonly Uint8Array[]): Uint8Array {
    if (bytes.length === 0) return bytes;
    const at = this.below(bytes.length);
    switch (this.below(8)) {
      case 0:
        bytes[at] = bytes[at]! ^ (1 << this.below(8));
        return bytes;
      case 1:
        bytes[at] = this.random();
        return bytes;
      case 2:
        bytes[at] = INTERESTING[this.below(INTERESTING.length)]!;
        return bytes;
      case 3:
        return bytes.slice(0, at);
      case 4: {
        // A piece twice.
        const end = Math.min(bytes.length, at + 1 + this.below(40));
        const longer = new Uint8Array(bytes.length + end - at);
        longer.set(bytes.subarray(0, end));
        longer.set(bytes.subarray(at), end);
        return longer;
      }
      case 5: {
        // A piece less.
        const end = Math.min(bytes.length, at + 1 + this.below(16));
        const shorter = new Uint8Array(bytes.length - (end - at));
        shorter.set(bytes.subarray(0, at));
        shorter.set(bytes.subarray(end), at);
        return shorter;
      }
      case 6: {
        // The end of another.
        const other = seeds[this.below(seeds.length)]!;
        const from = this.below(other.length + 1);
        const joined = new Uint8Array(at + other.length - from);
        joined.set(bytes.subarray(0, at));
        joined.set(other.subarray(from), at);
        return joined;
      }
      default:
        bytes.fill(this.random(), at, Math.min(bytes.length, at + 1 + this.below(8)));
        return bytes;
    }
  }
}
