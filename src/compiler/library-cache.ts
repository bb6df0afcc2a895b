// The library part of an image, kept by what the program asks of the library: after an edit that asks for the same, only
// the program's own modules are compiled. Layer: compiler.
// The objects themselves lie in the object cache; an entry that names one which is gone counts as missing.

import { existsSync, mkdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { hash, objectFile, writeAtomically } from './link/compile-objects.ts';

export interface CachedLibrary {
  /** Keys of the object cache. */
  readonly objects: readonly string[];
  readonly strings: readonly string[];
  readonly symbols: readonly string[];
  readonly unwound: readonly string[];
  readonly functions: readonly CachedFunction[];
}

export interface CachedFunction {
  readonly name: string;
  readonly module: string;
  readonly symbol: string;
}

export class LibraryCache {
  readonly #cacheDirectory: string;
  readonly #file: string;

  /** `parts`: everything that decides the library part. */
  constructor(cacheDirectory: string, parts: readonly string[]) {
    this.#cacheDirectory = cacheDirectory;
    this.#file = path.join(cacheDirectory, 'libraries', `${hash([...parts])}.json`);
  }

  read(): CachedLibrary | null {
    if (!existsSync(this.#file)) return null;
    const stored = JSON.parse(readFileSync(this.#file, 'utf8')) as CachedLibrary;
    const isComplete = stored.objects.every((key) =>
      existsSync(objectFile(this.#cacheDirectory, key)),
    );
    return isComplete ? stored : null;
  }

  async write(library: CachedLibrary): Promise<void> {
    mkdirSync(path.dirname(this.#file), { recursive: true });
    await writeAtomically(this.#file, JSON.stringify(library));
  }
}
