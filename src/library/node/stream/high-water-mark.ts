// High-water mark: how much a stream buffers before it asks to wait. Layer: node.

import { codedTypeError, outOfRange } from './errors.ts';

let bytesDefault = 16 * 1024;
let objectsDefault = 16;

export function getDefaultHighWaterMark(objectMode?: boolean): number {
  return objectMode ? objectsDefault : bytesDefault;
}

export function setDefaultHighWaterMark(objectMode: boolean, value: number): void {
  if (typeof value !== 'number' || value < 0 || value % 1 !== 0)
    throw outOfRange('value', 'an integer >= 0', value);
  if (objectMode) objectsDefault = value;
  else bytesDefault = value;
}

/** The option, or the option for one side of a Duplex, or the default. */
export function highWaterMarkOf(
  options: any,
  sideKey: string,
  isDuplex: boolean,
  objectMode: boolean,
): number {
  let value = options.highWaterMark;
  if (value === undefined || value === null) {
    value = isDuplex
      ? sideKey === 'readable'
        ? options.readableHighWaterMark
        : options.writableHighWaterMark
      : null;
    if (value === undefined || value === null) return getDefaultHighWaterMark(objectMode);
    if (typeof value !== 'number' || value < 0 || value % 1 !== 0)
      throw invalidMark(sideKey + 'HighWaterMark', value);
    return value;
  }
  if (typeof value !== 'number' || !(value >= 0) || value % 1 !== 0)
    throw invalidMark('highWaterMark', value);
  return value;
}

function invalidMark(name: string, value: any): Error {
  return codedTypeError(
    'ERR_INVALID_ARG_VALUE',
    "The property 'options." + name + "' is invalid. Received " + String(value),
  );
}
