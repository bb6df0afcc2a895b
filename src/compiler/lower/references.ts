// What a lowered function refers to: functions, globals, and the names that it mentions. Layer: compiler, lower.

import type { Constant, Instruction, IrFunction, Operand } from '../ir/ir.ts';
import type { ProgramLowering } from './program-lowering.ts';

export function scanReferences(program: ProgramLowering, fn: IrFunction): void {
  for (const block of fn.blocks) {
    for (const instruction of block.instructions) scanInstruction(program, instruction);
  }
}

function scanInstruction(program: ProgramLowering, instruction: Instruction): void {
  switch (instruction.op) {
    case 'constant':
      return scanConstant(program, instruction.value);
    case 'runtime':
      for (const operand of instruction.operands) scanOperand(program, operand);
      return;
    case 'getProperty':
      return program.mention(instruction.key);
    case 'setProperty':
      return program.mention(instruction.key);
    case 'loadGlobal':
      return program.reachGlobal(instruction.variable);
    case 'closure':
    case 'class':
      return program.reach(instruction.fn);
    case 'callKnown':
      return program.reach(instruction.fn);
    case 'method':
      if (typeof instruction.key !== 'string') {
        program.symbols.add(instruction.key.symbol);
        return program.reach(instruction.fn);
      }
      return instruction.prunable
        ? program.reachWhenMentioned(instruction.fn, instruction.key)
        : program.reach(instruction.fn);
    default:
      return;
  }
}

function scanOperand(program: ProgramLowering, operand: Operand): void {
  if (typeof operand === 'object' && operand.kind !== 'raw') scanConstant(program, operand);
}

function scanConstant(program: ProgramLowering, constant: Constant): void {
  if (constant.kind === 'string' && constant.value.length <= 64) program.mention(constant.value);
  else if (constant.kind === 'symbol') program.symbols.add(constant.name);
}
