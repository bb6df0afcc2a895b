// Images: both forms of a program that the benchmarks compare: one script for Node, and an image.

import { homedir } from 'node:os';
import path from 'node:path';
import { buildSync } from 'esbuild';
import { compileProgram } from '../src/compiler/compile.ts';

export const ROOT = path.resolve(import.meta.dirname, '..');
export const CACHE = process.env['DRUPE_CACHE'] ?? path.join(homedir(), '.cache', 'drupe');

/** Types stripped and modules joined, as one would deploy to Node. */
export function bundleForNode(entry: string, output: string): string {
  buildSync({
    entryPoints: [entry],
    outfile: output,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    logLevel: 'error',
  });
  return output;
}

/** Throws the diagnostics. */
export async function compileImage(entry: string, output: string, cache = CACHE): Promise<string> {
  const { image, diagnostics } = await compileProgram({
    entry,
    output,
    cacheDirectory: cache,
    optimize: 2,
  });
  if (image === null)
    throw new Error(
      diagnostics.map(({ code, message, line }) => `${code} line ${line}: ${message}`).join('\n'),
    );
  return image;
}
