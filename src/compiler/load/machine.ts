// Compiles the library's machine modules, all at once; the result is kept by content. Layer: compiler, load.

import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';
import {
  compileMachine,
  machineDialect,
  type MachineFunction,
  type MachineModuleResult,
} from '../machine/compile-machine.ts';
import { belongsTo, type Target } from '../target.ts';
import { compilerVersion, type LibrarySources } from './library-sources.ts';

export interface MachineLibrary {
  readonly header: string;
  /** By absolute path. */
  readonly modules: ReadonlyMap<string, MachineModuleResult>;
  /** Exported functions by name; names are unique over all modules. */
  readonly functions: ReadonlyMap<string, MachineFunction>;
}

interface Source {
  readonly path: string;
  readonly name: string;
  readonly text: string;
}

/** Those of `target` and those that all targets share. */
export function loadMachine(
  library: LibrarySources,
  cacheDirectory: string,
  target: Target,
): MachineLibrary {
  const sources = findSources(library).filter(({ name }) => belongsTo(target, name));
  const hash = createHash('sha256');
  for (const source of sources)
    hash.update(source.name).update('\0').update(source.text).update('\0');
  hash.update(compilerVersion());
  const file = path.join(cacheDirectory, `machine-${hash.digest('hex').slice(0, 24)}.json`);
  const stored = existsSync(file)
    ? (JSON.parse(readFileSync(file, 'utf8'), revive) as Stored)
    : compileAll(sources);
  if (!existsSync(file)) {
    mkdirSync(cacheDirectory, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, JSON.stringify(stored, replace));
    renameSync(`${file}.${process.pid}`, file);
  }
  const modules = new Map<string, MachineModuleResult>();
  const functions = new Map<string, MachineFunction>();
  for (const module of stored.modules) {
    modules.set(path.join(library.root, `${module.name}.ts`), module);
    for (const [name, fn] of module.functions) if (!functions.has(name)) functions.set(name, fn);
  }
  return { header: stored.header, modules, functions };
}

interface Stored {
  header: string;
  modules: MachineModuleResult[];
}

function compileAll(sources: readonly Source[]): Stored {
  const parsed = sources.map((source) => ({
    path: source.path,
    name: source.name,
    sourceFile: ts.createSourceFile(source.path, source.text, ts.ScriptTarget.ESNext, true),
  }));
  const result = compileMachine(parsed);
  if (result.diagnostics.length > 0) {
    const list = result.diagnostics
      .slice(0, 30)
      .map((found) => `${found.file}:${found.line}:${found.column} ${found.code} ${found.message}`);
    throw new Error(`the library's machine modules do not compile:\n${list.join('\n')}`);
  }
  return { header: result.header, modules: result.modules };
}

function findSources(library: LibrarySources): Source[] {
  const sources: Source[] = [];
  for (const [file, text] of library.texts)
    if (/^'use machine( inline)?';/.test(text) && isMachine(text))
      sources.push({
        path: file,
        name: path.relative(library.root, file).replace(/\.ts$/, ''),
        text,
      });
  return sources.sort((a, b) => (a.name < b.name ? -1 : 1));
}

function isMachine(text: string): boolean {
  return (
    machineDialect(ts.createSourceFile('x.ts', text.slice(0, 40), ts.ScriptTarget.ESNext)) !== null
  );
}

function replace(_key: string, value: unknown): unknown {
  if (value instanceof Map) return { $map: [...value] };
  if (value instanceof Set) return { $set: [...value] };
  if (typeof value === 'bigint') return { $bigint: String(value) };
  return value;
}

function revive(_key: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if ('$map' in value) return new Map(value.$map as [unknown, unknown][]);
  if ('$set' in value) return new Set(value.$set as unknown[]);
  if ('$bigint' in value) return BigInt(value.$bigint as string);
  return value;
}
