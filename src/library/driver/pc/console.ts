'use machine';
// Console of a machine: the first serial port, or a virtio console where there is none; errors go to a debug console of their own where the monitor has added
// one (`--errors-port`), which takes a byte with each write. Layer: driver.

import { load8, portOut8 } from '../../machine/intrinsics.ts';
import type { i32, ptr, u64 } from '../../machine/types.ts';
import {
  drainConsoleDevice,
  openConsoleDevice,
  writeConsoleDevice,
} from '../virtio/console-device.ts';
import { errorsPort } from './command-line.ts';
import { drainSerialPort, openSerialPort, SERIAL_CONSOLE, writeSerialPort } from './serial-port.ts';

const ERRORS: i32 = 2;
let hasSerial: boolean = false;
let hasDevice: boolean = false;

export function openConsole(): void {
  hasSerial = openSerialPort(SERIAL_CONSOLE);
}

/** Once there are memory and interrupts. */
export function openDeviceConsole(): void {
  if (!hasSerial) hasDevice = openConsoleDevice();
}

export function platformWrite(stream: i32, bytes: ptr, count: u64): void {
  if (stream === ERRORS && errorsPort !== 0) {
    for (let i: u64 = 0; i < count; i++) portOut8(errorsPort, load8(bytes + i));
  } else if (hasSerial) {
    writeSerialPort(SERIAL_CONSOLE, bytes, count);
  } else if (hasDevice) {
    writeConsoleDevice(bytes, count);
  }
}

/** Before the machine goes off. */
export function flushConsole(): void {
  if (hasSerial) drainSerialPort(SERIAL_CONSOLE);
  else if (hasDevice) drainConsoleDevice();
}

export function consoleIsSerial(): boolean {
  return hasSerial;
}
