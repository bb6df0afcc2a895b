// Which blocks are reachable, and which registers live across each suspension. Layer: compiler, optimize.

import type {
  Block,
  BlockId,
  Instruction,
  IrFunction,
  Operand,
  Register,
  Terminator,
} from '../ir/ir.ts';

export function successors(block: Block): BlockId[] {
  const { terminator } = block;
  const result: BlockId[] = block.handler === null ? [] : [block.handler];
  switch (terminator?.op) {
    case 'jump':
      result.push(terminator.target);
      break;
    case 'branch':
      result.push(terminator.then, terminator.otherwise);
      break;
    case 'select':
      result.push(...terminator.cases, terminator.otherwise);
      break;
    case 'suspend':
      result.push(terminator.resume);
      break;
  }
  return result;
}

/** Blocks that control can reach, in their original order. */
export function reachableBlocks(fn: IrFunction): Block[] {
  const seen = new Set<BlockId>();
  const stack: BlockId[] = [0 as BlockId];
  while (stack.length > 0) {
    const id = stack.pop()!;
    if (seen.has(id)) continue;
    seen.add(id);
    stack.push(...successors(fn.blocks[id]!));
  }
  return fn.blocks.filter((block) => seen.has(block.id));
}

/** Registers that an instruction reads. */
export function uses(instruction: Instruction): Register[] {
  const list: Register[] = [];
  const add = (register: Register | null): void => {
    if (register !== null) list.push(register);
  };
  const operand = (value: Operand): void => {
    if (typeof value === 'number') list.push(value);
  };
  switch (instruction.op) {
    case 'move':
    case 'checkInitialized':
      add(instruction.source);
      break;
    case 'binary':
      add(instruction.left);
      add(instruction.right);
      break;
    case 'unary':
      add(instruction.operand);
      break;
    case 'runtime':
      instruction.operands.forEach(operand);
      break;
    case 'getProperty':
      add(instruction.object);
      break;
    case 'setProperty':
      add(instruction.object);
      add(instruction.value);
      break;
    case 'getElement':
      add(instruction.object);
      add(instruction.key);
      break;
    case 'setElement':
      add(instruction.object);
      add(instruction.key);
      add(instruction.value);
      break;
    case 'getPrivate':
      add(instruction.object);
      add(instruction.name);
      break;
    case 'setPrivate':
      add(instruction.object);
      add(instruction.name);
      add(instruction.value);
      break;
    case 'storeGlobal':
      add(instruction.value);
      break;
    case 'loadSlot':
      add(instruction.environment);
      break;
    case 'storeSlot':
      add(instruction.environment);
      add(instruction.value);
      break;
    case 'closure':
      add(instruction.environment);
      add(instruction.home);
      break;
    case 'class':
      add(instruction.environment);
      add(instruction.parent);
      break;
    case 'method':
      add(instruction.object);
      add(instruction.environment);
      break;
    case 'literal':
      list.push(...instruction.values);
      break;
    case 'call':
      add(instruction.callee);
      add(instruction.thisValue);
      list.push(...instruction.args);
      break;
    case 'callKnown':
      add(instruction.callee);
      add(instruction.thisValue);
      list.push(...instruction.args);
      break;
    case 'construct':
      add(instruction.callee);
      add(instruction.newTarget);
      list.push(...instruction.args);
      break;
    case 'iteratorStep':
      add(instruction.iterator);
      add(instruction.next);
      add(instruction.index);
      break;
  }
  return list;
}

export function terminatorUses(terminator: Terminator | null): Register[] {
  switch (terminator?.op) {
    case 'branch':
      return [terminator.condition];
    case 'select':
    case 'return':
    case 'suspend':
      return [terminator.value];
    default:
      return [];
  }
}

/** For each block that ends in a suspension: the registers that its resumption still reads. */
export function liveAcrossSuspensions(
  fn: IrFunction,
  blocks: readonly Block[],
): Map<BlockId, Register[]> {
  const liveIn = new Map<BlockId, Set<Register>>(blocks.map((block) => [block.id, new Set()]));
  let changed = true;
  const liveOut = (block: Block): Set<Register> => {
    const live = new Set<Register>();
    for (const next of successors(block))
      for (const register of liveIn.get(next) ?? []) live.add(register);
    return live;
  };
  while (changed) {
    changed = false;
    for (let index = blocks.length - 1; index >= 0; index--) {
      const block = blocks[index]!;
      const live = liveOut(block);
      const handlerLive = block.handler === null ? null : liveIn.get(block.handler)!;
      if (block.terminator?.op === 'suspend') {
        live.delete(block.terminator.mode);
        live.delete(block.terminator.sent);
      }
      for (const register of terminatorUses(block.terminator)) live.add(register);
      for (let i = block.instructions.length - 1; i >= 0; i--) {
        const instruction = block.instructions[i]!;
        if ('target' in instruction && instruction.target !== null) live.delete(instruction.target);
        // An instruction may throw: what the handler reads is live before it.
        if (handlerLive !== null) for (const register of handlerLive) live.add(register);
        for (const register of uses(instruction)) live.add(register);
      }
      const before = liveIn.get(block.id)!;
      for (const register of live) {
        if (!before.has(register)) {
          before.add(register);
          changed = true;
        }
      }
    }
  }
  const result = new Map<BlockId, Register[]>();
  for (const block of blocks) {
    if (block.terminator?.op !== 'suspend') continue;
    const { mode, sent, resume } = block.terminator;
    const live = [...(liveIn.get(resume) ?? [])].filter(
      (register) => register !== mode && register !== sent,
    );
    result.set(
      block.id,
      live.sort((a, b) => a - b),
    );
  }
  return result;
}
