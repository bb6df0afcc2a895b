// Loads the module graph: reads, parses and resolves, starting from given files. Layer: compiler, load.
// Library modules are found by `node:` names and by the builtins' table; everything else as Node resolves it.

import { existsSync, readFileSync, statSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import ts from 'typescript';
import type { Diagnostic } from '../check/diagnostic.ts';
import { LibraryImports } from './library-imports.ts';
import type { LibrarySources } from './library-sources.ts';
import type { ModuleKind, ModuleRecord } from './module-record.ts';
import { collectSpecifiers } from './specifiers.ts';

export class Loader {
  readonly librarySources: LibrarySources;
  readonly libraryRoot: string;
  readonly programRoot: string;
  readonly diagnostics: Diagnostic[] = [];
  readonly modules = new Map<string, ModuleRecord>();
  /** Sources that stand in for files (the generated root module). */
  readonly #virtual = new Map<string, string>();

  /** Library modules that the program's own modules, or those of its packages, import by name. */
  readonly importedLibrary = new Set<ModuleRecord>();

  constructor(library: LibrarySources, programRoot: string) {
    this.librarySources = library;
    this.libraryRoot = library.root;
    this.programRoot = programRoot;
  }

  addVirtual(file: string, text: string): void {
    this.#virtual.set(file, text);
  }

  /** A library module by name, `ecma/array/array`. */
  library(name: string): ModuleRecord {
    return this.load(path.join(this.libraryRoot, `${name}.ts`));
  }

  hasLibrary(name: string): boolean {
    return this.librarySources.texts.has(path.join(this.libraryRoot, `${name}.ts`));
  }

  load(file: string): ModuleRecord {
    const existing = this.modules.get(file);
    if (existing !== undefined) return existing;
    const text =
      this.#virtual.get(file) ?? this.librarySources.texts.get(file) ?? readFileSync(file, 'utf8');
    const isJson = file.endsWith('.json');
    const scriptKind = isJson
      ? ts.ScriptKind.JSON
      : /\.[cm]?js$/.test(file)
        ? ts.ScriptKind.JS
        : file.endsWith('x')
          ? ts.ScriptKind.TSX
          : ts.ScriptKind.TS;
    const sourceFile = ts.createSourceFile(
      file,
      text,
      { languageVersion: ts.ScriptTarget.ESNext, setExternalModuleIndicator: markModule },
      true,
      scriptKind,
    );
    const isLibrary = file.startsWith(this.libraryRoot + path.sep);
    const imports = new Map<string, ModuleRecord | null>();
    const dependencies: ModuleRecord[] = [];
    const deferred: ModuleRecord[] = [];
    const record: ModuleRecord = {
      path: file,
      name: isLibrary
        ? path.relative(this.libraryRoot, file).replace(/\.ts$/, '')
        : path.relative(this.programRoot, file),
      kind: this.#kindOf(file, sourceFile, isLibrary),
      isLibrary,
      sourceFile,
      imports,
      dependencies,
      deferred,
    };
    if (isLibrary) return this.#addLibrary(record);
    this.modules.set(file, record);
    if (record.kind === 'json') return record;
    for (const { specifier, isStatic, isGuarded, node } of collectSpecifiers(record)) {
      if (!imports.has(specifier) || (imports.get(specifier) === null && !isGuarded))
        imports.set(
          specifier,
          isGuarded
            ? this.#loadIfThere(record, specifier)
            : this.#resolveAndLoad(record, specifier, node),
        );
      const target = imports.get(specifier);
      if (target?.isLibrary) this.importedLibrary.add(target);
      if (!target || target.kind === 'machine') continue;
      const list = isStatic ? dependencies : deferred;
      if (!list.includes(target)) list.push(target);
    }
    return record;
  }

  /** The library's modules are loaded when something in them is needed. */
  #addLibrary(record: ModuleRecord): ModuleRecord {
    const imports = new LibraryImports(record, this);
    const library: ModuleRecord = {
      ...record,
      imports,
      get dependencies() {
        return imports.loadedDependencies();
      },
    };
    this.modules.set(record.path, library);
    return library;
  }

  #resolveAndLoad(from: ModuleRecord, specifier: string, node: ts.Node): ModuleRecord | null {
    const file = this.resolve(from, specifier);
    if (file === null) {
      this.diagnostics.push(missingModule(from, specifier, node));
      return null;
    }
    return this.load(file);
  }

  #loadIfThere(from: ModuleRecord, specifier: string): ModuleRecord | null {
    const file = this.resolve(from, specifier);
    return file === null || file.endsWith('.node') ? null : this.load(file);
  }

  /** Absolute path, or null. */
  resolve(from: ModuleRecord, specifier: string): string | null {
    const builtin = specifier.startsWith('node:') ? specifier.slice(5) : specifier;
    if (specifier.startsWith('node:') || nodeModules.has(specifier)) {
      const file = path.join(this.libraryRoot, 'node', `${builtin}.ts`);
      return existsSync(file) ? file : null;
    }
    if (specifier.startsWith('.') || path.isAbsolute(specifier)) {
      return resolveFile(path.resolve(path.dirname(from.path), specifier));
    }
    try {
      const options: ts.CompilerOptions = {
        moduleResolution: ts.ModuleResolutionKind.Bundler,
        allowJs: true,
        resolveJsonModule: true,
        noDtsResolution: true,
        customConditions: ['node'],
      };
      const mode = from.kind === 'cjs' ? ts.ModuleKind.CommonJS : ts.ModuleKind.ESNext;
      const found = ts.resolveModuleName(
        specifier,
        from.path,
        options,
        ts.sys,
        undefined,
        undefined,
        mode,
      ).resolvedModule;
      if (found && !found.resolvedFileName.endsWith('.d.ts')) return found.resolvedFileName;
      return createRequire(from.path).resolve(specifier);
    } catch {
      return null;
    }
  }

  #kindOf(file: string, sourceFile: ts.SourceFile, isLibrary: boolean): ModuleKind {
    if (file.endsWith('.json')) return 'json';
    if (isLibrary) {
      const first = sourceFile.statements[0];
      const directive =
        first && ts.isExpressionStatement(first) && ts.isStringLiteral(first.expression)
          ? first.expression.text
          : '';
      return directive.startsWith('use machine') || isMachineDeclaration(sourceFile.fileName)
        ? 'machine'
        : 'esm';
    }
    if (/\.(mts|mjs|ts|tsx)$/.test(file)) return 'esm';
    if (/\.c[jt]s$/.test(file)) return 'cjs';
    return nearestPackageType(file) === 'module' || isEsmSyntax(sourceFile) ? 'esm' : 'cjs';
  }
}

/** TypeScript files are modules, with or without imports and exports: `await` is a keyword in them. */
function markModule(sourceFile: ts.SourceFile): void {
  const file = sourceFile as { externalModuleIndicator?: ts.Node | true };
  if (/\.(mts|mjs|ts|tsx)$/.test(sourceFile.fileName)) file.externalModuleIndicator ??= true;
}

/** Files of types and intrinsics that have no code of their own. */
function isMachineDeclaration(file: string): boolean {
  return /[\\/]machine[\\/](types|intrinsics|language)\.ts$/.test(file);
}

function isEsmSyntax(sourceFile: ts.SourceFile): boolean {
  return sourceFile.statements.some(
    (statement) =>
      ts.isImportDeclaration(statement) ||
      ts.isExportDeclaration(statement) ||
      ts.isExportAssignment(statement) ||
      (ts.canHaveModifiers(statement) &&
        ts.getModifiers(statement)?.some((m) => m.kind === ts.SyntaxKind.ExportKeyword)),
  );
}

function nearestPackageType(file: string): string {
  for (let folder = path.dirname(file); ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'package.json');
    if (existsSync(candidate)) {
      try {
        return (
          (JSON.parse(readFileSync(candidate, 'utf8')) as { type?: string }).type ?? 'commonjs'
        );
      } catch {
        return 'commonjs';
      }
    }
    if (folder === path.dirname(folder)) return 'commonjs';
  }
}

function isFile(file: string): boolean {
  return existsSync(file) && statSync(file).isFile();
}

/** A relative import: the file itself, TypeScript's spellings of it, or an index file. */
function resolveFile(base: string): string | null {
  const candidates = [
    base,
    base.replace(/\.js$/, '.ts'),
    base.replace(/\.mjs$/, '.mts'),
    base.replace(/\.cjs$/, '.cts'),
    base.replace(/\.jsx?$/, '.tsx'),
  ];
  for (const extension of ['.ts', '.tsx', '.mts', '.js', '.mjs', '.cjs', '.json'])
    candidates.push(base + extension);
  for (const extension of ['.ts', '.tsx', '.js', '.json'])
    candidates.push(path.join(base, `index${extension}`));
  return candidates.find(isFile) ?? null;
}

function missingModule(from: ModuleRecord, specifier: string, node: ts.Node): Diagnostic {
  const { line, character } = from.sourceFile.getLineAndCharacterOfPosition(node.getStart());
  const isNode = specifier.startsWith('node:') || nodeModules.has(specifier);
  return {
    code: isNode ? 'DR1030' : 'DR1031',
    file: from.path,
    line: line + 1,
    column: character + 1,
    text: specifier,
    message: isNode
      ? `the Node module '${specifier}' is not part of the library`
      : `cannot find module '${specifier}'`,
    instead: isNode
      ? 'docs/compatibility.md lists the modules that there are'
      : 'check the name, or install the package',
    category: 'error',
  };
}

const nodeModules = new Set(
  'assert async_hooks buffer child_process cluster console constants crypto dgram diagnostics_channel dns domain events fs http http2 https inspector module net os path perf_hooks process punycode querystring readline repl stream string_decoder timers tls tty url util v8 vm wasi worker_threads zlib assert/strict dns/promises fs/promises path/posix path/win32 readline/promises stream/consumers stream/promises stream/web timers/promises util/types'.split(
    ' ',
  ),
);
