// Refuses syntax that the compiler does not have yet. Layer: compiler, check.

import ts from 'typescript';
import type { CheckContext } from '../check-syntax.ts';
import { isReference } from '../declared-names.ts';

export function refuseSyntax(node: ts.Node, context: CheckContext): void {
  switch (node.kind) {
    case ts.SyntaxKind.Decorator:
      context.refuse(
        node,
        'DR1021',
        'decorators cannot be compiled yet',
        'call the decorator function on the class yourself',
      );
      break;
    case ts.SyntaxKind.JsxElement:
    case ts.SyntaxKind.JsxSelfClosingElement:
    case ts.SyntaxKind.JsxFragment:
      if (ts.isJsxElement(node.parent) || ts.isJsxFragment(node.parent)) return;
      context.refuse(
        node,
        'DR1022',
        'JSX cannot be compiled',
        'call the function that makes the element',
      );
      break;
    case ts.SyntaxKind.BigIntLiteral:
      refuseBigInt(node, context);
      break;
    case ts.SyntaxKind.Identifier:
      if (!/^Big(Int|Int64Array|Uint64Array)$/.test((node as ts.Identifier).text)) return;
      if (
        isReference(node as ts.Identifier) &&
        !context.declared.has((node as ts.Identifier).text)
      ) {
        if (!ts.isTypeOfExpression(node.parent)) refuseBigInt(node, context);
      }
      break;
    case ts.SyntaxKind.VariableDeclarationList:
      refuseUsing(node as ts.VariableDeclarationList, context);
      break;
    case ts.SyntaxKind.PropertyDeclaration:
      refuseAutoAccessor(node as ts.PropertyDeclaration, context);
  }
}

function refuseBigInt(node: ts.Node, context: CheckContext): void {
  context.refuse(
    node,
    'DR1025',
    'BigInt cannot be compiled yet',
    'use numbers up to 2^53, or a package for larger ones',
  );
}

function refuseUsing(node: ts.VariableDeclarationList, context: CheckContext): void {
  // `await using` has the bit too.
  if ((node.flags & ts.NodeFlags.Using) === 0) return;
  context.refuse(
    node,
    'DR1020',
    "'using' declarations cannot be compiled yet",
    'call the dispose method in a finally block',
  );
}

function refuseAutoAccessor(node: ts.PropertyDeclaration, context: CheckContext): void {
  const modifier = ts
    .getModifiers(node)
    ?.find(({ kind }) => kind === ts.SyntaxKind.AccessorKeyword);
  if (modifier === undefined) return;
  context.refuse(
    node,
    'DR1023',
    "'accessor' fields cannot be compiled yet",
    'write a private field with a getter and a setter',
  );
}
