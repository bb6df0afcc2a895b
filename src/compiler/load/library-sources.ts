// The library's source texts, read once a build, and versions of library and compiler for cache keys. Layer: compiler, load.

import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export interface LibrarySources {
  readonly root: string;
  /** By absolute path, tests left out, sorted. */
  readonly texts: ReadonlyMap<string, string>;
  /** Hash of all names and texts. */
  readonly version: string;
}

export function readLibrary(root: string): LibrarySources {
  const texts = new Map<string, string>();
  for (const file of sourceFiles(root)) texts.set(file, readFileSync(file, 'utf8'));
  const hash = createHash('sha256');
  for (const [file, text] of texts)
    hash.update(path.relative(root, file)).update('\0').update(text).update('\0');
  return { root, texts, version: hash.digest('hex') };
}

/** Hash of the compiler's own sources, or of the bundle, so that a change of it never meets an old cache. */
export function compilerVersion(): string {
  version ??= hashOfCompiler();
  return version;
}

let version: string | undefined;

function hashOfCompiler(): string {
  const self = fileURLToPath(import.meta.url);
  const folder = path.join(path.dirname(self), '..');
  const files = existsSync(path.join(folder, 'compile.ts')) ? sourceFiles(folder) : [self];
  const hash = createHash('sha256');
  for (const file of files) hash.update(readFileSync(file)).update('\0');
  return hash.digest('hex');
}

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'),
    )
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}
