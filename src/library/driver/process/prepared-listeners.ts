'use machine';
// Prepared listeners: sockets of `--listen [HOST:]PORT[=PROGRAM_PORT]`, bound before the lock-down, which then
// forbids socket, bind and listen. Layer: driver.
// The program's `listen(port)` takes the one that was prepared for its port.

import {
  asciiText,
  load32,
  load8,
  reserveBytes,
  store32,
  u32,
  u64,
} from '../../machine/intrinsics.ts';
import type { i64, ptr } from '../../machine/types.ts';
import { platformExit } from './console.ts';
import { textLength, writeDecimalWord, writeWords } from '../../observe/words.ts';
import { AF_INET, AF_INET6 } from './linux-numbers.ts';
import { parseAddress, setAddressPort, setAnyAddress } from './socket-address.ts';
import { listenOnAddress } from './sockets.ts';

const MAXIMUM: u32 = 32;
const BACKLOG: u32 = 511;
/** Records of {program port u32, descriptor u32}; a descriptor is 0 once taken. */
const prepared = reserveBytes(256);
let preparedCount: u32 = 0;

/** False when the text is malformed; ends the image when the address cannot be had. */
export function prepareListener(text: ptr): boolean {
  let end: ptr = text + textLength(text);
  let programPort: u32 = 0;
  let at: ptr = end;
  while (at > text && load8(at) !== 61) at--;
  if (load8(at) === 61) {
    programPort = parsePort(at + 1, end);
    if (programPort === 0) return false;
    end = at;
  }
  at = end;
  while (at > text && load8(at - 1) !== 58) at--;
  const port: u32 = parsePort(at, end);
  if (port === 0 || preparedCount === MAXIMUM) return false;
  if (programPort === 0) programPort = port;
  const hasHost: boolean = at > text;
  if (hasHost && !parseHost(text, at - 1)) return false;
  if (!hasHost) setAnyAddress(AF_INET6);
  setAddressPort(port);
  let descriptor: i64 = listenOnAddress(BACKLOG, false);
  if (descriptor < 0 && !hasHost) {
    setAnyAddress(AF_INET);
    setAddressPort(port);
    descriptor = listenOnAddress(BACKLOG, false);
  }
  if (descriptor < 0) {
    writeWords(asciiText('drupe: --listen '));
    writeWords(text);
    writeWords(asciiText(': the host refuses, error '));
    writeDecimalWord(u64(-descriptor));
    writeWords(asciiText('\n'));
    platformExit(64);
  }
  store32(prepared + u64(preparedCount) * 8, programPort);
  store32(prepared + u64(preparedCount) * 8 + 4, u32(descriptor));
  preparedCount++;
  return true;
}

/** A host text, IPv6 with or without brackets, sets the address. */
function parseHost(start: ptr, end: ptr): boolean {
  let from: ptr = start;
  let to: ptr = end;
  if (to - from >= 2 && load8(from) === 91 && load8(to - 1) === 93) {
    from++;
    to--;
  }
  return parseAddress(from, to - from) !== 0;
}

/** 1 to 65535, 0 when it is none. */
function parsePort(start: ptr, end: ptr): u32 {
  let value: u32 = 0;
  let at: ptr = start;
  while (at < end) {
    const unit: u32 = load8(at);
    if (unit < 48 || unit > 57) return 0;
    value = value * 10 + unit - 48;
    if (value > 65535) return 0;
    at++;
  }
  return value;
}

export function preparedListenerCount(): u32 {
  return preparedCount;
}

/** The descriptor prepared for the program's `port` (0: any), 0 when there is none left. */
export function takePreparedListener(port: u32): u32 {
  for (let i: u64 = 0; i < u64(preparedCount); i++) {
    const descriptor: u32 = load32(prepared + i * 8 + 4);
    if (descriptor !== 0 && (port === 0 || load32(prepared + i * 8) === port)) {
      store32(prepared + i * 8 + 4, 0);
      return descriptor;
    }
  }
  return 0;
}
