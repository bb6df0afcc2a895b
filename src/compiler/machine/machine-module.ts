// A machine module as the compiler sees it: its top-level names, what each stands for, and what its C text needs.
// Layer: compiler/machine.

import ts from 'typescript';

import type { Expression } from './expression.ts';
import type { MachineType } from './machine-type.ts';

export interface MachineSource {
  /** Absolute. */
  readonly path: string;
  /** Relative to the library, without extension: `runtime/value`. */
  readonly name: string;
  readonly sourceFile: ts.SourceFile;
}

export interface MachineFunction {
  readonly name: string;
  readonly cName: string;
  readonly parameters: readonly { readonly name: string; readonly type: MachineType }[];
  readonly result: MachineType;
  /** The result is a Value, or the function carries `@throws`: callers test for an exception. */
  readonly throws: boolean;
}

export interface FunctionEntry {
  readonly kind: 'function';
  readonly module: MachineModule;
  readonly node: ts.FunctionDeclaration;
  readonly exported: boolean;
  /** `declare`: another module or assembly defines it. */
  readonly external: boolean;
  signature?: MachineFunction | null;
}

export interface VariableEntry {
  readonly kind: 'variable';
  readonly module: MachineModule;
  readonly node: ts.VariableDeclaration;
  readonly exported: boolean;
  readonly external: boolean;
  readonly cName: string;
  type?: MachineType | null;
  initialiser?: Expression;
}

export interface ConstantEntry {
  readonly kind: 'constant';
  readonly module: MachineModule;
  readonly node: ts.VariableDeclaration;
  readonly exported: boolean;
  state: 'new' | 'busy' | 'done';
  expression?: Expression | null;
}

/** Static data: `const x = u32Table([...])` or `reserveBytes(n)`. */
export interface TableEntry {
  readonly kind: 'table';
  readonly module: MachineModule;
  readonly node: ts.VariableDeclaration;
  readonly call: ts.CallExpression;
  readonly maker: string;
  readonly exported: boolean;
  readonly cName: string;
}

export type Entry =
  | FunctionEntry
  | VariableEntry
  | ConstantEntry
  | TableEntry
  | { readonly kind: 'intrinsic'; readonly name: string }
  | {
      readonly kind: 'type';
      readonly module: MachineModule;
      readonly node: ts.TypeAliasDeclaration;
    }
  | { readonly kind: 'builtinType'; readonly name: string }
  /** An import that was reported already: its uses stay silent. */
  | { readonly kind: 'rejected' }
  | {
      readonly kind: 'import';
      readonly from: MachineModule;
      readonly name: string;
      readonly node: ts.Node;
    };

/** C text under construction, with the extern declarations it needs. */
export class CText {
  readonly declarations = new Set<string>();
  readonly lines: string[] = [];
}

export class MachineModule {
  readonly entries = new Map<string, Entry>();
  readonly exports = new Map<string, Entry>();
  readonly strings = new Set<string>();
  readonly symbols = new Set<string>();
  readonly text = new CText();
  readonly source: MachineSource;
  readonly inline: boolean;

  constructor(source: MachineSource) {
    this.source = source;
    this.inline = machineDialect(source.sourceFile) === 'inline';
  }

  /** What `#line` calls the file. */
  get fileName(): string {
    return `${this.source.name}.ts`;
  }
}

/** The machine dialect a file's first statement chooses, or null for ordinary TypeScript. */
export function machineDialect(file: ts.SourceFile): 'module' | 'inline' | null {
  const first = file.statements[0];
  if (
    first === undefined ||
    !ts.isExpressionStatement(first) ||
    !ts.isStringLiteral(first.expression)
  )
    return null;
  if (first.expression.text === 'use machine') return 'module';
  return first.expression.text === 'use machine inline' ? 'inline' : null;
}
