'use machine';
// Console input: bytes of the first serial port, or of a virtio console, by interrupt. Layer: driver.

import { load64, store8, u64 } from '../../machine/intrinsics.ts';
import type { i32, ptr, u32, Value } from '../../machine/types.ts';
import { TYPED_DATA } from '../../runtime/layout.ts';
import { pointerOf } from '../../runtime/value.ts';
import {
  consoleDeviceVector,
  readConsoleDevice,
  setConsoleDeviceInput,
} from '../virtio/console-device.ts';
import { consoleIsSerial } from './console.ts';
import { allocateVector } from './interrupts.ts';
import { routeIsaInterrupt } from './io-apic.ts';
import { readSerialByte, SERIAL_CONSOLE, setSerialInterrupt } from './serial-port.ts';

const CONSOLE_LINE: u32 = 4;
let vector: u32 = 0;

/** The vector that tells of input; 0 when none is to be had. */
export function openConsoleInput(): u32 {
  if (!consoleIsSerial()) return consoleDeviceVector();
  if (vector === 0) {
    vector = allocateVector();
    if (!routeIsaInterrupt(CONSOLE_LINE, vector)) vector = 0;
  }
  return vector;
}

export function setConsoleInterrupt(enabled: boolean): void {
  if (consoleIsSerial()) setSerialInterrupt(SERIAL_CONSOLE, enabled);
  else setConsoleDeviceInput(enabled);
}

/** Reads at most `count` bytes that have arrived into a byte array; how many. */
export function readConsole(array: Value, count: u32): u32 {
  const bytes: ptr = load64(pointerOf(array) + u64(TYPED_DATA));
  if (!consoleIsSerial()) return readConsoleDevice(bytes, count);
  let got: u32 = 0;
  while (got < count) {
    const byte: i32 = readSerialByte(SERIAL_CONSOLE);
    if (byte < 0) break;
    store8(bytes + got, byte);
    got++;
  }
  return got;
}
