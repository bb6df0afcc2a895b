'use machine';
// The image's command line: `[--memory SIZE] [--env NAME=VALUE]... [--exit-port PORT] [--errors-port PORT]
// [--control-port PORT] [other words] [-- arguments...]`. Layer: driver.
// Words are parted by spaces; "..." holds spaces together, a backslash takes the next character as it is. Words before
// `--` that are no option of the image (`console=ttyS0`, `panic=-1`) are left to other systems.

import {
  asciiText,
  compareBytes,
  load64,
  load8,
  reserveBytes,
  store64,
  store8,
  u16,
  u64,
} from '../../machine/intrinsics.ts';
import type { ptr, u32 } from '../../machine/types.ts';
import { textLength, writeWords } from '../../observe/words.ts';
import { platformExit } from './power.ts';
import { commandLineText } from './start-info.ts';

const MAXIMUM_WORDS: u32 = 512;
const MAXIMUM_DEVICES: u32 = 32;
const QUOTE: u32 = 34;
const SPACE: u32 = 32;
const BACKSLASH: u32 = 92;

const words = reserveBytes(4096);
let wordCount: u32 = 0;
const variables = reserveBytes(4096);
let variableCount: u32 = 0;
let firstArgument: u32 = 0;
const devices = reserveBytes(256);
let deviceCount: u32 = 0;

/** Most bytes for the heap; 0: all there is. */
export let heapLimit: u64 = 0;
/** Ports of devices that the monitor adds for us; 0: there is none. docs/internals.md. */
export let exitPort: u16 = 0;
export let errorsPort: u16 = 0;
export let controlPort: u16 = 0;

export function readCommandLine(): void {
  splitWords(commandLineText());
  takeDeviceWords();
  let at: u32 = 0;
  while (at < wordCount && !isText(word(at), asciiText('--'))) at = readOption(at);
  firstArgument = at < wordCount ? at + 1 : at;
}

/** Monitors add `virtio_mmio.device=...` behind all others, also behind the program's arguments. */
function takeDeviceWords(): void {
  const name: ptr = asciiText('virtio_mmio.device=');
  const nameLength: u64 = textLength(name);
  let kept: u32 = 0;
  for (let i: u32 = 0; i < wordCount; i++) {
    const text: ptr = word(i);
    if (textLength(text) > nameLength && compareBytes(text, name, nameLength) === 0) {
      if (deviceCount === MAXIMUM_DEVICES) continue;
      store64(devices + u64(deviceCount) * 8, text + nameLength);
      deviceCount++;
    } else {
      store64(words + u64(kept) * 8, text);
      kept++;
    }
  }
  wordCount = kept;
}

/** How many virtio devices the monitor has named. */
export function namedDeviceCount(): u32 {
  return deviceCount;
}

/** `SIZE@ADDRESS:LINE[:ID]`, zero-terminated. */
export function namedDeviceAddress(index: u32): ptr {
  return load64(devices + u64(index) * 8);
}

/** Unquotes in place. */
function splitWords(text: ptr): void {
  let from: ptr = text;
  let to: ptr = text;
  for (;;) {
    while (load8(from) === SPACE) from++;
    if (load8(from) === 0) return;
    if (wordCount === MAXIMUM_WORDS) refuse(from, asciiText(': too many words'));
    store64(words + u64(wordCount) * 8, to);
    wordCount++;
    let quoted: boolean = false;
    for (;;) {
      let character: u32 = load8(from);
      if (character === 0 || (character === SPACE && !quoted)) break;
      from++;
      if (character === QUOTE) {
        quoted = !quoted;
        continue;
      }
      if (character === BACKSLASH && load8(from) !== 0) {
        character = load8(from);
        from++;
      }
      store8(to, character);
      to++;
    }
    const more: boolean = load8(from) !== 0;
    store8(to, 0);
    to++;
    if (!more) return;
    from++;
  }
}

/** Index of the word after the option at `at`. */
function readOption(at: u32): u32 {
  const option: ptr = word(at);
  const isMemory: boolean = isText(option, asciiText('--memory'));
  const isEnvironment: boolean = isText(option, asciiText('--env'));
  const isExit: boolean = isText(option, asciiText('--exit-port'));
  const isErrors: boolean = isText(option, asciiText('--errors-port'));
  const isControl: boolean = isText(option, asciiText('--control-port'));
  if (!isMemory && !isEnvironment && !isExit && !isErrors && !isControl) return at + 1;
  if (at + 1 === wordCount) refuse(option, asciiText(' needs a value'));
  const value: ptr = word(at + 1);
  if (isMemory) readMemorySize(value);
  else if (isExit) exitPort = readPort(value);
  else if (isErrors) errorsPort = readPort(value);
  else if (isControl) controlPort = readPort(value);
  else {
    store64(variables + u64(variableCount) * 8, value);
    variableCount++;
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
  if (at === text || load8(at) !== 0 || size < 0x100000 || size > 0x10000000000) {
    refuse(text, asciiText(': not a memory size between 1M and 1024G'));
  }
  heapLimit = size;
}

/** Hexadecimal, with 0x in front. */
function readPort(text: ptr): u16 {
  let at: ptr = text + 2;
  let port: u32 = 0;
  if (load8(text) !== 48 || load8(text + 1) !== 120) refuse(text, asciiText(': not 0xPORT'));
  for (;;) {
    const character: u32 = load8(at) | 0x20;
    if (load8(at) === 0) return u16(port);
    if (character >= 48 && character <= 57) port = port * 16 + (character - 48);
    else if (character >= 97 && character <= 102) port = port * 16 + (character - 87);
    else refuse(text, asciiText(': not 0xPORT'));
    at++;
  }
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

function word(index: u32): ptr {
  return load64(words + u64(index) * 8);
}

/** All words but those that name devices. */
export function commandLineWordCount(): u32 {
  return wordCount;
}

/** Address of a zero-terminated word. */
export function commandLineWord(index: u32): ptr {
  return word(index);
}

export function argumentsCount(): u32 {
  return wordCount - firstArgument;
}

/** Address of a zero-terminated text. */
export function argumentAddress(index: u32): ptr {
  return word(firstArgument + index);
}

export function environmentCount(): u32 {
  return variableCount;
}

/** Address of a zero-terminated NAME=VALUE. */
export function environmentAddress(index: u32): ptr {
  return load64(variables + u64(index) * 8);
}
