// Checks who imports whom: the table of layers below, and no cycles between files. ARCHITECTURE.md explains the layers.
// Type-only imports count for layers, but not for cycles: they leave nothing behind.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import ts from 'typescript';

/** Folder under src/, to the folders that it may import besides itself. The longest match counts. */
const LAYERS: Readonly<Record<string, readonly string[]>> = {
  'library/base': [],
  'library/machine': ['library/base'],
  'library/interfaces': ['library/base', 'library/machine'],
  'library/runtime': ['library/base', 'library/machine', 'library/interfaces'],
  'library/ecma': ['library/base', 'library/machine', 'library/runtime', 'library/interfaces'],
  'library/observe': ['library/base', 'library/machine', 'library/interfaces', 'library/runtime'],
  'library/driver': [
    'library/base',
    'library/interfaces',
    'library/machine',
    'library/runtime',
    'library/ecma',
    'library/observe',
  ],
  'library/net': ['library/base', 'library/interfaces', 'library/machine', 'library/runtime'],
  'library/http': [
    'library/base',
    'library/interfaces',
    'library/machine',
    'library/runtime',
    'library/ecma',
    'library/net',
  ],
  'library/web': [
    'library/base',
    'library/interfaces',
    'library/machine',
    'library/runtime',
    'library/ecma',
    'library/http',
    'library/net',
    'library/node',
  ],
  'library/node': [
    'library/base',
    'library/interfaces',
    'library/machine',
    'library/runtime',
    'library/ecma',
    'library/http',
    'library/net',
    'library/web',
  ],
  'library/system': ['library'],
  compiler: [],
  image: ['compiler/link'],
  monitor: [],
  cli: ['compiler', 'image', 'monitor'],
};

/** Folders whose files may import each other in a circle: what recurses over a tree, and the library, which is linked as one. */
const RECURSIVE = /^(compiler\/(lower|emit|machine)|library)\//;
const source = path.resolve(import.meta.dirname, '..', 'src');
const problems: string[] = [];
const imports = new Map<string, string[]>();

for (const file of sourceFiles(source)) checkFile(file);
findCycles();
for (const problem of problems) console.log(problem);
console.log(`${imports.size} files, ${problems.length} problem${problems.length === 1 ? '' : 's'}`);
process.exitCode = problems.length === 0 ? 0 : 1;

function sourceFiles(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter(
      (entry) => entry.isFile() && entry.name.endsWith('.ts') && !entry.name.endsWith('.test.ts'),
    )
    .map((entry) => path.join(entry.parentPath, entry.name));
}

function checkFile(file: string): void {
  const from = layerOf(file);
  const targets: string[] = [];
  imports.set(file, targets);
  if (from === null) {
    problems.push(`${shortName(file)}: in no layer`);
    return;
  }
  const text = ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.ESNext, false);
  for (const statement of text.statements) {
    if (!ts.isImportDeclaration(statement) && !ts.isExportDeclaration(statement)) continue;
    const { moduleSpecifier: specifier } = statement;
    if (!specifier || !ts.isStringLiteral(specifier) || !specifier.text.startsWith('.')) continue;
    const target = path.resolve(path.dirname(file), specifier.text);
    const to = layerOf(target);
    if (to === null || !mayImport(from, target)) {
      problems.push(`${shortName(file)}: ${from} may not import ${shortName(target)}`);
    }
    if (!isTypeOnly(statement)) targets.push(target);
  }
}

function layerOf(file: string): string | null {
  const name = shortName(file);
  const found = Object.keys(LAYERS).filter((layer) => name.startsWith(`${layer}/`));
  return found.sort((a, b) => b.length - a.length)[0] ?? null;
}

function mayImport(from: string, target: string): boolean {
  const name = shortName(target);
  return [from, ...(LAYERS[from] ?? [])].some((layer) => name.startsWith(`${layer}/`));
}

function isTypeOnly(statement: ts.ImportDeclaration | ts.ExportDeclaration): boolean {
  if (ts.isExportDeclaration(statement)) return statement.isTypeOnly;
  const clause = statement.importClause;
  if (clause === undefined) return false;
  if (clause.isTypeOnly) return true;
  const { namedBindings } = clause;
  return (
    clause.name === undefined &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every((element) => element.isTypeOnly)
  );
}

function findCycles(): void {
  const done = new Set<string>();
  const path: string[] = [];
  const visit = (file: string): void => {
    const at = path.indexOf(file);
    if (at >= 0) {
      problems.push(`cycle: ${[...path.slice(at), file].map(shortName).join(' -> ')}`);
      return;
    }
    if (done.has(file) || RECURSIVE.test(shortName(file))) return;
    done.add(file);
    path.push(file);
    for (const target of imports.get(file) ?? []) visit(target);
    path.pop();
  };
  for (const file of imports.keys()) {
    visit(file);
  }
}

function shortName(file: string): string {
  return path.relative(source, file);
}
