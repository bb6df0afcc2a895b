// FunctionBuilder: appends instructions to an IrFunction. Layer: compiler.
// It keeps the current block, the position that new instructions get, and the handler that new blocks get.

import type {
  Block,
  BlockId,
  Constant,
  Instruction,
  IrFunction,
  Operand,
  Position,
  Register,
  RegisterType,
  Terminator,
} from './ir.ts';

type WithoutPosition<T> = T extends unknown ? Omit<T, 'position'> : never;

export class FunctionBuilder {
  readonly fn: IrFunction;
  position: Position | null = null;
  #current: Block;
  #handler: BlockId | null = null;

  constructor(fn: IrFunction) {
    this.fn = fn;
    this.#current = this.#addBlock();
  }

  /** The block that the next instruction goes to. */
  get block(): BlockId {
    return this.#current.id;
  }

  get handler(): BlockId | null {
    return this.#handler;
  }

  /** New blocks, and the rest of this one, throw to `handler`. */
  setHandler(handler: BlockId | null): void {
    if (handler === this.#handler) return;
    this.#handler = handler;
    if (this.#current.instructions.length === 0 && this.#current.terminator === null) {
      this.#current.handler = handler;
      return;
    }
    const next = this.newBlock();
    if (!this.terminated) this.jump(next);
    this.startBlock(next);
  }

  get terminated(): boolean {
    return this.#current.terminator !== null;
  }

  register(name?: string, type: RegisterType = 'value', fixed = false): Register {
    this.fn.registers.push({ type, name, fixed });
    return (this.fn.registers.length - 1) as Register;
  }

  pointer(name?: string): Register {
    return this.register(name, 'pointer', true);
  }

  newBlock(): BlockId {
    return this.#addBlock().id;
  }

  startBlock(id: BlockId): void {
    this.#current = this.fn.blocks[id]!;
    this.#current.handler = this.#handler;
  }

  emit(instruction: WithoutPosition<Instruction>): void {
    if (this.terminated) this.startBlock(this.newBlock());
    this.#current.instructions.push({ ...instruction, position: this.position } as Instruction);
  }

  end(terminator: WithoutPosition<Terminator>): void {
    if (this.terminated) return;
    this.#current.terminator = { ...terminator, position: this.position } as Terminator;
  }

  jump(target: BlockId): void {
    this.end({ op: 'jump', target });
  }

  branch(condition: Register, then: BlockId, otherwise: BlockId): void {
    this.end({ op: 'branch', condition, then, otherwise });
  }

  constant(value: Constant): Register {
    const target = this.register();
    this.emit({ op: 'constant', target, value });
    return target;
  }

  number(value: number): Register {
    return this.constant({ kind: 'number', value });
  }

  string(value: string): Register {
    return this.constant({ kind: 'string', value });
  }

  undefined(): Register {
    return this.constant({ kind: 'undefined' });
  }

  move(target: Register, source: Register): void {
    this.emit({ op: 'move', target, source });
  }

  setConstant(target: Register, value: Constant): void {
    this.emit({ op: 'constant', target, value });
  }

  runtime(name: string, ...operands: Operand[]): Register {
    const target = this.register();
    this.emit({ op: 'runtime', target, name, operands });
    return target;
  }

  runtimePointer(name: string, ...operands: Operand[]): Register {
    const target = this.pointer();
    this.emit({ op: 'runtime', target, name, operands });
    return target;
  }

  runtimeVoid(name: string, ...operands: Operand[]): void {
    this.emit({ op: 'runtime', target: null, name, operands });
  }

  getProperty(object: Register, key: string): Register {
    const target = this.register();
    this.emit({ op: 'getProperty', target, object, key });
    return target;
  }

  throw(value: Register): void {
    this.runtimeVoid('throwValue', value);
    this.end({ op: 'rethrow' });
    this.startBlock(this.newBlock());
  }

  #addBlock(): Block {
    const block: Block = {
      id: this.fn.blocks.length as BlockId,
      instructions: [],
      terminator: null,
      handler: this.#handler,
    };
    this.fn.blocks.push(block);
    return block;
  }
}
