// Binary operators, logical operators, assignments and the comma. Layer: compiler, lower.

import ts from 'typescript';
import type { BinaryOperator, BlockId, Register } from '../../ir/ir.ts';
import type { FunctionLowering } from '../function-lowering.ts';
import { isAssignment, unwrap } from '../analyze-scopes.ts';
import { lowerAssignment, lowerCompoundAssignment, lowerLogicalAssignment } from './assignment.ts';
import { privateName } from './member.ts';

const operators = new Map<ts.SyntaxKind, BinaryOperator>([
  [ts.SyntaxKind.PlusToken, '+'],
  [ts.SyntaxKind.MinusToken, '-'],
  [ts.SyntaxKind.AsteriskToken, '*'],
  [ts.SyntaxKind.SlashToken, '/'],
  [ts.SyntaxKind.PercentToken, '%'],
  [ts.SyntaxKind.AsteriskAsteriskToken, '**'],
  [ts.SyntaxKind.AmpersandToken, '&'],
  [ts.SyntaxKind.BarToken, '|'],
  [ts.SyntaxKind.CaretToken, '^'],
  [ts.SyntaxKind.LessThanLessThanToken, '<<'],
  [ts.SyntaxKind.GreaterThanGreaterThanToken, '>>'],
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken, '>>>'],
  [ts.SyntaxKind.LessThanToken, '<'],
  [ts.SyntaxKind.LessThanEqualsToken, '<='],
  [ts.SyntaxKind.GreaterThanToken, '>'],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>='],
  [ts.SyntaxKind.EqualsEqualsToken, '=='],
  [ts.SyntaxKind.ExclamationEqualsToken, '!='],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '==='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '!=='],
]);

/** `+=` and its kind, by the operator that they apply. */
const compound = new Map<ts.SyntaxKind, BinaryOperator>([
  [ts.SyntaxKind.PlusEqualsToken, '+'],
  [ts.SyntaxKind.MinusEqualsToken, '-'],
  [ts.SyntaxKind.AsteriskEqualsToken, '*'],
  [ts.SyntaxKind.SlashEqualsToken, '/'],
  [ts.SyntaxKind.PercentEqualsToken, '%'],
  [ts.SyntaxKind.AsteriskAsteriskEqualsToken, '**'],
  [ts.SyntaxKind.AmpersandEqualsToken, '&'],
  [ts.SyntaxKind.BarEqualsToken, '|'],
  [ts.SyntaxKind.CaretEqualsToken, '^'],
  [ts.SyntaxKind.LessThanLessThanEqualsToken, '<<'],
  [ts.SyntaxKind.GreaterThanGreaterThanEqualsToken, '>>'],
  [ts.SyntaxKind.GreaterThanGreaterThanGreaterThanEqualsToken, '>>>'],
]);

const logicalAssignments = new Map<ts.SyntaxKind, '&&' | '||' | '??'>([
  [ts.SyntaxKind.AmpersandAmpersandEqualsToken, '&&'],
  [ts.SyntaxKind.BarBarEqualsToken, '||'],
  [ts.SyntaxKind.QuestionQuestionEqualsToken, '??'],
]);

export function lowerBinary(lowering: FunctionLowering, node: ts.BinaryExpression): Register {
  const { builder } = lowering;
  const kind = node.operatorToken.kind;
  if (kind === ts.SyntaxKind.EqualsToken) return lowerAssignment(lowering, node);
  if (isAssignment(kind)) {
    const logical = logicalAssignments.get(kind);
    if (logical !== undefined) return lowerLogicalAssignment(lowering, node, logical);
    return lowerCompoundAssignment(lowering, node, compound.get(kind)!);
  }
  switch (kind) {
    case ts.SyntaxKind.CommaToken:
      lowering.expression(node.left);
      return lowering.expression(node.right);
    case ts.SyntaxKind.AmpersandAmpersandToken:
      return lowerLogical(lowering, node, '&&');
    case ts.SyntaxKind.BarBarToken:
      return lowerLogical(lowering, node, '||');
    case ts.SyntaxKind.QuestionQuestionToken:
      return lowerLogical(lowering, node, '??');
    case ts.SyntaxKind.InKeyword:
      return lowerIn(lowering, node);
    case ts.SyntaxKind.InstanceOfKeyword: {
      const value = lowering.expression(node.left);
      const constructor = lowering.expression(node.right);
      lowering.at(node);
      return builder.runtime('instanceOf', value, constructor);
    }
  }
  const left = lowering.expression(node.left);
  const right = lowering.expression(node.right);
  lowering.at(node);
  const target = builder.register();
  builder.emit({ op: 'binary', target, operator: operators.get(kind)!, left, right });
  return target;
}

function lowerIn(lowering: FunctionLowering, node: ts.BinaryExpression): Register {
  const { builder } = lowering;
  if (ts.isPrivateIdentifier(node.left)) {
    const name = privateName(lowering, node.left);
    const object = lowering.expression(node.right);
    lowering.at(node);
    return builder.runtime('hasPrivate', name, object);
  }
  const key = lowering.expression(node.left);
  const object = lowering.expression(node.right);
  lowering.at(node);
  return builder.runtime('hasProperty', key, object);
}

function lowerLogical(
  lowering: FunctionLowering,
  node: ts.BinaryExpression,
  operator: '&&' | '||' | '??',
): Register {
  const { builder } = lowering;
  const result = builder.register();
  builder.move(result, lowering.expression(node.left));
  const right = builder.newBlock();
  const end = builder.newBlock();
  branchLogical(lowering, operator, result, right, end);
  builder.startBlock(right);
  builder.move(result, lowering.expression(node.right));
  builder.jump(end);
  builder.startBlock(end);
  return result;
}

/** Goes to `right` when the left value does not decide. */
export function branchLogical(
  lowering: FunctionLowering,
  operator: '&&' | '||' | '??',
  left: Register,
  right: BlockId,
  end: BlockId,
): void {
  const { builder } = lowering;
  if (operator === '&&') builder.branch(left, right, end);
  else if (operator === '||') builder.branch(left, end, right);
  else builder.branch(builder.runtime('isNullish', left), right, end);
}

/** Lowers a condition without making its value, where the operators allow. */
export function lowerCondition(
  lowering: FunctionLowering,
  node: ts.Expression,
  then: BlockId,
  otherwise: BlockId,
): void {
  const { builder } = lowering;
  const inner = unwrap(node);
  if (ts.isPrefixUnaryExpression(inner) && inner.operator === ts.SyntaxKind.ExclamationToken) {
    return lowerCondition(lowering, inner.operand, otherwise, then);
  }
  if (ts.isBinaryExpression(inner)) {
    const kind = inner.operatorToken.kind;
    if (kind === ts.SyntaxKind.AmpersandAmpersandToken || kind === ts.SyntaxKind.BarBarToken) {
      const right = builder.newBlock();
      if (kind === ts.SyntaxKind.AmpersandAmpersandToken)
        lowerCondition(lowering, inner.left, right, otherwise);
      else lowerCondition(lowering, inner.left, then, right);
      builder.startBlock(right);
      return lowerCondition(lowering, inner.right, then, otherwise);
    }
  }
  const value = lowering.expression(inner);
  builder.branch(value, then, otherwise);
}
