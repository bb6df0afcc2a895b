// Assignments: simple, compound, logical, and destructuring. Layer: compiler, lower.

import ts from 'typescript';
import type { BinaryOperator, Register } from '../../ir/ir.ts';
import type { FunctionLowering } from '../function-lowering.ts';
import { unwrap } from '../analyze-scopes.ts';
import { lowerNamed } from '../functions.ts';
import { assignPattern } from '../patterns.ts';
import { branchLogical } from './binary.ts';
import { lowerReference } from './reference.ts';

export function lowerAssignment(lowering: FunctionLowering, node: ts.BinaryExpression): Register {
  const target = unwrap(node.left);
  if (ts.isArrayLiteralExpression(target) || ts.isObjectLiteralExpression(target)) {
    const value = lowering.expression(node.right);
    assignPattern(lowering, target, value, { kind: 'assigned', source: node.right });
    return value;
  }
  const reference = lowerReference(lowering, target);
  const value = ts.isIdentifier(target)
    ? lowerNamed(lowering, node.right, target.text)
    : lowering.expression(node.right);
  reference.write(value);
  return value;
}

export function lowerCompoundAssignment(
  lowering: FunctionLowering,
  node: ts.BinaryExpression,
  operator: BinaryOperator,
): Register {
  const { builder } = lowering;
  const reference = lowerReference(lowering, node.left);
  const left = reference.read();
  const right = lowering.expression(node.right);
  lowering.at(node);
  const target = builder.register();
  builder.emit({ op: 'binary', target, operator, left, right });
  reference.write(target);
  return target;
}

export function lowerLogicalAssignment(
  lowering: FunctionLowering,
  node: ts.BinaryExpression,
  operator: '&&' | '||' | '??',
): Register {
  const { builder } = lowering;
  const target = unwrap(node.left);
  const reference = lowerReference(lowering, target);
  const result = builder.register();
  builder.move(result, reference.read());
  const right = builder.newBlock();
  const end = builder.newBlock();
  branchLogical(lowering, operator, result, right, end);
  builder.startBlock(right);
  const value = ts.isIdentifier(target)
    ? lowerNamed(lowering, node.right, target.text)
    : lowering.expression(node.right);
  reference.write(value);
  builder.move(result, value);
  builder.jump(end);
  builder.startBlock(end);
  return result;
}
