// All reached functions of one module as one C file. Layer: compiler, emit.
// The text depends on the module's reached functions alone, so that the object cache hits when nothing in it changed.

import type { Constant, GlobalVariable, IrFunction } from '../ir/ir.ts';
import type { ModuleLowering } from '../lower/module-lowering.ts';
import type { ProgramLowering } from '../lower/program-lowering.ts';
import type { MachineFunction } from '../machine/compile-machine.ts';
import { FunctionEmitter, doubleLiteral, takesArguments } from './emit-function.ts';
import { stringSymbol, symbolCell } from './static-strings.ts';

/** What all modules of a program share while they are emitted. */
export interface EmitContext {
  readonly program: ProgramLowering;
  readonly machine: ReadonlyMap<string, MachineFunction>;
  readonly strings: Set<string>;
  readonly symbols: Set<string>;
  /** Functions whose FunctionInfo is used, and functions that other modules call. */
  readonly entries: Set<IrFunction>;
  readonly exportedFunctions: Set<IrFunction>;
  readonly exportedInfos: Set<IrFunction>;
  /** Functions that exceptions leave without a test (unwinding.ts). */
  readonly unwound: Set<IrFunction>;
  /** Those of them that look at the stack's limit, and those that code of their file with tests calls. */
  readonly recursive: Set<IrFunction>;
  readonly separate: Set<IrFunction>;
  /** Functions with tests that code of their file without tests calls. */
  readonly whole: Set<IrFunction>;
  /** Runtime functions that the compiler calls and no machine module exports. */
  readonly missing: Set<string>;
}

/** `compact`: cold code; `mixed`: a hot library file, whose initialisation and functions tagged `@cold` are compact. */
export type ModuleSpeed = 'fast' | 'mixed' | 'compact';

export class ModuleEmitter {
  readonly #speed: ModuleSpeed;
  readonly #context: EmitContext;
  readonly #module: ModuleLowering;
  readonly #statics: string[] = [];
  readonly #externs = new Set<string>();
  readonly #globals = new Set<GlobalVariable>();
  readonly #tables = new Map<string, string>();

  constructor(context: EmitContext, module: ModuleLowering, speed: ModuleSpeed = 'fast') {
    this.#speed = speed;
    this.#context = context;
    this.#module = module;
  }

  emit(functions: readonly IrFunction[]): string {
    const emitters = functions.map((fn) => new FunctionEmitter(this, fn));
    const bodies = emitters.map((emitter) => emitter.emit());
    for (const global of this.#context.program.reachedGlobals)
      if (global.module === this.#module.index) this.#globals.add(global);
    const prototypes = emitters.map((emitter) => `${emitter.signature()};`);
    const infos = functions
      .filter((fn) => this.needsEntry(fn))
      .map(
        (fn) =>
          `${this.isInfoExported(fn) ? 'extern ' : 'static '}const DrFunctionInfo i_${fn.cName};`,
      );
    return [
      '#include "machine.h"',
      ...[...this.#externs].sort(),
      ...[...this.#globals]
        .filter((global) => global.module === this.#module.index)
        .map(defineGlobal)
        .sort(),
      ...infos,
      ...prototypes,
      ...this.#statics,
      ...bodies,
    ].join('\n');
  }

  // What function emitters ask for.

  addStatic(text: string): void {
    this.#statics.push(text);
  }

  fileName(file: number): string {
    return JSON.stringify(this.#context.program.modules[file]!.record.name);
  }

  machineFunction(name: string): MachineFunction {
    const fn = this.#context.machine.get(name);
    if (fn !== undefined) return fn;
    this.#context.missing.add(name);
    return {
      name,
      cName: `dr_${name}`,
      parameters: [],
      result: 'Value',
      throws: true,
    } as unknown as MachineFunction;
  }

  /** Only some of the file's functions are hot. */
  get isMixed(): boolean {
    return this.#speed === 'mixed';
  }

  /** The function's code is to be small rather than fast. */
  isCompact(fn: IrFunction): boolean {
    return isCompactIn(this.#speed, fn);
  }

  /** Exceptions leave the function without a test. */
  isUnwound(fn: IrFunction): boolean {
    return this.#context.unwound.has(fn);
  }

  isDirectlyRecursive(fn: IrFunction): boolean {
    return this.#context.recursive.has(fn);
  }

  /** Code that tests for exceptions calls it: clang must not know what it returns. */
  isSeparate(fn: IrFunction): boolean {
    return this.#context.separate.has(fn);
  }

  /** Code that does not test for exceptions calls it: inlined there, its own tests would be left out. */
  isWhole(fn: IrFunction): boolean {
    return this.#context.whole.has(fn);
  }

  hasMachineFunction(name: string): boolean {
    return this.#context.machine.has(name);
  }

  /** The same in a file that clang compiles for speed. */
  isColdInFastFile(fn: IrFunction): boolean {
    return this.#speed === 'mixed' && this.isCompact(fn);
  }

  isReached(fn: IrFunction): boolean {
    return this.#context.program.reached.has(fn);
  }

  needsEntry(fn: IrFunction): boolean {
    return this.#context.entries.has(fn);
  }

  isExported(fn: IrFunction): boolean {
    return this.#context.exportedFunctions.has(fn);
  }

  isInfoExported(fn: IrFunction): boolean {
    return this.#context.exportedInfos.has(fn);
  }

  info(fn: IrFunction): string {
    return `(uint64_t)&i_${fn.cName}`;
  }

  /** The machine variable that calls compare the stack pointer with. */
  get stackLimit(): string {
    return this.#module.isLibrary ? 'drv_libraryStackLimit' : 'drv_stackLimit';
  }

  noteCall(fn: IrFunction): void {
    if (fn.module !== this.#module.index) this.#externs.add(prototype(fn));
  }

  callLibrary(module: string, name: string, args: readonly string[]): string {
    const fn = this.#context.program.libraryFunction(module, name);
    this.noteCall(fn);
    return `${fn.cName}(0, DRU, DRU, ${args.join(', ')})`;
  }

  string(text: string): string {
    this.#context.strings.add(text);
    const symbol = stringSymbol(text);
    this.#externs.add(`extern DrCell ${symbol};`);
    return `DR_STRING(${symbol})`;
  }

  /** The address of a string's cell. */
  stringCell(text: string): string {
    return `(uint64_t)&${this.string(text).slice('DR_STRING('.length, -1)}`;
  }

  /** The word before the cell (static-strings.ts): loading it takes less code than making the Value. */
  loadedString(text: string): string {
    return this.string(text).replace('DR_STRING', 'DR_LOADED_STRING');
  }

  symbol(name: string): string {
    this.#context.symbols.add(name);
    const cell = symbolCell(name);
    this.#externs.add(`extern DrCell ${cell};`);
    return `DR_SYMBOL(${cell})`;
  }

  propertyKey(text: string): string {
    return this.string(text);
  }

  double(value: number): string {
    return doubleLiteral(value);
  }

  constant(constant: Constant): string {
    switch (constant.kind) {
      case 'undefined':
        return 'DRU';
      case 'null':
        return 'DRN';
      case 'true':
        return 'DRT';
      case 'false':
        return 'DRF';
      case 'hole':
        return 'DRH';
      case 'number':
        return `dr_computedNumber(${doubleLiteral(constant.value)})`;
      case 'string':
        return this.string(constant.value);
      case 'symbol':
        return this.symbol(constant.name);
    }
  }

  global(variable: GlobalVariable): string {
    if (!this.#globals.has(variable)) {
      this.#globals.add(variable);
      if (variable.module !== this.#module.index)
        this.#externs.add(`extern Value ${variable.cName};`);
    }
    return variable.cName;
  }

  keyTable(keys: readonly string[]): string {
    const id = keys.join('\0');
    let name = this.#tables.get(id);
    if (name === undefined) {
      name = `k_${this.#tables.size}`;
      this.#tables.set(id, name);
      this.addStatic(
        `static const Value ${name}[] = { ${keys.map((key) => this.string(key)).join(', ')} };`,
      );
    }
    return name;
  }
}

export function isCompactIn(speed: ModuleSpeed, fn: IrFunction): boolean {
  return speed === 'compact' || (speed === 'mixed' && (fn.kind === 'module' || fn.isCold));
}

/** Module variables are collector roots; they start undefined. */
export function defineGlobal(variable: GlobalVariable): string {
  return `__attribute__((used, section("drupe_roots"))) Value ${variable.cName} = ${variable.isChecked ? 'DRH' : 'DR_UNDEFINED'};`;
}

export function prototype(fn: IrFunction): string {
  const parameters = takesArguments(fn)
    ? ', uint32_t, uint64_t'
    : fn.parameters.map(() => ', Value').join('');
  return `Value ${fn.cName}(uint64_t, Value, Value${parameters});`;
}
