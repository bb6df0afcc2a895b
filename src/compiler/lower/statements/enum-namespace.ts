// enum, namespace and `import x = ...`. Layer: compiler, lower.

import ts from 'typescript';
import type { Register } from '../../ir/ir.ts';
import type { FunctionLowering } from '../function-lowering.ts';
import { isCopiedExport, isTypeOnly, mergedEnums } from '../analyze-scopes.ts';
import { newFunction } from '../functions.ts';
import { fixedName } from '../expressions/literals.ts';
import { FunctionLowering as Lowering } from '../function-lowering.ts';

/** The object so far (enums and namespaces merge), or a new one. */
function existingOrNew(lowering: FunctionLowering, name: ts.Identifier): Register {
  const { builder } = lowering;
  const variable = lowering.scope.lookup(name.text)!;
  const result = builder.register();
  builder.move(result, lowering.loadPlace(variable));
  const make = builder.newBlock();
  const end = builder.newBlock();
  builder.branch(builder.runtime('isUndefinedOrHole', result), make, end);
  builder.startBlock(make);
  builder.move(result, builder.runtime('newObject'));
  lowering.storePlace(variable, result);
  builder.jump(end);
  builder.startBlock(end);
  return result;
}

export function lowerEnum(lowering: FunctionLowering, node: ts.EnumDeclaration): void {
  const object = existingOrNew(lowering, node.name);
  const constants = constantMembers(node);
  lowering.withScope(node, [], () => {
    let before: Register | null = null;
    for (const member of node.members)
      before = lowerEnumMember(lowering, member, object, constants, before);
  });
}

/** `before` is the value of the member before. */
function lowerEnumMember(
  lowering: FunctionLowering,
  member: ts.EnumMember,
  object: Register,
  constants: ReadonlyMap<ts.EnumMember, number | string>,
  before: Register | null,
): Register {
  const { builder } = lowering;
  const name = fixedName(member.name)!;
  const constant = constants.get(member);
  const value =
    typeof constant === 'number'
      ? builder.number(constant)
      : typeof constant === 'string'
        ? builder.string(constant)
        : member.initializer
          ? lowering.expression(member.initializer)
          : successor(lowering, before!);
  builder.runtimeVoid('setNamed', object, { kind: 'string', value: name }, value);
  if (typeof constant === 'number')
    builder.emit({ op: 'setElement', object, key: value, value: builder.string(name) });
  else if (constant === undefined)
    builder.runtimeVoid('defineEnumReverse', object, value, { kind: 'string', value: name });
  return value;
}

function successor(lowering: FunctionLowering, left: Register): Register {
  const { builder } = lowering;
  const target = builder.register();
  builder.emit({ op: 'binary', target, operator: '+', left, right: builder.number(1) });
  return target;
}

/** The members whose values the compiler knows, of this declaration and those that it is merged with. */
function constantMembers(node: ts.EnumDeclaration): Map<ts.EnumMember, number | string> {
  const constants = new Map<ts.EnumMember, number | string>();
  const known: Known = { enumName: node.name.text, values: new Map() };
  for (const { members } of mergedEnums(node)) {
    let previous: number | string | null = -1;
    for (const member of members) {
      const after: number | null = typeof previous === 'number' ? previous + 1 : null;
      previous = member.initializer ? constantOf(member.initializer, known) : after;
      if (previous === null) continue;
      constants.set(member, previous);
      known.values.set(fixedName(member.name)!, previous);
    }
  }
  return constants;
}

interface Known {
  readonly enumName: string;
  readonly values: Map<string, number | string>;
}

/** Constant enum expressions (numbers, strings, members before, operators). */
function constantOf(node: ts.Expression, known: Known): number | string | null {
  if (ts.isParenthesizedExpression(node)) return constantOf(node.expression, known);
  if (ts.isNumericLiteral(node)) return Number(node.text);
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isIdentifier(node)) return known.values.get(node.text) ?? null;
  if (ts.isPropertyAccessExpression(node)) {
    if (!ts.isIdentifier(node.expression) || node.expression.text !== known.enumName) return null;
    return known.values.get(node.name.text) ?? null;
  }
  if (ts.isPrefixUnaryExpression(node)) {
    const operand = constantOf(node.operand, known);
    if (typeof operand !== 'number') return null;
    if (node.operator === ts.SyntaxKind.MinusToken) return -operand;
    if (node.operator === ts.SyntaxKind.TildeToken) return ~operand;
    return node.operator === ts.SyntaxKind.PlusToken ? operand : null;
  }
  if (!ts.isBinaryExpression(node)) return null;
  const left = constantOf(node.left, known);
  const right = constantOf(node.right, known);
  if (left === null || right === null) return null;
  if (
    node.operatorToken.kind === ts.SyntaxKind.PlusToken &&
    (typeof left === 'string' || typeof right === 'string')
  )
    return `${left}${right}`;
  if (typeof left !== 'number' || typeof right !== 'number') return null;
  switch (node.operatorToken.kind) {
    case ts.SyntaxKind.PlusToken:
      return left + right;
    case ts.SyntaxKind.MinusToken:
      return left - right;
    case ts.SyntaxKind.AsteriskToken:
      return left * right;
    case ts.SyntaxKind.SlashToken:
      return left / right;
    case ts.SyntaxKind.PercentToken:
      return left % right;
    case ts.SyntaxKind.BarToken:
      return left | right;
    case ts.SyntaxKind.AmpersandToken:
      return left & right;
    case ts.SyntaxKind.CaretToken:
      return left ^ right;
    case ts.SyntaxKind.LessThanLessThanToken:
      return left << right;
    case ts.SyntaxKind.GreaterThanGreaterThanToken:
      return left >> right;
    case ts.SyntaxKind.GreaterThanGreaterThanGreaterThanToken:
      return left >>> right;
    default:
      return null;
  }
}

/** A namespace's body is a function of its object, called at once. */
export function lowerNamespace(lowering: FunctionLowering, node: ts.ModuleDeclaration): void {
  const { builder, module } = lowering;
  const object = existingOrNew(lowering, node.name as ts.Identifier);
  const outer = lowering.scope.lookup(node.name.text)!;
  lowering.storePlace(outer, object);
  const scope = module.scopes.scopes.get(node)!;
  const fn = newFunction(module, node, {
    name: node.name.text,
    kind: 'normal',
    flags: 0,
    length: 1,
  });
  const parentScope = lowering.environmentScope;
  fn.lowerBody = () => {
    const inner = new Lowering(module, fn, scope);
    const parameter = inner.builder.register('namespace');
    fn.parameters = [parameter];
    inner.openClosure(parentScope);
    const self = scope.variables.get('%namespace')!;
    const statements = ts.isModuleBlock(node.body!) ? node.body.statements : [];
    inner.enterScopeWith(scope, statements, () => inner.storePlace(self, parameter));
    if (ts.isModuleBlock(node.body!)) {
      for (const statement of node.body.statements) {
        if (isTypeOnly(statement)) continue;
        inner.statement(statement);
        if (!isCopiedExport(statement)) continue;
        const { text } = statement.name!;
        const value = inner.loadPlace(scope.variables.get(text)!);
        inner.builder.emit({ op: 'setProperty', object: inner.loadPlace(self), key: text, value });
      }
    } else if (node.body && ts.isModuleDeclaration(node.body)) lowerNamespace(inner, node.body);
    inner.finish();
  };
  const closure = builder.register();
  builder.emit({
    op: 'closure',
    target: closure,
    fn,
    environment: lowering.environment,
    home: null,
  });
  const target = builder.register();
  builder.emit({ op: 'callKnown', target, fn, callee: closure, thisValue: null, args: [object] });
}

export function lowerImportEquals(
  lowering: FunctionLowering,
  node: ts.ImportEqualsDeclaration,
): void {
  if (node.isTypeOnly) return;
  const variable = lowering.scope.lookup(node.name.text)!;
  if (ts.isExternalModuleReference(node.moduleReference)) {
    const specifier = node.moduleReference.expression as ts.StringLiteral;
    lowering.storePlace(variable, lowering.module.requireModule(lowering, node, specifier.text));
    return;
  }
  const read = (name: ts.EntityName): Register =>
    ts.isIdentifier(name)
      ? lowering.expression(name)
      : lowering.builder.getProperty(read(name.left), name.right.text);
  lowering.storePlace(variable, read(node.moduleReference));
}
