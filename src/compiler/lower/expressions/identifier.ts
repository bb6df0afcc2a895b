// Names: variables, imports, and globals of the library. Layer: compiler, lower.

import type ts from 'typescript';
import type { Register } from '../../ir/ir.ts';
import type { FunctionLowering } from '../function-lowering.ts';

export function lowerIdentifier(lowering: FunctionLowering, node: ts.Identifier): Register {
  const variable = lowering.scope.lookup(node.text);
  lowering.at(node);
  if (variable !== null) return lowering.readVariable(variable, node);
  return lowerGlobal(lowering, node, false);
}

/** A name that the module does not declare. `typeof` of an unknown one is no error. */
export function lowerGlobal(
  lowering: FunctionLowering,
  node: ts.Identifier,
  forTypeof: boolean,
): Register {
  const { builder, module } = lowering;
  switch (node.text) {
    case 'undefined':
      return builder.undefined();
    case 'NaN':
      return builder.number(NaN);
    case 'Infinity':
      return builder.number(Infinity);
    case 'globalThis':
    case 'global':
      module.program.noteGlobalObject();
      return builder.runtime('intrinsicObject', { kind: 'raw', text: 'INTRINSIC_GLOBAL_OBJECT' });
  }
  const found = module.program.builtins.read(lowering, node.text);
  if (found !== null) return found;
  if (node.text === 'eval') {
    module.refuse(
      node,
      'DR1010',
      "'eval' cannot be compiled: the image contains no compiler",
      'parse the text yourself, or use JSON.parse for data',
    );
    return builder.undefined();
  }
  if (!forTypeof && isMissingGlobal(node)) {
    module.refuse(
      node,
      'DR1060',
      `'${node.text}' is not part of the library`,
      'docs/compatibility.md lists what there is',
    );
    return builder.undefined();
  }
  const name = { kind: 'string', value: node.text } as const;
  return builder.runtime(forTypeof ? 'getGlobalOrUndefined' : 'getGlobal', name);
}

/** A global of Node, the oracle, that the library lacks; code that asks with `typeof` first may name it. */
function isMissingGlobal(node: ts.Identifier): boolean {
  if (!Object.hasOwn(globalThis, node.text)) return false;
  return !new RegExp(`typeof\\s+${node.text}\\b`).test(node.getSourceFile().text);
}
