'use machine';
// Faults: what happened in words, the registers and the TypeScript stack trace, then the end. Layer: driver.
// Page faults, double faults and NMIs run on stacks of their own; nothing of the interrupted state is trusted but its
// registers. The status is that of the same fault in a process: 128 + the signal's number.

import { asciiText, load64 } from '../../machine/intrinsics.ts';
import type { i32, ptr, u32, u64 } from '../../machine/types.ts';
import { isMapped } from '../../machine/x86_64/page-tables.ts';
import { readControl2 } from '../../machine/x86_64/processor.ts';
import { printStackTrace } from '../../observe/crash.ts';
import { writeHexadecimalWord, writeWords } from '../../observe/words.ts';
import {
  codeHigh,
  codeLow,
  emergencyHigh,
  emergencyLow,
  mainStackHigh,
  mainStackLow,
} from './memory.ts';
import { platformWrite } from './console.ts';
import { platformExit } from './power.ts';

const NON_MASKABLE: u64 = 2;
const PAGE_FAULT: u64 = 14;
// Page fault's error code.
const FAULT_PRESENT: u64 = 1;
const FAULT_WRITE: u64 = 2;
const FAULT_FETCH: u64 = 16;
// Offsets in the frame that pc-start.S makes.
const FRAME_RBP: u64 = 64;
const FRAME_VECTOR: u64 = 120;
const FRAME_ERROR: u64 = 128;
const FRAME_RIP: u64 = 136;
const FRAME_RFLAGS: u64 = 152;
const FRAME_RSP: u64 = 160;

const ERRORS: i32 = 2;
let inFault: boolean = false;
let registersWritten: u32 = 0;

/** Called by every exception's stub. */
export function handleException(frame: ptr): never {
  const vector: u64 = load64(frame + FRAME_VECTOR);
  // A fault while printing: the trace itself ran into bad memory.
  if (inFault) platformExit(statusOf(vector));
  inFault = true;
  const code: u64 = load64(frame + FRAME_RIP);
  writeWords(asciiText('\nFATAL: '));
  if (vector === PAGE_FAULT) {
    const address: u64 = readControl2();
    writeWords(pageFaultWords(address, load64(frame + FRAME_ERROR)));
    writeWords(asciiText(' at address '));
    writeHexadecimalWord(address);
  } else {
    writeWords(faultWords(vector));
    if (load64(frame + FRAME_ERROR) !== 0) {
      writeWords(asciiText(' (error code '));
      writeHexadecimalWord(load64(frame + FRAME_ERROR));
      writeWords(asciiText(')'));
    }
  }
  writeWords(asciiText(', code '));
  writeHexadecimalWord(code);
  writeWords(asciiText('\n'));
  writeRegisters(frame);
  printStackTrace(code, load64(frame + FRAME_RBP), mainStackLow, mainStackHigh);
  platformExit(statusOf(vector));
}

/** The platform's trace of a dying image (interfaces/platform.ts). */
export function platformPrintTrace(frame: ptr): void {
  printStackTrace(load64(frame + 8), load64(frame), mainStackLow, mainStackHigh);
}

function pageFaultWords(address: u64, error: u64): ptr {
  if (address < mainStackLow && address >= mainStackLow - 4096)
    return asciiText('stack overflow in native code');
  if (address >= emergencyLow && address < emergencyHigh)
    return asciiText('overflow of an emergency stack');
  if (address < 4096) return asciiText('null page');
  if ((error & FAULT_FETCH) !== 0)
    return (error & FAULT_PRESENT) !== 0
      ? asciiText('execution of data')
      : asciiText('jump to where no code is');
  if ((error & FAULT_PRESENT) !== 0 && (error & FAULT_WRITE) !== 0) {
    return address >= codeLow && address < codeHigh
      ? asciiText('write to code')
      : asciiText('write to read-only data');
  }
  if (isMapped(address)) return asciiText('memory fault');
  return (error & FAULT_WRITE) !== 0
    ? asciiText('write to where no memory is')
    : asciiText('read where no memory is');
}

function faultWords(vector: u64): ptr {
  switch (vector) {
    case 0:
      return asciiText('arithmetic fault: division');
    case 1:
    case 3:
      return asciiText('breakpoint');
    case NON_MASKABLE:
      return asciiText('stopped by a non-maskable interrupt');
    case 6:
      return asciiText('internal error: the runtime stopped itself');
    case 8:
      return asciiText('double fault');
    case 12:
      return asciiText('stack segment fault');
    case 13:
      return asciiText('general protection fault');
    case 16:
    case 19:
      return asciiText('arithmetic fault: floating point');
    case 17:
      return asciiText('unaligned access');
    case 18:
      return asciiText('machine check');
    default:
      return asciiText('exception');
  }
}

function statusOf(vector: u64): i32 {
  if (vector === 0 || vector === 16 || vector === 19) return 136;
  if (vector === 1 || vector === 3) return 133;
  if (vector === NON_MASKABLE) return 131;
  if (vector === 6) return 132;
  return 139;
}

function writeRegisters(frame: ptr): void {
  const names: ptr = asciiText('r15r14r13r12r11r10r9 r8 rbprdirsirdxrcxrbxrax');
  for (let i: u64 = 0; i < 15; i++)
    writeRegister(names + (14 - i) * 3, load64(frame + (14 - i) * 8));
  writeWords(asciiText('\n   rsp '));
  writeHexadecimalWord(load64(frame + FRAME_RSP));
  writeWords(asciiText(' rflags '));
  writeHexadecimalWord(load64(frame + FRAME_RFLAGS));
  writeWords(asciiText('\n'));
}

/** Three letters of a name, four registers a line. */
function writeRegister(name: ptr, value: u64): void {
  if (registersWritten % 4 === 0)
    writeWords(registersWritten === 0 ? asciiText('  ') : asciiText('\n  '));
  registersWritten++;
  writeWords(asciiText(' '));
  platformWrite(ERRORS, name, 3);
  writeWords(asciiText(' '));
  writeHexadecimalWord(value);
}
