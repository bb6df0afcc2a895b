'use machine';
// Does what its first argument names: each letter is one thing that must work or must be stopped.

import {
  addressOf,
  asciiText,
  asValue,
  load64,
  load8,
  store8,
  systemCall,
} from '../machine/intrinsics.ts';
import type { ptr, u32, u64, Value } from '../machine/types.ts';
import {
  argumentAddress,
  argumentsCount,
  environmentAddress,
  environmentCount,
} from '../driver/process/command-line.ts';
import { textLength } from '../observe/words.ts';
import {
  platformMonotonicNanos,
  platformWallClockMillis,
  platformWrite,
} from '../interfaces/platform.ts';

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
  const all: u64 = 0xffffffffffffffff;
  switch (load8(argument)) {
    case 97: // a: arguments
      for (let i: u32 = 0; i < argumentsCount(); i++) say(argumentAddress(i));
      break;
    case 98: // b: bind after the lock-down
      systemCall(49, 3, argument, 16);
      break;
    case 99: // c: connect
      systemCall(42, 3, argument, 16);
      break;
    case 100: // d: environment
      for (let i: u32 = 0; i < environmentCount(); i++) say(environmentAddress(i));
      break;
    case 101: // e: execve
      systemCall(59, argument, 0, 0);
      break;
    case 102: // f: fork
      systemCall(57);
      break;
    case 103: // g: deep recursion
      overflow(100000000);
      break;
    case 109: // m: executable memory
      systemCall(9, 0, 4096, 7, 0x22, all, 0);
      break;
    case 111: // o: open
      systemCall(257, all - 99, argument, 0);
      break;
    case 112: // p: mprotect the code
      systemCall(10, addressOf(programInstall) & ~4095, 4096, 7);
      break;
    case 115: // s: bad address
      if (readThrough(0x1234) === 0) say(asciiText('zero'));
      break;
    case 116: // t: clocks
      if (platformMonotonicNanos() > 0 && platformWallClockMillis() > 1600000000000.0)
        say(asciiText('clock'));
      break;
    case 117: // u: a datagram socket
      systemCall(41, 2, 0x80802, 0);
      break;
    case 118: // v: a stream socket
      if (systemCall(41, 2, 0x80801, 0) > 0) say(asciiText('socket'));
      break;
    case 119: // w: write to code
      store8(addressOf(programInstall), 0);
      break;
    case 120: // x: a socket of another family
      systemCall(41, 1, 0x80801, 0);
      break;
  }
  say(asciiText('end'));
  return asValue(0);
}
