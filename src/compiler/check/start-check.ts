// Starts the type checker beside the other passes, which do not need it: types are hints. Layer: compiler, check.

import { Worker } from 'node:worker_threads';
import type { Diagnostic } from './diagnostic.ts';

/** The diagnostics of checkProgram(entry), from another thread. */
export function startCheck(entry: string): Promise<Diagnostic[]> {
  const worker = import.meta.url.endsWith('.ts') ? sourceWorker(entry) : bundledWorker(entry);
  return new Promise((resolve, reject) => {
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

function bundledWorker(entry: string): Worker {
  return new Worker(new URL('./check-worker.js', import.meta.url), { workerData: entry });
}

/** In a checkout; a worker does not inherit the hooks that strip types. */
function sourceWorker(entry: string): Worker {
  const hooks = JSON.stringify(import.meta.resolve('tsx/esm/api'));
  const file = JSON.stringify(new URL('./check-worker.ts', import.meta.url));
  const start = `import(${hooks}).then(({ register }) => (register(), import(${file})))`;
  return new Worker(start, { eval: true, workerData: entry });
}
