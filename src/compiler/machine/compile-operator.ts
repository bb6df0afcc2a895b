// Operators of the machine subset, computed as C computes them on the fixed-width types. Layer: compiler/machine.
// Operands are cast to the common type in the C text; known operands are folded with the same wrapping.

import type ts from 'typescript';

import { compareKnown, foldDoubles, foldIntegers } from './fold-constants.ts';
import type { BinaryOperator } from './operator-table.ts';
import type { Context } from './context.ts';
import { adaptLiteral, asOperand, cast, convert } from './conversion.ts';
import { compound, type Expression, known, literal, operand } from './expression.ts';
import {
  commonType,
  cTypeOf,
  isInteger,
  isNumeric,
  type MachineType,
  promoted,
  unsignedOf,
  widthOf,
  wrapTo,
} from './machine-type.ts';

/** `left operator right`; `node` is where a complaint points. */
export function binary(
  operator: BinaryOperator,
  left: Expression,
  right: Expression,
  node: ts.Node,
  context: Context,
): Expression {
  switch (operator) {
    case '&&':
    case '||':
      return logical(operator, left, right, node, context);
    case '<<':
    case '>>':
    case '>>>':
      return shift(operator, left, right, node, context);
    case '==':
    case '!=':
    case '<':
    case '<=':
    case '>':
    case '>=':
      return comparison(operator, left, right, node, context);
    default:
      return arithmetic(operator, left, right, node, context);
  }
}

function arithmetic(
  operator: string,
  left: Expression,
  right: Expression,
  node: ts.Node,
  context: Context,
): Expression {
  requireNumeric(left, operator, node, context);
  requireNumeric(right, operator, node, context);
  if (left.flexible && right.flexible) {
    const folded = foldIntegers(operator, left.value as bigint, right.value as bigint);
    const result = folded === null ? null : literal(folded);
    if (result === null)
      context.reject(node, 'literalRange', `"${operator}" of these literals has no 64-bit result`);
    return result;
  }
  const [a, b, type] = together(left, right, node, context);
  if (type === 'f64') {
    if (!'+-*/'.includes(operator))
      context.reject(node, 'conversion', `"${operator}" needs integers: cast f64 first`);
    if (a.value !== undefined && b.value !== undefined)
      return known(foldDoubles(operator, Number(a.value), Number(b.value)), 'f64');
  } else if (a.value !== undefined && b.value !== undefined) {
    const x = wrapTo(BigInt(a.value), type);
    const folded = foldIntegers(operator, x, wrapTo(BigInt(b.value), type));
    if (folded === null) context.reject(node, 'notConstant', 'division by zero');
    return known(wrapTo(folded, type), type);
  }
  return compound(
    `${asOperand(a, type)} ${operator} ${asOperand(b, type)}`,
    type,
    bothConstant(a, b),
  );
}

function shift(
  operator: string,
  left: Expression,
  right: Expression,
  node: ts.Node,
  context: Context,
): Expression {
  for (const side of [left, right])
    if (!isInteger(side.type))
      context.reject(node, 'conversion', `"${operator}" needs integers, not ${side.type}`);
  if (left.flexible && right.flexible && operator !== '>>>') {
    const folded = foldIntegers(operator, left.value as bigint, right.value as bigint);
    const result = folded === null ? null : literal(folded);
    if (result === null)
      context.reject(node, 'literalRange', 'this shift of literals has no 64-bit result');
    return result;
  }
  const type = operator === '>>>' ? unsignedOf(promoted(left.type)) : promoted(left.type);
  const mask = BigInt(widthOf(type) - 1);
  if (right.value !== undefined) {
    const count = BigInt(right.value) & mask;
    if (left.value !== undefined) {
      const x = wrapTo(BigInt(left.value), type);
      return known(wrapTo(operator === '<<' ? x << count : x >> count, type), type);
    }
    return compound(
      `${asOperand(left, type)} ${operator === '<<' ? '<<' : '>>'} ${count}`,
      type,
      left.constant ?? false,
    );
  }
  const c = `${asOperand(left, type)} ${operator === '<<' ? '<<' : '>>'} (${operand(right)} & ${mask})`;
  return {
    ...compound(c, type),
    literalShift: left.flexible === true && operator === '<<' && widthOf(type) === 32,
  };
}

function comparison(
  operator: string,
  left: Expression,
  right: Expression,
  node: ts.Node,
  context: Context,
): Expression {
  const equality = operator === '==' || operator === '!=';
  if (left.type === right.type && (left.type === 'bool' || left.type === 'Value')) {
    if (!equality)
      context.reject(node, 'conversion', `"${operator}" does not compare two ${left.type}s`);
    if (left.value !== undefined && right.value !== undefined)
      return known((left.value === right.value) === (operator === '==') ? 1n : 0n, 'bool');
    return compound(`${operand(left)} ${operator} ${operand(right)}`, 'bool');
  }
  if (!isNumeric(left.type) || !isNumeric(right.type)) {
    const hint =
      left.type === 'Value' || right.type === 'Value'
        ? ': compare bitsOfValue(...) or use asValue(...)'
        : '';
    context.reject(node, 'conversion', `${left.type} and ${right.type} do not compare${hint}`);
  }
  const [a, b, type] = together(left, right, node, context);
  if (a.value !== undefined && b.value !== undefined)
    return known(
      compareKnown(operator, cast(a, type).value ?? 0n, cast(b, type).value ?? 0n) ? 1n : 0n,
      'bool',
    );
  return compound(`${asOperand(a, type)} ${operator} ${asOperand(b, type)}`, 'bool');
}

function logical(
  operator: string,
  left: Expression,
  right: Expression,
  node: ts.Node,
  context: Context,
): Expression {
  const a = requireBoolean(left, node, context);
  const b = requireBoolean(right, node, context);
  if (a.value !== undefined && b.value !== undefined)
    return known(
      operator === '&&' ? BigInt(a.value) & BigInt(b.value) : BigInt(a.value) | BigInt(b.value),
      'bool',
    );
  return compound(`${operand(a)} ${operator} ${operand(b)}`, 'bool');
}

/** The two operands and the type they are computed in; literals take the other's type. */
export function together(
  left: Expression,
  right: Expression,
  node: ts.Node,
  context: Context,
): [Expression, Expression, MachineType] {
  const a = left.flexible && !right.flexible ? adaptLiteral(left, right.type) : left;
  const b = right.flexible && !left.flexible ? adaptLiteral(right, left.type) : right;
  const type = commonType(a.type, b.type);
  for (const side of [a, b])
    if (side.literalShift && widthOf(type) === 64)
      context.reject(
        node,
        'literalShift',
        `the literal shifts as ${side.type}, not ${type}: write ${type}(1) << n`,
      );
  return [a, b, type];
}

/** A prefix operator on a value: `+ - ~ !`. */
export function unary(
  operator: '+' | '-' | '~' | '!',
  value: Expression,
  node: ts.Node,
  context: Context,
): Expression {
  if (operator === '!') {
    const condition = requireBoolean(value, node, context);
    if (condition.value !== undefined) return known(BigInt(condition.value) ^ 1n, 'bool');
    return compound(`!${operand(condition)}`, 'bool');
  }
  requireNumeric(value, operator, node, context);
  if (value.flexible) {
    const x = value.value as bigint;
    const result = literal(operator === '-' ? -x : operator === '~' ? ~x : x);
    if (result === null) context.reject(node, 'literalRange', 'this literal is wider than 64 bits');
    return result;
  }
  const type = promoted(value.type);
  if (operator === '~' && type === 'f64')
    context.reject(node, 'conversion', '"~" needs an integer: cast f64 first');
  if (type === 'f64' && value.value !== undefined)
    return known(operator === '-' ? -Number(value.value) : value.value, type);
  if (value.value !== undefined) {
    const x = BigInt(value.value);
    return known(wrapTo(operator === '-' ? -x : operator === '~' ? ~x : x, type), type);
  }
  return compound(`${operator}${operand(cast(value, type))}`, type);
}

/** A condition: boolean and nothing else. */
export function requireBoolean(value: Expression, node: ts.Node, context: Context): Expression {
  if (value.type === 'never') return convert(value, 'bool', node, context.diagnostics);
  if (value.type !== 'bool')
    context.reject(
      node,
      'condition',
      `a condition is boolean, not ${value.type}${value.type === 'Value' ? ': write isTrue(...)' : ': compare it with 0'}`,
    );
  return value;
}

function requireNumeric(
  value: Expression,
  operator: string,
  node: ts.Node,
  context: Context,
): void {
  if (isNumeric(value.type)) return;
  const hint = value.type === 'Value' ? ': write bitsOfValue(...) or numberOf(...)' : '';
  context.reject(
    node,
    'conversion',
    `"${operator}" needs numbers, not ${cTypeName(value.type)}${hint}`,
  );
}

function cTypeName(type: MachineType): string {
  return type === 'bool' ? 'boolean' : type === 'Value' ? 'a Value' : cTypeOf(type);
}

function bothConstant(a: Expression, b: Expression): boolean {
  return (a.constant ?? false) && (b.constant ?? false);
}
