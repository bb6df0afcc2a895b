'use machine';
// Process id, read before the lock-down. Layer: driver.

import { systemCall, u32 } from '../../machine/intrinsics.ts';
import { SYS_GETPID } from './linux-numbers.ts';

let processId: u32 = 0;

export function readProcessId(): void {
  processId = u32(systemCall(SYS_GETPID));
}

export function hostProcessId(): u32 {
  return processId;
}
