// What an exported name means: follows re-exports and `export *` (ECMA-262 §16.2.1.6.2, §16.2.1.6.3).
// Layer: compiler, lower.

import type { ModuleRecord } from '../load/module-record.ts';
import type { ModuleLowering } from './module-lowering.ts';
import type { ProgramLowering } from './program-lowering.ts';
import type { Variable } from './scope.ts';

export type Resolved =
  | { kind: 'variable'; module: ModuleLowering; variable: Variable }
  | { kind: 'namespace'; record: ModuleRecord }
  /** A property of what a CommonJS or JSON module exports, or something of a machine module. */
  | { kind: 'foreign'; record: ModuleRecord; name: string }
  | null;

/** 'ambiguous': several `export *` lead to different things of this name. */
export function resolveExport(
  program: ProgramLowering,
  record: ModuleRecord,
  name: string,
  seen = new Set<string>(),
): Resolved | 'ambiguous' {
  if (record.kind !== 'esm') return { kind: 'foreign', record, name };
  const key = `${record.path}\0${name}`;
  if (seen.has(key)) return null;
  seen.add(key);
  const module = program.module(record);
  const found = module.exports.names.get(name);
  if (found?.kind === 'local') {
    const variable = module.scopes.root.variables.get(found.name);
    return variable === undefined ? null : { kind: 'variable', module, variable };
  }
  if (found !== undefined) {
    const target = record.imports.get(found.specifier);
    if (!target) return null;
    if (found.name === '*') return { kind: 'namespace', record: target };
    return resolveExport(program, target, found.name, seen);
  }
  return name === 'default' ? null : resolveStars(program, module, name, seen);
}

function resolveStars(
  program: ProgramLowering,
  module: ModuleLowering,
  name: string,
  seen: Set<string>,
): Resolved | 'ambiguous' {
  let found: Resolved = null;
  for (const specifier of module.exports.stars) {
    const target = module.record.imports.get(specifier);
    // What `export *` gives of CommonJS is not known: only what nothing else exports.
    if (!target || target.kind !== 'esm') continue;
    const resolved = resolveExport(program, target, name, seen);
    if (resolved === 'ambiguous') return resolved;
    if (resolved === null) continue;
    if (found !== null && !isSame(found, resolved)) return 'ambiguous';
    found = resolved;
  }
  return found ?? foreignStar(module, name);
}

function foreignStar(module: ModuleLowering, name: string): Resolved {
  for (const specifier of module.exports.stars) {
    const target = module.record.imports.get(specifier);
    if (target?.kind === 'cjs') return { kind: 'foreign', record: target, name };
  }
  return null;
}

function isSame(a: NonNullable<Resolved>, b: NonNullable<Resolved>): boolean {
  if (a.kind === 'variable') return b.kind === 'variable' && a.variable === b.variable;
  if (a.kind === 'namespace') return b.kind === 'namespace' && a.record === b.record;
  return b.kind === 'foreign' && a.record === b.record && a.name === b.name;
}

/** Names that a module may export, with those that turn out to be ambiguous. */
export function allExportedNames(
  program: ProgramLowering,
  record: ModuleRecord,
  seen = new Set<ModuleRecord>(),
): Set<string> {
  const names = new Set<string>();
  if (seen.has(record) || record.kind !== 'esm') return names;
  seen.add(record);
  const module = program.module(record);
  for (const name of module.exports.names.keys()) names.add(name);
  for (const specifier of module.exports.stars) {
    const target = record.imports.get(specifier);
    if (!target) continue;
    for (const name of allExportedNames(program, target, seen))
      if (name !== 'default') names.add(name);
  }
  return names;
}
