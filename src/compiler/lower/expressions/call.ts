// Calls and `new`: known functions directly, intrinsics of the library, spread, super(...). Layer: compiler, lower.

import ts from 'typescript';
import type { Register } from '../../ir/ir.ts';
import type { FunctionLowering } from '../function-lowering.ts';
import { FIELDS, FUNCTION, NEW_TARGET, THIS, unwrap } from '../analyze-scopes.ts';
import { lowerImportCall } from '../module-syntax.ts';
import { lowerIntrinsicCall } from '../intrinsic-calls.ts';
import { lowerChain, lowerChainWithReceiver, readMember, superGet, superThis } from './member.ts';
import { calleeText } from '../source-text.ts';
import { appendElements } from './literals.ts';

export function lowerCall(lowering: FunctionLowering, node: ts.CallExpression): Register {
  if (ts.isOptionalChain(node)) return lowerChain(lowering, node);
  const callee = unwrap(node.expression);
  if (callee.kind === ts.SyntaxKind.SuperKeyword) return lowerSuperCall(lowering, node);
  if (callee.kind === ts.SyntaxKind.ImportKeyword) return lowerImportCall(lowering, node);
  if (ts.isIdentifier(callee)) {
    const special =
      lowerIntrinsicCall(lowering, node, callee) ??
      lowering.module.lowerRequire(lowering, node, callee);
    if (special !== null) return special;
    const known = knownFunctionOf(lowering, node, callee);
    if (known !== null) return known;
    return finishCall(lowering, node, lowering.expression(callee), null);
  }
  if (ts.isPropertyAccessExpression(callee) || ts.isElementAccessExpression(callee)) {
    if (ts.isOptionalChain(callee)) {
      // (a?.b)(): the parentheses end the chain, and keep the receiver.
      const { value, receiver } = lowerChainWithReceiver(lowering, callee);
      return finishCall(lowering, node, value, receiver);
    }
    if (callee.expression.kind === ts.SyntaxKind.SuperKeyword) {
      const receiver = superThis(lowering);
      const fn = ts.isPropertyAccessExpression(callee)
        ? superGet(lowering, callee, { kind: 'string', value: (callee.name as ts.Identifier).text })
        : lowering.expression(callee);
      return finishCall(lowering, node, fn, receiver);
    }
    const namespaceMember = ts.isPropertyAccessExpression(callee)
      ? lowering.module.readNamespaceMember(lowering, callee)
      : null;
    if (namespaceMember !== null) return finishCall(lowering, node, namespaceMember, null);
    const receiver = lowering.expression(callee.expression);
    if (lowering.module.isLibrary && ts.isPropertyAccessExpression(callee)) {
      const pushed = lowerLibraryPush(lowering, node, callee, receiver);
      if (pushed !== null) return pushed;
    }
    const fn = readMember(lowering, callee, receiver);
    return finishCall(lowering, node, fn, receiver);
  }
  return finishCall(lowering, node, lowering.expression(node.expression), null);
}

/** The library's arrays grow whatever the program has made of Array.prototype.push. */
function lowerLibraryPush(
  lowering: FunctionLowering,
  node: ts.CallExpression,
  callee: ts.PropertyAccessExpression,
  receiver: Register,
): Register | null {
  const { builder } = lowering;
  const [item] = node.arguments;
  if (callee.name.text !== 'push' || item === undefined) return null;
  // Streams have a method of this name.
  lowering.module.program.mention('push');
  const single = node.arguments.length === 1 && !ts.isSpreadElement(item);
  const value = single ? lowering.expression(item) : argumentList(lowering, node.arguments);
  lowering.at(node);
  return builder.runtime(single ? 'pushOrCall' : 'pushAllOrCall', receiver, value);
}

export function lowerCallInChain(
  lowering: FunctionLowering,
  node: ts.CallExpression,
  callee: Register,
  receiver: Register | null,
): Register {
  return finishCall(lowering, node, callee, receiver);
}

function hasSpread(args: readonly ts.Expression[] | undefined): boolean {
  return args?.some(ts.isSpreadElement) ?? false;
}

/** A stable copy: the callee and receiver must not change while arguments are evaluated. */
function finishCall(
  lowering: FunctionLowering,
  node: ts.CallExpression,
  callee: Register,
  thisValue: Register | null,
): Register {
  const { builder } = lowering;
  const text = calleeText(node.expression);
  if (hasSpread(node.arguments)) {
    const list = argumentList(lowering, node.arguments);
    lowering.at(node);
    return builder.runtime('callWithArrayNamed', callee, thisValue ?? { kind: 'undefined' }, list, {
      kind: 'string',
      value: text,
    });
  }
  const args = node.arguments.map((argument) => lowering.expression(argument));
  lowering.at(callPosition(node));
  const target = builder.register();
  builder.emit({ op: 'call', target, callee, thisValue, args, text });
  return target;
}

/** V8 reports a call at the name of the method, or at the start of the expression. */
function callPosition(node: ts.CallExpression | ts.NewExpression): ts.Node {
  const { expression } = node;
  return ts.isPropertyAccessExpression(expression) ? expression.name : node;
}

export function argumentList(lowering: FunctionLowering, args: readonly ts.Expression[]): Register {
  const list = lowering.builder.runtime('newArray', { kind: 'raw', text: String(args.length) });
  const { builder } = lowering;
  // V8 hands a call with one spread element, the last one, to other code than the rest, with other words.
  const single =
    !lowering.module.isLibrary && args.findIndex(ts.isSpreadElement) === args.length - 1;
  appendElements(lowering, list, args, (source, value) => {
    if (single)
      builder.runtimeVoid('arrayAppendArguments', list, value, {
        kind: 'string',
        value: calleeText(source),
      });
    else builder.runtimeVoid('arrayAppendIterable', list, value);
  });
  return list;
}

function knownFunctionOf(
  lowering: FunctionLowering,
  node: ts.CallExpression,
  callee: ts.Identifier,
): Register | null {
  if (hasSpread(node.arguments)) return null;
  const resolved = lowering.module.knownFunction(lowering, callee);
  if (resolved === null) return null;
  const { builder } = lowering;
  const closure = resolved.needsEnvironment ? lowering.expression(callee) : null;
  if (!resolved.needsEnvironment && resolved.check) lowering.expression(callee);
  const args = node.arguments.map((argument) => lowering.expression(argument));
  lowering.at(node);
  const target = builder.register();
  builder.emit({
    op: 'callKnown',
    target,
    fn: resolved.fn,
    callee: closure,
    thisValue: null,
    args,
  });
  return target;
}

export function lowerNew(lowering: FunctionLowering, node: ts.NewExpression): Register {
  const { builder } = lowering;
  const name = unwrap(node.expression);
  if (
    ts.isIdentifier(name) &&
    name.text === 'Function' &&
    lowering.scope.lookup('Function') === null
  ) {
    lowering.module.refuse(
      node,
      'DR1011',
      "'new Function' cannot be compiled: the image contains no compiler",
      'write the function in the source',
    );
    return builder.undefined();
  }
  const callee = lowering.expression(node.expression);
  if (hasSpread(node.arguments)) {
    const list = argumentList(lowering, node.arguments!);
    lowering.at(node);
    return builder.runtime('constructWithArrayNamed', callee, list, {
      kind: 'string',
      value: calleeText(node.expression),
    });
  }
  const args = (node.arguments ?? []).map((argument) => lowering.expression(argument));
  lowering.at(node);
  const target = builder.register();
  builder.emit({
    op: 'construct',
    target,
    callee,
    newTarget: null,
    args,
    text: calleeText(node.expression),
  });
  return target;
}

function lowerSuperCall(lowering: FunctionLowering, node: ts.CallExpression): Register {
  const { builder, scope } = lowering;
  const fn = lowering.loadPlace(scope.lookup(FUNCTION)!);
  const newTarget = lowering.loadPlace(scope.lookup(NEW_TARGET)!);
  lowering.at(node);
  const parent = builder.runtime('superConstructorOf', fn);
  let target: Register;
  if (hasSpread(node.arguments)) {
    const list = argumentList(lowering, node.arguments);
    lowering.at(node);
    target = builder.runtime('constructWithArray', parent, newTarget, list);
  } else {
    const args = node.arguments.map((argument) => lowering.expression(argument));
    lowering.at(node);
    target = builder.register();
    builder.emit({ op: 'construct', target, callee: parent, newTarget, args, text: 'super' });
  }
  bindThis(lowering, target);
  return target;
}

/** After super(...): `this` gets its value, once, and the fields of this class are initialised. */
export function bindThis(lowering: FunctionLowering, value: Register): void {
  const { builder, scope } = lowering;
  const variable = scope.lookup(THIS)!;
  builder.runtimeVoid('checkThisUnbound', lowering.loadPlace(variable));
  lowering.storePlace(variable, value);
  initializeFields(lowering, value);
}

export function initializeFields(lowering: FunctionLowering, thisValue: Register): void {
  const fields = lowering.scope.lookup(FIELDS);
  if (fields === null || fields.knownFunction === null) return;
  const { builder } = lowering;
  const callee = lowering.loadPlace(fields);
  const target = builder.register();
  builder.emit({ op: 'callKnown', target, fn: fields.knownFunction, callee, thisValue, args: [] });
}
