'use machine';
// Faults: prints what happened and the TypeScript stack trace, then ends with 128 + the signal. Layer: driver.
// Runs on the signal stack; trusts nothing of the interrupted state but its registers. signal(7), sigaction(2).

import { asciiText, load64, u64 } from '../../machine/intrinsics.ts';
import type { i32, ptr } from '../../machine/types.ts';
import { platformExit } from './console.ts';
import { writeHexadecimalWord, writeWords } from '../../observe/words.ts';
import { SIGBUS, SIGFPE, SIGILL, SIGSEGV } from './linux-numbers.ts';
import { mainStackGuard, mainStackHigh, mainStackLow } from './memory.ts';
import { printStackTrace } from '../../observe/crash.ts';

// Offsets in siginfo_t and ucontext_t.
const INFORMATION_ADDRESS: u64 = 16;
const CONTEXT_RBP: u64 = 120;
const CONTEXT_RIP: u64 = 168;

let inFault: boolean = false;

export function handleFault(signal: i32, information: ptr, context: ptr): void {
  // A fault while printing: the trace itself ran into bad memory.
  if (inFault) platformExit(128 + signal);
  inFault = true;
  const address: u64 = load64(information + INFORMATION_ADDRESS);
  const code: u64 = load64(context + CONTEXT_RIP);
  writeWords(asciiText('\nFATAL: '));
  writeWords(faultWords(signal, address));
  if (signal === SIGSEGV || signal === SIGBUS) {
    writeWords(asciiText(' at address '));
    writeHexadecimalWord(address);
  }
  writeWords(asciiText(', code '));
  writeHexadecimalWord(code);
  writeWords(asciiText('\n'));
  printStackTrace(code, load64(context + CONTEXT_RBP), mainStackLow, mainStackHigh);
  platformExit(128 + signal);
}

/** The platform's trace of a dying image (interfaces/platform.ts). */
export function platformPrintTrace(frame: ptr): void {
  printStackTrace(load64(frame + 8), load64(frame), mainStackLow, mainStackHigh);
}

function faultWords(signal: i32, address: u64): ptr {
  if (signal === SIGSEGV) {
    if (address >= mainStackGuard && address < mainStackLow)
      return asciiText('stack overflow in native code (SIGSEGV)');
    return asciiText('memory fault (SIGSEGV)');
  }
  if (signal === SIGBUS) return asciiText('memory fault (SIGBUS)');
  if (signal === SIGILL) return asciiText('internal error: the runtime stopped itself (SIGILL)');
  if (signal === SIGFPE) return asciiText('arithmetic fault (SIGFPE)');
  return asciiText('breakpoint (SIGTRAP)');
}
