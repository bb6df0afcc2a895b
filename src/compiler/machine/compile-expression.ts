// Expressions of the machine subset: literals, names, assignments, conditionals; operators and calls have their own files.
// Layer: compiler/machine.

import ts from 'typescript';

import { compileCall } from './compile-call.ts';
import { binary, requireBoolean, together, unary } from './compile-operator.ts';
import { BINARY_OPERATORS, type BinaryOperator, COMPOUND_OPERATORS } from './operator-table.ts';
import type { Context } from './context.ts';
import { cast, convert, convertExplicitly } from './conversion.ts';
import {
  atom,
  compound,
  type Expression,
  known,
  literal,
  linkTime,
  operand,
} from './expression.ts';
import { cTypeOf, isNumeric, type MachineType } from './machine-type.ts';

export function compileExpression(node: ts.Expression, context: Context): Expression {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node))
    return context.expression(node.expression);
  if (ts.isNumericLiteral(node)) return numericLiteral(node, context);
  if (ts.isBigIntLiteral(node))
    return integerLiteral(BigInt(node.getText().replaceAll('_', '').slice(0, -1)), node, context);
  if (ts.isStringLiteral(node)) return context.string(node.text);
  if (node.kind === ts.SyntaxKind.TrueKeyword) return known(1n, 'bool');
  if (node.kind === ts.SyntaxKind.FalseKeyword) return known(0n, 'bool');
  if (ts.isIdentifier(node)) return identifier(node, context);
  if (ts.isCallExpression(node)) return compileCall(node, context);
  if (ts.isBinaryExpression(node)) return binaryExpression(node, context);
  if (ts.isPrefixUnaryExpression(node)) return prefix(node, context);
  if (ts.isPostfixUnaryExpression(node))
    return increment(node.operand, node.operator, false, context);
  if (ts.isConditionalExpression(node)) return conditional(node, context);
  if (ts.isAsExpression(node) || ts.isSatisfiesExpression(node)) {
    const type = context.program.type(node.type, context.module);
    return convertExplicitly(context.expression(node.expression), type, node, context.diagnostics);
  }
  return context.reject(node, 'unsupported', refusal(node));
}

function refusal(node: ts.Expression): string {
  if (ts.isArrowFunction(node) || ts.isFunctionExpression(node))
    return 'no closures in machine modules';
  if (ts.isObjectLiteralExpression(node) || ts.isArrayLiteralExpression(node))
    return 'no object or array literals in machine modules';
  if (ts.isTemplateLiteral(node) || ts.isTaggedTemplateExpression(node))
    return 'no template literals in machine modules';
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node))
    return 'no property access in machine modules: use load64(address + offset)';
  if (node.kind === ts.SyntaxKind.NullKeyword)
    return 'null is no machine value: use the constant of runtime/value.ts';
  if (ts.isNewExpression(node) || ts.isClassExpression(node))
    return 'no objects or classes in machine modules';
  return `"${node.getText().slice(0, 40)}" is no expression of the machine subset`;
}

// The parser keeps only the double in `text`, so that 64-bit literals are read from the source.
function numericLiteral(node: ts.NumericLiteral, context: Context): Expression {
  const text = node.getText().replaceAll('_', '').toLowerCase();
  if (text.startsWith('0') && /^0[xbo]/.test(text))
    return integerLiteral(BigInt(text), node, context);
  if (/^\d+$/.test(text)) return integerLiteral(BigInt(text), node, context);
  const value = Number(text);
  if (!text.includes('.') && Number.isSafeInteger(value))
    return integerLiteral(BigInt(value), node, context);
  return known(value, 'f64');
}

function integerLiteral(value: bigint, node: ts.Node, context: Context): Expression {
  return (
    literal(value) ?? context.reject(node, 'literalRange', 'this literal is wider than 64 bits')
  );
}

function identifier(node: ts.Identifier, context: Context): Expression {
  const name = node.text;
  const local = context.local(name);
  if (local !== undefined) return atom(local.cName, local.type);
  const entry = context.program.entry(context.module, name);
  switch (entry?.kind) {
    case 'variable': {
      const type = context.program.variableType(entry);
      return type === null ? context.silent() : atom(entry.cName, type);
    }
    case 'constant':
      return context.program.constant(entry) ?? context.silent();
    case 'table':
      return linkTime(`((uint64_t)${entry.cName})`, 'ptr');
    case 'function':
      return context.reject(
        node,
        'unsupported',
        `"${name}" is a function: call it, or take addressOf(${name})`,
      );
  }
  if (entry === null && name === 'NaN') return known(Number.NaN, 'f64');
  if (entry === null && name === 'Infinity') return known(Number.POSITIVE_INFINITY, 'f64');
  if (entry === null && name === 'undefined')
    return context.reject(
      node,
      'unknownName',
      'undefined is no machine value: use the constant of runtime/value.ts',
    );
  return context.reject(
    node,
    'unknownName',
    entry === null ? `there is no "${name}" here` : `"${name}" is no value`,
  );
}

function binaryExpression(node: ts.BinaryExpression, context: Context): Expression {
  const kind = node.operatorToken.kind;
  if (kind === ts.SyntaxKind.EqualsToken) return assignment(node, null, context);
  if (kind === ts.SyntaxKind.CommaToken) {
    const [left, right] = [context.expression(node.left), context.expression(node.right)];
    return atom(`(${left.c}, ${right.c})`, right.type);
  }
  const operator = BINARY_OPERATORS.get(kind);
  if (operator !== undefined) {
    const [left, right] = [context.expression(node.left), context.expression(node.right)];
    return binary(operator, left, right, node, context);
  }
  const compoundOperator = COMPOUND_OPERATORS.get(kind);
  if (compoundOperator !== undefined) return assignment(node, compoundOperator, context);
  return context.reject(
    node.operatorToken,
    'unsupported',
    `no "${node.operatorToken.getText()}" in the machine subset`,
  );
}

function assignment(
  node: ts.BinaryExpression,
  operator: BinaryOperator | null,
  context: Context,
): Expression {
  const target = assignable(node.left, context);
  const right = context.expression(node.right);
  const value = operator === null ? right : binary(operator, target, right, node, context);
  if (operator !== null && value.type === 'f64' && target.type !== 'f64')
    context.reject(
      node,
      'conversion',
      `the result is f64, the variable ${target.type}: write ${target.type}(...)`,
    );
  const stored = convert(value, target.type, node.right, context.diagnostics);
  return compound(`${target.c} = ${stored.c}`, target.type);
}

function assignable(node: ts.Expression, context: Context): Expression {
  if (ts.isParenthesizedExpression(node) || ts.isNonNullExpression(node))
    return assignable(node.expression, context);
  if (!ts.isIdentifier(node))
    context.reject(node, 'unsupported', 'only names are assigned: use store64(address, value)');
  const local = context.local(node.text);
  const entry = local ? null : context.program.entry(context.module, node.text);
  if (local?.assignable === false || entry?.kind === 'constant' || entry?.kind === 'table')
    context.reject(node, 'constantAssignment', `"${node.text}" is constant`);
  return context.expression(node);
}

function prefix(node: ts.PrefixUnaryExpression, context: Context): Expression {
  switch (node.operator) {
    case ts.SyntaxKind.PlusPlusToken:
    case ts.SyntaxKind.MinusMinusToken:
      return increment(node.operand, node.operator, true, context);
    case ts.SyntaxKind.PlusToken:
      return unary('+', context.expression(node.operand), node, context);
    case ts.SyntaxKind.MinusToken:
      return unary('-', context.expression(node.operand), node, context);
    case ts.SyntaxKind.TildeToken:
      return unary('~', context.expression(node.operand), node, context);
    default:
      return unary('!', context.expression(node.operand), node, context);
  }
}

function increment(
  node: ts.Expression,
  kind: ts.SyntaxKind,
  before: boolean,
  context: Context,
): Expression {
  const target = assignable(node, context);
  const operator = kind === ts.SyntaxKind.PlusPlusToken ? '++' : '--';
  if (!isNumeric(target.type))
    context.reject(node, 'conversion', `"${operator}" needs a number, not ${target.type}`);
  return compound(before ? `${operator}${target.c}` : `${target.c}${operator}`, target.type);
}

function conditional(node: ts.ConditionalExpression, context: Context): Expression {
  const condition = requireBoolean(context.expression(node.condition), node.condition, context);
  const left = context.expression(node.whenTrue);
  const right = context.expression(node.whenFalse);
  const [a, b, type] = unify(left, right, node, context);
  if (condition.value !== undefined && a.value !== undefined && b.value !== undefined)
    return condition.value === 1n ? a : b;
  if (type === 'void')
    return compound(`${operand(condition)} ? ${operand(a)} : ${operand(b)}`, 'void');
  return compound(`${operand(condition)} ? ${branch(a, type)} : ${branch(b, type)}`, type);
}

function unify(
  left: Expression,
  right: Expression,
  node: ts.ConditionalExpression,
  context: Context,
): [Expression, Expression, MachineType] {
  if (left.type === 'never' || right.type === 'never') {
    const type = left.type === 'never' ? right.type : left.type;
    const [a, b] = [left, right].map((side) => convert(side, type, node, context.diagnostics)) as [
      Expression,
      Expression,
    ];
    return [a, b, type];
  }
  // Unlike C, two branches of one narrow type keep it: nothing is computed here.
  if (left.type === right.type) return [left, right, left.type];
  if (isNumeric(left.type) && isNumeric(right.type)) {
    const [a, b, type] = together(left, right, node, context);
    return [cast(a, type), cast(b, type), type];
  }
  return context.reject(node, 'conversion', `the branches are ${left.type} and ${right.type}`);
}

function branch(value: Expression, type: MachineType): string {
  return value.type === type ? operand(value) : `(${cTypeOf(type)})${operand(value)}`;
}
