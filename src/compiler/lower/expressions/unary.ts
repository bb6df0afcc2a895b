// Unary operators, ++ and --, typeof, delete, void. Layer: compiler, lower.

import ts from 'typescript';
import type { Register, UnaryOperator } from '../../ir/ir.ts';
import type { FunctionLowering } from '../function-lowering.ts';
import { unwrap } from '../analyze-scopes.ts';
import { lowerGlobal } from './identifier.ts';
import { lowerChainLink } from './member.ts';
import { lowerReference } from './reference.ts';

const operators = new Map<ts.SyntaxKind, UnaryOperator>([
  [ts.SyntaxKind.MinusToken, '-'],
  [ts.SyntaxKind.PlusToken, '+'],
  [ts.SyntaxKind.TildeToken, '~'],
  [ts.SyntaxKind.ExclamationToken, '!'],
]);

function unary(lowering: FunctionLowering, operator: UnaryOperator, operand: Register): Register {
  const target = lowering.builder.register();
  lowering.builder.emit({ op: 'unary', target, operator, operand });
  return target;
}

export function lowerPrefix(lowering: FunctionLowering, node: ts.PrefixUnaryExpression): Register {
  if (
    node.operator === ts.SyntaxKind.PlusPlusToken ||
    node.operator === ts.SyntaxKind.MinusMinusToken
  ) {
    return lowerUpdate(lowering, node, true);
  }
  if (node.operator === ts.SyntaxKind.MinusToken && ts.isNumericLiteral(node.operand)) {
    return lowering.builder.number(-Number(node.operand.text));
  }
  const operand = lowering.expression(node.operand);
  lowering.at(node);
  return unary(lowering, operators.get(node.operator)!, operand);
}

export function lowerPostfix(
  lowering: FunctionLowering,
  node: ts.PostfixUnaryExpression,
): Register {
  return lowerUpdate(lowering, node, false);
}

function lowerUpdate(
  lowering: FunctionLowering,
  node: ts.PrefixUnaryExpression | ts.PostfixUnaryExpression,
  prefix: boolean,
): Register {
  const reference = lowerReference(lowering, node.operand);
  const value = reference.read();
  lowering.at(node);
  const old = prefix ? value : unary(lowering, 'numeric', value);
  const next = unary(
    lowering,
    node.operator === ts.SyntaxKind.PlusPlusToken ? 'increment' : 'decrement',
    old,
  );
  reference.write(next);
  return prefix ? next : old;
}

export function lowerTypeof(lowering: FunctionLowering, node: ts.TypeOfExpression): Register {
  const operand = unwrap(node.expression);
  const value =
    ts.isIdentifier(operand) && lowering.scope.lookup(operand.text) === null
      ? lowerGlobal(lowering, operand, true)
      : lowering.expression(operand);
  return unary(lowering, 'typeof', value);
}

export function lowerVoid(lowering: FunctionLowering, node: ts.VoidExpression): Register {
  lowering.expression(node.expression);
  return lowering.builder.undefined();
}

export function lowerDelete(lowering: FunctionLowering, node: ts.DeleteExpression): Register {
  const { builder } = lowering;
  const operand = unwrap(node.expression);
  if (!ts.isPropertyAccessExpression(operand) && !ts.isElementAccessExpression(operand)) {
    lowering.expression(operand);
    return builder.constant({ kind: 'true' });
  }
  if (operand.expression.kind === ts.SyntaxKind.SuperKeyword) {
    builder.runtimeVoid('throwReferenceError', {
      kind: 'string',
      value: "Unsupported reference to 'super'",
    });
    return builder.undefined();
  }
  if (ts.isOptionalChain(operand)) {
    const result = builder.register();
    const nullish = builder.newBlock();
    const end = builder.newBlock();
    const object = lowerChainLink(lowering, operand.expression, nullish).value;
    if (operand.questionDotToken) {
      const rest = builder.newBlock();
      builder.branch(builder.runtime('isNullish', object), nullish, rest);
      builder.startBlock(rest);
    }
    builder.move(result, deleteMember(lowering, operand, object));
    builder.jump(end);
    builder.startBlock(nullish);
    builder.setConstant(result, { kind: 'true' });
    builder.jump(end);
    builder.startBlock(end);
    return result;
  }
  return deleteMember(lowering, operand, lowering.expression(operand.expression));
}

function deleteMember(
  lowering: FunctionLowering,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  object: Register,
): Register {
  const key = ts.isPropertyAccessExpression(node)
    ? lowering.builder.string(node.name.text)
    : lowering.expression(node.argumentExpression);
  lowering.at(node);
  return lowering.builder.runtime('deleteProperty', object, key);
}
