'use machine';
// Signals: faults end in words, requests to stop wake the event loop. Layer: driver.
// Handlers run on their own stack, allocate nothing, and only count and wake; the loop does the rest. For a stop
// signal of which the program knows nothing: with open listeners the first asks for an orderly end within
// GRACE_SECONDS and the second ends at once; without listeners the first ends at once.

import {
  addressOf,
  i32,
  reserveBytes,
  store64,
  systemCall,
  u64,
} from '../../machine/intrinsics.ts';
import type { ptr, u32 } from '../../machine/types.ts';
import { platformExit } from './console.ts';
import { handleFault } from './fault.ts';
import {
  SIGALRM,
  SIGBUS,
  SIGFPE,
  SIGHUP,
  SIGILL,
  SIGINT,
  SIGPIPE,
  SIGSEGV,
  SIGTERM,
  SIGTRAP,
  SIGUSR1,
  SIGUSR2,
  SYS_RT_SIGACTION,
  SYS_SETITIMER,
  SYS_SIGALTSTACK,
  SYS_WRITE,
} from './linux-numbers.ts';

export declare function signalRestorer(): void;

const GRACE_SECONDS: u64 = 10;
const SA_SIGINFO: u64 = 4;
const SA_RESTORER: u64 = 0x04000000;
const SA_ONSTACK: u64 = 0x08000000;
const SA_RESTART: u64 = 0x10000000;
const SIG_IGN: u64 = 1;
const HANDLER_STACK_SIZE: u64 = 65536;

const handlerStack = reserveBytes(65536);
const action = reserveBytes(32);
const stackRecord = reserveBytes(24);
const timerRecord = reserveBytes(32);
const one = reserveBytes(8);

/** eventfd that a handler makes readable; set by openPoll. */
export let wakeDescriptor: i32 = -1;
/** Bit N: signal N arrived and the loop has not taken it yet. */
let arrived: u64 = 0;
/** Bit N: the program handles signal N itself. */
let handledByProgram: u64 = 0;
let stopRequested: boolean = false;
let openListeners: u32 = 0;

export function installSignals(): void {
  store64(stackRecord, handlerStack);
  store64(stackRecord + 16, HANDLER_STACK_SIZE);
  systemCall(SYS_SIGALTSTACK, stackRecord, 0);
  store64(one, 1);
  const fault: u64 = addressOf(handleFault);
  setAction(SIGSEGV, fault);
  setAction(SIGBUS, fault);
  setAction(SIGILL, fault);
  setAction(SIGFPE, fault);
  setAction(SIGTRAP, fault);
  setAction(SIGPIPE, SIG_IGN);
  const stop: u64 = addressOf(handleStop);
  setAction(SIGTERM, stop);
  setAction(SIGINT, stop);
  setAction(SIGHUP, stop);
  setAction(SIGUSR1, stop);
  setAction(SIGUSR2, stop);
  setAction(SIGALRM, addressOf(handleGraceOver));
}

/** struct sigaction of the kernel: handler, flags, restorer, mask. */
function setAction(signal: u32, handler: u64): void {
  store64(action, handler);
  store64(action + 8, SA_SIGINFO | SA_RESTORER | SA_ONSTACK | SA_RESTART);
  store64(action + 16, addressOf(signalRestorer));
  store64(action + 24, 0);
  systemCall(SYS_RT_SIGACTION, u64(signal), action, 0, 8);
}

function handleStop(signal: i32, _information: ptr, _context: ptr): void {
  const bit: u64 = u64(1) << u64(signal);
  if ((handledByProgram & bit) === 0) {
    if (openListeners === 0 || stopRequested) platformExit(128 + signal);
    stopRequested = true;
    store64(timerRecord + 16, GRACE_SECONDS);
    systemCall(SYS_SETITIMER, 0, timerRecord, 0);
  }
  arrived = arrived | bit;
  systemCall(SYS_WRITE, u64(wakeDescriptor), one, 8);
}

function handleGraceOver(_signal: i32, _information: ptr, _context: ptr): void {
  platformExit(128 + 15);
}

/** The lowest signal number that arrived since, 0 when none: the loop calls it until it is 0. */
export function takeSignal(): u32 {
  for (let signal: u32 = 1; signal < 32; signal++) {
    const bit: u64 = u64(1) << u64(signal);
    if ((arrived & bit) !== 0) {
      arrived = arrived & ~bit;
      return signal;
    }
  }
  return 0;
}

/** Says whether the program handles `signal` (a number) itself. */
export function setSignalHandled(signal: u32, handled: boolean): void {
  const bit: u64 = u64(1) << u64(signal);
  if (handled) handledByProgram = handledByProgram | bit;
  else handledByProgram = handledByProgram & ~bit;
}

export function countListener(): void {
  openListeners++;
}

export function discountListener(): void {
  openListeners--;
}
