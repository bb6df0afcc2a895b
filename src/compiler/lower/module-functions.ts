// Functions that the compiler makes itself: loaders of CommonJS and JSON modules, namespace objects, and the
// evaluation of the program's modules in order. Layer: compiler, lower.

import ts from 'typescript';
import type { FunctionKind, IrFunction, Register } from '../ir/ir.ts';
import type { ModuleRecord } from '../load/module-record.ts';
import { awaitValue } from './expressions/suspend.ts';
import { FunctionLowering } from './function-lowering.ts';
import { newFunction, openParameters } from './functions.ts';
import type { ModuleLowering } from './module-lowering.ts';
import type { ProgramLowering } from './program-lowering.ts';

export class ModuleFunctions {
  readonly #program: ProgramLowering;
  readonly #loaders = new Map<ModuleRecord, IrFunction>();
  readonly #namespaces = new Map<ModuleRecord, IrFunction>();
  readonly #evaluators = new Map<ModuleRecord, IrFunction>();

  constructor(program: ProgramLowering) {
    this.#program = program;
  }

  #synthesize(
    module: ModuleLowering,
    name: string,
    kind: FunctionKind,
    lower: (lowering: FunctionLowering) => void,
  ): IrFunction {
    const fn = newFunction(module, module.record.sourceFile, { name, kind, flags: 0, length: 0 });
    fn.lowerBody = () => {
      const lowering = new FunctionLowering(module, fn, module.scopes.root);
      lower(lowering);
      lowering.finish();
    };
    return fn;
  }

  #call(lowering: FunctionLowering, fn: IrFunction): Register {
    const target = lowering.builder.register();
    lowering.builder.emit({ op: 'callKnown', target, fn, callee: null, thisValue: null, args: [] });
    return target;
  }

  /** The value of a module under `require`: exports of CommonJS, the data of JSON, the namespace of an ES module. */
  requireRecord(lowering: FunctionLowering, record: ModuleRecord): Register {
    if (record.kind === 'esm') {
      const evaluated = this.#call(lowering, this.evaluator(record));
      void evaluated;
      return this.namespaceObject(lowering, record);
    }
    let loader = this.#loaders.get(record);
    if (loader === undefined) {
      const module = this.#program.module(record);
      loader = record.kind === 'json' ? this.#jsonLoader(module) : this.#commonJsLoader(module);
      this.#loaders.set(record, loader);
    }
    return this.#call(lowering, loader);
  }

  #jsonLoader(module: ModuleLowering): IrFunction {
    return this.#synthesize(module, '<json>', 'module', (lowering) => {
      const { builder } = lowering;
      const cache = module.anonymousGlobal('json', null);
      const cached = builder.register();
      builder.emit({ op: 'loadGlobal', target: cached, variable: cache });
      const make = builder.newBlock();
      const end = builder.newBlock();
      builder.branch(builder.runtime('isUndefined', cached), make, end);
      builder.startBlock(make);
      const statement = module.record.sourceFile.statements[0] as ts.ExpressionStatement;
      const value = lowering.expression(statement.expression);
      builder.emit({ op: 'storeGlobal', variable: cache, value });
      builder.end({ op: 'return', value });
      builder.startBlock(end);
      builder.end({ op: 'return', value: cached });
    });
  }

  #commonJsLoader(module: ModuleLowering): IrFunction {
    const wrapper = this.#commonJsWrapper(module);
    return this.#synthesize(module, '<require>', 'module', (lowering) => {
      const { builder } = lowering;
      const cache = module.anonymousGlobal('module', null);
      const cached = builder.register();
      builder.emit({ op: 'loadGlobal', target: cached, variable: cache });
      const make = builder.newBlock();
      const end = builder.newBlock();
      builder.branch(builder.runtime('isUndefined', cached), make, end);
      builder.startBlock(make);
      const exports = builder.runtime('newObject');
      const object = builder.register();
      const name = builder.string(`/${module.record.name}`);
      const folder = builder.string(`/${module.record.name}`.replace(/\/[^/]*$/, '') || '/');
      builder.emit({
        op: 'literal',
        target: object,
        keys: ['exports', 'id', 'filename', 'loaded'],
        values: [exports, name, name, builder.constant({ kind: 'false' })],
      });
      builder.emit({ op: 'storeGlobal', variable: cache, value: object });
      const result = builder.register();
      builder.emit({
        op: 'callKnown',
        target: result,
        fn: wrapper,
        callee: null,
        thisValue: exports,
        args: [object, exports, builder.undefined(), name, folder],
      });
      builder.emit({
        op: 'setProperty',
        object,
        key: 'loaded',
        value: builder.constant({ kind: 'true' }),
      });
      builder.end({ op: 'return', value: builder.getProperty(object, 'exports') });
      builder.startBlock(end);
      builder.end({ op: 'return', value: builder.getProperty(cached, 'exports') });
    });
  }

  /** The module's body as a function of (module, exports, require, __filename, __dirname). */
  #commonJsWrapper(module: ModuleLowering): IrFunction {
    const { sourceFile } = module.record;
    const fn = newFunction(module, sourceFile, {
      name: '<commonjs>',
      kind: 'normal',
      flags: 0,
      length: 5,
    });
    fn.lowerBody = () => {
      const { root } = module.scopes;
      const lowering = new FunctionLowering(module, fn, root);
      const names = ['module', 'exports', 'require', '__filename', '__dirname'];
      fn.parameters = names.map((name) => lowering.builder.register(name));
      names.forEach((name, index) => {
        const variable = root.variables.get(name)!;
        if (variable.slot < 0) variable.register = fn.parameters[index]!;
      });
      lowering.enterScopeWith(root, sourceFile.statements, () => {
        names.forEach((name, index) => {
          const variable = root.variables.get(name)!;
          if (variable.slot >= 0) lowering.storePlace(variable, fn.parameters[index]!);
        });
        const self = root.variables.get('%this');
        if (self) lowering.storePlace(self, lowering.thisValue());
      });
      lowering.statements(sourceFile.statements);
      lowering.finish();
    };
    return fn;
  }

  /** The namespace object of a module, made once: a getter for every export. */
  namespaceObject(lowering: FunctionLowering, record: ModuleRecord): Register {
    let fn = this.#namespaces.get(record);
    if (fn === undefined) {
      fn = this.#namespaceFunction(this.#program.module(record));
      this.#namespaces.set(record, fn);
    }
    return this.#call(lowering, fn);
  }

  #namespaceFunction(module: ModuleLowering): IrFunction {
    return this.#synthesize(module, '<namespace>', 'module', (lowering) => {
      const { builder } = lowering;
      const program = this.#program;
      const cache = module.anonymousGlobal('namespace', null);
      const cached = builder.register();
      builder.emit({ op: 'loadGlobal', target: cached, variable: cache });
      const make = builder.newBlock();
      const end = builder.newBlock();
      builder.branch(builder.runtime('isUndefined', cached), make, end);
      builder.startBlock(make);
      const object = builder.runtime('newNamespace');
      builder.emit({ op: 'storeGlobal', variable: cache, value: object });
      const { record } = module;
      if (record.kind !== 'esm') {
        const exports = this.requireRecord(lowering, record);
        if (record.kind === 'cjs')
          builder.runtimeVoid('copyDataProperties', object, exports, { kind: 'undefined' });
        builder.runtimeVoid('defineField', object, { kind: 'string', value: 'default' }, exports);
      }
      for (const name of program.exportedNames(record)) {
        const getter = this.#synthesize(module, name, 'module', (inner) => {
          const resolved = program.resolveExport(record, name)!;
          inner.builder.end({
            op: 'return',
            value: program.readResolved(inner, module, resolved, record.sourceFile, name),
          });
        });
        builder.emit({
          op: 'method',
          object,
          key: name,
          fn: getter,
          environment: null,
          kind: 'get',
          enumerable: true,
          prunable: module.isLibrary,
        });
      }
      builder.runtimeVoid('finishNamespace', object);
      builder.end({ op: 'return', value: object });
      builder.startBlock(end);
      builder.end({ op: 'return', value: cached });
    });
  }

  /** Evaluates a module after everything that it imports; the result is undefined or, with top-level await, a promise. */
  evaluator(entry: ModuleRecord): IrFunction {
    const existing = this.#evaluators.get(entry);
    if (existing !== undefined) return existing;
    const order = this.#evaluationOrder(entry);
    const isAsync = order.some(
      (record) => record.kind === 'esm' && this.#program.module(record).isAsync,
    );
    const module = this.#program.module(entry);
    const fn = this.#synthesize(module, '<evaluate>', isAsync ? 'async' : 'module', (lowering) => {
      for (const record of order) this.#evaluateOne(lowering, record);
    });
    this.#evaluators.set(entry, fn);
    return fn;
  }

  /** Calls the evaluator of the entry; a promise when some module has top-level await, else the namespace when it is asked for. */
  evaluateEntry(lowering: FunctionLowering, entry: ModuleRecord): Register {
    const module = this.#program.module(entry);
    const evaluate = this.evaluator(entry);
    const needsNamespace = module.exports.names.has('default');
    const wrapper = this.#synthesize(module, '<program>', evaluate.kind, (inner) => {
      const result = this.#call(inner, evaluate);
      if (evaluate.kind === 'async') awaitValue(inner, result);
      const value = needsNamespace ? this.namespaceObject(inner, entry) : inner.builder.undefined();
      inner.builder.end({ op: 'return', value });
    });
    return this.#call(
      lowering,
      entry.kind === 'cjs'
        ? this.#synthesize(
            module,
            '<program>',
            'module',
            (inner) => void this.requireRecord(inner, entry),
          )
        : wrapper,
    );
  }

  #evaluateOne(lowering: FunctionLowering, record: ModuleRecord): void {
    const { builder } = lowering;
    if (record.kind !== 'esm') {
      this.requireRecord(lowering, record);
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
    const result = this.#call(lowering, module.chunks.at(-1)!);
    if (module.isAsync) awaitValue(lowering, result);
    builder.jump(end);
    builder.startBlock(end);
  }

  /** Post-order over static imports: user modules only, the library is evaluated before. */
  #evaluationOrder(entry: ModuleRecord): ModuleRecord[] {
    const order: ModuleRecord[] = [];
    const seen = new Set<ModuleRecord>();
    const visit = (record: ModuleRecord): void => {
      if (seen.has(record) || record.isLibrary || record.kind === 'machine') return;
      seen.add(record);
      if (record.kind === 'esm') for (const dependency of record.dependencies) visit(dependency);
      order.push(record);
    };
    visit(entry);
    return order;
  }
}

export { openParameters };
