// Functions that the compiler makes itself: loaders of CommonJS and JSON modules, and namespace objects.
// Layer: compiler, lower.

import ts from 'typescript';
import type { FunctionKind, IrFunction, Register } from '../ir/ir.ts';
import type { ModuleRecord } from '../load/module-record.ts';
import { collectSpecifiers } from '../load/specifiers.ts';
import { FunctionLowering } from './function-lowering.ts';
import { ModuleEvaluation } from './module-evaluation.ts';
import { newFunction } from './functions.ts';
import type { ModuleLowering } from './module-lowering.ts';
import type { ProgramLowering } from './program-lowering.ts';

export class ModuleFunctions {
  readonly #program: ProgramLowering;
  readonly #loaders = new Map<ModuleRecord, IrFunction>();
  readonly #requires = new Map<ModuleRecord, IrFunction>();
  readonly #namespaces = new Map<ModuleRecord, IrFunction>();
  readonly evaluation: ModuleEvaluation;

  constructor(program: ProgramLowering) {
    this.#program = program;
    this.evaluation = new ModuleEvaluation(program, this);
  }

  /** A function without parameters that is lowered when it is reached. */
  synthesize(
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

  call(lowering: FunctionLowering, fn: IrFunction): Register {
    const target = lowering.builder.register();
    lowering.builder.emit({ op: 'callKnown', target, fn, callee: null, thisValue: null, args: [] });
    return target;
  }

  /** The value of a module under `require`: exports of CommonJS, the data of JSON, the namespace of an ES module. */
  requireRecord(lowering: FunctionLowering, record: ModuleRecord): Register {
    if (record.kind === 'esm') {
      this.evaluation.evaluate(lowering, record);
      return this.namespaceObject(lowering, record);
    }
    let loader = this.#loaders.get(record);
    if (loader === undefined) {
      const module = this.#program.module(record);
      loader = record.kind === 'json' ? this.#jsonLoader(module) : this.#commonJsLoader(module);
      this.#loaders.set(record, loader);
    }
    return this.call(lowering, loader);
  }

  #jsonLoader(module: ModuleLowering): IrFunction {
    return this.synthesize(module, '<json>', 'module', (lowering) => {
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
    return this.synthesize(module, '<require>', 'module', (lowering) => {
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
      // A module that threw is run again by the next require().
      const outside = builder.handler;
      const caught = builder.newBlock();
      builder.setHandler(caught);
      builder.emit({
        op: 'callKnown',
        target: result,
        fn: wrapper,
        callee: null,
        thisValue: exports,
        args: [object, exports, builder.undefined(), name, folder],
      });
      builder.setHandler(outside);
      builder.emit({
        op: 'setProperty',
        object,
        key: 'loaded',
        value: builder.constant({ kind: 'true' }),
      });
      builder.end({ op: 'return', value: builder.getProperty(object, 'exports') });
      builder.startBlock(caught);
      const exception = builder.runtime('takeException');
      builder.emit({ op: 'storeGlobal', variable: cache, value: builder.undefined() });
      builder.throw(exception);
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

  /** `require` as a value: a function that knows the modules which its module names in calls. */
  requireValue(lowering: FunctionLowering, module: ModuleLowering): Register {
    let fn = this.#requires.get(module.record);
    if (fn === undefined) {
      const made = this.#requireFunction(module);
      fn = this.synthesize(module, '<require>', 'module', (inner) => {
        const { builder } = inner;
        const cache = module.anonymousGlobal('require', null);
        const cached = builder.register();
        builder.emit({ op: 'loadGlobal', target: cached, variable: cache });
        const make = builder.newBlock();
        const end = builder.newBlock();
        builder.branch(builder.runtime('isUndefined', cached), make, end);
        builder.startBlock(make);
        const value = builder.register();
        builder.emit({ op: 'closure', target: value, fn: made, environment: null, home: null });
        builder.emit({ op: 'storeGlobal', variable: cache, value });
        builder.end({ op: 'return', value });
        builder.startBlock(end);
        builder.end({ op: 'return', value: cached });
      });
      this.#requires.set(module.record, fn);
    }
    return this.call(lowering, fn);
  }

  #requireFunction(module: ModuleLowering): IrFunction {
    const { record } = module;
    const fn = newFunction(module, record.sourceFile, {
      name: 'require',
      kind: 'normal',
      flags: 0,
      length: 1,
    });
    fn.lowerBody = () => {
      const lowering = new FunctionLowering(module, fn, module.scopes.root);
      const { builder } = lowering;
      const wanted = builder.register('specifier');
      fn.parameters = [wanted];
      for (const specifier of new Set(collectSpecifiers(record).map((found) => found.specifier))) {
        const target = record.imports.get(specifier);
        if (!target) continue;
        const isIt = builder.register();
        const right = builder.string(specifier);
        builder.emit({ op: 'binary', target: isIt, operator: '===', left: wanted, right });
        const found = builder.newBlock();
        const next = builder.newBlock();
        builder.branch(isIt, found, next);
        builder.startBlock(found);
        builder.end({ op: 'return', value: this.requireRecord(lowering, target) });
        builder.startBlock(next);
      }
      builder.end({ op: 'return', value: builder.runtime('throwUnknownModule', wanted) });
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
    return this.call(lowering, fn);
  }

  #namespaceFunction(module: ModuleLowering): IrFunction {
    return this.synthesize(module, '<namespace>', 'module', (lowering) => {
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
        if (record.kind === 'cjs') builder.runtimeVoid('addCommonJsExports', object, exports);
        else
          builder.runtimeVoid('defineField', object, { kind: 'string', value: 'default' }, exports);
      }
      for (const name of program.exportedNames(record)) {
        const getter = this.synthesize(module, name, 'module', (inner) => {
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
}
