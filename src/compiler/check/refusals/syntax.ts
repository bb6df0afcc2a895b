// Refuses syntax that the compiler does not have yet. Layer: compiler, check.

import ts from 'typescript';
import type { CheckContext } from '../check-syntax.ts';

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
    case ts.SyntaxKind.VariableDeclarationList:
      refuseUsing(node as ts.VariableDeclarationList, context);
      break;
    case ts.SyntaxKind.PropertyDeclaration:
      refuseAutoAccessor(node as ts.PropertyDeclaration, context);
  }
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
