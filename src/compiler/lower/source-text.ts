// Source text as V8 shows it in messages: "o.f(...).g is not a function". Layer: compiler, lower.
// V8 prints the syntax tree, not the text: literals are normalised, operators get parentheses, and what it has no short
// form for is "(intermediate value)".

import ts from 'typescript';
import { isAssignment, unwrap } from './analyze-scopes.ts';

const INTERMEDIATE = '(intermediate value)';

/** An expression that was called, constructed or destructured. */
export function calleeText(node: ts.Expression): string {
  return print(node, false);
}

/** What is not iterable: of a call V8 says that it may not even have been a function. */
export function iterableText(node: ts.Expression): string {
  const inner = unwrap(node);
  return withHint(inner, print(inner, true));
}

/** What is not async iterable. */
export function asyncIterableText(node: ts.Expression): string {
  return withHint(unwrap(node), print(node, false));
}

function withHint(node: ts.Expression, text: string): string {
  if (ts.isNewExpression(node)) return `${print(node.expression, true)}${NOT_CALLED}`;
  return ts.isCallExpression(node) ? `${text}${NOT_CALLED}` : text;
}

const NOT_CALLED = ' is not a function or its return value';

/** `iterated`: where iteration failed, V8 leaves the parentheses of calls out. */
function print(outer: ts.Expression, iterated: boolean): string {
  const node = unwrap(outer);
  const inner = (child: ts.Expression): string => print(child, iterated);
  if (ts.isIdentifier(node)) return node.text;
  if (endsChain(node)) return INTERMEDIATE;
  if (ts.isPropertyAccessExpression(node)) return member(node, inner(node.expression));
  if (ts.isElementAccessExpression(node)) return element(node, inner);
  if (ts.isCallExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.ImportKeyword)
      return `ImportCall(${node.arguments.slice(0, 1).map(inner).join('')})`;
    return inner(node.expression) + (iterated ? '' : '(...)');
  }
  if (ts.isTaggedTemplateExpression(node)) return inner(node.tag) + (iterated ? '' : '(...)');
  if (ts.isNewExpression(node)) return iterated ? inner(node.expression) : INTERMEDIATE;
  return operatorText(node, inner) ?? literalText(node, inner) ?? INTERMEDIATE;
}

/** The whole of an optional chain, seen from outside. */
function endsChain(node: ts.Expression): boolean {
  if (!ts.isOptionalChain(node)) return false;
  const { parent } = node;
  return !(ts.isOptionalChain(parent) && parent.expression === node);
}

function member(node: ts.PropertyAccessExpression, base: string): string {
  const optional = node.questionDotToken !== undefined;
  if (ts.isPrivateIdentifier(node.name)) return `${base}${optional ? '?.' : ''}[${node.name.text}]`;
  return `${base}${optional ? '?.' : '.'}${node.name.text}`;
}

function element(
  node: ts.ElementAccessExpression,
  inner: (child: ts.Expression) => string,
): string {
  const base = inner(node.expression);
  const key = unwrap(node.argumentExpression);
  const optional = node.questionDotToken !== undefined;
  if (ts.isStringLiteralLike(key)) return `${base}${optional ? '?.' : '.'}${key.text}`;
  return `${base}${optional ? '?.' : ''}[${inner(key)}]`;
}

function operatorText(node: ts.Expression, inner: (child: ts.Expression) => string): string | null {
  if (ts.isBinaryExpression(node)) {
    const operator = node.operatorToken.kind;
    if (isAssignment(operator)) return inner(node.left);
    return `(${operands(node, operator).map(inner).join(` ${node.operatorToken.getText()} `)})`;
  }
  if (ts.isPrefixUnaryExpression(node)) {
    const operator = ts.tokenToString(node.operator)!;
    const text = `${operator}${inner(node.operand)}`;
    return operator === '-' && ts.isNumericLiteral(node.operand) ? text : `(${text})`;
  }
  if (ts.isPostfixUnaryExpression(node))
    return `(${inner(node.operand)}${ts.tokenToString(node.operator)!})`;
  if (ts.isVoidExpression(node)) return `(void ${inner(node.expression)})`;
  if (ts.isTypeOfExpression(node)) return `(typeof ${inner(node.expression)})`;
  if (ts.isDeleteExpression(node)) return `(delete ${inner(node.expression)})`;
  if (ts.isConditionalExpression(node)) return INTERMEDIATE.repeat(3);
  return null;
}

/** `a + b + c` is one operation of three operands. */
function operands(node: ts.BinaryExpression, operator: ts.SyntaxKind): ts.Expression[] {
  const { left, right } = node;
  const comparison =
    (operator >= ts.SyntaxKind.LessThanToken &&
      operator <= ts.SyntaxKind.ExclamationEqualsEqualsToken) ||
    operator === ts.SyntaxKind.AsteriskAsteriskToken;
  if (!comparison && ts.isBinaryExpression(left) && left.operatorToken.kind === operator)
    return [...operands(left, operator), right];
  return [left, right];
}

function literalText(node: ts.Expression, inner: (child: ts.Expression) => string): string | null {
  if (ts.isStringLiteralLike(node)) return `"${node.text}"`;
  if (ts.isNumericLiteral(node)) return String(Number(node.text));
  if (ts.isRegularExpressionLiteral(node)) return node.text;
  if (ts.isTemplateExpression(node))
    return node.templateSpans.map((span) => inner(span.expression)).join('');
  if (ts.isObjectLiteralExpression(node))
    return `{${node.properties.map(() => INTERMEDIATE).join('')}}`;
  if (ts.isArrayLiteralExpression(node))
    return `[${node.elements.map((item) => elementText(item, inner)).join(',')}]`;
  switch (node.kind) {
    case ts.SyntaxKind.ThisKeyword:
      return 'this';
    case ts.SyntaxKind.NullKeyword:
      return 'null';
    case ts.SyntaxKind.TrueKeyword:
      return 'true';
    case ts.SyntaxKind.FalseKeyword:
      return 'false';
    default:
      return null;
  }
}

function elementText(item: ts.Expression, inner: (child: ts.Expression) => string): string {
  return ts.isSpreadElement(item) ? `(...${inner(item.expression)})` : inner(item);
}
