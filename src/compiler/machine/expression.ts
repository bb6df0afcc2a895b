// A compiled machine expression: C text, its machine type, and its value when that is known. Layer: compiler/machine.

import { isInteger, isSigned, naturalType, type MachineType, widthOf } from './machine-type.ts';

export interface Expression {
  readonly c: string;
  readonly type: MachineType;
  /** No parentheses are needed around `c` as an operand. */
  readonly atomic: boolean;
  /** Known value: bigint for integers, booleans and Values; number for f64. */
  readonly value?: bigint | number;
  /** An integer literal (or arithmetic on literals only): takes the type of what it meets. */
  readonly flexible?: boolean;
  /** A literal shifted left by a variable: its width would surprise where 64 bits are wanted. */
  readonly literalShift?: boolean;
  /** Fixed at link time and free of effects, so that a module-level `const` may stand for it. */
  readonly constant?: boolean;
}

/** An atom that is no constant: a variable or a call. */
export function atom(c: string, type: MachineType): Expression {
  return { c, type, atomic: true };
}

/** A compound that needs parentheses when it is an operand. */
export function compound(c: string, type: MachineType, constant = false): Expression {
  return { c, type, atomic: false, constant };
}

/** An address that the linker fixes. */
export function linkTime(c: string, type: MachineType): Expression {
  return { c, type, atomic: true, constant: true };
}

export function known(value: bigint | number, type: MachineType): Expression {
  return { c: cLiteral(value, type), type, atomic: true, value, constant: true };
}

/** An integer literal whose type is still open; null when it is wider than 64 bits. */
export function literal(value: bigint): Expression | null {
  const type = naturalType(value);
  return type === null ? null : { ...known(value, type), flexible: true };
}

/** `c` as an operand of a C operator. */
export function operand(expression: Expression): string {
  return expression.atomic ? expression.c : `(${expression.c})`;
}

function cLiteral(value: bigint | number, type: MachineType): string {
  if (type === 'f64') return doubleLiteral(Number(value));
  const integer = BigInt(value);
  if (type === 'bool') return integer === 0n ? '0' : '1';
  if (type === 'Value') return `0x${integer.toString(16)}ull`;
  if (!isInteger(type)) throw new Error(`no literal of type "${type}"`);
  const suffix = widthOf(type) === 64 ? (isSigned(type) ? 'll' : 'ull') : type === 'u32' ? 'u' : '';
  if (integer >= 0n)
    return integer > 0xffffffn ? `0x${integer.toString(16)}${suffix}` : `${integer}${suffix}`;
  // C has no negative literals, and the smallest number has no positive counterpart.
  const smallest = integer === -(1n << BigInt(widthOf(type) - 1));
  return smallest ? `(${integer + 1n}${suffix} - 1)` : `(${integer}${suffix})`;
}

function doubleLiteral(value: number): string {
  if (Number.isNaN(value)) return '__builtin_nan("")';
  if (!Number.isFinite(value)) return value > 0 ? '__builtin_inf()' : '(-__builtin_inf())';
  if (Object.is(value, -0)) return '(-0.0)';
  const text = String(value);
  const withPoint = /[.e]/.test(text) ? text : `${text}.0`;
  return value < 0 ? `(${withPoint})` : withPoint;
}
