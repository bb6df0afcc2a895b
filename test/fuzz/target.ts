// Fuzz targets: what is fed with hostile inputs, and what must hold for each input. Host tests only.

export interface FuzzTarget {
  readonly name: string;
  readonly seeds: readonly Uint8Array[];
  /** Throws when something is wrong. True: the input was accepted. */
  check(input: Uint8Array): boolean;
}

const MARGIN = 64;

/**
 * Parses the input at the end of its buffer, and in the middle of two others with different bytes around it: the results are
 * equal when nothing beyond the end is read. Null: refused.
 */
export function parseInBounds(
  input: Uint8Array,
  parse: (bytes: Uint8Array, start: number, end: number) => string | null,
): string | null {
  const tight = parse(input, 0, input.length);
  for (const filling of [0, 0xff]) {
    const buffer = new Uint8Array(input.length + 2 * MARGIN).fill(filling);
    buffer.set(input, MARGIN);
    const loose = parse(buffer, MARGIN, MARGIN + input.length);
    if (loose !== tight) throw new Error(`What is around the input counts: ${tight} ${loose}`);
  }
  return tight;
}

/** What `emit` writes, checked not to be outside of the `length` bytes that it says. */
export function emitInBounds(
  room: number,
  emit: (bytes: Uint8Array, start: number) => number,
): Uint8Array {
  const buffer = new Uint8Array(room + 2 * MARGIN).fill(0xa5);
  const length = emit(buffer, MARGIN);
  if (length > room) throw new Error(`Writes ${length} bytes of ${room}`);
  for (let i = 0; i < buffer.length; i++) {
    const isOutside = i < MARGIN || i >= MARGIN + room;
    if (isOutside && buffer[i] !== 0xa5) throw new Error(`Writes outside, at ${i - MARGIN}`);
  }
  return buffer.slice(MARGIN, MARGIN + length);
}
