// Where an expression or statement is compiled: its module, the visible locals, and what the C text around it needs.
// Layer: compiler/machine.

import type ts from 'typescript';

import {
  staticCellDeclaration,
  stringSymbol,
  symbolCell,
  symbolDescription,
} from '../emit/static-strings.ts';
import { type Expression, linkTime } from './expression.ts';
import { type DiagnosticList, type MachineCode, Rejection } from './machine-diagnostic.ts';
import { type CText, type MachineModule } from './machine-module.ts';
import type { MachineProgram } from './machine-program.ts';
import type { MachineType } from './machine-type.ts';

export interface Local {
  readonly cName: string;
  readonly type: MachineType;
  readonly assignable: boolean;
}

export type ExpressionCompiler = (node: ts.Expression, context: Context) => Expression;

export class Context {
  readonly program: MachineProgram;
  readonly module: MachineModule;
  readonly output: CText;
  readonly diagnostics: DiagnosticList;
  /** Lengths of the `stackValues` arrays of the current function; null outside functions. */
  readonly stackArrays: number[] | null;
  readonly #compile: ExpressionCompiler;
  readonly #scopes: Map<string, Local | null>[] = [];

  constructor(
    program: MachineProgram,
    module: MachineModule,
    output: CText,
    compile: ExpressionCompiler,
    inFunction: boolean,
  ) {
    this.program = program;
    this.module = module;
    this.output = output;
    this.diagnostics = program.diagnostics;
    this.stackArrays = inFunction ? [] : null;
    this.#compile = compile;
  }

  /** The same output, seen from the top level of another module. */
  within(module: MachineModule): Context {
    return new Context(this.program, module, this.output, this.#compile, false);
  }

  expression(node: ts.Expression): Expression {
    return this.#compile(node, this);
  }

  reject(node: ts.Node, code: MachineCode, message: string): never {
    return this.diagnostics.reject(node, code, message);
  }

  /** Gives up on the statement: what it refers to was rejected and reported before. */
  silent(): never {
    throw new Rejection('an earlier declaration was rejected');
  }

  scoped<T>(work: () => T): T {
    this.#scopes.push(new Map());
    try {
      return work();
    } finally {
      this.#scopes.pop();
    }
  }

  /** Declares a local; `null` marks one whose declaration was rejected, so that its uses stay silent. */
  declare(name: string, local: Omit<Local, 'cName'> | null): string {
    const cName = localName(name);
    this.#scopes.at(-1)?.set(name, local === null ? null : { ...local, cName });
    return cName;
  }

  /** Whether the innermost scope declares the name already. */
  declares(name: string): boolean {
    return this.#scopes.at(-1)?.has(name) ?? false;
  }

  local(name: string): Local | undefined {
    for (let index = this.#scopes.length - 1; index >= 0; index--) {
      const local = this.#scopes[index]?.get(name);
      if (local === null) this.silent();
      if (local !== undefined) return local;
    }
    return undefined;
  }

  /** The interned static string, as a Value. */
  string(text: string): Expression {
    const symbol = stringSymbol(text);
    this.module.strings.add(text);
    this.output.declarations.add(staticCellDeclaration(symbol));
    return linkTime(`DR_STRING(${symbol})`, 'Value');
  }

  /** A well-known symbol, as a Value. */
  symbol(name: string): Expression {
    const symbol = symbolCell(name);
    this.module.symbols.add(name);
    this.module.strings.add(symbolDescription(name));
    this.output.declarations.add(staticCellDeclaration(symbol));
    return linkTime(`DR_SYMBOL(${symbol})`, 'Value');
  }
}

const RESERVED = new Set(
  (
    'asm auto bool char const default do double else enum extern float for goto if inline int linux long ptr register restrict ' +
    'return short signed sizeof static struct switch typedef typeof union unix unsigned void volatile while Value DrCell ' +
    'int8_t int16_t int32_t int64_t uint8_t uint16_t uint32_t uint64_t'
  ).split(' '),
);

/** A local keeps its name in C unless that means something there. */
function localName(name: string): string {
  return RESERVED.has(name) || /^(dr[a-z]*_|s_|sx_|y_|_|DR)/.test(name) ? `l_${name}` : name;
}
