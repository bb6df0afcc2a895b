// `condition ? a : b`. Layer: compiler, lower.

import type ts from 'typescript';
import type { Register } from '../../ir/ir.ts';
import type { FunctionLowering } from '../function-lowering.ts';
import { lowerCondition } from './binary.ts';

export function lowerConditional(
  lowering: FunctionLowering,
  node: ts.ConditionalExpression,
): Register {
  const { builder } = lowering;
  const result = builder.register();
  const then = builder.newBlock();
  const otherwise = builder.newBlock();
  const end = builder.newBlock();
  lowerCondition(lowering, node.condition, then, otherwise);
  builder.startBlock(then);
  builder.move(result, lowering.expression(node.whenTrue));
  builder.jump(end);
  builder.startBlock(otherwise);
  builder.move(result, lowering.expression(node.whenFalse));
  builder.jump(end);
  builder.startBlock(end);
  return result;
}
