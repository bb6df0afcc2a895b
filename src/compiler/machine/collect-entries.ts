// Collects the top-level names of every machine module and links imports. Layer: compiler/machine.
// Nothing is compiled here: types and initialisers are looked at when they are first needed.

import path from 'node:path';

import ts from 'typescript';

import type { DiagnosticList } from './machine-diagnostic.ts';
import { DATA_MAKERS, INTRINSIC_NAMES } from './intrinsic-names.ts';
import { type Entry, MachineModule } from './machine-module.ts';
import { machineTypeNamed } from './machine-type.ts';

type ImportSource = MachineModule | 'types' | 'intrinsics';
const REJECTED: Entry = { kind: 'rejected' };

export class EntryCollector {
  readonly #modules: ReadonlyMap<string, MachineModule>;
  readonly #diagnostics: DiagnosticList;

  constructor(modules: ReadonlyMap<string, MachineModule>, diagnostics: DiagnosticList) {
    this.#modules = modules;
    this.#diagnostics = diagnostics;
  }

  collect(module: MachineModule): void {
    for (const [index, statement] of module.source.sourceFile.statements.entries())
      if (index > 0) this.#diagnostics.attempt(() => this.#statement(module, statement));
  }

  #statement(module: MachineModule, statement: ts.Statement): void {
    if (ts.isImportDeclaration(statement)) this.#import(module, statement);
    else if (ts.isExportDeclaration(statement)) this.#export(module, statement);
    else if (ts.isFunctionDeclaration(statement)) this.#function(module, statement);
    else if (ts.isVariableStatement(statement)) this.#variables(module, statement);
    else if (ts.isTypeAliasDeclaration(statement))
      this.#add(
        module,
        statement.name,
        { kind: 'type', module, node: statement },
        isExported(statement),
      );
    else if (!ts.isEmptyStatement(statement))
      this.#diagnostics.reject(
        statement,
        'unsupported',
        'only functions, constants, variables and type aliases stand at the top of a machine module',
      );
  }

  #import(module: MachineModule, statement: ts.ImportDeclaration): void {
    const clause = statement.importClause;
    const bindings = clause?.namedBindings;
    if (
      clause === undefined ||
      clause.name !== undefined ||
      bindings === undefined ||
      ts.isNamespaceImport(bindings)
    )
      this.#diagnostics.reject(
        statement,
        'unsupported',
        'a machine module imports by name: import { x } from "./y.ts"',
      );
    const from = this.#diagnostics.attempt(() => this.#source(module, statement.moduleSpecifier));
    for (const element of bindings.elements) {
      const imported = (element.propertyName ?? element.name).text;
      const entry =
        from === null
          ? REJECTED
          : this.#diagnostics.attempt(() => this.#imported(from, imported, element));
      this.#addImport(module, element.name, entry ?? REJECTED);
    }
  }

  #export(module: MachineModule, statement: ts.ExportDeclaration): void {
    const clause = statement.exportClause;
    if (
      statement.moduleSpecifier === undefined ||
      clause === undefined ||
      !ts.isNamedExports(clause)
    )
      this.#diagnostics.reject(statement, 'unsupported', 'write "export" before the declaration');
    const from = this.#source(module, statement.moduleSpecifier);
    for (const element of clause.elements)
      module.exports.set(
        element.name.text,
        this.#imported(from, (element.propertyName ?? element.name).text, element),
      );
  }

  #source(module: MachineModule, specifier: ts.Expression): ImportSource {
    const text = ts.isStringLiteral(specifier) ? specifier.text : '';
    if (!text.startsWith('.') || !text.endsWith('.ts'))
      this.#diagnostics.reject(
        specifier,
        'import',
        `"${text}" is no machine module: use a relative path ending in .ts`,
      );
    const file = path.resolve(path.dirname(module.source.path), text);
    if (file.endsWith('/machine/types.ts')) return 'types';
    if (file.endsWith('/machine/intrinsics.ts')) return 'intrinsics';
    const from = this.#modules.get(file);
    return (
      from ??
      this.#diagnostics.reject(
        specifier,
        'import',
        `"${text}" is no machine module of this program`,
      )
    );
  }

  #imported(from: ImportSource, name: string, node: ts.Node): Entry {
    if (from !== 'types' && from !== 'intrinsics') return { kind: 'import', from, name, node };
    if (from === 'types' && machineTypeNamed(name) !== null) return { kind: 'builtinType', name };
    if (from === 'intrinsics' && INTRINSIC_NAMES.has(name)) return { kind: 'intrinsic', name };
    return this.#diagnostics.reject(node, 'import', `machine/${from}.ts exports no "${name}"`);
  }

  // `u32` the type and `u32` the cast are one name in a module; the cast stands for both.
  #addImport(module: MachineModule, name: ts.Identifier, entry: Entry): void {
    const kinds = [module.entries.get(name.text)?.kind, entry.kind];
    if (kinds[0] === 'intrinsic' && kinds[1] === 'builtinType') return;
    if (kinds[0] === 'builtinType' && kinds[1] === 'intrinsic') module.entries.delete(name.text);
    this.#add(module, name, entry, false);
  }

  #function(module: MachineModule, node: ts.FunctionDeclaration): void {
    if (node.name === undefined)
      this.#diagnostics.reject(node, 'unsupported', 'a machine function has a name');
    const external = hasModifier(node, ts.SyntaxKind.DeclareKeyword);
    if (!external && node.body === undefined)
      this.#diagnostics.reject(
        node,
        'unsupported',
        'a machine function has one signature and a body',
      );
    const exported = isExported(node);
    this.#add(module, node.name, { kind: 'function', module, node, exported, external }, exported);
  }

  #variables(module: MachineModule, statement: ts.VariableStatement): void {
    const flags = statement.declarationList.flags;
    const exported = isExported(statement);
    const external = hasModifier(statement, ts.SyntaxKind.DeclareKeyword);
    for (const node of statement.declarationList.declarations) {
      if (!ts.isIdentifier(node.name))
        this.#diagnostics.reject(node, 'unsupported', 'no destructuring in machine modules');
      const name = node.name.text;
      if (flags & ts.NodeFlags.Let || external) {
        const cName = external || exported ? `drv_${name}` : privateName(module, 'drvl', name);
        this.#add(
          module,
          node.name,
          { kind: 'variable', module, node, exported, external, cName },
          exported,
        );
      } else if (flags & ts.NodeFlags.Const) this.#constant(module, node, node.name, exported);
      else this.#diagnostics.reject(node, 'unsupported', 'write let or const, not var');
    }
  }

  #constant(
    module: MachineModule,
    node: ts.VariableDeclaration,
    name: ts.Identifier,
    exported: boolean,
  ): void {
    const call = node.initializer;
    const maker =
      call && ts.isCallExpression(call) && ts.isIdentifier(call.expression)
        ? call.expression.text
        : '';
    if (call && ts.isCallExpression(call) && DATA_MAKERS.has(maker)) {
      const cName = exported ? `drt_${name.text}` : privateName(module, 'drtl', name.text);
      this.#add(
        module,
        name,
        { kind: 'table', module, node, call, maker, exported, cName },
        exported,
      );
    } else
      this.#add(module, name, { kind: 'constant', module, node, exported, state: 'new' }, exported);
  }

  #add(module: MachineModule, name: ts.Identifier, entry: Entry, exported: boolean): void {
    if (module.entries.has(name.text))
      this.#diagnostics.reject(name, 'duplicate', `"${name.text}" is declared twice`);
    module.entries.set(name.text, entry);
    if (exported) module.exports.set(name.text, entry);
  }
}

/** The C name of something a module keeps to itself; an inline module's are visible in every C file. */
export function privateName(module: MachineModule, prefix: string, name: string): string {
  return module.inline
    ? `${prefix}_${module.source.name.replace(/[^A-Za-z0-9]/g, '_')}__${name}`
    : `${prefix}_${name}`;
}

function isExported(node: ts.HasModifiers): boolean {
  return hasModifier(node, ts.SyntaxKind.ExportKeyword);
}

function hasModifier(node: ts.HasModifiers, kind: ts.SyntaxKind): boolean {
  return node.modifiers?.some((modifier) => modifier.kind === kind) ?? false;
}
