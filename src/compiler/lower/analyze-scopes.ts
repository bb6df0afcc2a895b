// Builds the scopes of a module in two walks: declare every name, then resolve every reference. Layer: compiler, lower.
// Pseudo variables stand for `this`, `arguments`, `new.target`, the home object and the function itself, so that arrow
// functions capture them as they capture any other name.

import ts from 'typescript';
import { NamespaceTable } from './namespace-exports.ts';
import {
  FunctionScope,
  type ModuleScopes,
  Scope,
  type Variable,
  type VariableKind,
} from './scope.ts';

export const THIS = '%this';
export const NEW_TARGET = '%new.target';
export const HOME = '%home';
export const FUNCTION = '%function';
export const ARGUMENTS = 'arguments';
export const FIELDS = '%fields';

export function analyzeScopes(sourceFile: ts.SourceFile, isCommonJs: boolean): ModuleScopes {
  return new Analysis(sourceFile, isCommonJs).run();
}

/** True for syntax that exists for the type checker alone. */
export function isTypeOnly(node: ts.Node): boolean {
  if (ts.isInterfaceDeclaration(node) || ts.isTypeAliasDeclaration(node)) return true;
  if (ts.isTypeNode(node) && !ts.isExpressionWithTypeArguments(node)) return true;
  if (ts.isTypeParameterDeclaration(node)) return true;
  if (ts.canHaveModifiers(node) && hasModifier(node, ts.SyntaxKind.DeclareKeyword)) return true;
  if (ts.isFunctionDeclaration(node) && node.body === undefined) return true;
  if (ts.isModuleDeclaration(node)) return !isInstantiated(node);
  return false;
}

export function hasModifier(node: ts.Node, kind: ts.SyntaxKind): boolean {
  return (
    ts.canHaveModifiers(node) && (ts.getModifiers(node)?.some((m) => m.kind === kind) ?? false)
  );
}

/** A namespace that holds only types does not exist at run time. */
export function isInstantiated(node: ts.ModuleDeclaration): boolean {
  const body = node.body;
  if (body === undefined) return false;
  if (ts.isModuleDeclaration(body)) return isInstantiated(body);
  if (!ts.isModuleBlock(body)) return false;
  return body.statements.some(
    (statement) => !isTypeOnly(statement) && !ts.isImportDeclaration(statement),
  );
}

/** A function or class that its namespace exports: the namespace's object gets its value at the declaration. */
export function isCopiedExport(
  node: ts.Node,
): node is ts.FunctionDeclaration | ts.ClassDeclaration {
  return (
    (ts.isFunctionDeclaration(node) || ts.isClassDeclaration(node)) &&
    hasModifier(node, ts.SyntaxKind.ExportKeyword)
  );
}

/** `this` as a parameter is a type annotation. */
export function isThisParameter(node: ts.ParameterDeclaration): boolean {
  return ts.isIdentifier(node.name) && node.name.text === 'this';
}

export function isAbstractOrOverload(node: ts.ClassElement): boolean {
  if (
    hasModifier(node, ts.SyntaxKind.AbstractKeyword) ||
    hasModifier(node, ts.SyntaxKind.DeclareKeyword)
  )
    return true;
  if (ts.isIndexSignatureDeclaration(node)) return true;
  const callable =
    ts.isMethodDeclaration(node) || ts.isConstructorDeclaration(node) || ts.isAccessor(node);
  return callable && node.body === undefined;
}

class Analysis {
  readonly #sourceFile: ts.SourceFile;
  readonly #isCommonJs: boolean;
  readonly #scopes = new Map<ts.Node, Scope>();
  readonly #functions = new Map<ts.Node, FunctionScope>();
  readonly #fieldScopes = new Map<ts.Node, Scope>();
  readonly #staticScopes = new Map<ts.Node, Scope>();
  readonly #namespaces = new NamespaceTable();
  #hasTopLevelAwait = false;
  #scope!: Scope;

  constructor(sourceFile: ts.SourceFile, isCommonJs: boolean) {
    this.#sourceFile = sourceFile;
    this.#isCommonJs = isCommonJs;
  }

  run(): ModuleScopes {
    const fn = new FunctionScope(this.#sourceFile, null, false);
    const root = new Scope(null, fn, { once: !this.#isCommonJs, isModule: !this.#isCommonJs });
    this.#scopes.set(this.#sourceFile, root);
    this.#functions.set(this.#sourceFile, fn);
    this.#scope = root;
    if (this.#isCommonJs) {
      for (const name of ['module', 'exports', 'require', '__filename', '__dirname']) {
        root.declare(name, 'parameter');
      }
    }
    this.#declareAll(this.#sourceFile.statements);
    this.#namespaces.merge();
    this.#scope = root;
    this.#resolveAll(this.#sourceFile.statements);
    this.#allocate();
    return {
      root,
      scopes: this.#scopes,
      functions: this.#functions,
      fieldScopes: this.#fieldScopes,
      staticScopes: this.#staticScopes,
      hasTopLevelAwait: this.#hasTopLevelAwait,
    };
  }

  // First walk: declarations.

  #declareAll(nodes: Iterable<ts.Node>): void {
    for (const node of nodes) this.#declare(node);
  }

  #declareChildren(node: ts.Node): void {
    ts.forEachChild(node, (child) => this.#declare(child));
  }

  #within(node: ts.Node, scope: Scope, body: () => void): void {
    const outer = this.#scope;
    this.#scopes.set(node, scope);
    this.#scope = scope;
    body();
    this.#scope = outer;
  }

  #blockScope(options: { isSwitch?: boolean } = {}): Scope {
    const { fn } = this.#scope;
    return new Scope(this.#scope, fn, { once: this.#scope.once && fn.loops === 0, ...options });
  }

  #declare(node: ts.Node): void {
    if (isTypeOnly(node)) {
      if (ts.isFunctionDeclaration(node) || ts.isVariableStatement(node)) return;
      return;
    }
    if (ts.isFunctionLike(node)) return this.#declareFunction(node);
    if (ts.isClassLike(node)) return this.#declareClass(node);
    if (ts.isVariableDeclarationList(node)) {
      const flags = node.flags & ts.NodeFlags.BlockScoped;
      const kind: VariableKind = flags === 0 ? 'var' : flags === ts.NodeFlags.Let ? 'let' : 'const';
      const scope = kind === 'var' ? this.#variableScope() : this.#scope;
      for (const declaration of node.declarations) {
        this.#declarePattern(declaration.name, kind, scope, declaration.end);
        if (kind === 'const' && ts.isIdentifier(declaration.name)) {
          const initializer = declaration.initializer && unwrap(declaration.initializer);
          if (
            initializer &&
            (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer))
          ) {
            scope.variables.get(declaration.name.text)!.functionNode = initializer;
          }
        }
        if (declaration.initializer) this.#declare(declaration.initializer);
        if (!ts.isIdentifier(declaration.name)) this.#declare(declaration.name);
      }
      return;
    }
    if (ts.isBlock(node))
      return this.#within(node, this.#blockScope(), () => this.#declareChildren(node));
    if (ts.isCaseBlock(node)) {
      return this.#within(node, this.#blockScope({ isSwitch: true }), () =>
        this.#declareChildren(node),
      );
    }
    if (ts.isForStatement(node) || ts.isForInStatement(node) || ts.isForOfStatement(node)) {
      if (ts.isForOfStatement(node) && node.awaitModifier) this.#noteAwait();
      const { fn } = this.#scope;
      fn.loops++;
      this.#within(node, this.#blockScope(), () => this.#declareChildren(node));
      fn.loops--;
      return;
    }
    if (ts.isWhileStatement(node) || ts.isDoStatement(node)) {
      const { fn } = this.#scope;
      fn.loops++;
      this.#declareChildren(node);
      fn.loops--;
      return;
    }
    if (ts.isCatchClause(node)) {
      return this.#within(node, this.#blockScope(), () => {
        if (node.variableDeclaration) {
          this.#declarePattern(node.variableDeclaration.name, 'let', this.#scope, -2);
          if (!ts.isIdentifier(node.variableDeclaration.name))
            this.#declare(node.variableDeclaration.name);
        }
        this.#declare(node.block);
      });
    }
    if (ts.isEnumDeclaration(node)) {
      const object = this.#scope.declare(node.name.text, 'enum');
      this.#within(node, this.#blockScope(), () => {
        // Initialisers see the members before by their plain names.
        for (const { members } of mergedEnums(node))
          for (const { name } of members)
            if (!ts.isComputedPropertyName(name))
              this.#scope.declare(name.text, 'enum').namespaceObject = object;
        for (const member of node.members)
          if (member.initializer) this.#declare(member.initializer);
      });
      return;
    }
    if (ts.isModuleDeclaration(node)) return this.#declareNamespace(node);
    if (ts.isImportDeclaration(node)) return this.#declareImport(node);
    if (ts.isImportEqualsDeclaration(node)) {
      if (!node.isTypeOnly) this.#scope.declare(node.name.text, 'const').initializedAt = node.end;
      return;
    }
    if (ts.isAwaitExpression(node)) this.#noteAwait();
    if (ts.isExportDeclaration(node)) return;
    if (ts.isExportAssignment(node) && !node.isExportEquals) {
      this.#scope.declare('default', 'const').initializedAt = node.end;
    }
    this.#declareChildren(node);
  }

  #noteAwait(): void {
    const { fn } = this.#scope;
    fn.usesAwait = true;
    if (fn.parent === null) this.#hasTopLevelAwait = true;
  }

  /** Where `var` goes: the outermost scope of this function's body. */
  #variableScope(): Scope {
    let scope = this.#scope;
    while (!scope.isBody && scope.parent !== null && scope.parent.fn === scope.fn)
      scope = scope.parent;
    return scope;
  }

  #declarePattern(name: ts.BindingName, kind: VariableKind, scope: Scope, end: number): void {
    if (ts.isIdentifier(name)) {
      const variable = scope.declare(name.text, kind);
      if (variable.declarations > 1 && kind !== 'var') return;
      if (variable.isLexical || (kind === 'parameter' && end > 0)) variable.initializedAt = end;
      return;
    }
    for (const element of name.elements) {
      if (ts.isBindingElement(element)) this.#declarePattern(element.name, kind, scope, end);
    }
  }

  #declareFunction(node: ts.SignatureDeclaration): void {
    if (!('body' in node) || node.body === undefined) {
      // An overload or an abstract member: types only, but computed names of signatures are not run either.
      return;
    }
    if (ts.isFunctionDeclaration(node)) {
      const name = node.name?.text ?? 'default';
      const variable = this.#scope.declare(name, 'function');
      if (variable.kind === 'function' || variable.kind === 'var') variable.functionNode = node;
    }
    const { name } = node;
    if (name && ts.isComputedPropertyName(name)) this.#declare(name.expression);
    const isArrow = ts.isArrowFunction(node);
    let outer = this.#scope;
    if (ts.isFunctionExpression(node) && node.name) {
      // The name of a function expression is a binding of its own, outside of the parameters.
      outer = new Scope(this.#scope, this.#scope.fn, { once: false });
      outer.declare(node.name.text, 'functionName');
      this.#scopes.set(node.name, outer);
    }
    const fn = new FunctionScope(node, this.#scope.fn, isArrow);
    this.#functions.set(node, fn);
    const scope = new Scope(outer, fn, { once: false });
    const saved = this.#scope;
    this.#scope = scope;
    this.#scopes.set(node, scope);
    const hasExpressions = node.parameters.some(
      (parameter) => parameter.initializer !== undefined || !ts.isIdentifier(parameter.name),
    );
    for (const parameter of node.parameters) {
      if (isThisParameter(parameter)) continue;
      this.#declarePattern(parameter.name, 'parameter', scope, hasExpressions ? parameter.end : -2);
      if (parameter.initializer) this.#declare(parameter.initializer);
      if (!ts.isIdentifier(parameter.name)) this.#declare(parameter.name);
    }
    const body = (node as { body: ts.Node }).body;
    if (ts.isBlock(body)) {
      // A body of its own scope shows only to closures in the parameters (ECMA-262 §10.2.11).
      const inner = hasExpressions ? new Scope(scope, fn, { once: false, isBody: true }) : scope;
      this.#scopes.set(body, inner);
      this.#scope = inner;
      this.#declareAll(body.statements);
    } else this.#declare(body);
    this.#scope = saved;
  }

  #declareClass(node: ts.ClassLikeDeclaration): void {
    if (ts.isClassDeclaration(node)) {
      const variable = this.#scope.declare(node.name?.text ?? 'default', 'class');
      variable.initializedAt = node.end;
    }
    const scope = new Scope(this.#scope, this.#scope.fn, {
      once: this.#scope.once && this.#scope.fn.loops === 0,
    });
    this.#within(node, scope, () => {
      if (node.name) {
        const inner = scope.declare(node.name.text, 'const');
        inner.initializedAt = node.end;
      }
      scope.declare(FIELDS, 'pseudo');
      const fields = new Scope(scope, new FunctionScope(node, scope.fn, false), { once: false });
      const statics = new Scope(scope, new FunctionScope(node, scope.fn, false), { once: false });
      this.#fieldScopes.set(node, fields);
      this.#staticScopes.set(node, statics);
      for (const clause of node.heritageClauses ?? []) {
        if (clause.token === ts.SyntaxKind.ExtendsKeyword) {
          for (const type of clause.types) this.#declare(type.expression);
        }
      }
      for (const member of node.members) this.#declareMember(member, scope, fields, statics);
    });
  }

  #declareMember(member: ts.ClassElement, scope: Scope, fields: Scope, statics: Scope): void {
    if (isAbstractOrOverload(member)) return;
    if (member.name && ts.isPrivateIdentifier(member.name)) {
      scope.declare(member.name.text, 'const').initializedAt = -3;
    }
    if (
      ts.isConstructorDeclaration(member) ||
      ts.isMethodDeclaration(member) ||
      ts.isAccessor(member)
    ) {
      this.#declare(member);
      return;
    }
    if (member.name && ts.isComputedPropertyName(member.name)) {
      this.#declare(member.name.expression);
      // The key is computed once, when the class is defined.
      scope.declare(computedKeyName(member), 'const').initializedAt = -3;
    }
    const isStatic =
      ts.isClassStaticBlockDeclaration(member) || hasModifier(member, ts.SyntaxKind.StaticKeyword);
    const outer = this.#scope;
    this.#scope = isStatic ? statics : fields;
    if (ts.isPropertyDeclaration(member) && member.initializer) {
      this.#within(member, new Scope(this.#scope, this.#scope.fn, { once: false }), () =>
        this.#declare(member.initializer!),
      );
    }
    if (ts.isClassStaticBlockDeclaration(member)) {
      // Its own `var` scope; lowered as a function of its own.
      const fn = new FunctionScope(member, outer.fn, false);
      this.#functions.set(member, fn);
      const block = new Scope(scope, fn, { once: false });
      this.#scopes.set(member, block);
      this.#scopes.set(member.body, block);
      this.#scope = block;
      this.#declareAll(member.body.statements);
    }
    this.#scope = outer;
  }

  #declareNamespace(node: ts.ModuleDeclaration): void {
    const outer = this.#scope;
    outer.declare(node.name.text, 'namespace');
    const fn = new FunctionScope(node, this.#scope.fn, false);
    this.#functions.set(node, fn);
    const scope = new Scope(this.#scope, fn, { once: false });
    const saved = this.#scope;
    this.#scopes.set(node, scope);
    this.#scope = scope;
    const inner = scope.declare('%namespace', 'pseudo');
    // `namespace A.B` is a namespace B that A exports.
    const isExported =
      hasModifier(node, ts.SyntaxKind.ExportKeyword) || ts.isModuleDeclaration(node.parent);
    this.#namespaces.enter(outer, node.name.text, scope, inner, isExported);
    const body = node.body!;
    if (ts.isModuleDeclaration(body)) {
      this.#declare(body);
      this.#namespaces.add(scope, body.name.text);
      scope.variables.get(body.name.text)!.namespaceObject = inner;
    } else if (ts.isModuleBlock(body)) {
      this.#declareAll(body.statements);
      for (const statement of body.statements) {
        if (isTypeOnly(statement) || !hasModifier(statement, ts.SyntaxKind.ExportKeyword)) continue;
        for (const name of declaredNames(statement)) {
          const variable = scope.variables.get(name);
          if (variable === undefined) continue;
          this.#namespaces.add(scope, name);
          // Functions and classes are variables too, copied to the object where they are declared.
          if (!isCopiedExport(statement)) variable.namespaceObject = inner;
        }
      }
    }
    this.#scope = saved;
  }

  #declareImport(node: ts.ImportDeclaration): void {
    const clause = node.importClause;
    if (!clause || clause.isTypeOnly) return;
    const specifier = (node.moduleSpecifier as ts.StringLiteral).text;
    const add = (local: ts.Identifier, name: string): void => {
      const variable = this.#scope.declare(local.text, 'import');
      variable.importFrom = { specifier, name };
    };
    if (clause.name) add(clause.name, 'default');
    const bindings = clause.namedBindings;
    if (bindings && ts.isNamespaceImport(bindings)) add(bindings.name, '*');
    else if (bindings && ts.isNamedImports(bindings)) {
      for (const element of bindings.elements) {
        if (!element.isTypeOnly) add(element.name, (element.propertyName ?? element.name).text);
      }
    }
  }

  // Second walk: references.

  #resolveAll(nodes: Iterable<ts.Node>): void {
    for (const node of nodes) this.#resolve(node);
  }

  #resolveChildren(node: ts.Node): void {
    ts.forEachChild(node, (child) => this.#resolve(child));
  }

  #resolve(node: ts.Node): void {
    if (isTypeOnly(node)) return;
    if (ts.isIdentifier(node)) return this.#reference(node.text, node);
    if (ts.isPrivateIdentifier(node)) return this.#reference(node.text, node);
    if (node.kind === ts.SyntaxKind.ThisKeyword) return this.#referencePseudo(THIS);
    if (node.kind === ts.SyntaxKind.SuperKeyword) {
      this.#referencePseudo(THIS);
      this.#referencePseudo(HOME);
      this.#referencePseudo(FUNCTION);
      this.#referencePseudo(NEW_TARGET);
      const owner = this.#owningClass(node);
      if (owner) this.#referenceIn(this.#scopes.get(owner)!, FIELDS);
      return;
    }
    if (ts.isMetaProperty(node)) {
      if (node.keywordToken === ts.SyntaxKind.NewKeyword) this.#referencePseudo(NEW_TARGET);
      return;
    }
    if (ts.isFunctionLike(node)) return this.#resolveFunction(node);
    if (ts.isClassLike(node)) return this.#resolveClass(node);
    const scope = this.#scopes.get(node);
    if (scope !== undefined && scope !== this.#scope) {
      const outer = this.#scope;
      this.#scope = scope;
      this.#resolveParts(node);
      this.#scope = outer;
      return;
    }
    this.#resolveParts(node);
  }

  #resolveParts(node: ts.Node): void {
    if (ts.isPropertyAccessExpression(node)) {
      this.#resolve(node.expression);
      if (ts.isPrivateIdentifier(node.name)) this.#resolve(node.name);
      return;
    }
    if (ts.isPropertyAssignment(node)) {
      if (ts.isComputedPropertyName(node.name)) this.#resolve(node.name.expression);
      this.#resolve(node.initializer);
      return;
    }
    if (ts.isShorthandPropertyAssignment(node)) {
      this.#reference(node.name.text, node.name);
      if (isAssignmentTarget(node)) this.#lookup(node.name.text)!.reassigned = true;
      if (node.objectAssignmentInitializer) this.#resolve(node.objectAssignmentInitializer);
      return;
    }
    if (ts.isBindingElement(node)) {
      if (node.propertyName && ts.isComputedPropertyName(node.propertyName)) {
        this.#resolve(node.propertyName.expression);
      }
      if (!ts.isIdentifier(node.name)) this.#resolve(node.name);
      if (node.initializer) this.#resolve(node.initializer);
      return;
    }
    if (ts.isVariableDeclaration(node)) {
      if (!ts.isIdentifier(node.name)) this.#resolve(node.name);
      if (node.initializer) this.#resolve(node.initializer);
      return;
    }
    if (ts.isCatchClause(node)) {
      if (node.variableDeclaration && !ts.isIdentifier(node.variableDeclaration.name)) {
        this.#resolve(node.variableDeclaration.name);
      }
      this.#resolve(node.block);
      return;
    }
    if (ts.isEnumDeclaration(node)) {
      for (const member of node.members) if (member.initializer) this.#resolve(member.initializer);
      return;
    }
    if (ts.isModuleDeclaration(node)) {
      if (node.body) {
        if (ts.isModuleBlock(node.body)) this.#resolveAll(node.body.statements);
        else this.#resolve(node.body);
      }
      return;
    }
    if (ts.isLabeledStatement(node)) return this.#resolve(node.statement);
    if (ts.isBreakOrContinueStatement(node)) return;
    if (ts.isImportDeclaration(node)) return;
    if (ts.isImportEqualsDeclaration(node)) {
      if (!node.isTypeOnly && !ts.isExternalModuleReference(node.moduleReference)) {
        this.#resolve(leftmost(node.moduleReference));
      }
      return;
    }
    if (ts.isExportDeclaration(node)) {
      if (
        !node.moduleSpecifier &&
        !node.isTypeOnly &&
        node.exportClause &&
        ts.isNamedExports(node.exportClause)
      ) {
        for (const element of node.exportClause.elements) {
          const name = (element.propertyName ?? element.name).text;
          const variable = this.#scope.lookup(name);
          if (variable?.kind === 'import') void variable;
        }
      }
      return;
    }
    if (ts.isExpressionWithTypeArguments(node)) return this.#resolve(node.expression);
    if (ts.isBinaryExpression(node) && isAssignment(node.operatorToken.kind))
      this.#markTargets(node.left);
    if (
      (ts.isPrefixUnaryExpression(node) || ts.isPostfixUnaryExpression(node)) &&
      (node.operator === ts.SyntaxKind.PlusPlusToken ||
        node.operator === ts.SyntaxKind.MinusMinusToken)
    ) {
      this.#markTargets(node.operand);
    }
    if (
      (ts.isForInStatement(node) || ts.isForOfStatement(node)) &&
      !ts.isVariableDeclarationList(node.initializer)
    ) {
      this.#markTargets(node.initializer);
    }
    this.#resolveChildren(node);
  }

  #lookup(name: string): Variable | null {
    return this.#scope.lookup(name);
  }

  #markTargets(target: ts.Node): void {
    const node = unwrap(target as ts.Expression);
    if (ts.isIdentifier(node)) {
      const variable = this.#lookup(node.text);
      if (variable) variable.reassigned = true;
    } else if (ts.isArrayLiteralExpression(node)) {
      for (const element of node.elements)
        this.#markTargets(ts.isSpreadElement(element) ? element.expression : element);
    } else if (ts.isObjectLiteralExpression(node)) {
      for (const property of node.properties) {
        if (ts.isShorthandPropertyAssignment(property)) this.#markTargets(property.name);
        else if (ts.isPropertyAssignment(property)) this.#markTargets(property.initializer);
        else if (ts.isSpreadAssignment(property)) this.#markTargets(property.expression);
      }
    } else if (
      ts.isBinaryExpression(node) &&
      node.operatorToken.kind === ts.SyntaxKind.EqualsToken
    ) {
      this.#markTargets(node.left);
    }
  }

  #reference(name: string, node: ts.Node): void {
    if (name === ARGUMENTS && this.#scope.lookup(name) === null) {
      const owner = this.#scope.fn.thisFunction;
      if (owner.parent !== null) {
        owner.usesArguments = true;
        return this.#referencePseudo(ARGUMENTS);
      }
    }
    const variable = this.#scope.lookup(name);
    if (variable === null) return;
    this.#use(variable, node.pos);
  }

  #referenceIn(scope: Scope, name: string): void {
    const variable = scope.variables.get(name);
    if (variable) this.#use(variable, Number.MAX_SAFE_INTEGER);
  }

  #use(variable: Variable, position: number): void {
    // What a namespace exports is read through its object.
    if (variable.namespaceObject !== null) this.#use(variable.namespaceObject, position);
    if (variable.scope.fn !== this.#scope.fn) {
      variable.captured = true;
      if (variable.isLexical && variable.initializedAt !== -3) variable.needsHole = true;
    } else if (
      variable.isLexical &&
      variable.initializedAt > 0 &&
      (position < variable.initializedAt || variable.scope.isSwitch)
    ) {
      variable.needsHole = true;
    }
  }

  /** Declares the pseudo variable in the function that owns it, on demand. */
  #referencePseudo(name: string): void {
    const owner = this.#scope.fn.thisFunction;
    let scope: Scope = this.#scope;
    while (scope.fn !== owner) scope = scope.parent!;
    while (scope.parent !== null && scope.parent.fn === owner) scope = scope.parent;
    const variable = scope.variables.get(name) ?? scope.declare(name, 'pseudo');
    if (this.#scope.fn !== owner) variable.captured = true;
  }

  #owningClass(node: ts.Node): ts.ClassLikeDeclaration | null {
    for (let parent = node.parent; parent; parent = parent.parent) {
      if (ts.isClassLike(parent)) return parent;
      if (ts.isFunctionLike(parent) && !ts.isArrowFunction(parent) && !ts.isClassElement(parent))
        return null;
    }
    return null;
  }

  #resolveFunction(node: ts.SignatureDeclaration): void {
    if (!('body' in node) || node.body === undefined) return;
    if (node.name && ts.isComputedPropertyName(node.name)) this.#resolve(node.name.expression);
    const outer = this.#scope;
    this.#scope = this.#scopes.get(node)!;
    if (ts.isConstructorDeclaration(node)) this.#resolveConstructor(node);
    for (const parameter of node.parameters) {
      if (isThisParameter(parameter)) continue;
      if (!ts.isIdentifier(parameter.name)) this.#resolve(parameter.name);
      if (parameter.initializer) this.#resolve(parameter.initializer);
    }
    const body = (node as { body: ts.Node }).body;
    this.#scope = this.#scopes.get(body) ?? this.#scope;
    if (ts.isBlock(body)) this.#resolveAll(body.statements);
    else this.#resolve(body);
    this.#scope = outer;
  }

  #resolveConstructor(node: ts.ConstructorDeclaration): void {
    this.#referencePseudo(THIS);
    this.#referencePseudo(NEW_TARGET);
    this.#referenceIn(this.#scopes.get(node.parent)!, FIELDS);
  }

  #resolveClass(node: ts.ClassLikeDeclaration): void {
    const outer = this.#scope;
    const scope = this.#scopes.get(node)!;
    this.#scope = scope;
    for (const clause of node.heritageClauses ?? []) {
      if (clause.token === ts.SyntaxKind.ExtendsKeyword) {
        for (const type of clause.types) this.#resolve(type.expression);
      }
    }
    for (const decorator of ts.canHaveDecorators(node) ? (ts.getDecorators(node) ?? []) : [])
      this.#resolve(decorator);
    for (const member of node.members) {
      if (isAbstractOrOverload(member)) continue;
      if (
        ts.isConstructorDeclaration(member) ||
        ts.isMethodDeclaration(member) ||
        ts.isAccessor(member)
      ) {
        if (member.name && ts.isComputedPropertyName(member.name)) {
          this.#resolve(member.name.expression);
        }
        this.#resolveFunction(member);
        if (member.name && ts.isPrivateIdentifier(member.name))
          scope.variables.get(member.name.text)!.captured = true;
        continue;
      }
      if (member.name && ts.isComputedPropertyName(member.name)) {
        this.#resolve(member.name.expression);
        scope.variables.get(computedKeyName(member))!.captured = true;
      }
      if (member.name && ts.isPrivateIdentifier(member.name))
        scope.variables.get(member.name.text)!.captured = true;
      if (ts.isPropertyDeclaration(member)) {
        const statics = hasModifier(member, ts.SyntaxKind.StaticKeyword);
        this.#scope =
          this.#scopes.get(member) ?? (statics ? this.#staticScopes : this.#fieldScopes).get(node)!;
        this.#referencePseudo(THIS);
        if (member.initializer) this.#resolve(member.initializer);
        this.#scope = scope;
      }
      if (ts.isClassStaticBlockDeclaration(member)) {
        this.#scope = this.#scopes.get(member)!;
        this.#resolveAll(member.body.statements);
        this.#scope = scope;
      }
    }
    // Constructors reach the field initialiser through this binding, from inside their own function.
    if (hasInstanceFields(node)) scope.variables.get(FIELDS)!.captured = true;
    this.#scope = outer;
  }

  /** Gives captured variables of scopes that run more than once a slot in that scope's environment. */
  #allocate(): void {
    const all = new Set<Scope>([
      ...this.#scopes.values(),
      ...this.#fieldScopes.values(),
      ...this.#staticScopes.values(),
    ]);
    let id = 0;
    for (const scope of all) {
      for (const variable of scope.variables.values()) variable.id = id++;
      if (scope.isModule || scope.once) continue;
      for (const variable of scope.variables.values()) {
        if (!variable.captured || variable.namespaceObject) continue;
        variable.slot = scope.slots.length;
        scope.slots.push(variable);
      }
    }
  }
}

/** Name of the synthetic variable that keeps a field's computed key. */
export function computedKeyName(member: ts.Node): string {
  return `%key:${member.pos}`;
}

/** Removes parentheses and the wrappers that only types see. */
export function unwrap(node: ts.Expression): ts.Expression {
  let current = node;
  while (
    ts.isParenthesizedExpression(current) ||
    ts.isAsExpression(current) ||
    ts.isNonNullExpression(current) ||
    ts.isTypeAssertionExpression(current) ||
    ts.isSatisfiesExpression(current)
  ) {
    current = current.expression;
  }
  return current;
}

/** The declarations up to this one that make the same enum. */
export function mergedEnums(node: ts.EnumDeclaration): ts.EnumDeclaration[] {
  const around = node.parent as ts.Node & { statements?: readonly ts.Statement[] };
  const before = (around.statements ?? []).filter(
    (statement): statement is ts.EnumDeclaration =>
      ts.isEnumDeclaration(statement) &&
      statement.name.text === node.name.text &&
      statement.pos < node.pos,
  );
  return [...before, node];
}

export function isAssignment(kind: ts.SyntaxKind): boolean {
  return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
}

/** Names that a statement declares in its own scope. */
export function declaredNames(statement: ts.Node): string[] {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.flatMap((declaration) =>
      boundNames(declaration.name),
    );
  }
  if (ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement)) {
    return [statement.name?.text ?? 'default'];
  }
  if (ts.isEnumDeclaration(statement) || ts.isModuleDeclaration(statement))
    return [statement.name.text];
  if (ts.isImportEqualsDeclaration(statement)) return [statement.name.text];
  return [];
}

export function boundNames(name: ts.BindingName): string[] {
  if (ts.isIdentifier(name)) return [name.text];
  return name.elements.flatMap((element) =>
    ts.isBindingElement(element) ? boundNames(element.name) : [],
  );
}

function isAssignmentTarget(node: ts.ShorthandPropertyAssignment): boolean {
  let current: ts.Node = node.parent;
  while (
    ts.isObjectLiteralExpression(current) ||
    ts.isArrayLiteralExpression(current) ||
    ts.isPropertyAssignment(current) ||
    ts.isSpreadElement(current) ||
    ts.isParenthesizedExpression(current)
  ) {
    const parent = current.parent;
    if (
      ts.isBinaryExpression(parent) &&
      parent.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      parent.left === current
    )
      return false; // marked by the assignment itself
    current = parent;
  }
  return false;
}

function leftmost(name: ts.EntityName): ts.Identifier {
  return ts.isIdentifier(name) ? name : leftmost(name.left);
}

/** Whether making an instance runs initialisers: fields, or private methods and accessors. */
export function hasInstanceFields(node: ts.ClassLikeDeclaration): boolean {
  return node.members.some((member) => {
    if (isAbstractOrOverload(member) || hasModifier(member, ts.SyntaxKind.StaticKeyword))
      return false;
    if (ts.isConstructorDeclaration(member))
      return member.parameters.some((parameter) =>
        ts.isParameterPropertyDeclaration(parameter, member),
      );
    if (ts.isPropertyDeclaration(member)) return !isPrototypeConstant(member);
    return member.name !== undefined && ts.isPrivateIdentifier(member.name);
  });
}

/** A public property of a class tagged `@builtin`: its prototype has it (docs/internals.md §1). */
export function isPrototypeConstant(member: ts.ClassElement): boolean {
  if (
    !ts.isPropertyDeclaration(member) ||
    ts.isPrivateIdentifier(member.name) ||
    hasModifier(member, ts.SyntaxKind.StaticKeyword)
  )
    return false;
  return ts.getJSDocTags(member.parent).some((tag) => tag.tagName.text === 'builtin');
}
