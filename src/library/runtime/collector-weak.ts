'use machine';
// Weak references: what the collector clears between marking and sweeping. Layer: runtime, part of the collector.

import { clearDeadKeys } from './intern.ts';

/** Forgets every weakly held cell that was not marked. */
export function clearWeakCells(): void {
  clearDeadKeys();
}
