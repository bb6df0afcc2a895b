// Property reads: a.b, a[b], a?.b, super.b, a.#b. Layer: compiler, lower.
// An optional chain is lowered as a whole: every `?.` in it leaves to one block that yields undefined.

import ts from 'typescript';
import type { BlockId, Register } from '../../ir/ir.ts';
import type { FunctionLowering } from '../function-lowering.ts';
import { HOME, THIS, unwrap } from '../analyze-scopes.ts';
import { lowerCallInChain } from './call.ts';
import { symbolConstant } from './literals.ts';

export function lowerPropertyAccess(
  lowering: FunctionLowering,
  node: ts.PropertyAccessExpression,
): Register {
  if (ts.isOptionalChain(node)) return lowerChain(lowering, node);
  const symbol = symbolConstant(lowering, node);
  if (symbol !== null) return lowering.builder.constant({ kind: 'symbol', name: symbol });
  const known = lowering.module.readNamespaceMember(lowering, node);
  if (known !== null) return known;
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    return superGet(lowering, node, { kind: 'string', value: (node.name as ts.Identifier).text });
  }
  const object = lowering.expression(node.expression);
  return readMember(lowering, node, object);
}

export function lowerElementAccess(
  lowering: FunctionLowering,
  node: ts.ElementAccessExpression,
): Register {
  if (ts.isOptionalChain(node)) return lowerChain(lowering, node);
  if (node.expression.kind === ts.SyntaxKind.SuperKeyword) {
    const key = lowering.expression(node.argumentExpression);
    return superGet(lowering, node, lowering.builder.runtime('toPropertyKeyValue', key));
  }
  const object = lowering.expression(node.expression);
  return readMember(lowering, node, object);
}

/** The member itself, once the object is in a register. */
export function readMember(
  lowering: FunctionLowering,
  node: ts.PropertyAccessExpression | ts.ElementAccessExpression,
  object: Register,
): Register {
  const { builder } = lowering;
  const target = builder.register();
  if (ts.isElementAccessExpression(node)) {
    const literal = unwrap(node.argumentExpression);
    if (ts.isStringLiteralLike(literal) && !isIndex(literal.text)) {
      lowering.at(node.argumentExpression);
      builder.emit({ op: 'getProperty', target, object, key: literal.text });
      return target;
    }
    const key = lowering.expression(node.argumentExpression);
    lowering.at(node.argumentExpression);
    builder.emit({ op: 'getElement', target, object, key });
    return target;
  }
  if (ts.isPrivateIdentifier(node.name)) {
    const name = privateName(lowering, node.name);
    lowering.at(node.name);
    builder.emit({ op: 'getPrivate', target, object, name });
    return target;
  }
  lowering.at(node.name);
  builder.emit({ op: 'getProperty', target, object, key: node.name.text });
  return target;
}

export function privateName(lowering: FunctionLowering, name: ts.PrivateIdentifier): Register {
  return lowering.loadPlace(lowering.scope.lookup(name.text)!);
}

export function isIndex(text: string): boolean {
  return /^(0|[1-9][0-9]{0,9})$/.test(text) && Number(text) < 4294967295;
}

export function superHome(lowering: FunctionLowering): Register {
  const home = lowering.loadPlace(lowering.scope.lookup(HOME)!);
  return lowering.builder.runtime('getPrototypeOfValue', home);
}

export function superThis(lowering: FunctionLowering): Register {
  const variable = lowering.scope.lookup(THIS)!;
  const value = lowering.loadPlace(variable);
  if (lowering.module.isDerivedThis(variable))
    lowering.builder.runtimeVoid('checkThisInitialized', value);
  return value;
}

export function superGet(
  lowering: FunctionLowering,
  node: ts.Node,
  key: Register | { kind: 'string'; value: string },
): Register {
  lowering.at(node);
  const receiver = superThis(lowering);
  return lowering.builder.runtime('getWithReceiver', superHome(lowering), key, receiver);
}

/** The outermost node of an optional chain. */
export function lowerChain(lowering: FunctionLowering, node: ts.Expression): Register {
  const { builder } = lowering;
  const result = builder.register();
  const nullish = builder.newBlock();
  const end = builder.newBlock();
  const value = lowerChainLink(lowering, node, nullish).value;
  builder.move(result, value);
  builder.jump(end);
  builder.startBlock(nullish);
  builder.setConstant(result, { kind: 'undefined' });
  builder.jump(end);
  builder.startBlock(end);
  return result;
}

/** The chain's value, and the receiver that a call of it in parentheses gets. */
export function lowerChainWithReceiver(
  lowering: FunctionLowering,
  node: ts.Expression,
): { value: Register; receiver: Register } {
  const { builder } = lowering;
  const value = builder.register();
  const receiver = builder.register();
  builder.setConstant(receiver, { kind: 'undefined' });
  const nullish = builder.newBlock();
  const end = builder.newBlock();
  const link = lowerChainLink(lowering, node, nullish);
  builder.move(value, link.value);
  if (link.receiver !== null) builder.move(receiver, link.receiver);
  builder.jump(end);
  builder.startBlock(nullish);
  builder.setConstant(value, { kind: 'undefined' });
  builder.jump(end);
  builder.startBlock(end);
  return { value, receiver };
}

interface Link {
  value: Register;
  /** The object that a call of this link gets as `this`. */
  receiver: Register | null;
}

/** One link of a chain, and what stands before it. */
export function lowerChainLink(
  lowering: FunctionLowering,
  node: ts.Expression,
  nullish: BlockId,
): Link {
  if (ts.isNonNullExpression(node)) return lowerChainLink(lowering, node.expression, nullish);
  if (ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node)) {
    if (node.expression.kind === ts.SyntaxKind.SuperKeyword)
      return { value: lowering.expression(node), receiver: superThis(lowering) };
    const object = innerLink(lowering, node.expression, nullish).value;
    if (node.questionDotToken) leaveIfNullish(lowering, object, nullish);
    return { value: readMember(lowering, node, object), receiver: object };
  }
  if (ts.isCallExpression(node)) {
    const callee = innerLink(lowering, node.expression, nullish);
    if (node.questionDotToken) leaveIfNullish(lowering, callee.value, nullish);
    return {
      value: lowerCallInChain(lowering, node, callee.value, callee.receiver),
      receiver: null,
    };
  }
  return { value: lowering.expression(node), receiver: null };
}

function innerLink(lowering: FunctionLowering, node: ts.Expression, nullish: BlockId): Link {
  if (ts.isParenthesizedExpression(node)) {
    // Parentheses end a chain, but (a.b)?.() still calls with `a`.
    const inner = unwrap(node);
    if (ts.isOptionalChain(inner)) return lowerChainWithReceiver(lowering, inner);
    if (ts.isPropertyAccessExpression(inner) || ts.isElementAccessExpression(inner)) {
      return lowerChainLink(lowering, inner, nullish);
    }
  }
  if (
    ts.isOptionalChain(node) ||
    ts.isPropertyAccessExpression(node) ||
    ts.isElementAccessExpression(node) ||
    ts.isNonNullExpression(node)
  ) {
    return lowerChainLink(lowering, node, nullish);
  }
  return { value: lowering.expression(node), receiver: null };
}

function leaveIfNullish(lowering: FunctionLowering, value: Register, nullish: BlockId): void {
  const { builder } = lowering;
  const test = builder.runtime('isNullish', value);
  const rest = builder.newBlock();
  builder.branch(test, nullish, rest);
  builder.startBlock(rest);
}
