// Evaluation of the program's modules: in a fixed order, or by the library's records of modules where some wait or are
// imported while the program runs (ECMA-262 §16.2.1.5.3). Layer: compiler, lower.

import type { IrFunction, Register } from '../ir/ir.ts';
import type { ModuleRecord } from '../load/module-record.ts';
import { awaitValue } from './expressions/suspend.ts';
import type { FunctionLowering } from './function-lowering.ts';
import type { ModuleFunctions } from './module-functions.ts';
import type { ModuleLowering } from './module-lowering.ts';
import type { ProgramLowering } from './program-lowering.ts';

export class ModuleEvaluation {
  readonly #program: ProgramLowering;
  readonly #functions: ModuleFunctions;
  readonly #evaluators = new Map<ModuleRecord, IrFunction>();
  readonly #states = new Map<ModuleRecord, IrFunction>();

  constructor(program: ProgramLowering, functions: ModuleFunctions) {
    this.#program = program;
    this.#functions = functions;
  }

  /**
   * Evaluates a module after everything that it imports: undefined, or a promise of it with top-level await. What
   * fails throws.
   */
  evaluate(lowering: FunctionLowering, record: ModuleRecord): Register {
    if (!this.#needsStates()) return this.#functions.call(lowering, this.#evaluator(record));
    const state = this.#functions.call(lowering, this.#stateFunction(record));
    return this.#callModuleLibrary(lowering, 'evaluateModule', state);
  }

  #statesNeeded: boolean | null = null;

  /** Some module waits, or is imported while the program runs: who failed and who waits has to be known then. */
  #needsStates(): boolean {
    return (this.#statesNeeded ??= [...this.#program.loader.modules.values()].some(
      (record) =>
        (record.kind === 'cjs' && /\bimport\s*\(/.test(record.sourceFile.text)) ||
        (record.kind === 'esm' &&
          !record.isLibrary &&
          (record.deferred.some((target) => !target.isLibrary) ||
            this.#program.module(record).isAsync)),
    ));
  }

  #callModuleLibrary(lowering: FunctionLowering, name: string, ...args: Register[]): Register {
    const target = lowering.builder.register();
    const fn = this.#program.libraryFunction('ecma/module/evaluate', name);
    lowering.builder.emit({ op: 'callKnown', target, fn, callee: null, thisValue: null, args });
    return target;
  }

  /** Gives the library's record of a module, which knows those of its imports; made once. */
  #stateFunction(record: ModuleRecord): IrFunction {
    const existing = this.#states.get(record);
    if (existing !== undefined) return existing;
    const module = this.#program.module(record);
    const fn = this.#functions.synthesize(module, '<module>', 'module', (lowering) => {
      const { builder } = lowering;
      const cache = module.anonymousGlobal('state', null);
      const cached = builder.register();
      builder.emit({ op: 'loadGlobal', target: cached, variable: cache });
      const make = builder.newBlock();
      const end = builder.newBlock();
      builder.branch(builder.runtime('isUndefined', cached), make, end);
      builder.startBlock(make);
      const execute = builder.register();
      const body = this.#bodyOf(module);
      builder.emit({ op: 'closure', target: execute, fn: body, environment: null, home: null });
      const hasAwait = builder.constant({ kind: module.isAsync ? 'true' : 'false' });
      const state = this.#callModuleLibrary(lowering, 'createModule', execute, hasAwait);
      builder.emit({ op: 'storeGlobal', variable: cache, value: state });
      for (const target of evaluatedBefore(record)) {
        const dependency = this.#functions.call(lowering, this.#stateFunction(target));
        this.#callModuleLibrary(lowering, 'addDependency', state, dependency);
      }
      builder.end({ op: 'return', value: state });
      builder.startBlock(end);
      builder.end({ op: 'return', value: cached });
    });
    this.#states.set(record, fn);
    return fn;
  }

  #bodyOf(module: ModuleLowering): IrFunction {
    if (module.record.kind === 'esm') return module.chunks.at(-1)!;
    return this.#functions.synthesize(
      module,
      '<evaluate>',
      'module',
      (lowering) => void this.#functions.requireRecord(lowering, module.record),
    );
  }

  /** All modules that `entry` needs, one after the other. */
  #evaluator(entry: ModuleRecord): IrFunction {
    const existing = this.#evaluators.get(entry);
    if (existing !== undefined) return existing;
    const fn = this.#functions.synthesize(
      this.#program.module(entry),
      '<evaluate>',
      'module',
      (lowering) => {
        for (const record of evaluationOrder(entry)) this.#evaluateOne(lowering, record);
      },
    );
    this.#evaluators.set(entry, fn);
    return fn;
  }

  /** The namespace of the evaluated entry when it is asked for; a promise of it when some module has top-level await. */
  evaluateEntry(lowering: FunctionLowering, entry: ModuleRecord): Register {
    const program = this.#program;
    const module = program.module(entry);
    if (entry.kind === 'cjs') {
      this.#functions.requireRecord(lowering, entry);
      return lowering.builder.undefined();
    }
    const isAsync = evaluationOrder(entry).some(
      (record) => record.kind === 'esm' && program.module(record).isAsync,
    );
    const needsNamespace = module.exports.names.has('default');
    const wrapper = this.#functions.synthesize(
      module,
      '<program>',
      isAsync ? 'async' : 'module',
      (inner) => {
        const result = this.evaluate(inner, entry);
        if (isAsync) awaitValue(inner, result);
        const value = needsNamespace
          ? this.#functions.namespaceObject(inner, entry)
          : inner.builder.undefined();
        inner.builder.end({ op: 'return', value });
      },
    );
    return this.#functions.call(lowering, wrapper);
  }

  #evaluateOne(lowering: FunctionLowering, record: ModuleRecord): void {
    const { builder } = lowering;
    if (record.kind !== 'esm') {
      this.#functions.requireRecord(lowering, record);
      return;
    }
    const module = this.#program.module(record);
    const flag = module.anonymousGlobal('evaluated', null);
    const done = builder.register();
    builder.emit({ op: 'loadGlobal', target: done, variable: flag });
    const run = builder.newBlock();
    const end = builder.newBlock();
    builder.branch(builder.runtime('isUndefined', done), run, end);
    builder.startBlock(run);
    builder.emit({ op: 'storeGlobal', variable: flag, value: builder.constant({ kind: 'true' }) });
    this.#functions.call(lowering, module.chunks.at(-1)!);
    builder.jump(end);
    builder.startBlock(end);
  }
}

/** Post-order over static imports. */
function evaluationOrder(entry: ModuleRecord): ModuleRecord[] {
  const order: ModuleRecord[] = [];
  const seen = new Set<ModuleRecord>();
  const visit = (record: ModuleRecord): void => {
    if (seen.has(record)) return;
    seen.add(record);
    for (const dependency of evaluatedBefore(record)) visit(dependency);
    order.push(record);
  };
  visit(entry);
  return order;
}

/** The user's modules that an ES module imports: the library is evaluated before, and CommonJS asks itself. */
function evaluatedBefore(record: ModuleRecord): ModuleRecord[] {
  if (record.kind !== 'esm') return [];
  return record.dependencies.filter(({ isLibrary, kind }) => !isLibrary && kind !== 'machine');
}
