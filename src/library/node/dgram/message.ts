// Messages: what `send` takes, in all its forms, as the bytes of one datagram. Layer: node (node:dgram).

import { Buffer } from '../buffer.ts';
import { argumentTypeError } from '../errors.ts';
import { codedRangeError } from '../stream/errors.ts';

const KINDS = ['Buffer', 'TypedArray', 'DataView', 'string'];

/** The part of one message; `offset` and `length` as the program gave them. */
export function partOf(message: any, offset: any, length: any): Buffer {
  const whole = bytesOf(message);
  if (whole === undefined) throw argumentTypeError('buffer', KINDS, message);
  const start = offset >>> 0;
  const size = length >>> 0;
  if (start > whole.byteLength) throw outOfBounds('offset');
  if (start + size > whole.byteLength) throw outOfBounds('length');
  return Buffer.from(whole.buffer, whole.byteOffset + start, size);
}

/** Of a message or a list of its parts. */
export function wholeOf(message: any): Uint8Array {
  if (!Array.isArray(message)) {
    const bytes = bytesOf(message);
    if (bytes === undefined) throw argumentTypeError('buffer', KINDS, message);
    return bytes;
  }
  const parts: Uint8Array[] = [];
  for (let i = 0; i < message.length; i++) {
    const bytes = bytesOf(message[i]);
    if (bytes === undefined) throw argumentTypeError('buffer list arguments', KINDS, message);
    parts.push(bytes);
  }
  return parts.length === 1 ? parts[0]! : Buffer.concat(parts);
}

function bytesOf(message: any): Buffer | undefined {
  if (typeof message === 'string') return Buffer.from(message);
  if (!ArrayBuffer.isView(message)) return undefined;
  return Buffer.from(message.buffer as ArrayBuffer, message.byteOffset, message.byteLength);
}

function outOfBounds(name: string): Error {
  return codedRangeError('ERR_BUFFER_OUT_OF_BOUNDS', '"' + name + '" is outside of buffer bounds');
}
