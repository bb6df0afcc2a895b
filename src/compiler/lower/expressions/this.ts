// `this`, `super` receivers, `new.target` and `import.meta`. Layer: compiler, lower.

import ts from 'typescript';
import type { Register } from '../../ir/ir.ts';
import type { FunctionLowering } from '../function-lowering.ts';
import { NEW_TARGET, THIS } from '../analyze-scopes.ts';

export function lowerThis(lowering: FunctionLowering, node: ts.Node): Register {
  lowering.at(node);
  const variable = lowering.scope.lookup(THIS);
  if (variable === null) return lowering.module.topLevelThis(lowering);
  const value = lowering.loadPlace(variable);
  if (lowering.module.isDerivedThis(variable)) {
    lowering.builder.runtimeVoid('checkThisInitialized', value);
  }
  return value;
}

export function lowerMetaProperty(lowering: FunctionLowering, node: ts.MetaProperty): Register {
  lowering.at(node);
  if (node.keywordToken === ts.SyntaxKind.NewKeyword) {
    const variable = lowering.scope.lookup(NEW_TARGET);
    return variable === null ? lowering.builder.undefined() : lowering.loadPlace(variable);
  }
  return lowering.module.importMeta(lowering);
}
