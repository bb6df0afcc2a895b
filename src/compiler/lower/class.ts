// Classes: constructor, methods, accessors, fields, private names, static blocks. Layer: compiler, lower.
// Instance fields and private methods are one function that constructors call once `this` exists.

import ts from 'typescript';
import type { IrFunction, Operand, Register } from '../ir/ir.ts';
import {
  computedKeyName,
  FIELDS,
  hasInstanceFields,
  hasModifier,
  isAbstractOrOverload,
  isPrototypeConstant,
  NEW_TARGET,
  THIS,
} from './analyze-scopes.ts';
import { bindThis, initializeFields } from './expressions/call.ts';
import {
  defineComputedMethod,
  fixedName,
  isAnonymousFunction,
  lowerComputedNamed,
  wellKnownSymbol,
} from './expressions/literals.ts';
import { FunctionLowering } from './function-lowering.ts';
import {
  enclosingEnvironment,
  expectedArguments,
  irMethod,
  lowerNamed,
  newFunction,
  openBody,
  openParameters,
} from './functions.ts';
import { INFO } from './info-flags.ts';
import { aliasesOf } from './library-tags.ts';
import type { Scope } from './scope.ts';

export function lowerClassDeclaration(lowering: FunctionLowering, node: ts.ClassDeclaration): void {
  const name = node.name?.text ?? 'default';
  const value = lowerClass(lowering, node, name);
  lowering.storePlace(lowering.scope.lookup(name)!, value);
}

export function lowerClassExpression(
  lowering: FunctionLowering,
  node: ts.ClassExpression,
): Register {
  return lowerClass(lowering, node, node.name?.text ?? '');
}

export function lowerClass(
  lowering: FunctionLowering,
  node: ts.ClassLikeDeclaration,
  name: string,
): Register {
  const { builder, module } = lowering;
  if (ts.canHaveDecorators(node) && (ts.getDecorators(node)?.length ?? 0) > 0)
    refuseDecorators(lowering, node);
  const saved = lowering.saveEnvironment();
  const scope = module.scopes.scopes.get(node)!;
  lowering.enterScope(scope);
  lowering.at(node);
  declarePrivateNames(lowering, node, scope);
  const parent = lowerHeritage(lowering, node);
  lowering.at(node);
  const target = builder.register();
  const fn = irConstructor(lowering, node, name, parent !== null);
  builder.emit({ op: 'class', target, fn, environment: lowering.environment, parent });
  const intrinsic = module.intrinsicPrototypeOf(node);
  const prototype =
    intrinsic === null
      ? builder.runtime('classPrototype', target)
      : builder.runtime('adoptIntrinsicPrototype', target, { kind: 'raw', text: intrinsic });
  const privateStatics: (() => void)[] = [];
  for (const member of node.members)
    lowerMethodMember(lowering, member, target, prototype, scope, privateStatics);
  if (node.name) lowering.storePlace(scope.variables.get(node.name.text)!, target);
  lowerFields(lowering, node, prototype, scope);
  for (const define of privateStatics) define();
  lowerStatics(lowering, node, target);
  lowering.restoreEnvironment(saved);
  return target;
}

function refuseDecorators(lowering: FunctionLowering, node: ts.Node): void {
  lowering.module.refuse(
    node,
    'DR1021',
    'decorators cannot be compiled yet',
    'call the decorator function on the class yourself',
  );
}

function declarePrivateNames(
  lowering: FunctionLowering,
  node: ts.ClassLikeDeclaration,
  scope: Scope,
): void {
  const seen = new Set<string>();
  for (const member of node.members) {
    if (ts.canHaveDecorators(member) && (ts.getDecorators(member)?.length ?? 0) > 0)
      refuseDecorators(lowering, member);
    if (!member.name || !ts.isPrivateIdentifier(member.name) || seen.has(member.name.text))
      continue;
    seen.add(member.name.text);
    const key = newPrivateName(lowering, node, member, member.name.text);
    lowering.storePlace(scope.variables.get(member.name.text)!, key);
  }
}

function newPrivateName(
  lowering: FunctionLowering,
  node: ts.ClassLikeDeclaration,
  member: ts.ClassElement,
  name: string,
): Register {
  const { builder } = lowering;
  if (!ts.isMethodDeclaration(member) && !ts.isAccessor(member))
    return builder.runtime('newPrivateName', { kind: 'string', value: name });
  return builder.runtime(
    'newPrivateMethodName',
    { kind: 'string', value: name },
    // V8's own name for the binding of a class that has none.
    { kind: 'string', value: node.name?.text ?? '.' },
    { kind: 'raw', text: isStatic(member) ? '1' : '0' },
  );
}

function lowerHeritage(lowering: FunctionLowering, node: ts.ClassLikeDeclaration): Register | null {
  const clause = node.heritageClauses?.find(
    (candidate) => candidate.token === ts.SyntaxKind.ExtendsKeyword,
  );
  if (clause === undefined) return null;
  return lowering.expression(clause.types[0]!.expression);
}

function isStatic(member: ts.ClassElement): boolean {
  return hasModifier(member, ts.SyntaxKind.StaticKeyword);
}

function lowerMethodMember(
  lowering: FunctionLowering,
  member: ts.ClassElement,
  target: Register,
  prototype: Register,
  scope: Scope,
  privateStatics: (() => void)[],
): void {
  const { builder, module } = lowering;
  if (isAbstractOrOverload(member)) return;
  if (isPrototypeConstant(member)) {
    const property = member as ts.PropertyDeclaration;
    const install = hasModifier(member, ts.SyntaxKind.ReadonlyKeyword)
      ? 'installTag'
      : 'installValue';
    const name = fixedName(property.name);
    const symbol = wellKnownSymbol(lowering, property.name);
    const key: Operand =
      name === null ? { kind: 'symbol', name: symbol! } : { kind: 'string', value: name };
    builder.runtimeVoid(install, prototype, key, lowering.expression(property.initializer!));
    return;
  }
  if (ts.isPropertyDeclaration(member) && ts.isComputedPropertyName(member.name)) {
    const key = builder.runtime('toPropertyKeyValue', lowering.expression(member.name.expression));
    if (isStatic(member)) builder.runtimeVoid('requireStaticName', key);
    lowering.storePlace(scope.variables.get(computedKeyName(member))!, key);
    return;
  }
  if (!ts.isMethodDeclaration(member) && !ts.isAccessor(member)) return;
  if (module.isLibrary && member === callMethodOf(member.parent as ts.ClassLikeDeclaration)) return;
  const object = isStatic(member) ? target : prototype;
  const kind = ts.isMethodDeclaration(member) ? 'method' : ts.isGetAccessor(member) ? 'get' : 'set';
  lowering.at(member);
  if (ts.isPrivateIdentifier(member.name)) {
    if (isStatic(member))
      privateStatics.push(() => addPrivateElement(lowering, member, target, object));
    return;
  }
  const symbol = wellKnownSymbol(lowering, member.name);
  const name = fixedName(member.name);
  if (name === null && symbol === null)
    return defineComputedMethod(
      lowering,
      object,
      member,
      kind,
      isStatic(member) ? 'static' : 'class',
    );
  if (isStatic(member) && name === 'prototype')
    builder.runtimeVoid('requireStaticName', builder.string(name));
  const fn = irMethod(lowering, member, name ?? `[Symbol.${symbol}]`);
  const aliases = module.isLibrary ? aliasesOf(member) : [];
  builder.emit({
    op: 'method',
    object,
    key: name ?? { symbol: symbol! },
    fn,
    environment: lowering.environment,
    kind,
    enumerable: module.hasEnumerableMethods(member),
    prunable: module.isLibrary && name !== null && aliases.length === 0,
  });
  if (aliases.length === 0) return;
  const method = builder.getProperty(object, name!);
  for (const alias of aliases) {
    const key: Operand =
      typeof alias === 'string'
        ? { kind: 'string', value: alias }
        : { kind: 'symbol', name: alias.symbol };
    builder.runtimeVoid('installAlias', object, key, method);
  }
}

/** Adds one private method or accessor to `object` (an instance, or the constructor). */
function addPrivateElement(
  lowering: FunctionLowering,
  member: ts.MethodDeclaration | ts.AccessorDeclaration,
  object: Register,
  home: Register | null,
): void {
  const { builder } = lowering;
  const text = (member.name as ts.PrivateIdentifier).text;
  const key = lowering.loadPlace(lowering.scope.lookup(text)!);
  const closure = (node: ts.MethodDeclaration | ts.AccessorDeclaration): Register => {
    const target = builder.register();
    builder.emit({
      op: 'closure',
      target,
      fn: irMethod(lowering, node, text),
      environment: lowering.environment,
      home,
    });
    return target;
  };
  if (ts.isMethodDeclaration(member)) {
    builder.runtimeVoid('addPrivateMethod', object, key, closure(member));
    return;
  }
  const siblings = (member.parent as ts.ClassLikeDeclaration).members;
  const pair = siblings.filter(
    (other): other is ts.AccessorDeclaration =>
      ts.isAccessor(other) && ts.isPrivateIdentifier(other.name) && other.name.text === text,
  );
  if (pair[0] !== member) return;
  const getter = pair.find(ts.isGetAccessor);
  const setter = pair.find(ts.isSetAccessor);
  builder.runtimeVoid(
    'addPrivateAccessor',
    object,
    key,
    getter ? closure(getter) : { kind: 'undefined' },
    setter ? closure(setter) : { kind: 'undefined' },
  );
}

/** The function that initialises an instance. */
function lowerFields(
  lowering: FunctionLowering,
  node: ts.ClassLikeDeclaration,
  prototype: Register,
  classScope: Scope,
): void {
  if (!hasInstanceFields(node)) return;
  const { builder, module } = lowering;
  const scope = module.scopes.fieldScopes.get(node)!;
  const fn = initializerFunction(lowering, node, '<instance_members_initializer>');
  const variable = classScope.variables.get(FIELDS)!;
  variable.knownFunction = fn;
  const environmentScope = enclosingEnvironment(scope);
  fn.lowerBody = () => {
    const inner = openInitializer(module, fn, scope, environmentScope);
    for (const member of node.members) {
      if (isAbstractOrOverload(member) || isStatic(member)) continue;
      if (
        (ts.isMethodDeclaration(member) || ts.isAccessor(member)) &&
        ts.isPrivateIdentifier(member.name)
      ) {
        addPrivateElement(
          inner,
          member,
          inner.thisValue(),
          inner.builder.runtime('homeObjectOf', inner.functionValue()),
        );
      }
    }
    for (const parameter of parameterProperties(node)) {
      inner.builder.runtimeVoid(
        'defineField',
        inner.thisValue(),
        { kind: 'string', value: (parameter.name as ts.Identifier).text },
        { kind: 'undefined' },
      );
    }
    for (const member of node.members) {
      if (isPrototypeConstant(member)) continue;
      if (ts.isPropertyDeclaration(member) && !isStatic(member) && !isAbstractOrOverload(member))
        lowerField(inner, member, inner.thisValue());
    }
    inner.finish();
  };
  const closure = builder.register();
  builder.emit({
    op: 'closure',
    target: closure,
    fn,
    environment: lowering.environment,
    home: prototype,
  });
  lowering.storePlace(variable, closure);
}

function parameterProperties(node: ts.ClassLikeDeclaration): ts.ParameterDeclaration[] {
  const constructor = constructorOf(node);
  if (constructor === undefined) return [];
  return constructor.parameters.filter((parameter) =>
    ts.isParameterPropertyDeclaration(parameter, constructor),
  );
}

function constructorOf(node: ts.ClassLikeDeclaration): ts.ConstructorDeclaration | undefined {
  return node.members.find(
    (member): member is ts.ConstructorDeclaration =>
      ts.isConstructorDeclaration(member) && member.body !== undefined,
  );
}

function initializerFunction(
  lowering: FunctionLowering,
  node: ts.ClassLikeDeclaration,
  name: string,
): IrFunction {
  return newFunction(lowering.module, node, {
    name,
    kind: 'method',
    flags: INFO.method,
    length: 0,
  });
}

function openInitializer(
  module: FunctionLowering['module'],
  fn: IrFunction,
  scope: Scope,
  environmentScope: Scope | null,
): FunctionLowering {
  const inner = new FunctionLowering(module, fn, scope);
  inner.openClosure(environmentScope);
  inner.enterScopeWith(scope, [], () => {
    for (const [name, value] of [
      [THIS, () => inner.thisValue()],
      [NEW_TARGET, () => inner.builder.undefined()],
      ['%home', () => inner.builder.runtime('homeObjectOf', inner.functionValue())],
      ['%function', () => inner.functionValue()],
    ] as const) {
      const variable = scope.variables.get(name);
      if (variable) inner.storePlace(variable, value());
    }
  });
  return inner;
}

function lowerField(
  lowering: FunctionLowering,
  member: ts.PropertyDeclaration,
  object: Register,
): void {
  const { builder, module } = lowering;
  lowering.at(member);
  const saved = lowering.saveEnvironment();
  const scope = module.scopes.scopes.get(member);
  if (scope) lowering.enterScope(scope);
  const text = ts.isPrivateIdentifier(member.name) ? member.name.text : fixedName(member.name);
  if (text !== null) {
    const value = member.initializer
      ? lowerNamed(lowering, member.initializer, text)
      : builder.undefined();
    lowering.at(member);
    if (ts.isPrivateIdentifier(member.name))
      builder.runtimeVoid(
        'addPrivate',
        object,
        lowering.loadPlace(lowering.scope.lookup(text)!),
        value,
      );
    else builder.runtimeVoid('defineField', object, { kind: 'string', value: text }, value);
  } else {
    const key = lowering.loadPlace(lowering.scope.lookup(computedKeyName(member))!);
    const value = member.initializer
      ? isAnonymousFunction(member.initializer)
        ? lowerComputedNamed(lowering, member.initializer, key)
        : lowering.expression(member.initializer)
      : builder.undefined();
    builder.runtimeVoid('defineField', object, key, value);
  }
  lowering.restoreEnvironment(saved);
}

/** Static fields and static blocks run in order, with the class as `this`. */
function lowerStatics(
  lowering: FunctionLowering,
  node: ts.ClassLikeDeclaration,
  target: Register,
): void {
  const { builder, module } = lowering;
  const members = node.members.filter(
    (member) =>
      (ts.isPropertyDeclaration(member) && isStatic(member) && !isAbstractOrOverload(member)) ||
      ts.isClassStaticBlockDeclaration(member),
  );
  if (members.length === 0) return;
  const scope = module.scopes.staticScopes.get(node)!;
  const fn = initializerFunction(lowering, node, '<static_initializer>');
  const environmentScope = enclosingEnvironment(scope);
  fn.lowerBody = () => {
    const inner = openInitializer(module, fn, scope, environmentScope);
    for (const member of members) {
      if (ts.isPropertyDeclaration(member)) lowerField(inner, member, inner.thisValue());
      else lowerStaticBlock(inner, member as ts.ClassStaticBlockDeclaration);
    }
    inner.finish();
  };
  callInitializer(lowering, fn, target);
  void builder;
}

function callInitializer(lowering: FunctionLowering, fn: IrFunction, thisValue: Register): void {
  const { builder } = lowering;
  const closure = builder.register();
  builder.emit({
    op: 'closure',
    target: closure,
    fn,
    environment: lowering.environment,
    home: thisValue,
  });
  const result = builder.register();
  builder.emit({ op: 'callKnown', target: result, fn, callee: closure, thisValue, args: [] });
}

function lowerStaticBlock(
  lowering: FunctionLowering,
  member: ts.ClassStaticBlockDeclaration,
): void {
  const { module } = lowering;
  const scope = module.scopes.scopes.get(member)!;
  const fn = newFunction(module, member, {
    name: '<static_initializer>',
    kind: 'method',
    flags: INFO.method,
    length: 0,
  });
  const environmentScope = enclosingEnvironment(scope);
  fn.lowerBody = () => {
    const inner = openInitializer(module, fn, scope, environmentScope);
    inner.statements(member.body.statements);
    inner.finish();
  };
  callInitializer(lowering, fn, lowering.thisValue());
}

function irConstructor(
  lowering: FunctionLowering,
  node: ts.ClassLikeDeclaration,
  name: string,
  derived: boolean,
): IrFunction {
  const { module } = lowering;
  const constructor = constructorOf(node);
  const fn = newFunction(module, node, {
    name,
    kind: derived ? 'derived' : 'class',
    flags: INFO.constructor | INFO.class | (derived ? INFO.derived : 0),
    length: constructor ? expectedArguments(constructor, module.isLibrary) : 0,
  });
  fn.instanceHint = countInstanceProperties(node, constructor);
  if (!module.isLibrary) fn.source = node.getText();
  const environmentScope = lowering.environmentScope;
  fn.lowerBody = () => {
    const scope = constructor
      ? module.scopes.scopes.get(constructor)!
      : module.scopes.scopes.get(node)!;
    const inner = new FunctionLowering(module, fn, scope);
    inner.openClosure(environmentScope);
    if (constructor) lowerConstructor(inner, constructor, scope, derived);
    else lowerDefaultConstructor(inner, node, derived);
  };
  return fn;
}

function countInstanceProperties(
  node: ts.ClassLikeDeclaration,
  constructor: ts.ConstructorDeclaration | undefined,
): number {
  const names = new Set<string>();
  // #methods and #accessors take a slot of each instance, too.
  for (const member of node.members)
    if (
      !isStatic(member) &&
      member.name !== undefined &&
      (ts.isPropertyDeclaration(member) || ts.isPrivateIdentifier(member.name))
    )
      names.add(member.name.getText());
  const visit = (child: ts.Node): void => {
    if (
      ts.isBinaryExpression(child) &&
      child.operatorToken.kind === ts.SyntaxKind.EqualsToken &&
      ts.isPropertyAccessExpression(child.left) &&
      child.left.expression.kind === ts.SyntaxKind.ThisKeyword
    ) {
      names.add(child.left.name.text);
    }
    ts.forEachChild(child, visit);
  };
  if (constructor?.body) visit(constructor.body);
  return names.size + parameterProperties(node).length;
}

/** `static $call` of a class of the library: what a call without `new` does. */
function callMethodOf(node: ts.ClassLikeDeclaration): ts.MethodDeclaration | undefined {
  return node.members.find(
    (member): member is ts.MethodDeclaration =>
      ts.isMethodDeclaration(member) && isStatic(member) && fixedName(member.name) === '$call',
  );
}

/** A call without `new` throws, or returns what `$call` makes of the arguments. */
function requireNew(
  lowering: FunctionLowering,
  node: ts.ClassLikeDeclaration,
  newTarget: Register,
): void {
  const { builder, fn, module } = lowering;
  const call = module.isLibrary ? callMethodOf(node) : undefined;
  if (call === undefined) {
    builder.runtimeVoid('requireNewTarget', lowering.functionValue(), newTarget);
    return;
  }
  const plain = builder.newBlock();
  const construction = builder.newBlock();
  builder.branch(builder.runtime('isUndefined', newTarget), plain, construction);
  builder.startBlock(plain);
  const closure = builder.register();
  builder.emit({
    op: 'closure',
    target: closure,
    fn: irMethod(lowering, call, '$call'),
    environment: lowering.environment,
    home: null,
  });
  fn.rawArguments = true;
  const words = [
    { kind: 'raw', text: 'argc' },
    { kind: 'raw', text: 'argv' },
  ] as const;
  builder.end({
    op: 'return',
    value: builder.runtime('callFunction', closure, builder.undefined(), ...words),
  });
  builder.startBlock(construction);
}

/** Makes `this` of a base class. */
function allocateThis(lowering: FunctionLowering, node: ts.ClassLikeDeclaration): Register {
  const { builder, fn } = lowering;
  const newTarget = lowering.newTargetValue();
  requireNew(lowering, node, newTarget);
  return builder.runtime('createFromConstructorWithHint', newTarget, {
    kind: 'raw',
    text: String(fn.instanceHint),
  });
}

function lowerConstructor(
  lowering: FunctionLowering,
  node: ts.ConstructorDeclaration,
  scope: Scope,
  derived: boolean,
): void {
  const { builder } = lowering;
  const thisVariable = scope.variables.get(THIS)!;
  if (derived) {
    builder.runtimeVoid('requireNewTarget', lowering.functionValue(), lowering.newTargetValue());
    lowering.fn.thisRegister = builder.register('this');
    builder.setConstant(lowering.fn.thisRegister, { kind: 'hole' });
    lowering.returnAction = (value) => {
      builder.end({
        op: 'return',
        value: builder.runtime('derivedConstructorResult', value, lowering.loadPlace(thisVariable)),
      });
    };
  } else {
    lowering.fn.thisRegister = allocateThis(lowering, node.parent);
    const self = lowering.fn.thisRegister;
    lowering.returnAction = (value) =>
      builder.end({ op: 'return', value: builder.runtime('constructorResult', value, self) });
    const outer = lowering.saveEnvironment();
    lowering.scope = scope.parent!;
    initializeFields(lowering, self);
    lowering.restoreEnvironment(outer);
  }
  openParameters(lowering, node, scope);
  const properties = node.parameters.filter((parameter) =>
    ts.isParameterPropertyDeclaration(parameter, node),
  );
  const assignProperties = (): void => {
    for (const parameter of properties) {
      const name = (parameter.name as ts.Identifier).text;
      builder.emit({
        op: 'setProperty',
        object: lowering.loadPlace(thisVariable),
        key: name,
        value: lowering.loadPlace(scope.variables.get(name)!),
      });
    }
  };
  openBody(lowering, node.body!);
  if (!derived) assignProperties();
  for (const statement of node.body!.statements) {
    lowering.statement(statement);
    const isSuper =
      ts.isExpressionStatement(statement) &&
      ts.isCallExpression(statement.expression) &&
      statement.expression.expression.kind === ts.SyntaxKind.SuperKeyword;
    if (isSuper && derived) assignProperties();
  }
  if (!builder.terminated) lowering.return(builder.undefined());
}

function lowerDefaultConstructor(
  lowering: FunctionLowering,
  node: ts.ClassLikeDeclaration,
  derived: boolean,
): void {
  const { builder, fn } = lowering;
  if (!derived) {
    const self = allocateThis(lowering, node);
    initializeFields(lowering, self);
    builder.end({ op: 'return', value: self });
    return;
  }
  fn.rawArguments = true;
  builder.runtimeVoid('requireNewTarget', lowering.functionValue(), lowering.newTargetValue());
  const parent = builder.runtime('superConstructorOf', lowering.functionValue());
  const self = builder.runtime(
    'constructObject',
    parent,
    lowering.newTargetValue(),
    { kind: 'raw', text: 'argc' },
    { kind: 'raw', text: 'argv' },
  );
  initializeFields(lowering, self);
  builder.end({ op: 'return', value: self });
}

export { bindThis };
