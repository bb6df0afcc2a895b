// String width: terminal columns that a text takes. Layer: node. Pure.
// Ranges after Unicode's EastAsianWidth (wide and full-width) and its combining blocks.

/** First and last code point of each wide range. */
const WIDE_RANGES: number[] = [
  0x1100, 0x115f, 0x231a, 0x231b, 0x2329, 0x232a, 0x23e9, 0x23ec, 0x23f0, 0x23f0, 0x23f3, 0x23f3,
  0x25fd, 0x25fe, 0x2614, 0x2615, 0x2648, 0x2653, 0x267f, 0x267f, 0x2693, 0x2693, 0x26a1, 0x26a1,
  0x26aa, 0x26ab, 0x26bd, 0x26be, 0x26c4, 0x26c5, 0x26ce, 0x26ce, 0x26d4, 0x26d4, 0x26ea, 0x26ea,
  0x26f2, 0x26f3, 0x26f5, 0x26f5, 0x26fa, 0x26fa, 0x26fd, 0x26fd, 0x2705, 0x2705, 0x270a, 0x270b,
  0x2728, 0x2728, 0x274c, 0x274c, 0x274e, 0x274e, 0x2753, 0x2755, 0x2757, 0x2757, 0x2795, 0x2797,
  0x27b0, 0x27b0, 0x27bf, 0x27bf, 0x2b1b, 0x2b1c, 0x2b50, 0x2b50, 0x2b55, 0x2b55, 0x2e80, 0x303e,
  0x3041, 0x33ff, 0x3400, 0x4dbf, 0x4e00, 0xa4c6, 0xa960, 0xa97c, 0xac00, 0xd7a3, 0xf900, 0xfaff,
  0xfe10, 0xfe19, 0xfe30, 0xfe6b, 0xff01, 0xff60, 0xffe0, 0xffe6, 0x16fe0, 0x18aff, 0x1b000,
  0x1b2ff, 0x1f004, 0x1f004, 0x1f0cf, 0x1f0cf, 0x1f18e, 0x1f18e, 0x1f191, 0x1f19a, 0x1f200, 0x1f320,
  0x1f32d, 0x1f335, 0x1f337, 0x1f37c, 0x1f37e, 0x1f393, 0x1f3a0, 0x1f3ca, 0x1f3cf, 0x1f3d3, 0x1f3e0,
  0x1f3f0, 0x1f3f4, 0x1f3f4, 0x1f3f8, 0x1f43e, 0x1f440, 0x1f440, 0x1f442, 0x1f4fc, 0x1f4ff, 0x1f53d,
  0x1f54b, 0x1f54e, 0x1f550, 0x1f567, 0x1f57a, 0x1f57a, 0x1f595, 0x1f596, 0x1f5a4, 0x1f5a4, 0x1f5fb,
  0x1f64f, 0x1f680, 0x1f6c5, 0x1f6cc, 0x1f6cc, 0x1f6d0, 0x1f6d2, 0x1f6d5, 0x1f6d7, 0x1f6dc, 0x1f6df,
  0x1f6eb, 0x1f6ec, 0x1f6f4, 0x1f6fc, 0x1f7e0, 0x1f7eb, 0x1f7f0, 0x1f7f0, 0x1f90c, 0x1f93a, 0x1f93c,
  0x1f945, 0x1f947, 0x1f9ff, 0x1fa70, 0x1faff, 0x20000, 0x3fffd,
];

function isWide(point: number): boolean {
  if (point < 0x1100) return false;
  for (let i = 0; i < WIDE_RANGES.length; i += 2) {
    if (point < WIDE_RANGES[i]!) return false;
    if (point <= WIDE_RANGES[i + 1]!) return true;
  }
  return false;
}

function isZeroWidth(point: number): boolean {
  return (
    point <= 0x1f ||
    (point >= 0x7f && point <= 0x9f) ||
    (point >= 0x300 && point <= 0x36f) ||
    (point >= 0x200b && point <= 0x200f) ||
    (point >= 0x20d0 && point <= 0x20ff) ||
    (point >= 0xfe00 && point <= 0xfe0f) ||
    (point >= 0xfe20 && point <= 0xfe2f) ||
    (point >= 0xe0100 && point <= 0xe01ef)
  );
}

/** The end of the escape sequence that starts at `from`, or `from` when there is none. */
function controlSequenceEnd(text: string, from: number): number {
  const introducer = text.charCodeAt(from);
  let i = from + 1;
  if (introducer === 0x1b) {
    const next = text.charCodeAt(i);
    if (next === 0x5d) return operatingSystemCommandEnd(text, from, i + 1);
    if (next !== 0x5b) return from;
    i++;
  } else if (introducer !== 0x9b) return from;
  for (; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0x40 && unit <= 0x7e) return i + 1;
    if (unit < 0x20 || unit > 0x3f) return from;
  }
  return from;
}

function operatingSystemCommandEnd(text: string, from: number, start: number): number {
  for (let i = start; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit === 0x07 || unit === 0x9c) return i + 1;
    if (unit === 0x1b && text.charCodeAt(i + 1) === 0x5c) return i + 2;
  }
  return from;
}

/** Removes terminal control sequences (ECMA-48 CSI and OSC). */
export function stripControlSequences(text: string): string {
  let result = '';
  let last = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit !== 0x1b && unit !== 0x9b) continue;
    const end = controlSequenceEnd(text, i);
    if (end === i) continue;
    result += text.slice(last, i);
    last = end;
    i = end - 1;
  }
  return last === 0 ? text : result + text.slice(last);
}

/** Columns of `text`; control sequences count as nothing when `strip`. */
export function stringWidth(text: string, strip: boolean): number {
  const plain = strip ? stripControlSequences(text) : text;
  let width = 0;
  for (let i = 0; i < plain.length; i++) {
    let point = plain.charCodeAt(i);
    if (point >= 32 && point < 127) {
      width++;
      continue;
    }
    if (point >= 0xd800 && point <= 0xdbff) {
      point = plain.codePointAt(i)!;
      if (point > 0xffff) i++;
    }
    if (isWide(point)) width += 2;
    else if (!isZeroWidth(point)) width++;
  }
  return width;
}
