// Paths: where the entry, the image and the cache are. Layer: cli.

import { existsSync, statSync } from 'node:fs';
import { createHash } from 'node:crypto';
import { homedir } from 'node:os';
import path from 'node:path';
import { CommandError, EXIT } from './exit-codes.ts';

const EXTENSIONS = ['', '.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs'];

/** The absolute path of the program's first file. */
export function entryFile(name: string): string {
  for (const extension of EXTENSIONS) {
    const file = path.resolve(name + extension);
    if (existsSync(file) && statSync(file).isFile()) return file;
  }
  throw new CommandError(`Cannot find the program "${name}"`, EXIT.usage);
}

/** Objects by content and images of `run`; safe to delete at any time. */
export function cacheFolder(): string {
  const own = process.env['DRUPE_CACHE'];
  if (own) return path.resolve(own);
  return path.join(process.env['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'drupe');
}

/** "server" for /app/server.ts. */
export function programName(entry: string): string {
  return path.basename(entry).replace(/\.[cm]?[jt]sx?$/, '');
}

/** Where `run` leaves the image of an entry for a target. */
export function cachedImage(entry: string, target = 'process'): string {
  const key = createHash('sha256').update(`${target}\0${entry}`).digest('hex').slice(0, 16);
  return path.join(cacheFolder(), 'images', key, programName(entry));
}
