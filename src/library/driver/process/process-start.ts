'use machine';
// Start of the process target, from the kernel's entry to the program's first line. Layer: driver.
// The order is the security argument: relocate and write-protect, open what was asked for, reserve all memory, lock
// the process down, and only then run a program.

import { addressOf, asciiText } from '../../machine/intrinsics.ts';
import type { ptr, u64, Value } from '../../machine/types.ts';
import { programInstall, programMain } from '../../interfaces/platform.ts';
import { initializeRuntime } from '../../runtime/start.ts';
import { isException } from '../../runtime/value.ts';
import { findClock } from './clock.ts';
import { heapLimit, readCommandLine, vdsoImage } from './command-line.ts';
import { platformExit } from './console.ts';
import { writeWords } from '../../observe/words.ts';
import { readHostFiles } from './host-files.ts';
import { lockDown } from './lockdown.ts';
import { mainStackHigh, mainStackLow, reserveMainStack } from './memory.ts';
import { openPoll } from './poll.ts';
import { preparedListenerCount } from './prepared-listeners.ts';
import { readProcessId } from './process-id.ts';
import { protectRelocated, relocateImage } from './relocate.ts';
import { installSignals } from './signals.ts';

export declare function runOnStack(top: ptr, code: u64): void;

/** Called by _start on the kernel's initial stack. */
export function processStart(stack: ptr): void {
  relocateImage();
  protectRelocated();
  installSignals();
  readCommandLine(stack);
  findClock(vdsoImage);
  openPoll();
  readProcessId();
  readHostFiles();
  if (!reserveMainStack()) {
    writeWords(asciiText('drupe: the kernel gives no memory for the stack\n'));
    platformExit(70);
  }
  runOnStack(mainStackHigh, addressOf(runProgram));
}

function runProgram(): void {
  initializeRuntime(heapLimit, mainStackLow, mainStackHigh);
  lockDown(preparedListenerCount() === 0);
  programInstall();
  const result: Value = programMain();
  if (isException(result)) {
    writeWords(asciiText('drupe: the start of the library threw an exception\n'));
    platformExit(70);
  }
  platformExit(0);
}
