// Buffer source: the bytes of what WebIDL calls a BufferSource. Layer: web.

import { isArrayBufferCell, isDataViewCell, isTypedArrayCell } from '../runtime/inspect-kinds.ts';

/** The bytes of an ArrayBuffer, typed array or DataView, without a copy; undefined for anything else. */
export function bytesOfSource(value: any): Uint8Array | undefined {
  if (isTypedArrayCell(value)) {
    if (value instanceof Uint8Array) return value;
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  }
  if (isArrayBufferCell(value)) return new Uint8Array(value);
  if (isDataViewCell(value))
    return new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
  return undefined;
}
