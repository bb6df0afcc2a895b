// Starts the type checker beside the other passes, which do not need it: types are hints. Layer: compiler, check.

import { Worker } from 'node:worker_threads';
import type { Diagnostic } from './diagnostic.ts';

/** The diagnostics of checkProgram(entry), from another thread. */
export function startCheck(entry: string): Promise<Diagnostic[]> {
  // From the sources and from the bundle alike.
  const isSource = import.meta.url.endsWith('.ts');
  const file = isSource ? './check-worker.ts' : './check-worker.js';
  const worker = new Worker(new URL(file, import.meta.url), { workerData: entry });
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}
