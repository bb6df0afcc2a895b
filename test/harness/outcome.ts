// Outcome: what a program printed and how it ended. Layer: tests.

import { spawn } from 'node:child_process';

export interface Outcome {
  readonly output: string;
  /** Only shown, never compared: warnings and traces differ. */
  readonly errors: string;
  /** As a shell would see it. */
  readonly status: number | string;
}

const LIMIT_MILLIS = 20_000;
const NO_END = `no end after ${LIMIT_MILLIS / 1000} s`;

export function runForOutcome(
  program: string,
  programArguments: readonly string[],
  environment: NodeJS.ProcessEnv = process.env,
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(program, programArguments, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...environment, NO_COLOR: '1', TZ: 'UTC' },
    });
    let output = '';
    let errors = '';
    let late = false;
    child.stdout.setEncoding('utf8').on('data', (part: string) => (output += part));
    child.stderr.setEncoding('utf8').on('data', (part: string) => (errors += part));
    const timer = setTimeout(() => {
      late = true;
      child.kill('SIGKILL');
    }, LIMIT_MILLIS);
    child.once('error', (error) => {
      clearTimeout(timer);
      resolve({ output, errors: error.message, status: 'not started' });
    });
    child.once('close', (status, signal) => {
      clearTimeout(timer);
      const ended = late ? NO_END : (status ?? signal ?? 'unknown');
      resolve({ output, errors, status: ended });
    });
  });
}

export function hadNoTime({ status }: Outcome): boolean {
  return status === NO_END;
}

/** Calls `work` for each item, as many at once as `width`; results in order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < items.length; i = next++) results[i] = await work(items[i] as Item);
  };
  await Promise.all(Array.from({ length: width }, worker));
  return results;
}
