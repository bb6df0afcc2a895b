// The table of statement lowerings: one entry per syntax kind. Layer: compiler, lower.

import ts from 'typescript';
import type { FunctionLowering } from '../function-lowering.ts';
import { isTypeOnly } from '../analyze-scopes.ts';
import { lowerClassDeclaration } from '../class.ts';
import { lowerExportAssignment } from '../module-syntax.ts';
import {
  lowerBlock,
  lowerExpressionStatement,
  lowerIf,
  lowerReturn,
  lowerThrow,
  lowerVariableStatement,
} from './simple.ts';
import { lowerBreak, lowerContinue, lowerDo, lowerFor, lowerLabeled, lowerWhile } from './loops.ts';
import { lowerEnum, lowerImportEquals, lowerNamespace } from './enum-namespace.ts';
import { lowerForIn, lowerForOf } from './for-in-of.ts';
import { lowerSwitch } from './switch.ts';
import { lowerTry } from './try.ts';

type Lowering = (lowering: FunctionLowering, node: never) => void;
const nothing: Lowering = () => {};

const table = new Map<ts.SyntaxKind, Lowering>([
  [ts.SyntaxKind.Block, lowerBlock],
  [ts.SyntaxKind.EmptyStatement, nothing],
  [ts.SyntaxKind.VariableStatement, lowerVariableStatement],
  [ts.SyntaxKind.ExpressionStatement, lowerExpressionStatement],
  [ts.SyntaxKind.IfStatement, lowerIf],
  [ts.SyntaxKind.ReturnStatement, lowerReturn],
  [ts.SyntaxKind.ThrowStatement, lowerThrow],
  [ts.SyntaxKind.WhileStatement, lowerWhile],
  [ts.SyntaxKind.DoStatement, lowerDo],
  [ts.SyntaxKind.ForStatement, lowerFor],
  [ts.SyntaxKind.ForInStatement, lowerForIn],
  [ts.SyntaxKind.ForOfStatement, lowerForOf],
  [ts.SyntaxKind.LabeledStatement, lowerLabeled],
  [ts.SyntaxKind.BreakStatement, lowerBreak],
  [ts.SyntaxKind.ContinueStatement, lowerContinue],
  [ts.SyntaxKind.SwitchStatement, lowerSwitch],
  [ts.SyntaxKind.TryStatement, lowerTry],
  [ts.SyntaxKind.ClassDeclaration, lowerClassDeclaration],
  [ts.SyntaxKind.EnumDeclaration, lowerEnum],
  [ts.SyntaxKind.ModuleDeclaration, lowerNamespace],
  [ts.SyntaxKind.ImportEqualsDeclaration, lowerImportEquals],
  [ts.SyntaxKind.ExportAssignment, lowerExportAssignment],
  // Functions are hoisted by their scope; imports and exports are the linker's.
  [ts.SyntaxKind.FunctionDeclaration, nothing],
  [ts.SyntaxKind.ImportDeclaration, nothing],
  [ts.SyntaxKind.ExportDeclaration, nothing],
  [ts.SyntaxKind.DebuggerStatement, nothing],
] as [ts.SyntaxKind, Lowering][]);

export function lowerStatement(lowering: FunctionLowering, node: ts.Statement): void {
  if (isTypeOnly(node)) return;
  const lower = table.get(node.kind);
  if (lower === undefined) {
    lowering.module.refuse(
      node,
      'DR1003',
      `${ts.SyntaxKind[node.kind]} cannot be compiled`,
      'rewrite it with supported syntax',
    );
    return;
  }
  lowering.at(node);
  lower(lowering, node as never);
}
