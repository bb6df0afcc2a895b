// ModuleRecord: one loaded source file and what its imports resolve to. Layer: compiler, load.

import type ts from 'typescript';

export type ModuleKind = 'esm' | 'cjs' | 'json' | 'machine';

export interface ModuleRecord {
  /** Absolute path. */
  readonly path: string;
  /** Name in diagnostics, traces and C: relative to the library or to the program. */
  readonly name: string;
  readonly kind: ModuleKind;
  readonly isLibrary: boolean;
  readonly sourceFile: ts.SourceFile;
  /** By specifier, for imports, re-exports, requires and literal import(). Null: it could not be resolved. */
  readonly imports: ImportTable;
  /** Static imports in source order (what is evaluated before this module); of the library, those that are loaded. */
  readonly dependencies: readonly ModuleRecord[];
  /** What require() and import() calls of the program's modules name. */
  readonly deferred: readonly ModuleRecord[];
}

export interface ImportTable {
  /** Of a library module, the file is loaded now if it was not yet. */
  get(specifier: string): ModuleRecord | null | undefined;
}
