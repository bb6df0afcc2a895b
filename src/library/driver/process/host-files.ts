'use machine';
// Host files: /etc/hosts, and for programs that may ask name servers /etc/resolv.conf, read before the lock-down. Layer: driver.
// Too long ones are cut; missing ones are empty.

import { asciiText, reserveBytes, store8, systemCall, u64 } from '../../machine/intrinsics.ts';
import type { i64, ptr, Value } from '../../machine/types.ts';
import { programUsesDatagrams } from '../../interfaces/platform.ts';
import { textValue } from '../text-value.ts';
import { SYS_CLOSE, SYS_OPENAT, SYS_READ } from './linux-numbers.ts';

const O_CLOEXEC: u64 = 0x80000;
const CURRENT_FOLDER: u64 = 0xffffffffffffff9c;
const HOSTS_SIZE: u64 = 16384;
const RESOLVER_SIZE: u64 = 4096;
const hosts = reserveBytes(16384);
const resolver = reserveBytes(4096);

export function readHostFiles(): void {
  readFile(asciiText('/etc/hosts'), hosts, HOSTS_SIZE - 1);
  if (programUsesDatagrams()) readFile(asciiText('/etc/resolv.conf'), resolver, RESOLVER_SIZE - 1);
}

/** The rest of `to` stays zero. */
function readFile(path: ptr, to: ptr, size: u64): void {
  const opened: i64 = systemCall(SYS_OPENAT, CURRENT_FOLDER, path, O_CLOEXEC, 0);
  if (opened < 0) return;
  let used: u64 = 0;
  while (used < size) {
    const got: i64 = systemCall(SYS_READ, u64(opened), to + used, size - used);
    if (got <= 0) break;
    used += u64(got);
  }
  store8(to + used, 0);
  systemCall(SYS_CLOSE, u64(opened));
}

export function hostsFileText(): Value {
  return textValue(hosts);
}

export function resolverFileText(): Value {
  return textValue(resolver);
}
