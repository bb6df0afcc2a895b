// The names that the library's sources know, kept by their version: no other name that a program mentions selects anything
// in the library. Layer: compiler, load.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { LibrarySources } from './library-sources.ts';

export interface LibraryNames {
  /** Every identifier in the sources. */
  readonly words: ReadonlySet<string>;
  /** What modules add to objects by assignment, `Buffer.prototype.readInt8 = ...`, and some more. */
  readonly assigned: readonly string[];
}

export function libraryNames(library: LibrarySources, cacheDirectory: string): LibraryNames {
  const file = path.join(cacheDirectory, `names-${library.version.slice(0, 24)}.json`);
  if (!existsSync(file)) {
    mkdirSync(cacheDirectory, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(collect(library)));
    renameSync(`${file}.${process.pid}`, file);
  }
  const { words, assigned } = JSON.parse(readFileSync(file, 'utf8')) as Record<
    keyof LibraryNames,
    string[]
  >;
  return { words: new Set(words), assigned };
}

function collect({ texts }: LibrarySources): Record<keyof LibraryNames, string[]> {
  const words = new Set<string>();
  const assigned = new Set<string>();
  for (const text of texts.values()) {
    for (const [word] of text.matchAll(/[\p{ID_Start}$_][\p{ID_Continue}$]*/gu)) words.add(word);
    for (const [, name] of text.matchAll(/\.([A-Za-z_$][\w$]*)\s*=(?![=>])/g)) assigned.add(name!);
  }
  return { words: [...words], assigned: [...assigned] };
}
