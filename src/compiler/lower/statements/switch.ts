// switch: cases are compared in order, the default may stand anywhere. Layer: compiler, lower.

import ts from 'typescript';
import type { FunctionLowering } from '../function-lowering.ts';
import { takeLabels } from './loops.ts';

export function lowerSwitch(lowering: FunctionLowering, node: ts.SwitchStatement): void {
  const { builder } = lowering;
  const labels = takeLabels(lowering);
  const value = lowering.expression(node.expression);
  const end = builder.newBlock();
  const clauses = node.caseBlock.clauses;
  const statements = clauses.flatMap((clause) => [...clause.statements]);
  lowering.withScope(node.caseBlock, statements, () => {
    const bodies = clauses.map(() => builder.newBlock());
    let fallback = end;
    clauses.forEach((clause, index) => {
      if (ts.isDefaultClause(clause)) {
        fallback = bodies[index]!;
        return;
      }
      const candidate = lowering.expression(clause.expression);
      const equal = builder.register();
      builder.emit({ op: 'binary', target: equal, operator: '===', left: value, right: candidate });
      const next = builder.newBlock();
      builder.branch(equal, bodies[index]!, next);
      builder.startBlock(next);
    });
    builder.jump(fallback);
    lowering.pushControl({
      kind: 'target',
      labels,
      breakTo: end,
      continueTo: null,
      acceptsPlainBreak: true,
    });
    clauses.forEach((clause, index) => {
      builder.startBlock(bodies[index]!);
      lowering.statements(clause.statements);
      builder.jump(bodies[index + 1] ?? end);
    });
    lowering.popControl();
  });
  builder.startBlock(end);
}
