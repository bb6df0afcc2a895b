'use machine';
// Control line: a second serial port between the image and the monitor that started it (`--control-port`). Layer: driver.
// We say 'R' when we listen to it, 'L' and 'C' with two bytes, little-endian, when a TCP port opens and closes, and 'S' with
// the status at the end (power.ts). The monitor says a signal's number (1 to 31),
// or 0x80 and six bytes, little-endian: how many bytes of standard input there are in all, once it knows.

import { reserveBytes, store8 } from '../../machine/intrinsics.ts';
import type { i32, u16, u32 } from '../../machine/types.ts';
import { controlPort } from './command-line.ts';
import { allocateVector } from './interrupts.ts';
import { routeIsaInterrupt } from './io-apic.ts';
import {
  openSerialPort,
  readSerialByte,
  setSerialInterrupt,
  writeSerialPort,
} from './serial-port.ts';

const MESSAGE_READY: u32 = 0x52;
const MESSAGE_LISTENING: u32 = 0x4c;
const MESSAGE_CLOSED: u32 = 0x43;
const SECOND_PORT: u16 = 0x2f8;
const SECOND_LINE: u32 = 3;
const FIRST_LINE: u32 = 4;

const message = reserveBytes(8);
let vector: u32 = 0;

export function startControl(): void {
  if (controlPort === 0 || !openSerialPort(controlPort)) return;
  vector = allocateVector();
  const line: u32 = controlPort === SECOND_PORT ? SECOND_LINE : FIRST_LINE;
  if (routeIsaInterrupt(line, vector)) setSerialInterrupt(controlPort, true);
  store8(message, MESSAGE_READY);
  writeSerialPort(controlPort, message, 1);
}

/** Tells the monitor that the program listens on a TCP port, or no longer. */
export function reportPort(port: u32, isOpen: boolean): void {
  if (controlPort === 0) return;
  store8(message, isOpen ? MESSAGE_LISTENING : MESSAGE_CLOSED);
  store8(message + 1, port);
  store8(message + 2, port >>> 8);
  writeSerialPort(controlPort, message, 3);
}

/** Vector of the control line, 0 when there is none. */
export function controlVector(): u32 {
  return vector;
}

/** The next byte from the monitor, -1 when there is none. */
export function readControlByte(): i32 {
  return readSerialByte(controlPort);
}
