// What a lowered function refers to: functions, globals, and the names that it mentions. Layer: compiler, lower.

import type { Constant, Instruction, IrFunction, Operand, Register } from '../ir/ir.ts';
import { terminatorUses, uses } from '../optimize/liveness.ts';
import type { ProgramLowering } from './program-lowering.ts';

export function scanReferences(program: ProgramLowering, fn: IrFunction): void {
  const { isLibrary } = program.modules[fn.module]!;
  const quiet = isLibrary ? quietStrings(fn) : null;
  if (!isLibrary) noteParts(program, fn);
  for (const block of fn.blocks) {
    for (const instruction of block.instructions)
      if (instruction.op !== 'constant' || !quiet?.has(instruction.target))
        scanInstruction(program, instruction);
  }
}

/** Strings of which the program may make names: `'read' + type`. */
function noteParts(program: ProgramLowering, fn: IrFunction): void {
  for (const block of fn.blocks) {
    for (const instruction of block.instructions) {
      if (instruction.op === 'constant' && instruction.value.kind === 'string')
        program.mentionPart(instruction.value.value);
      else if (instruction.op === 'runtime')
        for (const operand of instruction.operands)
          if (typeof operand === 'object' && operand.kind === 'string')
            program.mentionPart(operand.value);
    }
  }
}

/** Calls whose string arguments are no property names: of events, of parts of a text. */
const TEXT_CALL =
  /\.(emit|on|once|off|addListener|removeListener|listenerCount|push|join|indexOf)$/;

/** What every object inherits may be meant by keys that come from outside. */
function isQuietText(value: Constant): boolean {
  return value.kind === 'string' && !(value.value in Object.prototype);
}

/** Registers of strings in a library function that are only compared, joined, or the name of an event. */
function quietStrings(fn: IrFunction): Set<Register> {
  const quiet = new Set<Register>();
  for (const block of fn.blocks)
    for (const instruction of block.instructions)
      if (instruction.op === 'constant' && isQuietText(instruction.value))
        quiet.add(instruction.target);
  for (const block of fn.blocks) {
    for (const instruction of block.instructions) {
      if (instruction.op === 'binary') continue;
      if (instruction.op === 'setProperty') {
        quiet.delete(instruction.object);
        continue;
      }
      if (instruction.op === 'call' && TEXT_CALL.test(instruction.text)) continue;
      for (const register of uses(instruction)) quiet.delete(register);
    }
    for (const register of terminatorUses(block.terminator)) quiet.delete(register);
  }
  return quiet;
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
      return program.reachCallee(instruction.fn);
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
