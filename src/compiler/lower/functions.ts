// Functions: declarations, expressions, arrows, methods; parameters and bodies. Layer: compiler, lower.
// A body is lowered when the function is found reachable, in a FunctionLowering of its own.

import ts from 'typescript';
import type { FunctionKind, IrFunction, ParameterHint, Register } from '../ir/ir.ts';
import {
  ARGUMENTS,
  FUNCTION,
  HOME,
  NEW_TARGET,
  THIS,
  isThisParameter,
  unwrap,
} from './analyze-scopes.ts';
import { lowerClass } from './class.ts';
import { FunctionLowering } from './function-lowering.ts';
import { INFO } from './info-flags.ts';
import { tagText } from './library-tags.ts';
import type { ModuleLowering } from './module-lowering.ts';
import { bindPattern, withDefault } from './patterns.ts';
import type { Scope } from './scope.ts';

export interface FunctionOptions {
  name: string;
  kind: FunctionKind;
  flags: number;
  length: number;
}

/** An IrFunction without a body. */
export function newFunction(
  module: ModuleLowering,
  node: ts.Node,
  options: FunctionOptions,
): IrFunction {
  const position = module.position(node);
  const fn: IrFunction = {
    id: module.program.nextFunctionId(),
    cName: module.functionName(options.name, node),
    name: options.name,
    module: module.index,
    kind: options.kind,
    flags: options.flags | (module.isLibrary ? INFO.builtin : 0),
    length: options.length,
    parameters: [],
    registers: [],
    blocks: [],
    thisRegister: null,
    newTargetRegister: null,
    functionRegister: null,
    argumentsRegister: null,
    restRegister: null,
    restFrom: -1,
    suspendable:
      options.kind === 'generator' || options.kind === 'async' || options.kind === 'asyncGenerator',
    initialSuspend: false,
    rawArguments: false,
    line: position.line,
    source: null,
    lowerBody: null,
    parameterHints: [],
    speculation: null,
    instanceHint: 0,
    neededBy: module.isLibrary ? tagText(node, 'neededBy') : null,
    isCold: module.isLibrary && tagText(node, 'cold') !== null,
  };
  return fn;
}

type Callable =
  | ts.FunctionDeclaration
  | ts.FunctionExpression
  | ts.ArrowFunction
  | ts.MethodDeclaration
  | ts.AccessorDeclaration;

/** The IrFunction of a function node; one per node. */
export function irFunction(module: ModuleLowering, node: Callable, name: string): IrFunction {
  const existing = module.functionOfNode.get(node);
  if (existing !== undefined) return existing;
  const isGenerator = 'asteriskToken' in node && node.asteriskToken !== undefined;
  const isAsync = node.modifiers?.some((m) => m.kind === ts.SyntaxKind.AsyncKeyword) ?? false;
  const isMethod = ts.isMethodDeclaration(node) || ts.isAccessor(node);
  const isArrow = ts.isArrowFunction(node);
  const kind: FunctionKind = isGenerator
    ? isAsync
      ? 'asyncGenerator'
      : 'generator'
    : isAsync
      ? 'async'
      : isArrow
        ? 'arrow'
        : isMethod
          ? 'method'
          : 'normal';
  let flags = 0;
  if (kind === 'normal' && !(module.isLibrary && ts.isFunctionDeclaration(node)))
    flags |= INFO.constructor;
  if (isArrow) flags |= INFO.arrow;
  if (isMethod) flags |= INFO.method;
  if (isGenerator) flags |= INFO.generator;
  if (isAsync) flags |= INFO.async;
  const prefix = ts.isGetAccessor(node) ? 'get ' : ts.isSetAccessor(node) ? 'set ' : '';
  const fn = newFunction(module, node, {
    name: prefix + name,
    kind,
    flags,
    length: expectedArguments(node, module.isLibrary),
  });
  // A function expression of the library has a prototype of its own; the builtins' constructors are linked to theirs.
  if (module.isLibrary && kind === 'normal' && (flags & INFO.constructor) !== 0)
    fn.flags &= ~INFO.builtin;
  module.functionOfNode.set(node, fn);
  if (!module.isLibrary) fn.source = node.getText();
  const environmentScope = enclosingEnvironment(module.scopes.scopes.get(node)!);
  fn.lowerBody = () => lowerFunctionBody(module, fn, node, environmentScope);
  return fn;
}

export function irMethod(
  lowering: FunctionLowering,
  node: ts.MethodDeclaration | ts.AccessorDeclaration,
  name: string,
): IrFunction {
  return irFunction(lowering.module, node, name);
}

/** The nearest scope outside of a function that keeps an environment. */
export function enclosingEnvironment(scope: Scope): Scope | null {
  for (let outer = scope.parent; outer !== null; outer = outer.parent)
    if (outer.hasEnvironment) return outer;
  return null;
}

/**
 * The `length` property: parameters before the first default or rest one; in the library also before the first optional
 * one, or what the tag `@length` says.
 */
export function expectedArguments(node: ts.SignatureDeclaration, isLibrary: boolean): number {
  const given = isLibrary ? tagText(node, 'length') : null;
  if (given !== null) return Number(given);
  let count = 0;
  for (const parameter of node.parameters) {
    if (isThisParameter(parameter)) continue;
    if (parameter.initializer || parameter.dotDotDotToken || (isLibrary && parameter.questionToken))
      break;
    count++;
  }
  return count;
}

export function lowerFunctionBody(
  module: ModuleLowering,
  fn: IrFunction,
  node: Callable | ts.ConstructorDeclaration,
  environmentScope: Scope | null,
): void {
  const scope = module.scopes.scopes.get(node)!;
  const lowering = new FunctionLowering(module, fn, scope);
  lowering.openClosure(environmentScope);
  openNamedExpression(lowering, node);
  openParameters(lowering, node, scope);
  lowerBodyOf(lowering, node);
  lowering.finish();
}

/** A function expression's own name, when something inside refers to it. */
function openNamedExpression(lowering: FunctionLowering, node: ts.Node): void {
  if (!ts.isFunctionExpression(node) || !node.name) return;
  const outer = lowering.module.scopes.scopes.get(node.name);
  const variable = outer?.variables.get(node.name.text);
  if (!variable || variable.slot >= 0) return; // bound by whoever made the closure
  variable.register = lowering.functionValue();
}

/** Pseudo variables, parameters with their defaults and patterns, then the rest of the scope. */
export function openParameters(
  lowering: FunctionLowering,
  node: ts.SignatureDeclaration,
  scope: Scope,
): void {
  const { builder, fn } = lowering;
  const parameters = node.parameters.filter((parameter) => !isThisParameter(parameter));
  const incoming: Register[] = [];
  for (const parameter of parameters) {
    if (parameter.dotDotDotToken) {
      fn.restRegister = builder.register('rest');
      fn.restFrom = incoming.length;
    } else
      incoming.push(
        builder.register(ts.isIdentifier(parameter.name) ? parameter.name.text : undefined),
      );
  }
  fn.parameters = incoming;
  fn.parameterHints = parameters.map(parameterHint);
  const simple = parameters.every(
    (parameter) =>
      ts.isIdentifier(parameter.name) && !parameter.initializer && !parameter.dotDotDotToken,
  );
  // A parameter that stays in a register uses the incoming one.
  parameters.forEach((parameter, index) => {
    if (!ts.isIdentifier(parameter.name)) return;
    const variable = scope.variables.get(parameter.name.text)!;
    if (variable.slot < 0 && !parameter.initializer && !variable.needsHole)
      variable.register = parameter.dotDotDotToken ? fn.restRegister : incoming[index]!;
  });
  const body = (node as ts.FunctionLikeDeclaration).body;
  const sharesScope = body !== undefined && lowering.module.scopes.scopes.get(body) === scope;
  const statements = body && ts.isBlock(body) && sharesScope ? body.statements : [];
  lowering.enterScopeWith(scope, statements, () => {
    openPseudoVariables(lowering, scope);
    parameters.forEach((parameter, index) => {
      const value = parameter.dotDotDotToken ? fn.restRegister! : incoming[index]!;
      if (ts.isIdentifier(parameter.name)) {
        const variable = scope.variables.get(parameter.name.text)!;
        if (variable.register === value) return;
        lowering.storePlace(
          variable,
          withDefault(lowering, value, parameter.initializer, parameter.name.text),
        );
      } else
        bindPattern(
          lowering,
          parameter.name,
          withDefault(lowering, value, parameter.initializer, ''),
          { kind: 'parameter', hasDefault: parameter.initializer !== undefined },
        );
    });
    if (!simple && lowering.isGenerator) lowering.initialSuspend();
  });
}

function parameterHint(parameter: ts.ParameterDeclaration): ParameterHint {
  // With a default it is often undefined.
  if (parameter.initializer || parameter.questionToken || !ts.isIdentifier(parameter.name))
    return 'other';
  if (parameter.type === undefined) return 'unknown';
  return parameter.type.kind === ts.SyntaxKind.NumberKeyword ? 'number' : 'other';
}

function openPseudoVariables(lowering: FunctionLowering, scope: Scope): void {
  const { builder, fn } = lowering;
  const open = (name: string, value: () => Register): void => {
    const variable = scope.variables.get(name);
    if (variable?.kind === 'pseudo') lowering.storePlace(variable, value());
  };
  open(THIS, () => lowering.thisValue());
  open(NEW_TARGET, () => lowering.newTargetValue());
  open(FUNCTION, () => lowering.functionValue());
  open(HOME, () => builder.runtime('homeObjectOf', lowering.functionValue()));
  open(ARGUMENTS, () => (fn.argumentsRegister ??= builder.register('arguments')));
}

function lowerBodyOf(lowering: FunctionLowering, node: ts.SignatureDeclaration): void {
  const body = (node as ts.FunctionLikeDeclaration).body!;
  if (ts.isBlock(body)) {
    openBody(lowering, body);
    lowering.statements(body.statements);
    return;
  }
  const value = lowering.expression(body as ts.Expression);
  lowering.at(body);
  lowering.return(value);
}

/** Enters a body that has a scope of its own; a `var` that is named like a parameter starts with its value. */
export function openBody(lowering: FunctionLowering, body: ts.Block): void {
  const scope = lowering.module.scopes.scopes.get(body);
  if (scope === undefined || scope === lowering.scope) return;
  const parameters = lowering.scope;
  const values = [...scope.variables.values()].flatMap((variable) => {
    const parameter = variable.kind === 'var' ? parameters.variables.get(variable.name) : undefined;
    return parameter === undefined ? [] : [{ variable, value: lowering.loadPlace(parameter) }];
  });
  lowering.enterScopeWith(scope, body.statements, () => {
    for (const { variable, value } of values) lowering.storePlace(variable, value);
  });
}

export function lowerFunctionExpression(
  lowering: FunctionLowering,
  node: ts.FunctionExpression | ts.ArrowFunction,
): Register {
  return lowerFunctionValue(lowering, node, node.name?.text ?? '');
}

function lowerFunctionValue(
  lowering: FunctionLowering,
  node: ts.FunctionExpression | ts.ArrowFunction,
  name: string,
): Register {
  const { builder, module } = lowering;
  const target = builder.register();
  const outer =
    ts.isFunctionExpression(node) && node.name ? module.scopes.scopes.get(node.name) : undefined;
  if (outer?.hasEnvironment) {
    // The function's own name is captured by a function inside it: it lives in an environment around it.
    const saved = lowering.saveEnvironment();
    lowering.enterScope(outer);
    builder.emit({
      op: 'closure',
      target,
      fn: irFunction(module, node, name),
      environment: lowering.environment,
      home: null,
    });
    lowering.storePlace(outer.variables.get(node.name!.text)!, target);
    lowering.restoreEnvironment(saved);
    return target;
  }
  builder.emit({
    op: 'closure',
    target,
    fn: irFunction(module, node, name),
    environment: lowering.environment,
    home: null,
  });
  return target;
}

/** An expression whose value takes `name` when it is an anonymous function or class (ECMA-262 §8.4). */
export function lowerNamed(
  lowering: FunctionLowering,
  node: ts.Expression,
  name: string,
): Register {
  const inner = ts.isParenthesizedExpression(node) && !isComma(node) ? unwrap(node) : unwrap(node);
  if (ts.isArrowFunction(inner) || (ts.isFunctionExpression(inner) && !inner.name))
    return lowerFunctionValue(lowering, inner, name);
  if (ts.isClassExpression(inner) && !inner.name) return lowerClass(lowering, inner, name);
  return lowering.expression(node);
}

function isComma(node: ts.ParenthesizedExpression): boolean {
  return (
    ts.isBinaryExpression(node.expression) &&
    node.expression.operatorToken.kind === ts.SyntaxKind.CommaToken
  );
}

/** Function declarations of a block get their values when the block is entered. */
export function hoistFunctions(lowering: FunctionLowering, statements: readonly ts.Node[]): void {
  for (const statement of statements) {
    if (!ts.isFunctionDeclaration(statement) || statement.body === undefined) continue;
    const name = statement.name?.text ?? 'default';
    const variable = lowering.scope.lookup(name);
    if (variable === null || lowering.module.isHoistedGlobal(variable)) continue;
    if (variable.functionNode !== statement && variable.functionNode !== null) continue;
    const fn = irFunction(lowering.module, statement, name);
    if (!variable.reassigned && variable.declarations === 1 && variable.kind === 'function')
      variable.knownFunction = fn;
    const target = lowering.builder.register();
    lowering.at(statement);
    lowering.builder.emit({
      op: 'closure',
      target,
      fn,
      environment: lowering.environment,
      home: null,
    });
    lowering.storePlace(variable, target);
  }
}
