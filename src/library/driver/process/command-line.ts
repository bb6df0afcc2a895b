'use machine';
// The image's command line and environment: `IMAGE [--listen [HOST:]PORT[=PROGRAM_PORT]]... [--memory SIZE]
// [--env NAME=VALUE]... [--no-env] [--] arguments...`. Layer: driver.
// Texts stay where the kernel put them, zero-terminated, for the life of the process. The first word that is
// no option of the image starts the program's own arguments.

import {
  asciiText,
  compareBytes,
  load64,
  load8,
  reserveBytes,
  store64,
  u32,
  u64,
} from '../../machine/intrinsics.ts';
import type { ptr } from '../../machine/types.ts';
import { platformExit } from './console.ts';
import { textLength, writeWords } from '../../observe/words.ts';
import { prepareListener } from './prepared-listeners.ts';

const AT_SYSINFO_EHDR: u64 = 33;
const MAXIMUM_EXTRA: u32 = 64;
const DEFAULT_MEMORY: u64 = 0x40000000;

export let heapLimit: u64 = DEFAULT_MEMORY;
/** Address of the vDSO image, 0 when there is none. */
export let vdsoImage: ptr = 0;
let programPath: ptr = 0;
/** Array of addresses of zero-terminated texts. */
let programArguments: ptr = 0;
let programArgumentCount: u32 = 0;
let inherited: ptr = 0;
let inheritedCount: u32 = 0;
const extra = reserveBytes(512);
let extraCount: u32 = 0;

/** Reads what the kernel left at `stack`: argc, argv, 0, envp, 0, auxiliary vector. */
export function readCommandLine(stack: ptr): void {
  const count: u64 = load64(stack);
  const texts: ptr = stack + 8;
  inherited = texts + (count + 1) * 8;
  while (load64(inherited + u64(inheritedCount) * 8) !== 0) inheritedCount++;
  let auxiliary: ptr = inherited + u64(inheritedCount + 1) * 8;
  while (load64(auxiliary) !== 0) {
    if (load64(auxiliary) === AT_SYSINFO_EHDR) vdsoImage = load64(auxiliary + 8);
    auxiliary += 16;
  }
  programPath = count === 0 ? asciiText('image') : load64(texts);
  let at: u64 = count === 0 ? 0 : 1;
  while (at < count) {
    const next: u64 = readOption(texts, at, count);
    if (next === at) break;
    at = next;
  }
  if (at < count && isText(load64(texts + at * 8), asciiText('--'))) at++;
  programArguments = texts + at * 8;
  programArgumentCount = u32(count - at);
}

/** Index after the option at `at`; `at` itself when it is none. */
function readOption(texts: ptr, at: u64, count: u64): u64 {
  const option: ptr = load64(texts + at * 8);
  if (isText(option, asciiText('--no-env'))) {
    inheritedCount = 0;
    return at + 1;
  }
  const isListen: boolean = isText(option, asciiText('--listen'));
  const isMemory: boolean = isText(option, asciiText('--memory'));
  const isEnvironment: boolean = isText(option, asciiText('--env'));
  if (!isListen && !isMemory && !isEnvironment) return at;
  if (at + 1 === count) refuse(option, asciiText(' needs a value'));
  const value: ptr = load64(texts + (at + 1) * 8);
  if (isListen) {
    if (!prepareListener(value)) refuse(value, asciiText(': not [HOST:]PORT[=PROGRAM_PORT]'));
  } else if (isMemory) {
    readMemorySize(value);
  } else {
    if (extraCount === MAXIMUM_EXTRA) refuse(value, asciiText(': too many --env'));
    store64(extra + u64(extraCount) * 8, value);
    extraCount++;
  }
  return at + 2;
}

/** Digits with an optional K, M or G. */
function readMemorySize(text: ptr): void {
  let at: ptr = text;
  let size: u64 = 0;
  while (load8(at) >= 48 && load8(at) <= 57) {
    size = size * 10 + u64(load8(at) - 48);
    at++;
  }
  const unit: u32 = load8(at) & 0xdf;
  if (unit === 75) size = size << 10;
  else if (unit === 77) size = size << 20;
  else if (unit === 71) size = size << 30;
  if (unit !== 0) at++;
  if (at === text || load8(at) !== 0 || size < 0x400000 || size > 0x10000000000) {
    refuse(text, asciiText(': not a memory size between 4M and 1024G'));
  }
  heapLimit = size;
}

function refuse(what: ptr, why: ptr): void {
  writeWords(asciiText('drupe: '));
  writeWords(what);
  writeWords(why);
  writeWords(asciiText('\n'));
  platformExit(64);
}

function isText(text: ptr, expected: ptr): boolean {
  const length: u64 = textLength(expected);
  return textLength(text) === length && compareBytes(text, expected, length) === 0;
}

export function argumentsCount(): u32 {
  return programArgumentCount;
}

/** Address of a zero-terminated text. */
export function argumentAddress(index: u32): ptr {
  return load64(programArguments + u64(index) * 8);
}

export function programPathAddress(): ptr {
  return programPath;
}

/** The inherited variables first, then those of --env, which override. */
export function environmentCount(): u32 {
  return inheritedCount + extraCount;
}

/** Address of a zero-terminated NAME=VALUE. */
export function environmentAddress(index: u32): ptr {
  if (index < inheritedCount) return load64(inherited + u64(index) * 8);
  return load64(extra + u64(index - inheritedCount) * 8);
}
