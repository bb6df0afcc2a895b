// while, do, for, labels, break and continue. Layer: compiler, lower.
// A `let` of a for loop that closures capture lives in an environment that is copied for each turn.

import ts from 'typescript';
import type { BlockId } from '../../ir/ir.ts';
import type { FunctionLowering } from '../function-lowering.ts';
import { lowerCondition } from '../expressions/binary.ts';
import { lowerDeclarations } from './simple.ts';

/** Lowers `body` as the body of a loop: break, continue and the labels before the statement. */
export function lowerLoopBody(
  lowering: FunctionLowering,
  breakTo: BlockId,
  continueTo: BlockId,
  labels: string[],
  body: () => void,
): void {
  lowering.pushControl({ kind: 'target', labels, breakTo, continueTo, acceptsPlainBreak: true });
  body();
  lowering.popControl();
}

export function takeLabels(lowering: FunctionLowering): string[] {
  const labels = lowering.pendingLabels;
  lowering.pendingLabels = [];
  return labels;
}

export function lowerWhile(lowering: FunctionLowering, node: ts.WhileStatement): void {
  const { builder } = lowering;
  const labels = takeLabels(lowering);
  const head = builder.newBlock();
  const body = builder.newBlock();
  const end = builder.newBlock();
  builder.jump(head);
  builder.startBlock(head);
  lowerCondition(lowering, node.expression, body, end);
  builder.startBlock(body);
  lowerLoopBody(lowering, end, head, labels, () => lowering.statement(node.statement));
  builder.jump(head);
  builder.startBlock(end);
}

export function lowerDo(lowering: FunctionLowering, node: ts.DoStatement): void {
  const { builder } = lowering;
  const labels = takeLabels(lowering);
  const body = builder.newBlock();
  const test = builder.newBlock();
  const end = builder.newBlock();
  builder.jump(body);
  builder.startBlock(body);
  lowerLoopBody(lowering, end, test, labels, () => lowering.statement(node.statement));
  builder.jump(test);
  builder.startBlock(test);
  lowerCondition(lowering, node.expression, body, end);
  builder.startBlock(end);
}

export function lowerFor(lowering: FunctionLowering, node: ts.ForStatement): void {
  const { builder } = lowering;
  const labels = takeLabels(lowering);
  lowering.withScope(node, [], () => {
    if (node.initializer) {
      if (ts.isVariableDeclarationList(node.initializer))
        lowerDeclarations(lowering, node.initializer);
      else lowering.expression(node.initializer);
    }
    const copies =
      lowering.scope.hasEnvironment && lowering.module.scopes.scopes.get(node) === lowering.scope;
    const { scope } = lowering;
    const head = builder.newBlock();
    const body = builder.newBlock();
    const step = builder.newBlock();
    const end = builder.newBlock();
    if (copies) lowering.copyEnvironment(scope);
    builder.jump(head);
    builder.startBlock(head);
    if (node.condition) lowerCondition(lowering, node.condition, body, end);
    else builder.jump(body);
    builder.startBlock(body);
    lowerLoopBody(lowering, end, step, labels, () => lowering.statement(node.statement));
    builder.jump(step);
    builder.startBlock(step);
    if (copies) lowering.copyEnvironment(scope);
    if (node.incrementor) lowering.expression(node.incrementor);
    builder.jump(head);
    builder.startBlock(end);
  });
}

export function lowerLabeled(lowering: FunctionLowering, node: ts.LabeledStatement): void {
  const { builder } = lowering;
  lowering.pendingLabels.push(node.label.text);
  const inner = node.statement;
  const takes =
    ts.isIterationStatement(inner, false) ||
    ts.isBlock(inner) ||
    ts.isLabeledStatement(inner) ||
    ts.isSwitchStatement(inner) ||
    ts.isIfStatement(inner);
  if (takes) return lowering.statement(inner);
  const labels = takeLabels(lowering);
  const end = builder.newBlock();
  lowering.pushControl({
    kind: 'target',
    labels,
    breakTo: end,
    continueTo: null,
    acceptsPlainBreak: false,
  });
  lowering.statement(inner);
  lowering.popControl();
  builder.jump(end);
  builder.startBlock(end);
}

export function lowerBreak(lowering: FunctionLowering, node: ts.BreakStatement): void {
  const label = node.label?.text;
  for (let index = lowering.control.length - 1; index >= 0; index--) {
    const context = lowering.control[index]!;
    if (context.kind !== 'target' || context.continueOnly) continue;
    if (label === undefined ? context.acceptsPlainBreak : context.labels.includes(label)) {
      lowering.leaveTo(index + 1, null, () => lowering.builder.jump(context.breakTo));
      return;
    }
  }
}

export function lowerContinue(lowering: FunctionLowering, node: ts.ContinueStatement): void {
  const label = node.label?.text;
  for (let index = lowering.control.length - 1; index >= 0; index--) {
    const context = lowering.control[index]!;
    if (context.kind !== 'target' || context.continueTo === null) continue;
    if (label === undefined || context.labels.includes(label)) {
      lowering.leaveTo(index + 1, null, () => lowering.builder.jump(context.continueTo!));
      return;
    }
  }
}
