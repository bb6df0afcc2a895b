'use machine';
// Start of a bare-metal image, from the entry to the program's first line; boot reads as this table. Layer: driver.

import { addressOf, asciiText } from '../../machine/intrinsics.ts';
import type { ptr, u64, Value } from '../../machine/types.ts';
import { programInstall, programMain } from '../../interfaces/platform.ts';
import { installDescriptorTables } from '../../machine/x86_64/descriptor-tables.ts';
import { hardenProcessor } from '../../machine/x86_64/processor.ts';
import { initializeRuntime } from '../../runtime/start.ts';
import { isException } from '../../runtime/value.ts';
import { startClock } from './clock.ts';
import { readCommandLine } from './command-line.ts';
import { openConsole, openDeviceConsole } from './console.ts';
import { startControl } from './control-line.ts';
import { startEntropy } from './entropy.ts';
import { startInterrupts } from './interrupts.ts';
import { findIoApics } from './io-apic.ts';
import {
  availableHeap,
  emergencyStackTop,
  layOutMemory,
  mainStackHigh,
  mainStackLow,
} from './memory.ts';
import { endWithWords, platformExit } from './power.ts';
import { readStartInfo } from './start-info.ts';

export declare function runOnStack(top: ptr, code: u64): void;

/** Called by the entry on its own stack; `info` is the address of hvm_start_info. */
export function machineStart(info: ptr): void {
  openConsole();
  readStartInfo(info);
  readCommandLine();
  layOutMemory();
  installDescriptorTables(emergencyStackTop(0), emergencyStackTop(1), emergencyStackTop(2));
  hardenProcessor();
  startInterrupts();
  findIoApics();
  startClock();
  openDeviceConsole();
  startEntropy();
  startControl();
  runOnStack(mainStackHigh, addressOf(runProgram));
}

function runProgram(): void {
  initializeRuntime(availableHeap(), mainStackLow, mainStackHigh);
  programInstall();
  const result: Value = programMain();
  if (isException(result)) endWithWords(asciiText('the start of the library threw an exception'));
  platformExit(0);
}
