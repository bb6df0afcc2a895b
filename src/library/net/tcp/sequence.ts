'use fast';
// Sequence numbers: signed 32-bit integers that wrap. Layer: net/tcp, pure. RFC 9293 §3.4: comparison is modulo 2^32.

export function before(a: number, b: number): boolean {
  return ((a - b) | 0) < 0;
}

export function after(a: number, b: number): boolean {
  return ((a - b) | 0) > 0;
}

export function atOrBefore(a: number, b: number): boolean {
  return ((a - b) | 0) <= 0;
}

export function atOrAfter(a: number, b: number): boolean {
  return ((a - b) | 0) >= 0;
}

/** Bytes from `from` to `to`; negative when `to` lies before. */
export function distance(from: number, to: number): number {
  return (to - from) | 0;
}

export function later(a: number, b: number): number {
  return ((a - b) | 0) > 0 ? a : b;
}

export function earlier(a: number, b: number): number {
  return ((a - b) | 0) < 0 ? a : b;
}
