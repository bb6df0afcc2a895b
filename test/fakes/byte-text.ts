// Fake of web/byte-text.ts on Node's Buffer.

function view(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

let unitsTaken = 0;

export const utf8ByteCount = (text: string) => Buffer.byteLength(text);
export const putUtf8 = (bytes: Uint8Array, at: number, text: string) => view(bytes).write(text, at);
export const unitsOfLastWrite = () => unitsTaken;
export function putUtf8Within(bytes: Uint8Array, at: number, room: number, text: string): number {
  const result = new TextEncoder().encodeInto(text, bytes.subarray(at, at + room));
  unitsTaken = result.read!;
  return result.written!;
}
export const utf8Text = (bytes: Uint8Array, from: number, to: number) =>
  view(bytes).toString('utf8', from, to);
export const latin1Text = (bytes: Uint8Array, from: number, to: number) =>
  view(bytes).toString('latin1', from, to);
export const asciiText7 = (bytes: Uint8Array, from: number, to: number) =>
  view(bytes).toString('ascii', from, to);
export const utf16Text = (bytes: Uint8Array, from: number, to: number) =>
  view(bytes).toString('utf16le', from, to);
export const hexText = (bytes: Uint8Array, from: number, to: number) =>
  view(bytes).toString('hex', from, to);
export const base64Text = (bytes: Uint8Array, from: number, to: number, url: boolean) =>
  view(bytes).toString(url ? 'base64url' : 'base64', from, to);
export const putLatin1 = (bytes: Uint8Array, at: number, count: number, text: string) =>
  void view(bytes).write(text.slice(0, count), at, 'latin1');
export const putUtf16 = (bytes: Uint8Array, at: number, count: number, text: string) =>
  void view(bytes).write(text.slice(0, count), at, 'utf16le');
export const putHex = (bytes: Uint8Array, at: number, room: number, text: string) =>
  view(bytes).write(text.length % 2 ? text.slice(0, -1) : text, at, room, 'hex');
export const putBase64 = (bytes: Uint8Array, at: number, room: number, text: string) =>
  view(bytes).write(text, at, room, 'base64');
export function isWellFormedUtf8(bytes: Uint8Array, from: number, to: number): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes.subarray(from, to));
    return true;
  } catch {
    return false;
  }
}
export const moveByteRange = (
  target: Uint8Array,
  at: number,
  source: Uint8Array,
  from: number,
  count: number,
) =>
  Uint8Array.prototype.set.call(
    target,
    view(source)
      .subarray(from, from + count)
      .toString('latin1')
      .split('')
      .map((c) => c.charCodeAt(0)),
    at,
  );
export const fillByteRange = (bytes: Uint8Array, from: number, to: number, byte: number) =>
  void view(bytes).fill(byte, from, to);
export const compareByteRanges = (
  a: Uint8Array,
  aFrom: number,
  aTo: number,
  b: Uint8Array,
  bFrom: number,
  bTo: number,
) => Buffer.compare(view(a).subarray(aFrom, aTo), view(b).subarray(bFrom, bTo));
export function findByteRange(
  bytes: Uint8Array,
  length: number,
  needle: Uint8Array,
  needleLength: number,
  from: number,
  step: number,
): number {
  for (let i = from; i + needleLength <= length; i += step) {
    if (
      Buffer.compare(
        view(bytes).subarray(i, i + needleLength),
        view(needle).subarray(0, needleLength),
      ) === 0
    )
      return i;
  }
  return length;
}
const data = (bytes: Uint8Array) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
export const doubleAt = (bytes: Uint8Array, at: number, big: boolean) =>
  data(bytes).getFloat64(at, !big);
export const putDouble = (bytes: Uint8Array, at: number, value: number, big: boolean) =>
  data(bytes).setFloat64(at, value, !big);
export const floatAt = (bytes: Uint8Array, at: number, big: boolean) =>
  data(bytes).getFloat32(at, !big);
export const putFloat = (bytes: Uint8Array, at: number, value: number, big: boolean) =>
  data(bytes).setFloat32(at, value, !big);
