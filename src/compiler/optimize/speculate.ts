// Speculation: a second body for functions whose parameters are expected to be numbers. Layer: compiler, optimize.
// Types are hints: on entry the fast body tests that the parameters are numbers, and leaves to the general one when they are
// not. What is expected comes from annotations, or, where there are none, from arithmetic that strings have no use for.

import type { Block, BlockId, Instruction, IrFunction, Register } from '../ir/ir.ts';
import { inferredTypes, type RuntimeType } from './infer-types.ts';

/** Sets `fn.speculation` where it makes something faster; with `onlyLoops`, where that is likely to be worth its size. */
export function speculate(fn: IrFunction, runtimeType: RuntimeType, onlyLoops: boolean): void {
  const isPlain =
    !fn.suspendable &&
    !fn.rawArguments &&
    fn.restRegister === null &&
    fn.argumentsRegister === null;
  if (!isPlain || /^(class|derived|module)$/.test(fn.kind)) return;
  if (onlyLoops && !hasLoop(fn.blocks)) return;
  const used = arithmeticOperands(fn.blocks);
  const parameters = fn.parameters.filter((register, index) => {
    const hint = fn.parameterHints[index] ?? 'unknown';
    if (fn.registers[register]!.fixed || fn.registers[register]!.type !== 'value') return false;
    return hint === 'number' || (hint === 'unknown' && used.has(register));
  });
  if (parameters.length === 0) return;
  const types = inferredTypes(fn, runtimeType, new Set(parameters));
  // A parameter that is given something else later is no number all the time.
  const kept = parameters.filter((register) => types[register] === 'number');
  if (kept.length === 0 || !isFaster(fn, new Set(kept))) return;
  fn.speculation = { parameters: kept, types };
}

/** Some block leads back to one on the way to it. */
function hasLoop(blocks: readonly Block[]): boolean {
  const byId = new Map(blocks.map((block) => [block.id, block]));
  const done = new Set<Block>();
  const open = new Set<Block>();
  const visit = (block: Block | undefined): boolean => {
    if (block === undefined || done.has(block)) return false;
    if (open.has(block)) return true;
    open.add(block);
    const found = successors(block).some((id) => visit(byId.get(id)));
    open.delete(block);
    done.add(block);
    return found;
  };
  return visit(blocks[0]);
}

function successors({ terminator }: Block): readonly BlockId[] {
  if (terminator?.op === 'jump') return [terminator.target];
  if (terminator?.op === 'branch') return [terminator.then, terminator.otherwise];
  return terminator?.op === 'select' ? [...terminator.cases, terminator.otherwise] : [];
}

/** Operators that make sense for numbers alone. */
const ARITHMETIC = new Set(['-', '*', '/', '%', '**', '&', '|', '^', '<<', '>>', '>>>']);

function arithmeticOperands(blocks: readonly Block[]): Set<Register> {
  const found = new Set<Register>();
  for (const instruction of blocks.flatMap((block) => block.instructions)) {
    if (instruction.op === 'binary' && ARITHMETIC.has(instruction.operator))
      found.add(instruction.left).add(instruction.right);
    if (instruction.op === 'unary' && /^(increment|decrement|-|~)$/.test(instruction.operator))
      found.add(instruction.operand);
  }
  return found;
}

/** Some instruction calculates or compares with one of the parameters, or indexes by it. */
function isFaster(fn: IrFunction, numbers: ReadonlySet<Register>): boolean {
  const copies = new Set(numbers);
  const instructions = fn.blocks.flatMap((block) => block.instructions);
  for (const instruction of instructions)
    if (instruction.op === 'move' && numbers.has(instruction.source))
      copies.add(instruction.target);
  return instructions.some((instruction) => operands(instruction).some((one) => copies.has(one)));
}

function operands(instruction: Instruction): Register[] {
  if (instruction.op === 'binary') return [instruction.left, instruction.right];
  if (instruction.op === 'unary') return [instruction.operand];
  if (instruction.op === 'getElement' || instruction.op === 'setElement') return [instruction.key];
  return [];
}
