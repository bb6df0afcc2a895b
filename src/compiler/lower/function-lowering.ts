// FunctionLowering: the state while one function's body is lowered: builder, scope, environment, control contexts,
// and access to variables. Layer: compiler, lower. One construct per file under expressions/ and statements/ builds on it.

import ts from 'typescript';
import { FunctionBuilder } from '../ir/builder.ts';
import type { BlockId, IrFunction, Register } from '../ir/ir.ts';
import type { ModuleLowering } from './module-lowering.ts';
import type { Scope, Variable } from './scope.ts';
import { lowerExpression } from './expressions/table.ts';
import { lowerStatement } from './statements/table.ts';
import { hoistFunctions } from './functions.ts';

/** Something that break, continue and return pass on their way out. */
export type ControlContext =
  | {
      kind: 'target';
      labels: string[];
      breakTo: BlockId;
      continueTo: BlockId | null;
      acceptsPlainBreak: boolean;
      continueOnly?: boolean;
    }
  | {
      kind: 'cleanup';
      /** Lowers what has to happen when control leaves normally through here. */ leave: () => void;
      handlerOutside: BlockId | null;
    }
  | FinallyContext;

export interface FinallyContext {
  kind: 'finally';
  entry: BlockId;
  completion: Register;
  value: Register;
  handlerOutside: BlockId | null;
  /** What to do after the finally block, by completion number (1 is: throw `value`). */
  continuations: (() => void)[];
}

interface EnvironmentState {
  scope: Scope;
  environment: Register | null;
  environmentScope: Scope | null;
}

export class FunctionLowering {
  readonly module: ModuleLowering;
  readonly fn: IrFunction;
  readonly builder: FunctionBuilder;
  scope: Scope;
  /** Pointer to the environment of `environmentScope`. */
  environment: Register | null = null;
  environmentScope: Scope | null = null;
  control: ControlContext[] = [];
  /** Lowers `return value` once every context is left. */
  returnAction: (value: Register) => void;
  /** Whether `await` and `yield` suspend this very function. */
  readonly isAsync: boolean;
  readonly isGenerator: boolean;
  /** Labels that stand directly before the statement being lowered. */
  pendingLabels: string[] = [];

  constructor(module: ModuleLowering, fn: IrFunction, scope: Scope) {
    this.module = module;
    this.fn = fn;
    this.builder = new FunctionBuilder(fn);
    this.scope = scope;
    this.isAsync = fn.kind === 'async' || fn.kind === 'asyncGenerator';
    this.isGenerator = fn.kind === 'generator' || fn.kind === 'asyncGenerator';
    this.returnAction = (value) => this.builder.end({ op: 'return', value });
  }

  at(node: ts.Node): void {
    this.builder.position = this.module.position(node);
  }

  expression(node: ts.Expression): Register {
    return lowerExpression(this, node);
  }

  statement(node: ts.Statement): void {
    lowerStatement(this, node);
  }

  statements(nodes: readonly ts.Statement[]): void {
    for (const node of nodes) this.statement(node);
  }

  // Scopes and environments.

  saveEnvironment(): EnvironmentState {
    return {
      scope: this.scope,
      environment: this.environment,
      environmentScope: this.environmentScope,
    };
  }

  restoreEnvironment(state: EnvironmentState): void {
    this.scope = state.scope;
    this.environment = state.environment;
    this.environmentScope = state.environmentScope;
  }

  /** The environment that the closure was made in. */
  openClosure(environmentScope: Scope | null): void {
    if (environmentScope === null) return;
    const environment = this.builder.pointer('environment');
    this.builder.emit({
      op: 'runtime',
      target: environment,
      name: 'functionEnvironment',
      operands: [this.functionValue()],
    });
    this.environment = environment;
    this.environmentScope = environmentScope;
  }

  functionValue(): Register {
    return (this.fn.functionRegister ??= this.builder.register('function'));
  }

  thisValue(): Register {
    return (this.fn.thisRegister ??= this.builder.register('this'));
  }

  newTargetValue(): Register {
    return (this.fn.newTargetRegister ??= this.builder.register('newTarget'));
  }

  /** As enterScope, with something between the bindings' places and the hoisted functions. */
  enterScopeWith(scope: Scope, statements: readonly ts.Node[], prepare: () => void): void {
    this.scope = scope;
    if (scope.hasEnvironment) this.pushEnvironment(scope);
    for (const variable of scope.variables.values()) this.declareVariable(variable);
    prepare();
    hoistFunctions(this, statements);
  }

  /** A generator with parameters that can throw leaves once, before it is handed out. */
  initialSuspend(): void {
    const { builder } = this;
    this.fn.initialSuspend = true;
    const resume = builder.newBlock();
    const mode = builder.register('mode', 'int32', true);
    const sent = builder.register();
    builder.end({ op: 'suspend', value: builder.undefined(), reason: 0, resume, mode, sent });
    builder.startBlock(resume);
    const next = builder.newBlock();
    const thrown = builder.newBlock();
    const returned = builder.newBlock();
    builder.end({ op: 'select', value: mode, cases: [next, thrown], otherwise: returned });
    builder.startBlock(thrown);
    builder.throw(sent);
    builder.startBlock(returned);
    this.return(sent);
    builder.startBlock(next);
  }

  /** The end of the body: an implicit `return undefined`. */
  finish(): void {
    if (this.builder.terminated) return;
    this.returnAction(this.builder.undefined());
  }

  /** Enters a scope: its environment, its uninitialised bindings and hoisted functions. */
  enterScope(scope: Scope, statements: readonly ts.Node[] = []): void {
    this.scope = scope;
    if (scope.hasEnvironment) this.pushEnvironment(scope);
    for (const variable of scope.variables.values()) this.declareVariable(variable);
    hoistFunctions(this, statements);
  }

  withScope(node: ts.Node, statements: readonly ts.Node[], body: () => void): void {
    const scope = this.module.scopes.scopes.get(node);
    if (scope === undefined || scope === this.scope) {
      hoistFunctions(this, statements);
      return body();
    }
    const saved = this.saveEnvironment();
    this.enterScope(scope, statements);
    body();
    this.restoreEnvironment(saved);
  }

  pushEnvironment(scope: Scope): void {
    const { builder } = this;
    const environment = builder.pointer('environment');
    const parent = this.environment ?? ({ kind: 'raw', text: '0' } as const);
    builder.emit({
      op: 'runtime',
      target: environment,
      name: 'newEnvironment',
      operands: [parent, { kind: 'raw', text: String(scope.slots.length) }],
    });
    this.environment = environment;
    this.environmentScope = scope;
  }

  /** A fresh copy of the innermost environment, for the next turn of a loop. */
  copyEnvironment(scope: Scope): void {
    const old = this.environment!;
    const values = scope.slots.map((_, slot) => {
      const target = this.builder.register();
      this.builder.emit({ op: 'loadSlot', target, environment: old, depth: 0, slot });
      return target;
    });
    const fresh = this.builder.pointer();
    const parent = this.builder.pointer();
    this.builder.emit({
      op: 'runtime',
      target: parent,
      name: 'environmentParent',
      operands: [old],
    });
    this.builder.emit({
      op: 'runtime',
      target: fresh,
      name: 'newEnvironment',
      operands: [parent, { kind: 'raw', text: String(scope.slots.length) }],
    });
    values.forEach((value, slot) =>
      this.builder.emit({ op: 'storeSlot', environment: fresh, depth: 0, slot, value }),
    );
    this.builder.move(old, fresh);
  }

  /** Gives a variable of the current scope its place and first state. */
  declareVariable(variable: Variable): void {
    if (variable.namespaceObject !== null) return;
    if (this.isGlobal(variable)) {
      this.module.globalOf(variable);
      return;
    }
    if (variable.slot >= 0) {
      // Environment slots start as HOLE.
      if (
        variable.kind === 'var' ||
        variable.kind === 'enum' ||
        variable.kind === 'namespace' ||
        (variable.isLexical && !variable.needsHole)
      ) {
        this.storePlace(variable, this.builder.undefined());
      }
      return;
    }
    if (
      variable.kind === 'pseudo' ||
      variable.kind === 'parameter' ||
      variable.kind === 'functionName'
    ) {
      variable.register ??= this.builder.register(variable.name);
      if (variable.needsHole) this.builder.setConstant(variable.register, { kind: 'hole' });
      return;
    }
    variable.register = this.builder.register(variable.name);
    if (variable.needsHole) this.builder.setConstant(variable.register, { kind: 'hole' });
    else if (!variable.isLexical && variable.kind !== 'function')
      this.builder.setConstant(variable.register, { kind: 'undefined' });
  }

  isGlobal(variable: Variable): boolean {
    if (variable.scope.isModule) return true;
    return variable.scope.once && variable.captured;
  }

  #depthTo(scope: Scope): number {
    let depth = 0;
    for (let current = this.environmentScope; current !== scope; current = current.parent) {
      if (current === null)
        throw new Error(`scope of a variable is not on the environment chain in ${this.fn.cName}`);
      if (current.hasEnvironment) depth++;
    }
    return depth;
  }

  /** Reads without a check of initialisation. */
  loadPlace(variable: Variable): Register {
    const { builder } = this;
    if (variable.namespaceObject !== null) {
      return builder.getProperty(this.loadPlace(variable.namespaceObject), variable.name);
    }
    if (this.isGlobal(variable)) {
      const target = builder.register(variable.name);
      builder.emit({ op: 'loadGlobal', target, variable: this.module.globalOf(variable) });
      return target;
    }
    if (variable.slot >= 0) {
      const target = builder.register(variable.name);
      builder.emit({
        op: 'loadSlot',
        target,
        environment: this.environment!,
        depth: this.#depthTo(variable.scope),
        slot: variable.slot,
      });
      return target;
    }
    const register = (variable.register ??= builder.register(variable.name));
    if (!variable.reassigned && variable.kind !== 'var' && variable.kind !== 'pseudo')
      return register;
    const copy = builder.register(variable.name);
    builder.move(copy, register);
    return copy;
  }

  storePlace(variable: Variable, value: Register): void {
    const { builder } = this;
    if (variable.namespaceObject !== null) {
      builder.emit({
        op: 'setProperty',
        object: this.loadPlace(variable.namespaceObject),
        key: variable.name,
        value,
      });
    } else if (this.isGlobal(variable)) {
      builder.emit({ op: 'storeGlobal', variable: this.module.globalOf(variable), value });
    } else if (variable.slot >= 0) {
      builder.emit({
        op: 'storeSlot',
        environment: this.environment!,
        depth: this.#depthTo(variable.scope),
        slot: variable.slot,
        value,
      });
    } else {
      builder.move((variable.register ??= builder.register(variable.name)), value);
    }
  }

  /** Reads a variable as an expression does. */
  readVariable(variable: Variable, node: ts.Node): Register {
    if (variable.kind === 'import') return this.module.readImport(this, variable, node);
    if (this.module.isRequire(variable)) return this.module.requireValue(this);
    const value = this.loadPlace(variable);
    if (variable.needsHole && this.#maybeUninitialized(variable, node))
      this.checkInitialized(value, variable);
    return value;
  }

  #maybeUninitialized(variable: Variable, node: ts.Node): boolean {
    // The library's modules are initialised in the order of what they read.
    if (this.module.isLibrary) return false;
    if (variable.scope.fn !== this.scope.fn || variable.scope.isSwitch) return true;
    return variable.initializedAt > 0 && node.pos < variable.initializedAt;
  }

  /** `source` was read from `variable` of this module. */
  checkInitialized(source: Register, variable: Variable): void {
    if (this.isGlobal(variable)) this.module.globalOf(variable).isChecked = true;
    this.builder.emit({ op: 'checkInitialized', source, name: variable.name });
  }

  /** Assigns as `name = value` does. */
  assignVariable(variable: Variable, value: Register, node: ts.Node): void {
    if (variable.needsHole && this.#maybeUninitialized(variable, node))
      this.checkInitialized(this.loadPlace(variable), variable);
    if (variable.kind === 'functionName' || variable.isConstant) {
      this.builder.runtime('throwConstAssignment', { kind: 'string', value: variable.name });
      return;
    }
    this.storePlace(variable, value);
  }

  // Control.

  pushControl(context: ControlContext): void {
    this.control.push(context);
  }

  popControl(): void {
    this.control.pop();
  }

  /** `break`, `continue` and `return`: leave contexts down to `depth`, then do `action`. */
  leaveTo(depth: number, value: Register | null, action: (value: Register | null) => void): void {
    const { builder } = this;
    const savedControl = this.control;
    const savedHandler = builder.handler;
    for (let index = savedControl.length - 1; index >= depth; index--) {
      const context = savedControl[index]!;
      if (context.kind === 'cleanup') {
        this.control = savedControl.slice(0, index);
        builder.setHandler(context.handlerOutside);
        context.leave();
      } else if (context.kind === 'finally') {
        const number = context.continuations.length + 2;
        context.continuations.push(() =>
          this.leaveTo(depth, value === null ? null : context.value, action),
        );
        if (value !== null) builder.move(context.value, value);
        builder.setConstant(context.completion, { kind: 'number', value: number });
        builder.jump(context.entry);
        this.control = savedControl;
        this.#resumeHandler(savedHandler);
        return;
      }
    }
    this.control = savedControl.slice(0, depth);
    action(value);
    this.control = savedControl;
    this.#resumeHandler(savedHandler);
  }

  #resumeHandler(handler: BlockId | null): void {
    // What follows is unreachable; it still has to be in the right handler.
    const { builder } = this;
    builder.setHandler(handler);
    if (builder.terminated) builder.startBlock(builder.newBlock());
  }

  return(value: Register): void {
    this.leaveTo(0, value, (result) => this.returnAction(result!));
  }
}
