// Register types: which registers always hold a number, an int32 or a boolean. Layer: compiler, optimize.
// A register's type is the join over all its definitions, found as a least fixpoint; what is not proven is a Value.
// The result of `-`, `*` and their kind is a number, since no program that compiles makes a BigInt.

import type { Instruction, IrFunction, Register, RegisterType } from '../ir/ir.ts';

type Inferred = RegisterType | 'none';

/** Result type of a runtime function in C, or null when it returns nothing. */
export type RuntimeType = (name: string) => RegisterType | null;

export function inferTypes(fn: IrFunction, runtimeType: RuntimeType): void {
  const types = inferredTypes(fn, runtimeType, new Set());
  fn.registers.forEach((register, index) => (register.type = types[index]!));
}

/** The types when the registers in `numbers`, which are inputs, hold numbers on entry. */
export function inferredTypes(
  fn: IrFunction,
  runtimeType: RuntimeType,
  numbers: ReadonlySet<Register>,
): RegisterType[] {
  const types: Inferred[] = fn.registers.map((register) =>
    register.fixed ? register.type : 'none',
  );
  const isFixed = (register: Register): boolean => fn.registers[register]!.fixed;
  for (const register of inputs(fn))
    if (!isFixed(register)) types[register] = numbers.has(register) ? 'number' : 'value';
  let changed = true;
  const define = (register: Register, type: Inferred): void => {
    if (isFixed(register) || type === 'none') return;
    const joined = join(types[register]!, type);
    if (joined !== types[register]) {
      types[register] = joined;
      changed = true;
    }
  };
  while (changed) {
    changed = false;
    for (const block of fn.blocks) {
      for (const instruction of block.instructions) {
        const type = resultType(instruction, types, runtimeType);
        if (type !== null && 'target' in instruction && instruction.target !== null)
          define(instruction.target, type);
      }
      const { terminator } = block;
      if (terminator?.op === 'suspend') define(terminator.sent, 'value');
    }
  }
  return types.map((type) => (type === 'none' ? 'value' : type));
}

/** Registers that hold a Value from outside on entry. */
function inputs(fn: IrFunction): Register[] {
  const registers = [...fn.parameters];
  for (const register of [
    fn.thisRegister,
    fn.newTargetRegister,
    fn.functionRegister,
    fn.argumentsRegister,
    fn.restRegister,
  ]) {
    if (register !== null) registers.push(register);
  }
  return registers;
}

function join(a: Inferred, b: Inferred): Inferred {
  if (a === b || b === 'none') return a;
  if (a === 'none') return b;
  if ((a === 'int32' && b === 'number') || (a === 'number' && b === 'int32')) return 'number';
  return 'value';
}

function isNumeric(type: Inferred): boolean {
  return type === 'number' || type === 'int32';
}

function resultType(
  instruction: Instruction,
  types: readonly Inferred[],
  runtimeType: RuntimeType,
): Inferred | null {
  switch (instruction.op) {
    case 'constant':
      return constantType(instruction.value);
    case 'move':
      return types[instruction.source]!;
    case 'binary':
      return binaryType(instruction.operator, types[instruction.left]!, types[instruction.right]!);
    case 'unary':
      switch (instruction.operator) {
        case '!':
          return 'boolean';
        case 'typeof':
          return 'value';
        case '~':
          return 'int32';
        default:
          return 'number';
      }
    case 'runtime':
      return runtimeType(instruction.name);
    case 'machineLoad':
      return instruction.type === 'Value'
        ? 'value'
        : instruction.type === 'bool'
          ? 'boolean'
          : 'number';
    default:
      return 'target' in instruction ? 'value' : null;
  }
}

function constantType(value: { kind: string; value?: unknown }): Inferred {
  if (value.kind === 'number') {
    const number = value.value as number;
    return Number.isInteger(number) && Math.abs(number) <= 0x7fffffff && !Object.is(number, -0)
      ? 'int32'
      : 'number';
  }
  return value.kind === 'true' || value.kind === 'false' ? 'boolean' : 'value';
}

function binaryType(operator: string, left: Inferred, right: Inferred): Inferred {
  switch (operator) {
    case '+':
      if (left === 'none' || right === 'none') return 'none';
      return isNumeric(left) && isNumeric(right) ? 'number' : 'value';
    case '-':
    case '*':
    case '/':
    case '%':
    case '**':
    case '>>>':
      return 'number';
    case '&':
    case '|':
    case '^':
    case '<<':
    case '>>':
      return 'int32';
    default:
      return 'boolean';
  }
}
