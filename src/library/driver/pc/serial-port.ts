'use machine';
// Serial port: 16550 and its kin by port number, eight bits, no parity, with its FIFO. Layer: driver.
// Output polls: a FIFO's worth of bytes for each look at the line status. PC16550D data sheet.

import { i32, load8, pause, portIn8, portOut8, u32 } from '../../machine/intrinsics.ts';
import type { ptr, u16, u64 } from '../../machine/types.ts';

export const SERIAL_CONSOLE: u16 = 0x3f8;

const INTERRUPT_ENABLE: u16 = 1;
const FIFO_CONTROL: u16 = 2;
const LINE_CONTROL: u16 = 3;
const MODEM_CONTROL: u16 = 4;
const LINE_STATUS: u16 = 5;
const SCRATCH: u16 = 7;
const DATA_READY: u32 = 1;
const TRANSMIT_EMPTY: u32 = 0x20;
const TRANSMITTER_IDLE: u32 = 0x40;
const FIFO_SIZE: u32 = 16;
/** False when there is no such port. */
export function openSerialPort(port: u16): boolean {
  portOut8(port + SCRATCH, 0x5a);
  if (portIn8(port + SCRATCH) !== 0x5a) return false;
  portOut8(port + INTERRUPT_ENABLE, 0);
  // 115,200 baud: divisor 1.
  portOut8(port + LINE_CONTROL, 0x83);
  portOut8(port, 1);
  portOut8(port + 1, 0);
  portOut8(port + LINE_CONTROL, 3);
  portOut8(port + FIFO_CONTROL, 7);
  // DTR, RTS, and OUT2, which lets interrupts through.
  portOut8(port + MODEM_CONTROL, 11);
  return true;
}

export function writeSerialPort(port: u16, bytes: ptr, count: u64): void {
  let at: ptr = bytes;
  const end: ptr = bytes + count;
  while (at < end) {
    waitForStatus(port, TRANSMIT_EMPTY);
    for (let i: u32 = 0; i < FIFO_SIZE && at < end; i++) {
      portOut8(port, load8(at));
      at++;
    }
  }
}

/** Until everything has left the port. */
export function drainSerialPort(port: u16): void {
  waitForStatus(port, TRANSMITTER_IDLE);
}

/** For ever, when nobody takes what was written: as a process waits on a full pipe. */
function waitForStatus(port: u16, bits: u32): void {
  while ((u32(portIn8(port + LINE_STATUS)) & bits) === 0) pause();
}

/** Whether the port interrupts when there is something to read. */
export function setSerialInterrupt(port: u16, enabled: boolean): void {
  portOut8(port + INTERRUPT_ENABLE, enabled ? 1 : 0);
}

/** The next byte, -1 when there is none. */
export function readSerialByte(port: u16): i32 {
  if ((u32(portIn8(port + LINE_STATUS)) & DATA_READY) === 0) return -1;
  return i32(portIn8(port));
}
