// DNS names in messages: labels and pointers to names further up. Layer: base, pure. RFC 1035 §3.1 and §4.1.4, RFC 4343.
// Messages are not trusted: a pointer goes backwards only, so that every name ends.

const MAXIMUM_LABEL = 63;
const MAXIMUM_NAME = 253;
const POINTER = 0xc0;

/** Index behind the name at `start`, -1 when it does not end. */
export function skipName(bytes: Uint8Array, start: number, length: number): number {
  let at = start;
  while (at < length) {
    const size = bytes[at] as number;
    if (size === 0) return at + 1;
    // A pointer to an earlier name ends this one.
    if (size >= POINTER) return at + 2 <= length ? at + 2 : -1;
    if (size > MAXIMUM_LABEL) return -1;
    at += size + 1;
  }
  return -1;
}

/** Whether the names at two places are the same but for the case of letters; false when one is malformed. */
export function isSameName(bytes: Uint8Array, one: number, other: number, length: number): boolean {
  let left = labelAt(bytes, one, length);
  let right = labelAt(bytes, other, length);
  let total = 0;
  while (left >= 0 && right >= 0) {
    const size = bytes[left] as number;
    if (size !== bytes[right]) return false;
    if (size === 0) return true;
    total += size + 1;
    if (total > MAXIMUM_NAME + 1) return false;
    for (let i = 1; i <= size; i++) {
      if (lowerCase(bytes[left + i] as number) !== lowerCase(bytes[right + i] as number)) {
        return false;
      }
    }
    left = labelAt(bytes, left + size + 1, length);
    right = labelAt(bytes, right + size + 1, length);
  }
  return false;
}

/** The text of the name at `start`, in lower case; undefined when it is malformed or has other than printable characters. */
export function nameText(bytes: Uint8Array, start: number, length: number): string | undefined {
  let text = '';
  let at = labelAt(bytes, start, length);
  while (at >= 0) {
    const size = bytes[at] as number;
    if (size === 0) return text;
    if (text !== '') text += '.';
    if (text.length + size > MAXIMUM_NAME) return undefined;
    for (let i = 1; i <= size; i++) {
      const unit = lowerCase(bytes[at + i] as number);
      if (unit <= 32 || unit > 126 || unit === 46) return undefined;
      text += String.fromCharCode(unit);
    }
    at = labelAt(bytes, at + size + 1, length);
  }
  return undefined;
}

/**
 * The text of the name at `start` as it is spelled, '' for the root; undefined when it is malformed. What has a meaning in
 * such texts comes with a backslash, what cannot be shown as `\DDD` (RFC 1035 §5.1).
 */
export function spelledName(bytes: Uint8Array, start: number, length: number): string | undefined {
  let text = '';
  let total = 0;
  let at = labelAt(bytes, start, length);
  while (at >= 0) {
    const size = bytes[at] as number;
    if (size === 0) return text;
    total += size + 1;
    if (total > MAXIMUM_NAME + 1) return undefined;
    if (text !== '') text += '.';
    for (let i = 1; i <= size; i++) text += spelledUnit(bytes[at + i] as number);
    at = labelAt(bytes, at + size + 1, length);
  }
  return undefined;
}

function spelledUnit(unit: number): string {
  if (unit <= 32 || unit > 126) return '\\' + String(unit).padStart(3, '0');
  const text = String.fromCharCode(unit);
  return '".;\\()@$'.includes(text) ? '\\' + text : text;
}

/** Index of the label that begins at `start`, or to which a pointer there leads; -1 when there is none. */
function labelAt(bytes: Uint8Array, start: number, length: number): number {
  let at = start;
  while (at < length) {
    const size = bytes[at] as number;
    if (size < POINTER) return size <= MAXIMUM_LABEL && at + size < length ? at : -1;
    if (at + 1 >= length) return -1;
    const target = ((size & 63) << 8) | (bytes[at + 1] as number);
    if (target >= at) return -1;
    at = target;
  }
  return -1;
}

function lowerCase(unit: number): number {
  return unit >= 65 && unit <= 90 ? unit + 32 : unit;
}
