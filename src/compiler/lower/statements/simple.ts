// Blocks, variable declarations, expression statements, if, return, throw. Layer: compiler, lower.

import ts from 'typescript';
import type { FunctionLowering } from '../function-lowering.ts';
import { awaitValue } from '../expressions/suspend.ts';
import { lowerCondition } from '../expressions/binary.ts';
import { lowerNamed } from '../functions.ts';
import { bindPattern } from '../patterns.ts';

export function lowerBlock(lowering: FunctionLowering, node: ts.Block): void {
  const labels = lowering.pendingLabels;
  lowering.pendingLabels = [];
  if (labels.length > 0) {
    const end = lowering.builder.newBlock();
    lowering.pushControl({
      kind: 'target',
      labels,
      breakTo: end,
      continueTo: null,
      acceptsPlainBreak: false,
    });
    lowering.withScope(node, node.statements, () => lowering.statements(node.statements));
    lowering.popControl();
    lowering.builder.jump(end);
    lowering.builder.startBlock(end);
    return;
  }
  lowering.withScope(node, node.statements, () => lowering.statements(node.statements));
}

export function lowerVariableStatement(
  lowering: FunctionLowering,
  node: ts.VariableStatement,
): void {
  lowerDeclarations(lowering, node.declarationList);
}

export function lowerDeclarations(
  lowering: FunctionLowering,
  list: ts.VariableDeclarationList,
): void {
  const isVar = (list.flags & ts.NodeFlags.BlockScoped) === 0;
  if (
    (list.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.Using ||
    (list.flags & ts.NodeFlags.BlockScoped) === ts.NodeFlags.AwaitUsing
  ) {
    lowering.module.refuse(
      list,
      'DR1020',
      "'using' declarations cannot be compiled yet",
      'call the dispose method in a finally block',
    );
  }
  for (const declaration of list.declarations) {
    if (declaration.initializer === undefined) {
      if (isVar) continue;
      lowering.storePlace(
        lowering.scope.lookup((declaration.name as ts.Identifier).text)!,
        lowering.builder.undefined(),
      );
      continue;
    }
    const name = ts.isIdentifier(declaration.name) ? declaration.name.text : '';
    const value = lowerNamed(lowering, declaration.initializer, name);
    lowering.at(declaration);
    bindPattern(lowering, declaration.name, value, {
      kind: 'declared',
      source: declaration.initializer,
    });
  }
}

export function lowerExpressionStatement(
  lowering: FunctionLowering,
  node: ts.ExpressionStatement,
): void {
  lowering.expression(node.expression);
}

export function lowerIf(lowering: FunctionLowering, node: ts.IfStatement): void {
  const { builder } = lowering;
  const labels = lowering.pendingLabels;
  lowering.pendingLabels = [];
  const then = builder.newBlock();
  const end = builder.newBlock();
  const otherwise = node.elseStatement ? builder.newBlock() : end;
  if (labels.length > 0)
    lowering.pushControl({
      kind: 'target',
      labels,
      breakTo: end,
      continueTo: null,
      acceptsPlainBreak: false,
    });
  lowerCondition(lowering, node.expression, then, otherwise);
  builder.startBlock(then);
  lowering.statement(node.thenStatement);
  builder.jump(end);
  if (node.elseStatement) {
    builder.startBlock(otherwise);
    lowering.statement(node.elseStatement);
    builder.jump(end);
  }
  if (labels.length > 0) lowering.popControl();
  builder.startBlock(end);
}

export function lowerReturn(lowering: FunctionLowering, node: ts.ReturnStatement): void {
  let value = node.expression ? lowering.expression(node.expression) : lowering.builder.undefined();
  if (lowering.fn.kind === 'asyncGenerator' && node.expression) value = awaitValue(lowering, value);
  lowering.return(value);
}

export function lowerThrow(lowering: FunctionLowering, node: ts.ThrowStatement): void {
  const value = lowering.expression(node.expression);
  lowering.at(node);
  lowering.builder.throw(value);
}
