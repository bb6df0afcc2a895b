'use machine';
// End of a machine: how the program's status reaches the host, and the ways to switch off. Layer: driver.
// The monitor's devices come first: the control line takes the exact status, and QEMU's debug exit ends QEMU with
// 2 * value + 1, where value is the status + 1, 126 at most. Without them the machine is switched off, or reset.

import {
  asciiText,
  portIn8,
  portOut8,
  reserveBytes,
  store8,
  trap,
  u32,
} from '../../machine/intrinsics.ts';
import type { i32, ptr } from '../../machine/types.ts';
import { emptyInterruptTable } from '../../machine/x86_64/descriptor-tables.ts';
import { loadInterruptTable } from '../../machine/x86_64/processor.ts';
import { writeWords } from '../../observe/words.ts';
import { powerOffByAcpi, resetByAcpi } from './acpi-power.ts';
import { controlPort, exitPort } from './command-line.ts';
import { flushConsole } from './console.ts';
import { drainSerialPort, writeSerialPort } from './serial-port.ts';

const MESSAGE_STATUS: u32 = 0x53;
const HIGHEST_EXIT_VALUE: u32 = 126;
const INTERNAL_STATUS: i32 = 70;
const KEYBOARD_COMMAND: u32 = 0x64;
const KEYBOARD_RESET: u32 = 0xfe;

const message = reserveBytes(8);

export function platformExit(status: i32): never {
  const code: u32 = u32(status) & 255;
  flushConsole();
  if (controlPort !== 0) {
    store8(message, MESSAGE_STATUS);
    store8(message + 1, code);
    writeSerialPort(controlPort, message, 2);
    drainSerialPort(controlPort);
  }
  if (exitPort !== 0)
    portOut8(exitPort, code + 1 > HIGHEST_EXIT_VALUE ? HIGHEST_EXIT_VALUE : code + 1);
  powerOffByAcpi();
  resetMachine();
}

/** Starts the machine anew, which ends a virtual one that was started so that it may not (`-no-reboot`). */
export function resetMachine(): never {
  resetByAcpi();
  for (let i: u32 = 0; i < 1000 && (portIn8(KEYBOARD_COMMAND) & 2) !== 0; i++) {}
  portOut8(KEYBOARD_COMMAND, KEYBOARD_RESET);
  // No handler, no second handler: a triple fault.
  loadInterruptTable(emptyInterruptTable());
  trap();
}

/** For a start that cannot go on: `drupe: WORDS`, status 70. */
export function endWithWords(words: ptr): never {
  writeWords(asciiText('drupe: '));
  writeWords(words);
  writeWords(asciiText('\n'));
  platformExit(INTERNAL_STATUS);
}
