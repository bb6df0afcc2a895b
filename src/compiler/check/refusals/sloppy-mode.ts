// Refuses what only sloppy mode has: all compiled code is strict, as modules are. Layer: compiler, check.
// In an ES module most of these are syntax errors; CommonJS files may contain them.

import ts from 'typescript';
import type { CheckContext } from '../check-syntax.ts';
import { isReference } from '../declared-names.ts';

export function refuseSloppyMode(node: ts.Node, context: CheckContext): void {
  switch (node.kind) {
    case ts.SyntaxKind.WithStatement:
      context.refuse(
        (node as ts.WithStatement).getFirstToken(context.sourceFile) ?? node,
        'DR1012',
        "'with' cannot be compiled: names must be known before the program runs",
        'write the object before each member',
      );
      break;
    case ts.SyntaxKind.NumericLiteral:
      refuseOctal(node as ts.NumericLiteral, context);
      break;
    case ts.SyntaxKind.DeleteExpression:
      refuseDeletedName(node as ts.DeleteExpression, context);
      break;
    case ts.SyntaxKind.PropertyAccessExpression:
      refuseCallee(node as ts.PropertyAccessExpression, context);
      break;
    case ts.SyntaxKind.BinaryExpression:
      refuseAssignment(node as ts.BinaryExpression, context);
      break;
    case ts.SyntaxKind.FunctionDeclaration:
    case ts.SyntaxKind.FunctionExpression:
      refuseDuplicateParameters(node as ts.FunctionLikeDeclaration, context);
  }
}

function refuseOctal(node: ts.NumericLiteral, context: CheckContext): void {
  const text = node.getText(context.sourceFile);
  if (!/^0\d/.test(text)) return;
  context.refuse(
    node,
    'DR1015',
    'a legacy octal literal cannot be compiled: strict mode has none',
    /^0[0-7]+$/.test(text) ? `0o${text.slice(1)}` : text.replace(/^0+/, ''),
  );
}

function refuseDeletedName(node: ts.DeleteExpression, context: CheckContext): void {
  const { expression } = node;
  if (!ts.isIdentifier(expression)) return;
  context.refuse(
    node,
    'DR1016',
    "'delete' of a variable cannot be compiled: strict mode has none",
    `${expression.text} = undefined`,
  );
}

function refuseCallee(node: ts.PropertyAccessExpression, context: CheckContext): void {
  const { expression, name } = node;
  if (!ts.isIdentifier(expression) || expression.text !== 'arguments') return;
  if (name.text !== 'callee' && name.text !== 'caller') return;
  context.refuse(
    node,
    'DR1014',
    `'arguments.${name.text}' cannot be compiled: strict mode has none`,
    'give the function a name and use that',
  );
}

function refuseAssignment(node: ts.BinaryExpression, context: CheckContext): void {
  const { left, operatorToken } = node;
  const isAssignment =
    operatorToken.kind >= ts.SyntaxKind.FirstAssignment &&
    operatorToken.kind <= ts.SyntaxKind.LastAssignment;
  if (!isAssignment || !ts.isIdentifier(left) || !isReference(left)) return;
  if (left.text === 'eval' || left.text === 'arguments') {
    context.refuse(
      left,
      'DR1018',
      `'${left.text}' cannot be assigned: strict mode forbids it`,
      'use another name',
    );
  } else if (isImplicitGlobal(left, context)) {
    context.refuse(
      left,
      'DR1017',
      `'${left.text}' is not declared: strict mode makes no global variable by assignment`,
      `declare it, or write globalThis.${left.text}`,
    );
  }
}

/** In an ES module the assignment throws a ReferenceError under Node too. */
function isImplicitGlobal(name: ts.Identifier, context: CheckContext): boolean {
  return (
    context.kind === 'cjs' &&
    !context.declared.has(name.text) &&
    !(name.text in globalThis) &&
    !['module', 'exports', 'require', '__filename', '__dirname'].includes(name.text)
  );
}

function refuseDuplicateParameters(node: ts.FunctionLikeDeclaration, context: CheckContext): void {
  const seen = new Set<string>();
  for (const { name } of node.parameters) {
    if (!ts.isIdentifier(name)) continue;
    if (seen.has(name.text)) {
      context.refuse(
        name,
        'DR1019',
        `two parameters named '${name.text}' cannot be compiled: strict mode forbids it`,
        'rename one of them',
      );
    }
    seen.add(name.text);
  }
}
