// Compiler options: the user's tsconfig.json, or defaults as a service wants them. Layer: compiler, check.
// Whatever the file says, nothing is emitted, and Node's types are there when the file does not choose its own.

import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import type { Diagnostic } from './diagnostic.ts';
import { fromTypeScript } from './from-typescript.ts';

export interface FoundOptions {
  readonly options: ts.CompilerOptions;
  /** Declaration files that the tsconfig names (`files`, `include`), which may declare globals. */
  readonly declarations: readonly string[];
  readonly diagnostics: readonly Diagnostic[];
}

const DEFAULTS: ts.CompilerOptions = {
  strict: true,
  target: ts.ScriptTarget.ESNext,
  module: ts.ModuleKind.ESNext,
  moduleResolution: ts.ModuleResolutionKind.Bundler,
  lib: ['lib.esnext.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts'],
  allowJs: true,
  resolveJsonModule: true,
  esModuleInterop: true,
  allowImportingTsExtensions: true,
  customConditions: ['node'],
};

const FORCED: ts.CompilerOptions = {
  // TypeScript files are modules, with or without imports and exports.
  moduleDetection: ts.ModuleDetectionKind.Force,
  noEmit: true,
  skipLibCheck: true,
  incremental: false,
  composite: false,
  declaration: false,
  declarationMap: false,
  emitDeclarationOnly: false,
};

/** Options for the program that starts at `entry`. */
export function compilerOptions(entry: string): FoundOptions {
  const file = ts.findConfigFile(path.dirname(entry), existsSync);
  if (file === undefined)
    return { options: complete({ ...DEFAULTS }), declarations: [], diagnostics: [] };
  const { config, error } = ts.readConfigFile(file, ts.sys.readFile);
  if (error)
    return {
      options: complete({ ...DEFAULTS }),
      declarations: [],
      diagnostics: [fromTypeScript(error, file)],
    };
  const parsed = ts.parseJsonConfigFileContent(config, ts.sys, path.dirname(file), undefined, file);
  return {
    options: complete({
      allowImportingTsExtensions: true,
      resolveJsonModule: true,
      ...parsed.options,
    }),
    declarations: parsed.fileNames.filter((name) => /\.d\.[cm]?ts$/.test(name)),
    // 18003: no inputs found. The entry is the input.
    diagnostics: parsed.errors
      .filter(({ code }) => code !== 18003)
      .map((found) => fromTypeScript(found, file)),
  };
}

function complete(options: ts.CompilerOptions): ts.CompilerOptions {
  Object.assign(options, FORCED);
  if (options.types !== undefined) return options;
  const own = nodeTypesFolder();
  if (own === null) return options;
  options.types = ['node'];
  options.typeRoots = [
    ...(options.typeRoots ?? []),
    path.join(process.cwd(), 'node_modules', '@types'),
    own,
  ];
  return options;
}

/** The folder that holds the @types/node which drupe brings along. */
function nodeTypesFolder(): string | null {
  try {
    const manifest = createRequire(import.meta.url).resolve('@types/node/package.json');
    return path.dirname(path.dirname(manifest));
  } catch {
    return null;
  }
}
