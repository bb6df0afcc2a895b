// Checks what every pass may rely on: blocks end, targets exist, registers are declared. Layer: compiler.

import { reachableBlocks, successors, uses } from '../optimize/liveness.ts';
import type { IrFunction } from './ir.ts';

/** Throws when the function is malformed: a bug of the compiler. */
export function verifyFunction(fn: IrFunction): void {
  const fail = (what: string): never => {
    throw new Error(`malformed function ${fn.cName}: ${what}`);
  };
  if (fn.blocks.length === 0) fail('it has no body');
  for (const block of reachableBlocks(fn)) {
    if (block.terminator === null) fail(`block ${block.id} does not end`);
    for (const next of successors(block))
      if (fn.blocks[next] === undefined) fail(`block ${block.id} goes to ${next}`);
    for (const instruction of block.instructions) {
      for (const register of uses(instruction))
        if (fn.registers[register] === undefined)
          fail(`${instruction.op} in block ${block.id} reads register ${register}`);
    }
    if (block.terminator?.op === 'suspend' && !fn.suspendable)
      fail('a suspension in an ordinary function');
  }
}
