// ModuleLowering: one module while its functions are lowered: names in C, exports, chunks of its initialisation, and
// how names from other modules are read. Layer: compiler, lower.

import ts from 'typescript';
import type { GlobalVariable, IrFunction, Position, Register } from '../ir/ir.ts';
import type { ModuleRecord } from '../load/module-record.ts';
import { analyzeScopes, declaredNames, isTypeOnly } from './analyze-scopes.ts';
import { mangle } from './c-names.ts';
import { collectExports, type ExportTable } from './exports.ts';
import { FunctionLowering } from './function-lowering.ts';
import { enclosingEnvironment, irFunction, newFunction } from './functions.ts';
import { tagText } from './library-tags.ts';
import type { ProgramLowering } from './program-lowering.ts';
import type { ModuleScopes, Variable } from './scope.ts';

/** A function that can be called without looking at its value. */
export interface KnownFunction {
  readonly fn: IrFunction;
  readonly needsEnvironment: boolean;
  /** Its variable may still be uninitialised. */
  readonly check: boolean;
}

export class ModuleLowering {
  readonly program: ProgramLowering;
  readonly record: ModuleRecord;
  readonly index: number;
  readonly scopes: ModuleScopes;
  readonly functionOfNode = new Map<ts.Node, IrFunction>();
  readonly exports: ExportTable;
  /** Initialisation in order: hoisted functions, then statements (the library: one chunk each; else one in all). */
  readonly chunks: IrFunction[] = [];
  readonly isAsync: boolean;
  readonly #globals = new Map<Variable, GlobalVariable>();
  readonly #anonymous = new Map<string, GlobalVariable>();
  readonly #names = new Set<string>();

  constructor(program: ProgramLowering, record: ModuleRecord, index: number) {
    this.program = program;
    this.record = record;
    this.index = index;
    this.scopes = analyzeScopes(record.sourceFile, record.kind === 'cjs');
    this.exports = collectExports(record);
    this.isAsync = this.scopes.hasTopLevelAwait && record.kind === 'esm';
    if (record.kind !== 'cjs') this.#makeChunks();
  }

  get isLibrary(): boolean {
    return this.record.isLibrary;
  }

  get prefix(): string {
    return mangle(this.record.name.replace(/\.[cm]?[jt]sx?$/, ''));
  }

  position(node: ts.Node): Position {
    const { line, character } = this.record.sourceFile.getLineAndCharacterOfPosition(
      node.getStart(this.record.sourceFile),
    );
    return { file: this.index, line: line + 1, column: character + 1 };
  }

  functionName(name: string, node: ts.Node): string {
    const base = `${this.prefix}__${mangle(name === '' ? 'anonymous' : name)}`;
    let candidate = `${base}_${node.pos < 0 ? 0 : node.pos}`;
    while (this.#names.has(candidate)) candidate += '_';
    this.#names.add(candidate);
    return candidate;
  }

  refuse(node: ts.Node, code: string, message: string, instead: string): void {
    const { line, column } = this.position(node);
    const text = node.getText(this.record.sourceFile);
    this.program.diagnostics.push({
      code,
      file: this.record.path,
      line,
      column,
      message,
      instead,
      text: text.length > 80 ? `${text.slice(0, 77)}...` : text,
      category: 'error',
    });
  }

  globalOf(variable: Variable): GlobalVariable {
    let global = this.#globals.get(variable);
    if (global === undefined) {
      const suffix = variable.scope.isModule ? '' : `_${variable.id}`;
      global = {
        cName: `v_${this.prefix}__${mangle(variable.name)}${suffix}`,
        name: variable.name,
        module: this.index,
        owner: null,
      };
      this.#globals.set(variable, global);
    }
    return global;
  }

  anonymousGlobal(purpose: string, node: ts.Node | null): GlobalVariable {
    const key = `${purpose}_${node?.pos ?? 0}`;
    let global = this.#anonymous.get(key);
    if (global === undefined) {
      global = {
        cName: `v_${this.prefix}__${key}`,
        name: purpose,
        module: this.index,
        owner: null,
      };
      this.#anonymous.set(key, global);
    }
    return global;
  }

  // Initialisation.

  #makeChunks(): void {
    const { statements } = this.record.sourceFile;
    const { root } = this.scopes;
    for (const statement of statements) {
      if (!ts.isFunctionDeclaration(statement) || statement.body === undefined) continue;
      const variable = root.variables.get(statement.name?.text ?? 'default')!;
      if (variable.functionNode !== statement) continue;
      const fn = irFunction(this, statement, statement.name?.text ?? 'default');
      if (!variable.reassigned && variable.declarations === 1) variable.knownFunction = fn;
      const chunk = this.#chunk(`hoist_${variable.name}`, statement, (lowering) => {
        const target = lowering.builder.register();
        lowering.builder.emit({ op: 'closure', target, fn, environment: null, home: null });
        lowering.storePlace(variable, target);
      });
      this.globalOf(variable).owner = chunk;
    }
    for (const variable of root.variables.values()) {
      if (variable.kind !== 'const' || variable.functionNode === null || variable.reassigned)
        continue;
      const node = variable.functionNode as ts.ArrowFunction | ts.FunctionExpression;
      variable.knownFunction = irFunction(this, node, node.name?.text ?? variable.name);
    }
    if (this.isLibrary) {
      for (const statement of statements) {
        if (
          isTypeOnly(statement) ||
          ts.isFunctionDeclaration(statement) ||
          ts.isImportDeclaration(statement)
        )
          continue;
        const chunk = this.#chunk(`chunk`, statement, (lowering) => {
          lowering.scope = root;
          lowering.statement(statement);
        });
        const names = ts.isExportAssignment(statement) ? ['default'] : declaredNames(statement);
        for (const name of names) {
          const variable = root.variables.get(name);
          if (variable) this.globalOf(variable).owner = chunk;
        }
        if (names.length === 0 && ts.isExpressionStatement(statement))
          this.#addSideEffect(statement, chunk);
      }
      return;
    }
    const init = newFunction(this, this.record.sourceFile, {
      name: '<module>',
      kind: this.isAsync ? 'async' : 'module',
      flags: 0,
      length: 0,
    });
    init.lowerBody = () => {
      const lowering = new FunctionLowering(this, init, root);
      for (const statement of statements) lowering.statement(statement);
      lowering.finish();
    };
    this.chunks.push(init);
    this.sideEffects.push(init);
  }

  /** Chunks that run whenever the module is part of the program. */
  readonly sideEffects: IrFunction[] = [];
  /** Those that only add properties: needed once one of the names is mentioned. */
  readonly additions: { readonly chunk: IrFunction; readonly names: readonly string[] }[] = [];

  #addSideEffect(statement: ts.ExpressionStatement, chunk: IrFunction): void {
    if (
      tagText(statement, 'imported') !== null &&
      !this.program.loader.importedLibrary.has(this.record)
    )
      return;
    const names = assignedNames(statement.expression);
    if (names === null) this.sideEffects.push(chunk);
    else this.additions.push({ chunk, names });
  }

  #chunk(name: string, node: ts.Node, lower: (lowering: FunctionLowering) => void): IrFunction {
    const fn = newFunction(this, node, { name, kind: 'module', flags: 0, length: 0 });
    fn.lowerBody = () => {
      const lowering = new FunctionLowering(this, fn, this.scopes.root);
      lowering.at(node);
      lower(lowering);
      lowering.finish();
    };
    this.chunks.push(fn);
    return fn;
  }

  /** Module-level functions are hoisted by chunks of their own. */
  isHoistedGlobal(variable: Variable): boolean {
    return variable.scope.isModule;
  }

  // Names of other modules.

  readImport(lowering: FunctionLowering, variable: Variable, node: ts.Node): Register {
    return this.program.readImported(lowering, this, variable.importFrom!, node, variable.name);
  }

  /** `ns.member` of a namespace import, or of a library's default object, resolved at compile time. */
  readNamespaceMember(
    lowering: FunctionLowering,
    node: ts.PropertyAccessExpression,
  ): Register | null {
    if (!ts.isIdentifier(node.expression) || !ts.isIdentifier(node.name)) return null;
    const variable = lowering.scope.lookup(node.expression.text);
    if (variable?.kind !== 'import') return null;
    const { specifier, name } = variable.importFrom!;
    if (name === 'default' && !this.program.isExportToo(this, specifier, node.name.text))
      return null;
    if (name !== 'default' && name !== '*') return null;
    return this.program.readNamespaceMember(lowering, this, specifier, node);
  }

  knownFunction(lowering: FunctionLowering, name: ts.Identifier): KnownFunction | null {
    const variable = lowering.scope.lookup(name.text);
    if (variable === null) return null;
    if (variable.kind === 'import') return this.program.knownImport(this, variable.importFrom!);
    return knownFunctionOf(variable, this);
  }

  libraryFunction(module: string, name: string): IrFunction {
    return this.program.libraryFunction(module, name);
  }

  lowerRequire(
    lowering: FunctionLowering,
    node: ts.CallExpression,
    callee: ts.Identifier,
  ): Register | null {
    if (this.record.kind !== 'cjs' || callee.text !== 'require') return null;
    const variable = lowering.scope.lookup('require');
    if (variable === null || variable.scope !== this.scopes.root) return null;
    const argument = node.arguments[0];
    if (argument === undefined || !ts.isStringLiteralLike(argument)) {
      this.refuse(
        node,
        'DR1032',
        'require() of something that is no literal cannot be compiled',
        'name the module in the call',
      );
      return lowering.builder.undefined();
    }
    return this.requireModule(lowering, node, argument.text);
  }

  /** What Node hands to every CommonJS module as `require`. */
  isRequire(variable: Variable): boolean {
    return (
      variable.kind === 'parameter' &&
      variable.name === 'require' &&
      this.record.kind === 'cjs' &&
      variable.scope === this.scopes.root &&
      !variable.reassigned
    );
  }

  requireValue(lowering: FunctionLowering): Register {
    return this.program.functions.requireValue(lowering, this);
  }

  requireModule(lowering: FunctionLowering, node: ts.Node, specifier: string): Register {
    lowering.at(node);
    const target = this.record.imports.get(specifier);
    if (!target) {
      return lowering.builder.runtime('throwMissingModule', {
        kind: 'string',
        value: `Cannot find module '${specifier}'`,
      });
    }
    return this.program.requireRecord(lowering, target);
  }

  topLevelThis(lowering: FunctionLowering): Register {
    if (this.record.kind !== 'cjs') return lowering.builder.undefined();
    const module = lowering.scope.lookup('exports')!;
    return lowering.loadPlace(module);
  }

  importMeta(lowering: FunctionLowering): Register {
    const { builder } = lowering;
    const url = builder.string(`file:///${this.record.name}`);
    const target = builder.register();
    builder.emit({
      op: 'literal',
      target,
      keys: ['url', 'filename', 'dirname'],
      values: [
        url,
        builder.string(`/${this.record.name}`),
        builder.string(`/${this.record.name}`.replace(/\/[^/]*$/, '') || '/'),
      ],
    });
    return target;
  }

  /** `this` of a derived constructor has no value before super(). */
  isDerivedThis(variable: Variable): boolean {
    const { node } = variable.scope.fn;
    return (
      ts.isConstructorDeclaration(node) &&
      (node.parent.heritageClauses?.some(
        (clause) => clause.token === ts.SyntaxKind.ExtendsKeyword,
      ) ??
        false)
    );
  }

  /** For a class tagged `@builtin %Name%`: the intrinsic whose members it defines. */
  intrinsicPrototypeOf(node: ts.ClassLikeDeclaration): string | null {
    return this.isLibrary ? this.program.builtins.intrinsicPrototypeOf(node) : null;
  }

  /** Web IDL interfaces have enumerable methods; the library tags their classes. */
  hasEnumerableMethods(member: ts.ClassElement): boolean {
    return (
      this.isLibrary &&
      ts
        .getJSDocTags(member.parent as ts.ClassDeclaration)
        .some((tag) => tag.tagName.text === 'enumerable')
    );
  }
}

export function knownFunctionOf(variable: Variable, module: ModuleLowering): KnownFunction | null {
  const fn = variable.knownFunction;
  if (fn === null || variable.reassigned || variable.functionNode === null) return null;
  const scope = module.scopes.scopes.get(variable.functionNode);
  if (scope === undefined) return null;
  const named =
    ts.isFunctionExpression(variable.functionNode) && variable.functionNode.name !== undefined;
  // A generator object takes its prototype from the function object.
  const isGenerator = fn.kind === 'generator' || fn.kind === 'asyncGenerator';
  return {
    fn,
    needsEnvironment: named || isGenerator || enclosingEnvironment(scope) !== null,
    check: variable.needsHole && !module.isLibrary,
  };
}

/** The properties that `a.b.name = a.b.other = value` adds; null for any other expression. */
function assignedNames(expression: ts.Expression): string[] | null {
  const names: string[] = [];
  let rest = expression;
  while (ts.isBinaryExpression(rest) && rest.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    if (!ts.isPropertyAccessExpression(rest.left) || !ts.isIdentifier(rest.left.name)) return null;
    names.push(rest.left.name.text);
    rest = rest.right;
  }
  return names.length > 0 ? names : null;
}
