// try, catch, finally. Layer: compiler, lower.
// A finally block is lowered once. Whatever enters it leaves a completion number: 0 normal, 1 throw, n a break,
// continue or return that goes on afterwards (ECMA-262 §14.15.3).

import type ts from 'typescript';
import type { FunctionLowering, FinallyContext } from '../function-lowering.ts';
import { bindPattern } from '../patterns.ts';

export function lowerTry(lowering: FunctionLowering, node: ts.TryStatement): void {
  if (node.finallyBlock) lowerFinally(lowering, node, node.finallyBlock);
  else lowerCatch(lowering, node);
}

function lowerCatch(lowering: FunctionLowering, node: ts.TryStatement): void {
  const { builder } = lowering;
  const clause = node.catchClause;
  if (clause === undefined) return lowering.statement(node.tryBlock);
  const outside = builder.handler;
  const caught = builder.newBlock();
  const end = builder.newBlock();
  builder.setHandler(caught);
  lowering.statement(node.tryBlock);
  builder.setHandler(outside);
  builder.jump(end);
  builder.startBlock(caught);
  const exception = builder.runtime('takeException');
  lowering.withScope(clause, [], () => {
    if (clause.variableDeclaration)
      bindPattern(lowering, clause.variableDeclaration.name, exception, { kind: 'catch' });
    lowering.statement(clause.block);
  });
  builder.jump(end);
  builder.startBlock(end);
}

function lowerFinally(
  lowering: FunctionLowering,
  node: ts.TryStatement,
  finallyBlock: ts.Block,
): void {
  const { builder } = lowering;
  const outside = builder.handler;
  const entry = builder.newBlock();
  const thrown = builder.newBlock();
  const end = builder.newBlock();
  const completion = builder.register('completion');
  const value = builder.register('completionValue');
  builder.setConstant(value, { kind: 'undefined' });
  const context: FinallyContext = {
    kind: 'finally',
    entry,
    completion,
    value,
    handlerOutside: outside,
    continuations: [],
  };
  lowering.pushControl(context);
  builder.setHandler(thrown);
  lowerCatch(lowering, node);
  builder.setHandler(outside);
  lowering.popControl();
  builder.setConstant(completion, { kind: 'number', value: 0 });
  builder.jump(entry);

  builder.startBlock(thrown);
  builder.move(value, builder.runtime('takeException'));
  builder.setConstant(completion, { kind: 'number', value: 1 });
  builder.jump(entry);

  builder.startBlock(entry);
  lowering.statement(finallyBlock);
  const rethrow = builder.newBlock();
  const targets = context.continuations.map(() => builder.newBlock());
  builder.end({
    op: 'select',
    value: completion,
    cases: [end, rethrow, ...targets],
    otherwise: end,
  });
  builder.startBlock(rethrow);
  builder.throw(value);
  context.continuations.forEach((proceed, index) => {
    builder.startBlock(targets[index]!);
    proceed();
  });
  builder.startBlock(end);
}
