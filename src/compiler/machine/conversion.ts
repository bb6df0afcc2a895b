// Conversions between machine types: what is implicit (C's integer conversions), what needs a cast, what is refused.
// Layer: compiler/machine. Every conversion is written as a cast in C, so that C's own rules never decide.

import type ts from 'typescript';

import { compound, type Expression, known, operand } from './expression.ts';
import type { DiagnosticList } from './machine-diagnostic.ts';
import {
  cTypeOf,
  isInteger,
  isNumeric,
  literalFits,
  type MachineType,
  promoted,
  widthOf,
  wrapTo,
} from './machine-type.ts';

/** Converts for an assignment, argument, return or operand; refuses what would change the meaning silently. */
export function convert(
  expression: Expression,
  target: MachineType,
  node: ts.Node,
  diagnostics: DiagnosticList,
): Expression {
  const { type } = expression;
  if (type === 'never') return fromNever(expression, target);
  if (type === target)
    return expression.flexible ? known(expression.value as bigint, target) : expression;
  if (!isNumeric(type) || !isNumeric(target))
    diagnostics.reject(node, 'conversion', refusal(type, target));
  if (type === 'f64')
    diagnostics.reject(
      node,
      'conversion',
      `f64 does not become ${target} silently: write ${target}(...)`,
    );
  if (expression.flexible && isInteger(target) && !literalFits(expression.value as bigint, target))
    diagnostics.reject(node, 'literalRange', `${expression.value} does not fit ${target}`);
  if (expression.literalShift && widthOf(target) === 64)
    diagnostics.reject(
      node,
      'literalShift',
      `the literal shifts as ${type}, not ${target}: write ${target}(1) << n`,
    );
  return cast(expression, target);
}

/** The conversion a cast like `u32(x)` asks for. */
export function convertExplicitly(
  expression: Expression,
  target: MachineType,
  node: ts.Node,
  diagnostics: DiagnosticList,
): Expression {
  const { type } = expression;
  if (type === 'never') return fromNever(expression, target);
  if (type === target)
    return expression.flexible ? known(expression.value as bigint, target) : expression;
  if (type === 'Value' && target === 'u64') return cast(expression, target);
  if (type === 'bool' && isNumeric(target)) return cast(expression, target);
  if (!isNumeric(type) || !isNumeric(target))
    diagnostics.reject(node, 'conversion', refusal(type, target));
  return cast(expression, target);
}

/** Reinterprets or converts without any check; folds known values. */
export function cast(expression: Expression, target: MachineType): Expression {
  const { type, value } = expression;
  if (type === target && !expression.flexible) return expression;
  if (value !== undefined) {
    if (target === 'f64') return known(Number(value), 'f64');
    if (typeof value === 'bigint') return known(wrapTo(value, target), target);
    if (Number.isFinite(value)) return known(wrapTo(BigInt(Math.trunc(value)), target), target);
  }
  if (cTypeOf(type) === cTypeOf(target)) return { ...expression, type: target };
  return compound(
    `(${cTypeOf(target)})${operand(expression)}`,
    target,
    expression.constant ?? false,
  );
}

/** An operand of an operator computed in `type`: C promotes narrow ones by itself. */
export function asOperand(expression: Expression, type: MachineType): string {
  if (type === 'i32' && expression.value === undefined && promoted(expression.type) === 'i32')
    return operand(expression);
  return operand(cast(expression, type));
}

/** A literal takes the promoted type of the operand it meets, if it fits. */
export function adaptLiteral(expression: Expression, other: MachineType): Expression {
  const value = expression.value as bigint;
  if (other === 'f64') return known(Number(value), 'f64');
  const target = promoted(other);
  if (isInteger(target) && literalFits(value, target)) {
    // `i32 & 0xffffffff` keeps C's meaning: the literal is u32 there.
    if (target === 'i32' && value > 0x7fffffffn) return known(value, 'u32');
    if (target === 'i64' && value > 0x7fffffffffffffffn) return known(value, 'u64');
    return known(wrapTo(value, target), target);
  }
  return known(value, expression.type);
}

function fromNever(expression: Expression, target: MachineType): Expression {
  if (target === 'never' || target === 'void') return expression;
  return { c: `(${expression.c}, (${cTypeOf(target)})0)`, type: target, atomic: true };
}

function refusal(from: MachineType, to: MachineType): string {
  if (from === 'Value') {
    if (to === 'bool') return 'a Value is no boolean: write isTrue(...) or compare it';
    return `a Value is no ${to}: write bitsOfValue(...) for its bits, or numberOf(...) for a number`;
  }
  if (to === 'Value') {
    if (from === 'bool') return 'a boolean is no Value: write booleanValue(...)';
    return `${from} is no Value: write asValue(...) for bits, or numberValue(...) for a number`;
  }
  if (from === 'bool') return `boolean does not become ${to} silently: write ${to}(...)`;
  if (to === 'bool') return `${from} is no boolean: compare it with 0`;
  return `${from} does not convert to ${to}`;
}
