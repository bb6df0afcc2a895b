// Refuses code that is made at run time: eval, the Function constructor. Layer: compiler, check.

import ts from 'typescript';
import type { CheckContext } from '../check-syntax.ts';
import { isReference } from '../declared-names.ts';

export function refuseDynamicCode(node: ts.Node, context: CheckContext): void {
  if (!ts.isIdentifier(node) || !isReference(node)) return;
  if (node.text === 'eval') {
    context.refuse(
      node,
      'DR1010',
      "'eval' cannot be compiled: the image contains no compiler",
      'parse the text yourself, or use JSON.parse for data',
    );
  } else if (node.text === 'Function' && !context.declared.has('Function')) {
    refuseFunctionConstructor(node, context);
  } else if (node.text === 'WebAssembly' && !context.declared.has('WebAssembly')) {
    if (ts.isTypeOfExpression(node.parent)) return;
    context.refuse(
      node,
      'DR1013',
      "'WebAssembly' cannot be compiled: the image executes no code that is not in it",
      'call TypeScript code instead',
    );
  }
}

function refuseFunctionConstructor(node: ts.Identifier, context: CheckContext): void {
  const { parent } = node;
  const isCall =
    (ts.isCallExpression(parent) || ts.isNewExpression(parent)) && parent.expression === node;
  if (!isCall || isGlobalObjectIdiom(parent)) return;
  context.refuse(
    parent,
    'DR1011',
    `'${ts.isNewExpression(parent) ? 'new Function' : 'Function()'}' cannot be compiled: the image contains no compiler`,
    'write the function in the source',
  );
}

/** `Function('return this')`: packages find the global object so. */
function isGlobalObjectIdiom(call: ts.CallExpression | ts.NewExpression): boolean {
  const body = call.arguments?.[0];
  return (
    call.arguments?.length === 1 &&
    body !== undefined &&
    ts.isStringLiteralLike(body) &&
    /^\s*return this;?\s*$/.test(body.text)
  );
}
