// Strategy: queuing strategies and how options become numbers. Layer: web (WHATWG Streams §6).

export function highWaterMarkOf(strategy: any, otherwise: number): number {
  const given = strategy?.highWaterMark;
  if (given === undefined) return otherwise;
  const mark = Number(given);
  if (mark !== mark || mark < 0) {
    const error: any = new RangeError(
      "The property 'strategy.highWaterMark' is invalid. Received " + String(given),
    );
    error.code = 'ERR_INVALID_ARG_VALUE';
    throw error;
  }
  return mark;
}

/** @global */
export class CountQueuingStrategy {
  readonly #highWaterMark: number;
  constructor(options: any) {
    this.#highWaterMark = Number(options.highWaterMark);
  }
  get highWaterMark(): number {
    return this.#highWaterMark;
  }
  get size(): () => number {
    return countSize;
  }
}

function countSize(): number {
  return 1;
}

/** @global */
export class ByteLengthQueuingStrategy {
  readonly #highWaterMark: number;
  constructor(options: any) {
    this.#highWaterMark = Number(options.highWaterMark);
  }
  get highWaterMark(): number {
    return this.#highWaterMark;
  }
  get size(): (chunk: any) => number {
    return byteLengthSize;
  }
}

function byteLengthSize(chunk: any): number {
  return chunk.byteLength;
}
