// Runs random schedules: `npx tsx test/simulation/run.ts [--seed N] [--count N] [--verbose]`. A seed that fails is printed and
// can be run alone with --count 1.

import { runSchedule } from './schedule.ts';

function numberOption(name: string, fallback: number): number {
  const index = process.argv.indexOf(`--${name}`);
  return index < 0 ? fallback : Number(process.argv[index + 1]);
}

const first = numberOption('seed', 1);
const count = numberOption('count', 1000);
const verbose = process.argv.includes('--verbose');
const started = performance.now();
let failed = 0;
let packets = 0;
let bytes = 0;
let connections = 0;
let failures = 0;

for (let seed = first; seed < first + count; seed++) {
  try {
    const result = runSchedule(seed);
    packets += result.packets;
    bytes += result.bytes;
    connections += result.connections;
    failures += result.failures;
    if (verbose) console.log(`seed ${seed}: ${JSON.stringify(result)}`);
  } catch (error) {
    failed++;
    console.log(`seed ${seed}: ${verbose ? (error as Error).stack : (error as Error).message}`);
  }
}
const seconds = ((performance.now() - started) / 1000).toFixed(1);
console.log(
  `${count} schedules, ${failed} failed; ${connections} connections (${failures} ended by a failure, as planned or excused), ` +
    `${packets} packets, ${bytes} bytes, ${seconds} s`,
);
process.exitCode = failed === 0 ? 0 : 1;
