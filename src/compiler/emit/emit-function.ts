// One IrFunction as C: the body, the entry that unpacks an argument list, and for suspendable functions the resume
// code. Layer: compiler, emit. Registers are C locals; every throwing call is followed by a test for EXCEPTION.

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
} from '../ir/ir.ts';
import { liveAcrossSuspensions, reachableBlocks } from '../optimize/liveness.ts';
import { compactText } from './compact.ts';
import { type FusedCall, fusedCalls, fusedTests } from './fuse-calls.ts';
import { emitInstruction } from './emit-instruction.ts';
import type { ModuleEmitter } from './emit-module.ts';

export const EXCEPTION = 'DRX';
export const UNDEFINED = 'DRU';

const cTypes = {
  value: 'Value',
  number: 'double',
  int32: 'int32_t',
  boolean: '_Bool',
  pointer: 'uint64_t',
} as const;

/** Frame slots that the entry fills: function, this, newTarget, arguments, rest, then the parameters. */
const FIRST_PARAMETER_SLOT = 5;

export class FunctionEmitter {
  readonly fn: IrFunction;
  readonly module: ModuleEmitter;
  readonly #lines: string[] = [];
  readonly #constants = new Map<Register, Constant>();
  readonly #frameSlots = new Map<Register, number>();
  readonly #callee = new Map<Instruction, FusedCall>();
  readonly #fusedLookups = new Set<Instruction>();
  readonly #tests = new Map<Block, FusedCall>();
  readonly #typeTexts = new Set<Register>();
  readonly isCompact: boolean;
  /** Exceptions leave the function without a test. */
  readonly isUnwound: boolean;
  block!: Block;
  #caches = 0;

  readonly #types: readonly RegisterType[];
  readonly #body: 'only' | 'fast' | 'general';

  /** `body`: of a function that has two, which one (see optimize/speculate.ts). */
  constructor(module: ModuleEmitter, fn: IrFunction, body?: 'general') {
    this.module = module;
    this.fn = fn;
    this.isCompact = module.isCompact(fn);
    this.isUnwound = module.isUnwound(fn);
    const isFast = body === undefined && fn.speculation !== null && !this.isCompact;
    this.#body = body ?? (isFast ? 'fast' : 'only');
    this.#types = isFast ? fn.speculation!.types : fn.registers.map((register) => register.type);
  }

  /** The C name of the body. */
  get #name(): string {
    return this.#body === 'general' ? `${this.fn.cName}__general` : this.fn.cName;
  }

  emit(): string {
    const { fn } = this;
    const blocks = reachableBlocks(fn);
    this.#findConstants(blocks);
    if (this.isCompact) {
      for (const [call, lookup] of fusedCalls(fn, blocks)) {
        this.#callee.set(call, lookup);
        this.#fusedLookups.add(lookup);
      }
    }
    if (this.isUnwound) {
      for (const [block, lookup] of fusedTests(fn, blocks)) {
        this.#tests.set(block, lookup);
        this.#fusedLookups.add(lookup);
      }
    }
    // Code before the first statement belongs to the function's own line; what has none is no code of the program's.
    const generated = '#line 1 "generated"';
    const isWritten = fn.line > 0 && fn.name !== '<evaluate>' && fn.name !== '<program>';
    const body = [isWritten ? `#line ${fn.line} ${this.module.fileName(fn.module)}` : generated];
    if (fn.suspendable) {
      const live = liveAcrossSuspensions(fn, blocks);
      this.#allocateFrame(live);
      body.push(this.#resumeFunction(blocks, live), this.#frameMaker());
    } else {
      if (this.#body === 'fast') body.push(this.#generalBody());
      body.push(this.#plainBody(blocks));
    }
    if (this.module.needsEntry(fn)) body.push(generated, this.#entry(), this.#info());
    const text = `${body.join('\n')}\n`;
    return this.isCompact ? compactText(text) : text;
  }

  /** The body for any parameters; it stands before the fast one. */
  #generalBody(): string {
    const emitter = new FunctionEmitter(this.module, this.fn, 'general');
    const blocks = reachableBlocks(this.fn);
    emitter.#findConstants(blocks);
    return emitter.#plainBody(blocks);
  }

  /** The property lookup that is done by the call itself. */
  calleeLookup(call: Instruction): FusedCall | undefined {
    return this.#callee.get(call);
  }

  get takesArguments(): boolean {
    return takesArguments(this.fn);
  }

  // Text.

  line(text: string): void {
    this.#lines.push(text);
  }

  /** A statement at a source position: the call in it stands in the column that the source has. */
  statement(position: Position | null, text: string): void {
    if (position === null) return this.line(text);
    const call = Math.max(text.search(/\bd[rk]_|\b\w+__\w+\(/), 0);
    const directive = `#line ${position.line} ${this.module.fileName(position.file)}`;
    const column = Math.min(position.column - 1, 400);
    if (call <= column) this.#lines.push(directive, ' '.repeat(column - call) + text);
    else
      this.#lines.push(
        directive,
        text.slice(0, call),
        directive,
        ' '.repeat(column) + text.slice(call),
      );
  }

  cache(): string {
    const name = `c_${this.#name}_${this.#caches++}`;
    this.module.addStatic(`static uint64_t ${name}[4];`);
    return `(uint64_t)${name}`;
  }

  // Registers.

  #findConstants(blocks: readonly Block[]): void {
    const definitions = new Map<Register, number>();
    const inputs = [
      ...this.fn.parameters,
      this.fn.thisRegister,
      this.fn.newTargetRegister,
      this.fn.functionRegister,
      this.fn.argumentsRegister,
      this.fn.restRegister,
    ];
    for (const input of inputs) if (input !== null) definitions.set(input, 2);
    for (const block of blocks) {
      for (const instruction of block.instructions) {
        if ('target' in instruction && instruction.target !== null)
          definitions.set(instruction.target, (definitions.get(instruction.target) ?? 0) + 1);
        if (instruction.op === 'iteratorStep') definitions.set(instruction.index, 2);
      }
      if (block.terminator?.op === 'suspend') {
        definitions.set(block.terminator.mode, 2);
        definitions.set(block.terminator.sent, 2);
      }
    }
    for (const block of blocks) {
      for (const instruction of block.instructions) {
        if (
          instruction.op === 'constant' &&
          definitions.get(instruction.target) === 1 &&
          !this.fn.registers[instruction.target]!.fixed
        ) {
          this.#constants.set(instruction.target, instruction.value);
        }
        if (
          instruction.op === 'unary' &&
          instruction.operator === 'typeof' &&
          definitions.get(instruction.target) === 1
        )
          this.#typeTexts.add(instruction.target);
      }
    }
  }

  constantOf(register: Register): Constant | undefined {
    return this.#constants.get(register);
  }

  typeOf(register: Register): 'value' | 'number' | 'int32' | 'boolean' | 'pointer' {
    return this.#types[register]!;
  }

  /** The register in its own C type. */
  raw(register: Register): string {
    const constant = this.#constants.get(register);
    if (constant === undefined) return `r${register}`;
    const type = this.typeOf(register);
    if (type === 'value') return this.#constantText(constant);
    if (constant.kind === 'number')
      return type === 'int32' ? int32Literal(constant.value) : doubleLiteral(constant.value);
    return constant.kind === 'true' ? '1' : '0';
  }

  value(register: Register): string {
    const constant = this.#constants.get(register);
    if (constant !== undefined) return this.#constantText(constant);
    switch (this.typeOf(register)) {
      case 'number':
        return `dr_computedNumber(r${register})`;
      case 'int32':
        return `dr_computedNumber((double)r${register})`;
      case 'boolean':
        return `dr_booleanValue(r${register})`;
      case 'pointer':
        return `(r${register} == 0 ? DRU : dr_internalValue(r${register}))`;
      default:
        return `r${register}`;
    }
  }

  /** As a double; the register is numeric. */
  number(register: Register): string {
    const constant = this.#constants.get(register);
    if (constant?.kind === 'number') return doubleLiteral(constant.value);
    return this.typeOf(register) === 'int32' ? `(double)r${register}` : this.raw(register);
  }

  isNumeric(register: Register): boolean {
    const type = this.typeOf(register);
    return type === 'number' || type === 'int32';
  }

  operand(operand: Operand): string {
    if (typeof operand === 'number') return this.value(operand);
    return operand.kind === 'raw' ? operand.text : this.#constantText(operand);
  }

  #constantText(constant: Constant): string {
    return this.isCompact && constant.kind === 'string'
      ? this.module.loadedString(constant.value)
      : this.module.constant(constant);
  }

  /** The register holds what typeof gave: one of the static strings. */
  isTypeText(register: Register): boolean {
    return this.#typeTexts.has(register);
  }

  /** Assigns an expression of type `from` to a register. */
  assign(
    position: Position | null,
    target: Register,
    from: 'value' | 'number' | 'int32' | 'boolean' | 'pointer',
    text: string,
  ): void {
    const to = this.typeOf(target);
    let converted = text;
    if (to !== from) {
      if (to === 'value')
        converted =
          from === 'number'
            ? `dr_computedNumber(${text})`
            : from === 'int32'
              ? `dr_computedNumber((double)(${text}))`
              : from === 'boolean'
                ? `dr_booleanValue(${text})`
                : text;
      else if (to === 'number')
        converted = from === 'value' ? `dr_numberOf(${text})` : `(double)(${text})`;
      else if (to === 'int32')
        converted = from === 'value' ? `(int32_t)dr_numberOf(${text})` : `(int32_t)(${text})`;
      else if (to === 'boolean') converted = from === 'value' ? `((${text}) == DRT)` : `(${text})`;
      else if (to === 'pointer' && from === 'value') converted = `dr_pointerOf(${text})`;
    }
    this.statement(position, `r${target} = ${converted};`);
  }

  /** `EXCEPTION` in the C variable `name` goes to the handler. */
  checkException(name: string): void {
    this.line(`if (DR_RARE(${name} == DRX)) ${this.throwJump()}`);
  }

  /** The call in the form that unwinds; null where exceptions are tested for, or when there is no such form. */
  unwindingCall(call: string): string | null {
    const name = /^d([rk])_(\w+)\(/.exec(call);
    if (!this.isUnwound || name === null) return null;
    if (name[1] === 'r' && !this.module.hasMachineFunction(name[2]!)) return null;
    return `d${name[1] === 'r' ? 'u' : 'w'}${call.slice(2)}`;
  }

  throwJump(): string {
    const { handler } = this.block;
    if (this.isUnwound) return 'dr_unwind();';
    return handler === null
      ? this.fn.suspendable
        ? 'goto DONE_EXCEPTION;'
        : 'return DRX;'
      : `goto B${handler};`;
  }

  // Bodies.

  #declareRegisters(skip: ReadonlySet<Register>): string {
    const byType = new Map<string, string[]>();
    this.fn.registers.forEach((_, index) => {
      if (skip.has(index as Register) || this.#constants.has(index as Register)) return;
      const type = cTypes[this.#types[index]!];
      const list = byType.get(type);
      if (list === undefined) byType.set(type, [`r${index}`]);
      else list.push(`r${index}`);
    });
    const tests = [...this.#tests.values()].map((lookup) => `_Bool t${lookup.target};`);
    return [...[...byType].map(([type, names]) => `${type} ${names.join(', ')};`), ...tests].join(
      ' ',
    );
  }

  #parameterList(): string {
    const head = 'uint64_t fn, Value thisValue, Value newTarget';
    if (this.takesArguments) return `${head}, uint32_t argc, uint64_t argv`;
    return [head, ...this.fn.parameters.map((_, index) => `Value a${index}`)].join(', ');
  }

  signature(): string {
    if (this.#body === 'general')
      return `static __attribute__((noinline${this.module.isMixed ? ', minsize' : ''})) Value ${this.#name}(${this.#parameterList()})`;
    const { fn, module } = this;
    const isSeparate = module.isSeparate(fn);
    const linkage = module.isExported(fn) || isSeparate ? '' : 'static ';
    const attributes = [
      ...(module.isColdInFastFile(fn) ? ['minsize', 'noinline'] : []),
      // clang would see that the function never returns EXCEPTION; it looks at nothing that another file may replace.
      ...(isSeparate ? ['weak'] : []),
      ...(module.isWhole(fn) ? ['noinline'] : []),
    ];
    const small = attributes.length > 0 ? `__attribute__((${attributes.join(', ')})) ` : '';
    return `${linkage}${small}Value ${fn.cName}(${this.#parameterList()})`;
  }

  #plainBody(blocks: readonly Block[]): string {
    this.#lines.length = 0;
    this.line(`${this.signature()} {`);
    this.line(this.#declareRegisters(new Set()));
    if (!this.isUnwound || this.module.isDirectlyRecursive(this.fn))
      this.line(
        `if (DR_RARE((uint64_t)__builtin_frame_address(0) < ${this.module.stackLimit})) return ${this.isUnwound ? 'du' : 'dr'}_throwStackOverflow();`,
      );
    if (this.#body === 'fast') this.#guardParameters();
    this.#bindInputs();
    this.#emitBlocks(blocks, null);
    this.line('}');
    return this.#lines.join('\n');
  }

  #guardParameters(): void {
    const { parameters, speculation, cName } = this.fn;
    const tests = speculation!.parameters.map(
      (register) => `dr_isNumber(a${parameters.indexOf(register)})`,
    );
    const all = parameters.map((_, index) => `a${index}`);
    const forwarded = ['fn', 'thisValue', 'newTarget', ...all].join(', ');
    this.line(`if (DR_RARE(!(${tests.join(' && ')}))) return ${cName}__general(${forwarded});`);
  }

  #bindInputs(): void {
    const { fn } = this;
    fn.parameters.forEach((register, index) => {
      this.line(
        this.takesArguments
          ? `r${register} = argc > ${index} ? ((Value *)argv)[${index}] : DRU;`
          : `r${register} = ${this.typeOf(register) === 'number' ? `dr_numberOf(a${index})` : `a${index}`};`,
      );
    });
    const isConstructor = fn.kind === 'class' || fn.kind === 'derived';
    if (fn.thisRegister !== null && !isConstructor) this.line(`r${fn.thisRegister} = thisValue;`);
    if (fn.newTargetRegister !== null) this.line(`r${fn.newTargetRegister} = newTarget;`);
    if (fn.functionRegister !== null) this.line(`r${fn.functionRegister} = dr_objectValue(fn);`);
    if (fn.argumentsRegister !== null)
      this.line(`r${fn.argumentsRegister} = dr_newArguments(argc, argv);`);
    if (fn.restRegister !== null)
      this.line(`r${fn.restRegister} = dr_arrayFromArguments(argc, argv, ${fn.restFrom});`);
  }

  #emitBlocks(blocks: readonly Block[], live: Map<BlockId, Register[]> | null): void {
    blocks.forEach((block, index) => {
      this.block = block;
      this.line(`B${block.id}:;`);
      for (const instruction of block.instructions) this.#instruction(instruction);
      this.#terminator(block, blocks[index + 1]?.id, live);
    });
  }

  #instruction(instruction: Instruction): void {
    if (instruction.op === 'constant' && this.#constants.has(instruction.target)) return;
    if (this.#fusedLookups.has(instruction)) return;
    emitInstruction(this, instruction);
  }

  #terminator(
    block: Block,
    next: BlockId | undefined,
    live: Map<BlockId, Register[]> | null,
  ): void {
    const { terminator } = block;
    const go = (target: BlockId): string => (target === next ? '' : `goto B${target};`);
    switch (terminator?.op) {
      case undefined:
        this.line('__builtin_unreachable();');
        return;
      case 'jump':
        this.line(go(terminator.target));
        return;
      case 'branch':
        this.line(
          `if (${this.#branchCondition(block, terminator.condition)}) goto B${terminator.then}; ${go(terminator.otherwise)}`,
        );
        return;
      case 'select': {
        const cases = terminator.cases
          .map((target, index) => `case ${index}: goto B${target};`)
          .join(' ');
        const type = this.typeOf(terminator.value);
        const value =
          type === 'value'
            ? `(int32_t)dr_numberOf(${this.value(terminator.value)})`
            : `(int32_t)${this.raw(terminator.value)}`;
        this.line(`switch (${value}) { ${cases} default: goto B${terminator.otherwise}; }`);
        return;
      }
      case 'return':
        this.statement(
          terminator.position,
          this.fn.suspendable
            ? `{ result = ${this.value(terminator.value)}; goto DONE; }`
            : `return ${this.value(terminator.value)};`,
        );
        return;
      case 'rethrow':
        this.line(this.throwJump());
        return;
      case 'suspend': {
        const registers = live!.get(block.id)!;
        const state = this.#states.get(block.id)!;
        for (const register of registers)
          this.line(`SLOT(${this.#frameSlots.get(register)!}) = ${this.#toFrame(register)};`);
        this.line(
          `FRAME_SET(${state}, ${terminator.reason}); return ${this.value(terminator.value)};`,
        );
        this.line(`S${state}:;`);
        for (const register of registers) this.line(`r${register} = ${this.#fromFrame(register)};`);
        this.line(`r${terminator.mode} = (int32_t)mode;`);
        this.line(`r${terminator.sent} = sent;`);
        this.line(`goto B${terminator.resume};`);
      }
    }
  }

  #branchCondition(block: Block, register: Register): string {
    const lookup = this.#tests.get(block);
    if (lookup === undefined) return this.condition(register);
    const { object, key, position } = lookup;
    const call = `dw_testProperty(${this.value(object)}, ${this.module.stringCell(key)}, ${this.cache()})`;
    this.statement(position, `t${register} = ${call};`);
    return `t${register}`;
  }

  condition(register: Register): string {
    switch (this.typeOf(register)) {
      case 'boolean':
      case 'int32':
        return this.raw(register);
      case 'number':
        return `dr_isTrue(${this.value(register)})`;
      case 'pointer':
        return `${this.raw(register)} != 0`;
      default:
        return `dr_isTrue(${this.value(register)})`;
    }
  }

  // Suspendable functions.

  readonly #states = new Map<BlockId, number>();

  #toFrame(register: Register): string {
    return this.typeOf(register) === 'number'
      ? `dr_numberValue(r${register})`
      : this.value(register);
  }

  #fromFrame(register: Register): string {
    const slot = `SLOT(${this.#frameSlots.get(register)!})`;
    switch (this.typeOf(register)) {
      case 'number':
        return `dr_numberOf(${slot})`;
      case 'int32':
        return `(int32_t)dr_numberOf(${slot})`;
      case 'boolean':
        return `${slot} == DRT`;
      case 'pointer':
        return `(${slot} == DRU ? 0 : dr_pointerOf(${slot}))`;
      default:
        return slot;
    }
  }

  #allocateFrame(live: Map<BlockId, Register[]>): void {
    let slot = FIRST_PARAMETER_SLOT + this.fn.parameters.length;
    let state = 1;
    for (const [block, registers] of live) {
      this.#states.set(block, state++);
      for (const register of registers) {
        if (!this.#constants.has(register) && !this.#frameSlots.has(register))
          this.#frameSlots.set(register, slot++);
      }
    }
    for (const [block, registers] of live)
      live.set(
        block,
        registers.filter((register) => !this.#constants.has(register)),
      );
    this.#frameSize = slot;
  }

  #frameSize = 0;

  #resumeFunction(blocks: readonly Block[], live: Map<BlockId, Register[]>): string {
    const { fn } = this;
    this.#lines.length = 0;
    this.line(`static Value ${fn.cName}__resume(uint64_t frame, uint32_t mode, Value sent) {`);
    this.line(this.#declareRegisters(new Set()));
    this.line('Value result;');
    this.line('uint32_t state = FRAME_STATE_OF(frame);');
    this.line(
      `if (DR_RARE((uint64_t)__builtin_frame_address(0) < ${this.module.stackLimit})) { FRAME_SET(0xFFFFFFFFu, 0); return dr_throwStackOverflow(); }`,
    );
    this.line('FRAME_SET(0xFFFFFFFEu, 0);');
    const cases = [...this.#states.values()]
      .map((state) => `case ${state}: goto S${state};`)
      .join(' ');
    this.line(`switch (state) { ${cases} default: break; }`);
    fn.parameters.forEach((register, index) =>
      this.line(`r${register} = SLOT(${FIRST_PARAMETER_SLOT + index});`),
    );
    if (fn.functionRegister !== null) this.line(`r${fn.functionRegister} = SLOT(0);`);
    if (fn.thisRegister !== null) this.line(`r${fn.thisRegister} = SLOT(1);`);
    if (fn.newTargetRegister !== null) this.line(`r${fn.newTargetRegister} = SLOT(2);`);
    if (fn.argumentsRegister !== null) this.line(`r${fn.argumentsRegister} = SLOT(3);`);
    if (fn.restRegister !== null) this.line(`r${fn.restRegister} = SLOT(4);`);
    this.#emitBlocks(blocks, live);
    this.line('DONE: FRAME_SET(0xFFFFFFFFu, 0); return result;');
    this.line('DONE_EXCEPTION: FRAME_SET(0xFFFFFFFFu, 0); return DRX;');
    this.line('}');
    return this.#lines.join('\n');
  }

  /** The body of a suspendable function: makes the frame and hands it to the runtime. */
  #frameMaker(): string {
    const { fn } = this;
    const lines = [
      `${this.signature()} {`,
      `uint64_t frame = dr_newFrame((uint64_t)&${fn.cName}__resume, ${this.#frameSize});`,
    ];
    lines.push(
      'SLOT(0) = fn == 0 ? DRU : dr_objectValue(fn); SLOT(1) = thisValue; SLOT(2) = newTarget;',
    );
    if (fn.argumentsRegister !== null) lines.push('SLOT(3) = dr_newArguments(argc, argv);');
    if (fn.restRegister !== null)
      lines.push(`SLOT(4) = dr_arrayFromArguments(argc, argv, ${fn.restFrom});`);
    fn.parameters.forEach((_, index) => {
      lines.push(
        `SLOT(${FIRST_PARAMETER_SLOT + index}) = ${this.takesArguments ? `argc > ${index} ? ((Value *)argv)[${index}] : DRU` : `a${index}`};`,
      );
    });
    if (fn.initialSuspend && fn.kind !== 'async')
      lines.push(`if (${fn.cName}__resume(frame, 0, DRU) == DRX) return DRX;`);
    if (fn.kind === 'generator') lines.push('return dr_newGenerator(fn, frame);');
    else if (fn.kind === 'async')
      lines.push(
        `return ${this.module.callLibrary('ecma/promise/async', 'runAsync', ['dr_internalValue(frame)'])};`,
      );
    else
      lines.push(
        `return ${this.module.callLibrary('ecma/promise/async-generator', 'createAsyncGenerator', ['dr_objectValue(fn)', 'dr_internalValue(frame)'])};`,
      );
    lines.push('}');
    return lines.join('\n');
  }

  // Entry and description.

  #entry(): string {
    const { fn } = this;
    const name = `${fn.cName}__entry`;
    const args = this.takesArguments
      ? 'fn, thisValue, newTarget, argc, argv'
      : [
          'fn',
          'thisValue',
          'newTarget',
          ...fn.parameters.map((_, index) => `argc > ${index} ? ((Value *)argv)[${index}] : DRU`),
        ].join(', ');
    const isPlain = fn.kind === 'normal' && (fn.flags & 1) !== 0;
    const call = isPlain
      ? [
          'if (DR_RARE(newTarget != DRU)) {',
          this.isUnwound
            ? 'thisValue = du_createFromConstructorWithHint(newTarget, 0);'
            : 'thisValue = dr_createFromConstructorWithHint(newTarget, 0); if (thisValue == DRX) return DRX;',
          `Value result = ${fn.cName}(${args}); ${this.isUnwound ? '' : 'if (result == DRX) return DRX;'}`,
          'return dr_isObjectValue(result) ? result : thisValue;',
          '}',
        ].join('\n')
      : '';
    return `static Value ${name}(uint64_t fn, Value thisValue, Value newTarget, uint32_t argc, uint64_t argv) {\n${call}\nreturn ${fn.cName}(${args});\n}`;
  }

  #info(): string {
    const { fn, module } = this;
    const source = fn.source === null ? 'DRU' : module.string(fn.source);
    const linkage = module.isInfoExported(fn) ? '' : 'static ';
    return `${linkage}const DrFunctionInfo i_${fn.cName} = { (uint64_t)&${fn.cName}__entry, ${module.string(fn.name)}, ${fn.length}, ${fn.flags}, ${source}, 0, ${fn.line}, ${fn.instanceHint} };`;
  }
}

export function takesArguments(fn: IrFunction): boolean {
  return fn.restRegister !== null || fn.argumentsRegister !== null || fn.rawArguments;
}

export function doubleLiteral(value: number): string {
  if (Number.isNaN(value)) return 'DR_NAN';
  if (value === Infinity) return 'DR_INFINITY';
  if (value === -Infinity) return '(-DR_INFINITY)';
  if (Object.is(value, -0)) return '(-0.0)';
  const text = String(value);
  return /[.e]/.test(text) ? text : `${text}.0`;
}

export function int32Literal(value: number): string {
  return String(value);
}
