// The type checker on a thread of its own, beside the other passes. Layer: compiler, check.

import { parentPort, workerData } from 'node:worker_threads';
import { checkProgram } from './check-program.ts';

parentPort?.postMessage(checkProgram(workerData as string));
