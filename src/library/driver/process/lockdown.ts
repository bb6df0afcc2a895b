'use machine';
// Lock-down: the seccomp filter that leaves the image only the system calls of an event loop. Layer: driver.
// Called once, after everything is opened and mapped; a forbidden call kills the process. seccomp(2), classic BPF.
// mmap, mprotect, open and execve are never allowed, so neither code nor files can come in afterwards.

import {
  reserveBytes,
  store16,
  store32,
  store64,
  store8,
  systemCall,
  u32,
  u64,
  asciiText,
} from '../../machine/intrinsics.ts';
import type { i64, ptr } from '../../machine/types.ts';
import { programUsesClient, programUsesDatagrams } from '../../interfaces/platform.ts';
import { platformExit } from './console.ts';
import { writeWords } from '../../observe/words.ts';
import {
  AF_INET,
  AF_INET6,
  MADV_DONTNEED,
  SOCK_DGRAM,
  SOCK_FLAGS,
  SOCK_STREAM,
  SYS_ACCEPT4,
  SYS_BIND,
  SYS_CLOCK_GETTIME,
  SYS_CLOSE,
  SYS_CONNECT,
  SYS_EPOLL_CTL,
  SYS_EPOLL_PWAIT,
  SYS_EXIT_GROUP,
  SYS_GETPEERNAME,
  SYS_GETRANDOM,
  SYS_GETSOCKNAME,
  SYS_GETSOCKOPT,
  SYS_LISTEN,
  SYS_MADVISE,
  SYS_POLL,
  SYS_PRCTL,
  SYS_READ,
  SYS_RECVFROM,
  SYS_RT_SIGRETURN,
  SYS_SECCOMP,
  SYS_SENDTO,
  SYS_SETITIMER,
  SYS_SETSOCKOPT,
  SYS_SHUTDOWN,
  SYS_SOCKET,
  SYS_WRITE,
} from './linux-numbers.ts';

const PR_SET_DUMPABLE: u64 = 4;
const PR_SET_NO_NEW_PRIVS: u64 = 38;
const SECCOMP_SET_MODE_FILTER: u64 = 1;
const AUDIT_ARCH_X86_64: u32 = 0xc000003e;
const RET_ALLOW: u32 = 0x7fff0000;
const RET_KILL_PROCESS: u32 = 0x80000000;
// BPF instruction codes.
const LOAD: u32 = 0x20; // ld [k]
const JUMP_EQUAL: u32 = 0x15; // jeq #k
const AND: u32 = 0x54; // and #k
const RETURN: u32 = 0x06; // ret #k
// Offsets in struct seccomp_data.
const DATA_NUMBER: u32 = 0;
const DATA_ARCHITECTURE: u32 = 4;
const DATA_ARGUMENT_0: u32 = 16;
const DATA_ARGUMENT_1: u32 = 24;
const DATA_ARGUMENT_2: u32 = 32;

const filter = reserveBytes(2048);
const filterHeader = reserveBytes(16);
let filterCount: u32 = 0;

/** `mayListen`: the program opens its listening sockets itself (no --listen was given). */
export function lockDown(mayListen: boolean): void {
  const client: boolean = programUsesClient();
  buildFilter(mayListen, client, programUsesDatagrams());
  store16(filterHeader, filterCount);
  store64(filterHeader + 8, filter);
  // No core dump and no ptrace by others: memory may hold keys.
  systemCall(SYS_PRCTL, PR_SET_DUMPABLE, 0, 0, 0, 0);
  const first: i64 = systemCall(SYS_PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  const second: i64 = systemCall(SYS_SECCOMP, SECCOMP_SET_MODE_FILTER, 0, filterHeader);
  if (first !== 0 || second !== 0) {
    writeWords(asciiText('drupe: this kernel cannot lock the process down (seccomp)\n'));
    platformExit(70);
  }
}

function buildFilter(mayListen: boolean, client: boolean, datagrams: boolean): void {
  add(LOAD, DATA_ARCHITECTURE, 0, 0);
  add(JUMP_EQUAL, AUDIT_ARCH_X86_64, 1, 0);
  add(RETURN, RET_KILL_PROCESS, 0, 0);
  add(LOAD, DATA_NUMBER, 0, 0);
  allow(SYS_SENDTO);
  allow(SYS_RECVFROM);
  allow(SYS_EPOLL_PWAIT);
  allow(SYS_WRITE);
  allow(SYS_READ);
  allow(SYS_ACCEPT4);
  allow(SYS_CLOSE);
  allow(SYS_EPOLL_CTL);
  allow(SYS_SHUTDOWN);
  allow(SYS_GETSOCKNAME);
  allow(SYS_GETPEERNAME);
  allow(SYS_SETSOCKOPT);
  allow(SYS_GETSOCKOPT);
  allow(SYS_CLOCK_GETTIME);
  allow(SYS_GETRANDOM);
  allow(SYS_POLL);
  allow(SYS_SETITIMER);
  allow(SYS_RT_SIGRETURN);
  allow(SYS_EXIT_GROUP);
  allowArgument(SYS_MADVISE, DATA_ARGUMENT_2, u32(MADV_DONTNEED));
  if (mayListen) allow(SYS_LISTEN);
  if (mayListen || datagrams) {
    allow(SYS_BIND);
    allowSocket(mayListen || client, datagrams);
  }
  if (datagrams) allow(SYS_CONNECT);
  add(RETURN, RET_KILL_PROCESS, 0, 0);
}

/** One instruction: code u16, jump-if-true u8, jump-if-false u8, k u32. */
function add(code: u32, k: u32, whenTrue: u32, whenFalse: u32): void {
  const at: ptr = filter + u64(filterCount) * 8;
  store16(at, code);
  store8(at + 2, whenTrue);
  store8(at + 3, whenFalse);
  store32(at + 4, k);
  filterCount++;
}

function allow(number: i64): void {
  add(JUMP_EQUAL, u32(number), 0, 1);
  add(RETURN, RET_ALLOW, 0, 0);
}

/** The call with the lower half of one argument equal to `value`; kills with another. */
function allowArgument(number: i64, argument: u32, value: u32): void {
  add(JUMP_EQUAL, u32(number), 0, 4);
  add(LOAD, argument, 0, 0);
  add(JUMP_EQUAL, value, 0, 1);
  add(RETURN, RET_ALLOW, 0, 0);
  add(RETURN, RET_KILL_PROCESS, 0, 0);
}

/** socket(AF_INET or AF_INET6, SOCK_STREAM or SOCK_DGRAM), of which at least one is allowed. */
function allowSocket(streams: boolean, datagrams: boolean): void {
  add(JUMP_EQUAL, u32(SYS_SOCKET), 0, 9);
  add(LOAD, DATA_ARGUMENT_0, 0, 0);
  add(JUMP_EQUAL, AF_INET, 1, 0);
  add(JUMP_EQUAL, AF_INET6, 0, 5);
  add(LOAD, DATA_ARGUMENT_1, 0, 0);
  add(AND, ~SOCK_FLAGS, 0, 0);
  add(JUMP_EQUAL, streams ? SOCK_STREAM : SOCK_DGRAM, 1, 0);
  add(JUMP_EQUAL, datagrams ? SOCK_DGRAM : SOCK_STREAM, 0, 1);
  add(RETURN, RET_ALLOW, 0, 0);
  add(RETURN, RET_KILL_PROCESS, 0, 0);
}
