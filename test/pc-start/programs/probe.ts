'use machine';
// Does what its first argument names: each letter is one thing that must work or must be stopped.

import {
  addressOf,
  asciiText,
  asValue,
  callAddress,
  load64,
  load8,
  reserveBytes,
  store64,
  store8,
  symbolAddress,
  trap,
  u64,
  volatileStore64,
  volatileStore8,
} from '../machine/intrinsics.ts';
import type { ptr, u32, Value } from '../machine/types.ts';
import {
  argumentAddress,
  argumentsCount,
  environmentAddress,
  environmentCount,
  namedDeviceAddress,
  namedDeviceCount,
} from '../driver/pc/command-line.ts';
import { waitForInterrupts } from '../driver/pc/interrupts.ts';
import { emergencyLow, mainStackLow, takeDevicePages } from '../driver/pc/memory.ts';
import { findPciConfigSpace, readPciConfig } from '../driver/pc/pci-config-space.ts';
import { textLength, writeDecimalWord, writeHexadecimalWord } from '../observe/words.ts';
import {
  platformEntropy,
  platformExit,
  platformMonotonicNanos,
  platformWallClockMillis,
  platformWrite,
} from '../interfaces/platform.ts';

const buffer = reserveBytes(256);

export function programInstall(): void {}

export function programUsesClient(): boolean {
  return false;
}

export function programUsesDatagrams(): boolean {
  return false;
}

export function readThrough(address: ptr): u64 {
  return load64(address);
}

function say(text: ptr): void {
  platformWrite(1, text, textLength(text));
  platformWrite(1, asciiText('\n'), 1);
}

function overflow(depth: u64): u64 {
  return depth === 0 ? 0 : overflow(depth - 1) * 3 + platformMonotonicNanos();
}

export function programMain(): Value {
  say(asciiText('hello'));
  if (argumentsCount() === 0) return asValue(0);
  const argument: ptr = argumentAddress(0);
  switch (load8(argument)) {
    case 97: // a: arguments
      for (let i: u32 = 0; i < argumentsCount(); i++) say(argumentAddress(i));
      break;
    case 100: // d: environment
      for (let i: u32 = 0; i < environmentCount(); i++) say(environmentAddress(i));
      break;
    case 101: // e: entropy
      platformEntropy(buffer, 256);
      for (let i: u64 = 0; i < 256; i += 8) {
        writeHexadecimalWord(load64(buffer + i));
        platformWrite(2, asciiText('\n'), 1);
      }
      break;
    case 103: // g: deep recursion
      overflow(100000000);
      break;
    case 110: // n: null
      store64(buffer, readThrough(8));
      break;
    case 108: // l: low memory, where the firmware is
      store64(buffer, readThrough(0xf0000));
      break;
    case 104: // h: beyond all memory
      store64(buffer, readThrough(0x100000000000));
      break;
    case 98: // b: not an address
      store64(buffer, readThrough(0x8000000000000000));
      break;
    case 119: // w: write to the code
      volatileStore8(addressOf(programInstall), 0);
      break;
    case 114: // r: write to read-only data
      volatileStore8(asciiText('read-only'), 0);
      break;
    case 112: // p: write to the position table, which only the linker writes
      volatileStore8(symbolAddress('drp_position_count'), 1);
      break;
    case 120: // x: execute data
      store8(buffer, 0xc3);
      callAddress(buffer);
      break;
    case 121: // y: execute the stack
      callAddress(mainStackLow + 64);
      break;
    case 115: // s: the stack's guard
      volatileStore64(mainStackLow - 8, 1);
      break;
    case 116: // t: the guard of an emergency stack
      volatileStore64(emergencyLow + 8, 1);
      break;
    case 117: // u: undefined instruction
      trap();
      break;
    case 122: // z: division by zero
      writeDecimalWord(1000 / u64(load8(buffer)));
      break;
    case 99: // c: clocks
      sayClock();
      break;
    case 105: // i: idle for three seconds
      waitForInterrupts(platformMonotonicNanos() + 3000000000);
      break;
    case 109: // m: device pages are zero and whole pages
      if ((takeDevicePages(2) & 4095) !== 0) say(asciiText('not whole'));
      break;
    case 102: // f: the host bridge by PCI's configuration space
      if (!findPciConfigSpace()) say(asciiText('no PCI'));
      else writeHexadecimalWord(u64(readPciConfig(0, 0)));
      platformWrite(2, asciiText('\n'), 1);
      break;
    case 118: // v: devices that the monitor names
      for (let i: u32 = 0; i < namedDeviceCount(); i++) say(namedDeviceAddress(i));
      break;
    case 113: // q: the status
      platformExit(200);
      break;
    case 107: // k: never ends
      for (;;) store8(buffer, 1);
  }
  say(asciiText('end'));
  return asValue(0);
}

/** A wait of 100 ms by the monotonic clock, in ms; and the wall clock in seconds. */
function sayClock(): void {
  const start: u64 = platformMonotonicNanos();
  waitForInterrupts(start + 100000000);
  writeDecimalWord((platformMonotonicNanos() - start) / 1000000);
  platformWrite(2, asciiText(' '), 1);
  writeDecimalWord(u64(platformWallClockMillis()) / 1000);
  platformWrite(2, asciiText('\n'), 1);
}
