// The machine-subset compiler: TypeScript files that begin with 'use machine' to C11. Layer: compiler/machine.
// One C text per module and one header that all include. There is no type checker: types are what annotations say, and
// the first rule of every file here is that C's own conversions never decide (see conversion.ts).
// Passes: collect names -> resolve signatures -> compile data and functions -> assemble header and modules.

import ts from 'typescript';

import { EntryCollector } from './collect-entries.ts';
import {
  compileConstant,
  declareTable,
  declareVariable,
  defineTable,
  defineVariable,
} from './compile-data.ts';
import { compileExpression } from './compile-expression.ts';
import { defineFunction, prototypeOf } from './compile-function.ts';
import { checkUniqueNames } from './check-names.ts';
import { HeaderAssembly } from './header-assembly.ts';
import { DiagnosticList, type MachineDiagnostic } from './machine-diagnostic.ts';
import { type MachineFunction, MachineModule, type MachineSource } from './machine-module.ts';
import { MachineProgram } from './machine-program.ts';
import type { MachineType } from './machine-type.ts';
import { MACHINE_HEADER } from './prelude.ts';

export type { MachineDiagnostic } from './machine-diagnostic.ts';
export { machineDialect, type MachineFunction, type MachineSource } from './machine-module.ts';
export type { MachineType } from './machine-type.ts';
export { emitFreestanding } from './freestanding.ts';
export { MACHINE_HEADER } from './prelude.ts';

export interface MachineModuleResult {
  readonly name: string;
  readonly path: string;
  readonly inline: boolean;
  readonly c: string;
  /** Exported functions, also those that are only declared. */
  readonly functions: ReadonlyMap<string, MachineFunction>;
  /** Exported constants with a known value: bigint for integers, booleans and Values, number for f64. */
  readonly constants: ReadonlyMap<string, bigint | number>;
  readonly constantTypes: ReadonlyMap<string, MachineType>;
  /** Texts of the static strings that this module's C refers to. */
  readonly strings: ReadonlySet<string>;
  /** Names of the well-known symbols that it refers to. */
  readonly symbols: ReadonlySet<string>;
  /** Exported variables, tables and link-time constants: `cName` is an expression in any C file with the header. */
  readonly variables: ReadonlyMap<
    string,
    { readonly cName: string; readonly type: MachineType; readonly writable: boolean }
  >;
}

export interface MachineResult {
  readonly header: string;
  readonly modules: MachineModuleResult[];
  readonly diagnostics: MachineDiagnostic[];
}

export function compileMachine(sources: readonly MachineSource[]): MachineResult {
  const diagnostics = new DiagnosticList();
  const modules = new Map(sources.map((source) => [source.path, new MachineModule(source)]));
  const program = new MachineProgram(modules, diagnostics, (entry, self) =>
    compileConstant(entry, self, compileExpression),
  );
  const collector = new EntryCollector(modules, diagnostics);
  for (const module of modules.values()) {
    reportParseErrors(module, diagnostics);
    collector.collect(module);
  }
  for (const module of modules.values()) program.checkImports(module);
  checkUniqueNames(program);
  const assembly = new HeaderAssembly(program);
  for (const module of modules.values()) compileModule(module, program, assembly);
  const results = [...modules.values()].map((module) => moduleResult(module, program, assembly));
  return { header: assembly.text(), modules: results, diagnostics: diagnostics.list };
}

/** Looks constants of one module up by name: the compiler's way to the cell layout. */
export function readLayout(result: MachineModuleResult): (name: string) => number {
  return (name) => {
    const value = result.constants.get(name);
    if (value === undefined)
      throw new RangeError(`no constant "${name}" in machine module "${result.name}"`);
    return Number(value);
  };
}

function reportParseErrors(module: MachineModule, diagnostics: DiagnosticList): void {
  const file = module.source.sourceFile as ts.SourceFile & {
    readonly parseDiagnostics?: readonly ts.Diagnostic[];
  };
  for (const { start, messageText } of file.parseDiagnostics ?? [])
    diagnostics.addAt(file, start ?? 0, 'parse', ts.flattenDiagnosticMessageText(messageText, ' '));
}

function compileModule(
  module: MachineModule,
  program: MachineProgram,
  header: HeaderAssembly,
): void {
  const { lines } = module.text;
  const { diagnostics } = program;
  const data: string[] = [];
  const prototypes: string[] = [];
  for (const entry of module.entries.values()) {
    if (entry.kind === 'function') {
      if (entry.exported || entry.external || module.inline) header.prototype(entry);
      else prototypes.push(prototypeOf(entry, program) ?? '');
    } else if (entry.kind === 'variable') {
      header.data(declareVariable(entry, program));
      if (!entry.external)
        data.push(
          diagnostics.attempt(() => defineVariable(entry, program, compileExpression)) ?? '',
        );
    } else if (entry.kind === 'table') {
      header.data(declareTable(entry));
      data.push(diagnostics.attempt(() => defineTable(entry, program, compileExpression)) ?? '');
    } else if (entry.kind === 'constant') diagnostics.attempt(() => program.constant(entry));
  }
  lines.push(...prototypes, ...data, '');
  for (const entry of module.entries.values()) {
    if (entry.kind !== 'function' || entry.external) continue;
    const text = defineFunction(entry, program, compileExpression);
    if (module.inline) header.define(text);
    else if (text !== null) lines.push(text);
  }
}

function moduleResult(
  module: MachineModule,
  program: MachineProgram,
  header: HeaderAssembly,
): MachineModuleResult {
  const functions = new Map<string, MachineFunction>();
  const constants = new Map<string, bigint | number>();
  const constantTypes = new Map<string, MachineType>();
  const variables = new Map<string, { cName: string; type: MachineType; writable: boolean }>();
  for (const [name, entry] of program.exported(module)) {
    if (entry.kind === 'function') {
      const signature = program.signature(entry);
      if (signature !== null) functions.set(name, signature);
    } else if (entry.kind === 'variable') {
      const type = program.variableType(entry);
      if (type !== null) variables.set(name, { cName: entry.cName, type, writable: true });
    } else if (entry.kind === 'table') {
      header.name(`drv_${name}`, `(uint64_t)${entry.cName}`);
      variables.set(name, { cName: `drv_${name}`, type: 'ptr', writable: false });
    } else if (entry.kind === 'constant') {
      const expression = program.diagnostics.attempt(() => program.constant(entry));
      if (expression === null) continue;
      if (expression.value !== undefined) {
        constants.set(name, expression.value);
        constantTypes.set(name, expression.type);
      } else {
        header.name(`drv_${name}`, expression.c);
        variables.set(name, { cName: `drv_${name}`, type: expression.type, writable: false });
      }
    }
  }
  const { source, strings, symbols, text } = module;
  const c = [`#include "${MACHINE_HEADER}"`, ...text.declarations, ...text.lines].join('\n');
  return {
    name: source.name,
    path: source.path,
    inline: module.inline,
    c,
    functions,
    constants,
    constantTypes,
    strings,
    symbols,
    variables,
  };
}
