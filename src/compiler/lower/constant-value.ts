// Constant initialisers of builtin members: literals, signs, arithmetic, NaN and Infinity. Layer: compiler, lower.

import ts from 'typescript';
import type { Constant } from '../ir/ir.ts';

export function constantValue(node: ts.Expression): Constant | null {
  const number = numberValue(node);
  if (number !== null) return { kind: 'number', value: number };
  if (ts.isStringLiteralLike(node)) return { kind: 'string', value: node.text };
  if (ts.isAsExpression(node) || ts.isParenthesizedExpression(node))
    return constantValue(node.expression);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return { kind: 'true' };
  if (node.kind === ts.SyntaxKind.FalseKeyword) return { kind: 'false' };
  if (node.kind === ts.SyntaxKind.NullKeyword) return { kind: 'null' };
  if (ts.isIdentifier(node) && node.text === 'undefined') return { kind: 'undefined' };
  if (
    ts.isPropertyAccessExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'Symbol'
  ) {
    return { kind: 'symbol', name: node.name.text };
  }
  if (
    ts.isCallExpression(node) &&
    ts.isIdentifier(node.expression) &&
    node.expression.text === 'symbolKey' &&
    ts.isStringLiteral(node.arguments[0]!)
  ) {
    return { kind: 'symbol', name: node.arguments[0].text };
  }
  return null;
}

function numberValue(node: ts.Expression): number | null {
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isIdentifier(node))
    return node.text === 'NaN' ? NaN : node.text === 'Infinity' ? Infinity : null;
  if (ts.isParenthesizedExpression(node)) return numberValue(node.expression);
  if (ts.isPrefixUnaryExpression(node)) {
    const operand = numberValue(node.operand);
    return operand === null || node.operator !== ts.SyntaxKind.MinusToken ? null : -operand;
  }
  if (!ts.isBinaryExpression(node)) return null;
  const left = numberValue(node.left);
  const right = numberValue(node.right);
  if (left === null || right === null) return null;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return left + right;
    case ts.SyntaxKind.MinusToken:
      return left - right;
    case ts.SyntaxKind.AsteriskToken:
      return left * right;
    case ts.SyntaxKind.SlashToken:
      return left / right;
    case ts.SyntaxKind.AsteriskAsteriskToken:
      return left ** right;
    default:
      return null;
  }
}
