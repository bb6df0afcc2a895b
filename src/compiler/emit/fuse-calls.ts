// Which property lookups a method call can do itself. Layer: compiler, emit. Compact code then has one runtime call
// instead of two at every `object.method(...)`; what stands between the lookup and the call must not be able to tell.

import type { Block, Instruction, IrFunction, Register } from '../ir/ir.ts';
import { uses } from '../optimize/liveness.ts';

export type FusedCall = Extract<Instruction, { op: 'getProperty' }>;

/** Instructions that run no code of the program's and change no object. */
const QUIET = new Set<Instruction['op']>([
  'constant',
  'move',
  'loadGlobal',
  'loadSlot',
  'machineLoad',
  'closure',
  'literal',
  'frameLoad',
]);

/** By call instruction: the lookup of its callee. */
export function fusedCalls(fn: IrFunction, blocks: readonly Block[]): Map<Instruction, FusedCall> {
  const result = new Map<Instruction, FusedCall>();
  const counts = useCounts(blocks);
  for (const block of blocks) {
    block.instructions.forEach((lookup, index) => {
      if (lookup.op !== 'getProperty' || lookup.key === 'length') return;
      if (counts.get(lookup.target) !== 2 || fn.registers[lookup.object]!.type !== 'value') return;
      for (let next = index + 1; next < block.instructions.length; next++) {
        const instruction = block.instructions[next]!;
        if (instruction.op === 'call' && instruction.callee === lookup.target) {
          if (instruction.thisValue === lookup.object) result.set(instruction, lookup);
          return;
        }
        if (!QUIET.has(instruction.op)) return;
        if ('target' in instruction && instruction.target === lookup.object) return;
      }
    });
  }
  return result;
}

/** By block: the lookup of a property whose truth decides the branch at the block's end, and nothing else. */
export function fusedTests(fn: IrFunction, blocks: readonly Block[]): Map<Block, FusedCall> {
  const result = new Map<Block, FusedCall>();
  const counts = useCounts(blocks);
  for (const block of blocks) {
    const last = block.instructions.at(-1);
    if (block.terminator?.op !== 'branch' || last?.op !== 'getProperty') continue;
    if (last.key === 'length' || last.target !== block.terminator.condition) continue;
    if (counts.get(last.target) === 2 && fn.registers[last.target]!.type === 'value')
      result.set(block, last);
  }
  return result;
}

/** How often each register is read or assigned. */
function useCounts(blocks: readonly Block[]): Map<Register, number> {
  const counts = new Map<Register, number>();
  const count = (register: Register): void => {
    counts.set(register, (counts.get(register) ?? 0) + 1);
  };
  for (const block of blocks) {
    for (const instruction of block.instructions) {
      uses(instruction).forEach(count);
      if ('target' in instruction && instruction.target !== null) count(instruction.target);
    }
    const { terminator } = block;
    if (terminator === null) continue;
    if (terminator.op === 'branch') count(terminator.condition);
    if (terminator.op === 'return' || terminator.op === 'select' || terminator.op === 'suspend')
      count(terminator.value);
  }
  return counts;
}
