// Statistics: what the benchmarks make of their samples, and where results go.

import { writeFileSync } from 'node:fs';
import { availableParallelism, cpus, loadavg } from 'node:os';

export function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  if (sorted.length % 2 === 1) return sorted[middle] ?? NaN;
  return ((sorted[middle - 1] ?? NaN) + (sorted[middle] ?? NaN)) / 2;
}

export function geometricMean(values: readonly number[]): number {
  return Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);
}

/** Where and when: numbers mean little without it. */
export function circumstances(): Record<string, unknown> {
  return {
    date: new Date().toISOString(),
    node: process.version,
    processor: cpus()[0]?.model ?? 'unknown',
    cores: availableParallelism(),
    loadAverage: loadavg()[0],
  };
}

/** Writes samples as well as medians, if a path was given. */
export function writeResults(file: string | undefined, results: unknown): void {
  if (file === undefined) return;
  writeFileSync(file, `${JSON.stringify({ circumstances: circumstances(), results }, null, 2)}\n`);
}
