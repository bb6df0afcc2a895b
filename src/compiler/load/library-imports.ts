// The imports of a library module, each loaded when it is asked for: most builds need a few of the library's files.
// Layer: compiler, load.

import type { Loader } from './load.ts';
import type { ImportTable, ModuleRecord } from './module-record.ts';
import { collectSpecifiers, type Specifier } from './specifiers.ts';

export class LibraryImports implements ImportTable {
  readonly #record: ModuleRecord;
  readonly #loader: Loader;
  readonly #specifiers: readonly Specifier[];

  constructor(record: ModuleRecord, loader: Loader) {
    this.#record = record;
    this.#loader = loader;
    this.#specifiers = record.kind === 'json' ? [] : collectSpecifiers(record);
  }

  get(specifier: string): ModuleRecord | null | undefined {
    if (!this.#specifiers.some((found) => found.specifier === specifier)) return undefined;
    return this.#loader.load(this.#resolve(specifier));
  }

  /** Static imports in source order, of those that something has asked for. */
  loadedDependencies(): ModuleRecord[] {
    const found = new Set<ModuleRecord>();
    for (const { specifier, isStatic } of this.#specifiers) {
      const target = isStatic ? this.#loader.modules.get(this.#resolve(specifier)) : undefined;
      if (target !== undefined && target.kind !== 'machine') found.add(target);
    }
    return [...found];
  }

  #resolve(specifier: string): string {
    const file = this.#loader.resolve(this.#record, specifier);
    if (file === null)
      throw new Error(`library module ${this.#record.name} imports ${specifier}, which is missing`);
    return file;
  }
}
