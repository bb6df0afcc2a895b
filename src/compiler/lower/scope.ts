// Scopes and variables of one module: which names exist where, which are captured by inner functions, which are
// assigned again. Layer: compiler, lower. Built by analyze-scopes.ts before a module is lowered.

import type ts from 'typescript';
import type { GlobalVariable, IrFunction, Register } from '../ir/ir.ts';

export type VariableKind =
  | 'var'
  | 'let'
  | 'const'
  | 'function'
  | 'class'
  | 'parameter'
  | 'import'
  | 'pseudo'
  | 'enum'
  | 'namespace'
  | 'functionName';

/** A binding. Its place is a register, an environment slot, or a C global. */
export class Variable {
  readonly name: string;
  readonly kind: VariableKind;
  readonly scope: Scope;
  /** Position among the variables of its module, for a stable name in C. */
  id = 0;
  captured = false;
  /** Assigned somewhere other than its declaration. */
  reassigned = false;
  /** Some reference may run before the initialisation: it starts as HOLE. */
  needsHole = false;
  /** Source position after which a reference of the same function is safe. */
  initializedAt = -1;
  declarations = 0;
  register: Register | null = null;
  slot = -1;
  global: GlobalVariable | null = null;
  /** The one function that a call of this never reassigned variable reaches. */
  knownFunction: IrFunction | null = null;
  /** Declaration node of a hoisted function, or initialiser of a constant one. */
  functionNode: ts.Node | null = null;
  /** Exported from a namespace: lives as a property of that namespace's object. */
  namespaceObject: Variable | null = null;
  /** For imports: resolved by the module linker. */
  importFrom: { specifier: string; name: string } | null = null;

  constructor(name: string, kind: VariableKind, scope: Scope) {
    this.name = name;
    this.kind = kind;
    this.scope = scope;
  }

  get isConstant(): boolean {
    return this.kind === 'const' || this.kind === 'import';
  }

  get isLexical(): boolean {
    if (this.kind === 'parameter') return this.initializedAt > 0;
    return this.kind === 'let' || this.kind === 'const' || this.kind === 'class';
  }
}

/** A function body for the purposes of capture: also class field initialisers, static blocks and modules. */
export class FunctionScope {
  readonly node: ts.Node;
  readonly parent: FunctionScope | null;
  readonly isArrow: boolean;
  usesArguments = false;
  usesAwait = false;
  loops = 0;

  constructor(node: ts.Node, parent: FunctionScope | null, isArrow: boolean) {
    this.node = node;
    this.parent = parent;
    this.isArrow = isArrow;
  }

  /** The function whose `this`, `arguments`, `new.target` and `super` apply here. */
  get thisFunction(): FunctionScope {
    let scope: FunctionScope = this;
    while (scope.isArrow && scope.parent !== null) scope = scope.parent;
    return scope;
  }
}

export class Scope {
  readonly parent: Scope | null;
  readonly fn: FunctionScope;
  readonly variables = new Map<string, Variable>();
  /** Runs at most once and at module level: captured variables become C globals. */
  readonly once: boolean;
  readonly isModule: boolean;
  readonly isSwitch: boolean;
  /** The body of a function whose parameters have a scope of their own, since they hold expressions. */
  readonly isBody: boolean;
  /** Captured variables, in slot order. */
  readonly slots: Variable[] = [];

  constructor(
    parent: Scope | null,
    fn: FunctionScope,
    options: { once: boolean; isModule?: boolean; isSwitch?: boolean; isBody?: boolean },
  ) {
    this.parent = parent;
    this.fn = fn;
    this.once = options.once;
    this.isModule = options.isModule ?? false;
    this.isSwitch = options.isSwitch ?? false;
    this.isBody = options.isBody ?? false;
  }

  get hasEnvironment(): boolean {
    return this.slots.length > 0;
  }

  declare(name: string, kind: VariableKind): Variable {
    const existing = this.variables.get(name);
    if (existing !== undefined) {
      existing.declarations++;
      return existing;
    }
    const variable = new Variable(name, kind, this);
    variable.declarations = 1;
    this.variables.set(name, variable);
    return variable;
  }

  lookup(name: string): Variable | null {
    for (let scope: Scope | null = this; scope !== null; scope = scope.parent) {
      const variable = scope.variables.get(name);
      if (variable !== undefined) return variable;
    }
    return null;
  }
}

/** What the analysis found in one module. */
export interface ModuleScopes {
  readonly root: Scope;
  readonly scopes: ReadonlyMap<ts.Node, Scope>;
  readonly functions: ReadonlyMap<ts.Node, FunctionScope>;
  /** Class nodes: the scopes that instance and static initialisers run in. */
  readonly fieldScopes: ReadonlyMap<ts.Node, Scope>;
  readonly staticScopes: ReadonlyMap<ts.Node, Scope>;
  readonly hasTopLevelAwait: boolean;
}
