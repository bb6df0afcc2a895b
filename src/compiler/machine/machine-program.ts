// All machine modules together: answers what a name means, which type an annotation is, what a constant's value is.
// Layer: compiler/machine. Answers are computed on first use and kept.

import ts from 'typescript';

import type { Expression } from './expression.ts';
import { type DiagnosticList, Rejection } from './machine-diagnostic.ts';
import {
  type ConstantEntry,
  CText,
  type Entry,
  type FunctionEntry,
  type MachineFunction,
  type MachineModule,
  type VariableEntry,
} from './machine-module.ts';
import { privateName } from './collect-entries.ts';
import { type MachineType, machineTypeNamed } from './machine-type.ts';

export type ResolvedEntry = Exclude<Entry, { kind: 'import' | 'rejected' }>;

export class MachineProgram {
  readonly diagnostics: DiagnosticList;
  readonly modules: ReadonlyMap<string, MachineModule>;
  /** The shared header: what constants and inline functions refer to is declared there. */
  readonly header = new CText();
  readonly #compileInitialiser: (entry: ConstantEntry, program: MachineProgram) => Expression;

  constructor(
    modules: ReadonlyMap<string, MachineModule>,
    diagnostics: DiagnosticList,
    compileInitialiser: (entry: ConstantEntry, program: MachineProgram) => Expression,
  ) {
    this.modules = modules;
    this.diagnostics = diagnostics;
    this.#compileInitialiser = compileInitialiser;
  }

  /** What a module-level name stands for, imports followed; null when there is no such name. */
  entry(module: MachineModule, name: string): ResolvedEntry | null {
    const entry = module.entries.get(name);
    return entry === undefined ? null : this.#follow(entry);
  }

  #follow(start: Entry): ResolvedEntry {
    let entry = start;
    const seen = new Set<Entry>();
    while (entry.kind === 'import') {
      const next: Entry | undefined = seen.has(entry)
        ? undefined
        : entry.from.exports.get(entry.name);
      seen.add(entry);
      if (next === undefined)
        this.diagnostics.reject(
          entry.node,
          'import',
          `"${entry.from.fileName}" exports no "${entry.name}"`,
        );
      entry = next;
    }
    if (entry.kind === 'rejected') throw new Rejection('an import was rejected');
    return entry;
  }

  /** Reports imports of names that are not exported, once; later uses of them stay silent. */
  checkImports(module: MachineModule): void {
    for (const names of [module.entries, module.exports])
      for (const [name, entry] of names)
        if (entry.kind === 'import' && !this.diagnostics.attempt(() => this.#follow(entry)))
          names.set(name, { kind: 'rejected' });
  }

  exported(module: MachineModule): [string, ResolvedEntry][] {
    return [...module.exports].flatMap(([name, entry]) => {
      const resolved = this.diagnostics.attempt(() => this.#follow(entry));
      return resolved === null ? [] : [[name, resolved] as [string, ResolvedEntry]];
    });
  }

  type(node: ts.TypeNode, module: MachineModule): MachineType {
    switch (node.kind) {
      case ts.SyntaxKind.VoidKeyword:
        return 'void';
      case ts.SyntaxKind.NeverKeyword:
        return 'never';
      case ts.SyntaxKind.BooleanKeyword:
        return 'bool';
    }
    if (ts.isParenthesizedTypeNode(node)) return this.type(node.type, module);
    if (
      ts.isTypeReferenceNode(node) &&
      ts.isIdentifier(node.typeName) &&
      node.typeArguments === undefined
    ) {
      const entry = this.entry(module, node.typeName.text);
      if (entry?.kind === 'type') return this.type(entry.node.type, entry.module);
      const named = machineTypeNamed(
        entry?.kind === 'builtinType' ? entry.name : node.typeName.text,
      );
      if (named !== null) return named;
    }
    const hint =
      node.kind === ts.SyntaxKind.NumberKeyword ? ': write a width, for example u32 or f64' : '';
    return this.diagnostics.reject(node, 'type', `"${node.getText()}" is no machine type${hint}`);
  }

  signature(entry: FunctionEntry): MachineFunction | null {
    if (entry.signature === undefined)
      entry.signature = this.diagnostics.attempt(() => this.#readSignature(entry));
    return entry.signature;
  }

  #readSignature({ node, module, exported, external }: FunctionEntry): MachineFunction {
    const diagnostics: DiagnosticList = this.diagnostics;
    const name = (node.name as ts.Identifier).text;
    if (
      node.asteriskToken ||
      node.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AsyncKeyword)
    )
      diagnostics.reject(
        node,
        'unsupported',
        'a machine function is neither async nor a generator',
      );
    if (node.typeParameters)
      diagnostics.reject(node, 'unsupported', 'a machine function has no type parameters');
    const parameters = node.parameters.map((parameter) => {
      if (
        !ts.isIdentifier(parameter.name) ||
        parameter.dotDotDotToken ||
        parameter.questionToken ||
        parameter.initializer
      )
        diagnostics.reject(
          parameter,
          'unsupported',
          'a machine parameter is a plain name: not optional, no default, no rest',
        );
      if (parameter.type === undefined)
        diagnostics.reject(
          parameter,
          'type',
          `parameter "${parameter.name.text}" needs a machine type`,
        );
      return { name: parameter.name.text, type: this.type(parameter.type, module) };
    });
    if (node.type === undefined)
      diagnostics.reject(node, 'type', `function "${name}" needs a result type`);
    const result = this.type(node.type, module);
    const throws =
      result === 'Value' || ts.getJSDocTags(node).some((tag) => tag.tagName.text === 'throws');
    const cName = exported || external ? `dr_${name}` : privateName(module, 'drl', name);
    return { name, cName, parameters, result, throws };
  }

  variableType(entry: VariableEntry): MachineType | null {
    if (entry.type === undefined) {
      const { type, name } = entry.node;
      entry.type = this.diagnostics.attempt(() =>
        type === undefined
          ? this.diagnostics.reject(
              name,
              'type',
              `module variable "${name.getText()}" needs a machine type`,
            )
          : this.type(type, entry.module),
      );
    }
    return entry.type;
  }

  /** The expression a module constant stands for; null when it was rejected. */
  constant(entry: ConstantEntry): Expression | null {
    if (entry.state === 'busy')
      this.diagnostics.reject(entry.node, 'notConstant', 'a constant cannot refer to itself');
    if (entry.state === 'new') {
      entry.state = 'busy';
      entry.expression = this.diagnostics.attempt(() => this.#compileInitialiser(entry, this));
      entry.state = 'done';
    }
    return entry.expression ?? null;
  }
}
