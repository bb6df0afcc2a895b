// ProgramLowering: all modules of a program, linked; lowers what is reachable and nothing else. Layer: compiler, lower.
// Reachability is by name: a library method counts as used when reached code mentions its name.

import ts from 'typescript';
import type { Diagnostic } from '../check/diagnostic.ts';
import type { GlobalVariable, IrFunction, Register } from '../ir/ir.ts';
import type { LibraryNames } from '../load/library-names.ts';
import type { Loader } from '../load/load.ts';
import type { ModuleRecord } from '../load/module-record.ts';
import type { MachineFunction, MachineModuleResult } from '../machine/compile-machine.ts';
import { Builtins } from './builtins.ts';
import { defaultMembers, readsMembersOnly } from './default-members.ts';
import { earlyAccess } from './early-access.ts';
import { ModuleFunctions } from './module-functions.ts';
import type { FunctionLowering } from './function-lowering.ts';
import { type KnownFunction, knownFunctionOf, ModuleLowering } from './module-lowering.ts';
import { allExportedNames, type Resolved, resolveExport } from './resolve-export.ts';
import { scanReferences } from './references.ts';
import type { Variable } from './scope.ts';

export class ProgramLowering {
  readonly loader: Loader;
  readonly diagnostics: Diagnostic[] = [];
  readonly machine: ReadonlyMap<string, MachineModuleResult>;
  readonly builtins: Builtins;
  readonly functions: ModuleFunctions;
  readonly modules: ModuleLowering[] = [];
  /** Reached functions by module index, in the order they were reached. */
  readonly reached = new Set<IrFunction>();
  readonly reachedGlobals = new Set<GlobalVariable>();
  readonly mentioned = new Set<string>();
  readonly symbols = new Set<string>();
  usesGlobalObject = false;
  /** The generated root module, and the program's entry. */
  rootPath = '';
  entry: ModuleRecord | null = null;
  readonly #moduleOf = new Map<ModuleRecord, ModuleLowering>();
  readonly #worklist: IrFunction[] = [];
  /** The library's functions are lowered after all of the program's: what a program asks of the library is then known. */
  readonly #libraryWorklist: IrFunction[] = [];
  readonly #waiting = new Map<string, IrFunction[]>();
  #functionId = 0;

  constructor(loader: Loader, machine: ReadonlyMap<string, MachineModuleResult>) {
    this.loader = loader;
    this.machine = machine;
    this.builtins = new Builtins(this);
    this.functions = new ModuleFunctions(this);
  }

  nextFunctionId(): number {
    return this.#functionId++;
  }

  module(record: ModuleRecord): ModuleLowering {
    let module = this.#moduleOf.get(record);
    if (module === undefined) {
      module = new ModuleLowering(this, record, this.modules.length);
      this.#moduleOf.set(record, module);
      this.modules.push(module);
    }
    return module;
  }

  moduleIfLoaded(record: ModuleRecord): ModuleLowering | null {
    return this.#moduleOf.get(record) ?? null;
  }

  /** Some reached global variable lives in this module. */
  definesGlobals(module: ModuleLowering): boolean {
    for (const variable of this.reachedGlobals) if (variable.module === module.index) return true;
    return false;
  }

  noteGlobalObject(): void {
    this.usesGlobalObject = true;
  }

  // Reachability.

  /** The function, or the rule, because of which each reached function was reached first. */
  readonly causes = new Map<IrFunction, IrFunction | string>();
  #current: IrFunction | string = 'the program';

  reach(fn: IrFunction): void {
    if (this.reached.has(fn)) return;
    this.reached.add(fn);
    this.causes.set(fn, this.#current);
    if (this.isProgramSide(this.modules[fn.module]!)) this.#worklist.push(fn);
    else this.#libraryWorklist.push(fn);
    this.#reachWaiting(fn);
    if (fn.kind === 'async') this.reach(this.libraryFunction('ecma/promise/async', 'runAsync'));
    if (fn.kind === 'asyncGenerator')
      this.reach(this.libraryFunction('ecma/promise/async-generator', 'createAsyncGenerator'));
    const module = this.modules[fn.module]!;
    for (const chunk of module.sideEffects) this.reach(chunk);
    for (const { chunk, names } of module.additions.splice(0))
      for (const name of names) {
        this.#addedNames.add(name);
        this.reachWhenMentioned(chunk, name);
        for (const part of this.#parts) if (isPart(part, name)) this.mention(name);
      }
  }

  readonly #waitingForFunction = new Map<string, IrFunction[]>();

  /** A function tagged `@neededBy` waits until the function that it names is reached. */
  reachCallee(fn: IrFunction): void {
    if (fn.neededBy === null) return this.reach(fn);
    const [module, name] = fn.neededBy.split(/\s+/);
    const needing = this.libraryFunction(module!, name!);
    if (this.reached.has(needing)) return this.reach(fn);
    const list = this.#waitingForFunction.get(needing.cName);
    if (list === undefined) this.#waitingForFunction.set(needing.cName, [fn]);
    else list.push(fn);
  }

  #reachWaiting(needing: IrFunction): void {
    const waiting = this.#waitingForFunction.get(needing.cName);
    this.#waitingForFunction.delete(needing.cName);
    for (const fn of waiting ?? []) this.reach(fn);
  }

  reachGlobal(variable: GlobalVariable): void {
    if (this.reachedGlobals.has(variable)) return;
    this.reachedGlobals.add(variable);
    if (variable.owner !== null) this.reach(variable.owner);
  }

  mention(name: string): void {
    if (this.mentioned.has(name)) return;
    this.mentioned.add(name);
    for (const fn of this.#waiting.get(name) ?? []) this.reach(fn);
    this.#waiting.delete(name);
    this.builtins.noteMention(name);
  }

  /** The program's modules and packages, and the generated module that starts them. */
  isProgramSide(module: ModuleLowering): boolean {
    return !module.isLibrary || module.record.path === this.rootPath;
  }

  readonly #parts = new Set<string>();
  readonly #addedNames = new Set<string>();

  /** The program has this string: names that start or end with it may be made of it. */
  mentionPart(part: string): void {
    if (part.length < 3 || part.length > 16 || this.#parts.has(part)) return;
    this.#parts.add(part);
    for (const name of this.#addedNames) if (isPart(part, name)) this.mention(name);
  }

  /** Reaches `fn` once `name` is mentioned. */
  reachWhenMentioned(fn: IrFunction, name: string): void {
    if (this.mentioned.has(name)) return this.reach(fn);
    const list = this.#waiting.get(name);
    if (list === undefined) this.#waiting.set(name, [fn]);
    else list.push(fn);
  }

  /** Lowers what the program side of `roots` needs; the library's functions wait. */
  runProgram(roots: readonly IrFunction[]): void {
    for (const root of roots) this.reach(root);
    for (let fn = this.#worklist.pop(); fn !== undefined; fn = this.#worklist.pop())
      this.#lower(fn);
  }

  /** What the program asks of the library: with the library's own version it decides every library function in the image. */
  demand({ words, assigned }: LibraryNames): string[] {
    const names = (prefix: string, found: Iterable<string>): string[] =>
      [...found].map((name) => prefix + name).sort();
    const isOfLibrary = (module: number): boolean =>
      module >= 0 && !this.isProgramSide(this.modules[module]!);
    return [
      ...names(
        'function ',
        this.#libraryWorklist.map((fn) => fn.cName),
      ),
      ...names(
        'global ',
        [...this.reachedGlobals].filter((one) => isOfLibrary(one.module)).map((one) => one.cName),
      ),
      ...names('builtin ', this.builtins.wantedNames),
      ...names(
        'name ',
        [...this.mentioned].filter((name) => words.has(name)),
      ),
      ...names(
        'part ',
        [...this.#parts].filter((part) => assigned.some((name) => isPart(part, name))),
      ),
      ...names('symbol ', this.symbols),
      ...names(
        'import ',
        [...this.loader.importedLibrary].map((record) => record.name),
      ),
      this.usesGlobalObject ? 'global object' : '',
    ];
  }

  /** Lowers those functions of the library that the program calls, for their signatures; nothing that they need. */
  lowerCallees(): void {
    for (const fn of this.#libraryWorklist) if (fn.kind !== 'module') fn.lowerBody?.();
  }

  /** Lowers what waits, and everything that it needs. */
  runLibrary(): void {
    this.builtins.start();
    for (;;) {
      const fn = this.#libraryWorklist.pop();
      this.#current = fn ?? 'a name that the program mentions';
      if (fn !== undefined) this.#lower(fn);
      else if (!this.builtins.flush()) break;
    }
  }

  #lower(fn: IrFunction): void {
    this.#current = fn;
    const lower = fn.lowerBody;
    fn.lowerBody = null;
    lower?.();
    scanReferences(this, fn);
  }

  // Linking.

  /** Follows re-exports to the variable behind `name`; null when there is none, or when `export *` gives several. */
  resolveExport(record: ModuleRecord, name: string): Resolved {
    const found = resolveExport(this, record, name);
    return found === 'ambiguous' ? null : found;
  }

  /** The variable behind an import, when it is one. */
  resolveImport(
    module: ModuleLowering,
    variable: Variable,
  ): { module: ModuleLowering; variable: Variable } | null {
    const record = module.record.imports.get(variable.importFrom!.specifier);
    const resolved = record ? this.resolveExport(record, variable.importFrom!.name) : null;
    return resolved?.kind === 'variable' ? resolved : null;
  }

  exportedNames(record: ModuleRecord): string[] {
    const names = [...allExportedNames(this, record)];
    return names.filter((name) => this.resolveExport(record, name) !== null).sort();
  }

  readImported(
    lowering: FunctionLowering,
    module: ModuleLowering,
    from: { specifier: string; name: string },
    node: ts.Node,
    name = from.name,
  ): Register {
    const record = module.record.imports.get(from.specifier);
    if (!record) return lowering.builder.undefined();
    if (from.name === '*') return this.functions.namespaceObject(lowering, record);
    const resolved = this.resolveExport(record, from.name);
    if (resolved === null) {
      const isAmbiguous = resolveExport(this, record, from.name) === 'ambiguous';
      const what = isAmbiguous ? 'exports more than one' : 'has no export named';
      module.refuse(
        node,
        'DR1033',
        `'${from.specifier}' ${what} '${from.name}'`,
        isAmbiguous ? 'import it from the module that declares it' : 'check the name',
      );
      return lowering.builder.undefined();
    }
    return this.readResolved(lowering, module, resolved, node, name);
  }

  /** `name` is what the reader calls it. */
  readResolved(
    lowering: FunctionLowering,
    module: ModuleLowering,
    resolved: NonNullable<Resolved>,
    node: ts.Node,
    name: string,
  ): Register {
    const { builder } = lowering;
    if (resolved.kind === 'namespace')
      return this.functions.namespaceObject(lowering, resolved.record);
    if (resolved.kind === 'foreign') return this.#readForeign(lowering, module, resolved, node);
    const { variable } = resolved;
    if (variable.kind === 'import')
      return this.readImported(lowering, resolved.module, variable.importFrom!, node, name);
    const target = builder.register(variable.name);
    const global = resolved.module.globalOf(variable);
    builder.emit({ op: 'loadGlobal', target, variable: global });
    if (variable.isLexical && this.#isSeenEarly(resolved.module.record)) {
      global.isChecked = true;
      builder.emit({ op: 'checkInitialized', source: target, name });
    }
    return target;
  }

  #readForeign(
    lowering: FunctionLowering,
    module: ModuleLowering,
    resolved: { record: ModuleRecord; name: string },
    node: ts.Node,
  ): Register {
    const { builder } = lowering;
    const { record, name } = resolved;
    if (record.kind === 'machine') {
      const machine = this.machine.get(record.path);
      const constant = machine?.constants.get(name);
      if (constant !== undefined) return builder.number(Number(constant));
      const variable = machine?.variables.get(name);
      if (variable !== undefined) {
        const target = builder.register(name);
        builder.emit({
          op: 'machineLoad',
          target,
          cName: variable.cName,
          type: String(variable.type),
        });
        return target;
      }
      module.refuse(node, 'DR1040', `the machine function '${name}' is no value`, 'call it');
      return builder.undefined();
    }
    const exported = this.requireRecord(lowering, record);
    return name === 'default' ? exported : builder.getProperty(exported, name);
  }

  readonly #defaultMembers = new Map<ModuleRecord, ReadonlySet<string>>();

  /** `name` of the module's default object may be taken for the export of that name (default-members.ts). */
  isExportToo(module: ModuleLowering, specifier: string, name: string): boolean {
    const record = module.record.imports.get(specifier);
    if (!record || record.kind !== 'esm' || !record.isLibrary) return false;
    let members = this.#defaultMembers.get(record);
    if (members === undefined) {
      const users = [...this.loader.modules.values()].filter((user) => !user.isLibrary);
      const isReadOnly = users.every((user) => readsMembersOnly(user, record));
      members = isReadOnly ? defaultMembers(record) : new Set<string>();
      this.#defaultMembers.set(record, members);
    }
    return members.has(name);
  }

  readNamespaceMember(
    lowering: FunctionLowering,
    module: ModuleLowering,
    specifier: string,
    node: ts.PropertyAccessExpression,
  ): Register | null {
    const record = module.record.imports.get(specifier);
    if (!record || record.kind !== 'esm') return null;
    const resolved = this.resolveExport(record, node.name.text);
    if (resolved === null) return lowering.builder.undefined();
    lowering.at(node.name);
    return this.readResolved(lowering, module, resolved, node, node.name.text);
  }

  knownImport(
    module: ModuleLowering,
    from: { specifier: string; name: string },
  ): KnownFunction | null {
    const record = module.record.imports.get(from.specifier);
    if (!record || from.name === '*') return null;
    const resolved = this.resolveExport(record, from.name);
    if (resolved?.kind !== 'variable') return null;
    if (resolved.variable.kind === 'import')
      return this.knownImport(resolved.module, resolved.variable.importFrom!);
    const known = knownFunctionOf(resolved.variable, resolved.module);
    const { isLexical } = resolved.variable;
    return known && { ...known, check: isLexical && this.#isSeenEarly(resolved.module.record) };
  }

  #early: Set<ModuleRecord> | null = null;

  /** Other modules may read its variables before it ran. */
  #isSeenEarly(record: ModuleRecord): boolean {
    if (record.isLibrary) return false;
    this.#early ??= earlyAccess(
      this.entry!,
      this.loader.modules.values(),
      (found) => found.kind === 'esm' && this.module(found).isAsync,
    );
    return this.#early.has(record);
  }

  /** An exported function of a library module that compiled code calls itself. */
  libraryFunction(name: string, exported: string): IrFunction {
    const module = this.module(this.loader.library(name));
    const variable = module.scopes.root.variables.get(exported);
    if (!variable?.knownFunction)
      throw new Error(`library module ${name} has no function ${exported}`);
    return variable.knownFunction;
  }

  machineFunction(record: ModuleRecord, name: string): MachineFunction | null {
    return this.machine.get(record.path)?.functions.get(name) ?? null;
  }

  /** The user's modules, evaluated: the entry's namespace, or a promise of it. */
  evaluateProgram(lowering: FunctionLowering): Register {
    return this.functions.evaluation.evaluateEntry(lowering, this.entry!);
  }

  requireRecord(lowering: FunctionLowering, record: ModuleRecord): Register {
    return this.functions.requireRecord(lowering, record);
  }
}

function isPart(part: string, name: string): boolean {
  return name !== part && (name.startsWith(part) || name.endsWith(part));
}
