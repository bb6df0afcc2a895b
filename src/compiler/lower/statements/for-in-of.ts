// for-in, for-of and for-await. Layer: compiler, lower.
// Leaving a for-of early closes the iterator: on break and return with errors of return() thrown, on a throw without.

import ts from 'typescript';
import type { Register } from '../../ir/ir.ts';
import type { FunctionLowering } from '../function-lowering.ts';
import { awaitValue } from '../expressions/suspend.ts';
import { assignPattern, bindPattern } from '../patterns.ts';
import { asyncIterableText } from '../source-text.ts';
import { openIteration, stepIteration, withThrowCleanup } from '../iteration.ts';
import { lowerLoopBody, takeLabels } from './loops.ts';

/** Gives the loop variable its value for this turn, in a scope of this turn. */
function withTurn(
  lowering: FunctionLowering,
  node: ts.ForInOrOfStatement,
  value: Register,
  body: () => void,
): void {
  const { initializer } = node;
  if (!ts.isVariableDeclarationList(initializer)) {
    assignPattern(lowering, initializer, value, { kind: 'element' });
    return body();
  }
  lowering.withScope(node, [], () => {
    bindPattern(lowering, initializer.declarations[0]!.name, value, { kind: 'loop' });
    body();
  });
}

export function lowerForIn(lowering: FunctionLowering, node: ts.ForInStatement): void {
  const { builder } = lowering;
  const labels = takeLabels(lowering);
  const object = lowering.expression(node.expression);
  lowering.at(node);
  const keys = builder.runtime('forInKeys', object);
  const index = builder.register('index');
  const one = builder.number(1);
  builder.setConstant(index, { kind: 'number', value: 0 });
  const head = builder.newBlock();
  const test = builder.newBlock();
  const body = builder.newBlock();
  const step = builder.newBlock();
  const end = builder.newBlock();
  builder.jump(head);
  builder.startBlock(head);
  const length = builder.getProperty(keys, 'length');
  const more = builder.register();
  builder.emit({ op: 'binary', target: more, operator: '<', left: index, right: length });
  builder.branch(more, test, end);
  builder.startBlock(test);
  const key = builder.register();
  builder.emit({ op: 'getElement', target: key, object: keys, key: index });
  builder.branch(builder.runtime('forInHas', object, key), body, step);
  builder.startBlock(body);
  lowerLoopBody(lowering, end, step, labels, () =>
    withTurn(lowering, node, key, () => lowering.statement(node.statement)),
  );
  builder.jump(step);
  builder.startBlock(step);
  builder.emit({ op: 'binary', target: index, operator: '+', left: index, right: one });
  builder.jump(head);
  builder.startBlock(end);
}

export function lowerForOf(lowering: FunctionLowering, node: ts.ForOfStatement): void {
  if (node.awaitModifier) return lowerForAwait(lowering, node);
  const { builder } = lowering;
  const labels = takeLabels(lowering);
  const iterable = lowering.expression(node.expression);
  lowering.at(node.expression);
  const iteration = openIteration(lowering, iterable, node.expression);
  const head = builder.newBlock();
  const end = builder.newBlock();
  const outside = builder.handler;
  builder.jump(head);
  builder.startBlock(head);
  lowering.at(node);
  const value = stepIteration(lowering, iteration, end);
  lowering.pushControl({
    kind: 'target',
    labels,
    breakTo: end,
    continueTo: head,
    acceptsPlainBreak: true,
  });
  lowering.pushControl({
    kind: 'cleanup',
    handlerOutside: outside,
    leave: () => builder.runtimeVoid('iteratorClose', iteration.iterator, iteration.next),
  });
  // `continue` stays inside: it leaves no iterator, so it has its own target within the cleanup.
  lowering.pushControl({
    kind: 'target',
    labels,
    breakTo: end,
    continueTo: head,
    acceptsPlainBreak: false,
    continueOnly: true,
  });
  withThrowCleanup(
    lowering,
    () => builder.runtimeVoid('iteratorCloseQuietly', iteration.iterator, iteration.next),
    () => withTurn(lowering, node, value, () => lowering.statement(node.statement)),
  );
  lowering.popControl();
  lowering.popControl();
  lowering.popControl();
  builder.jump(head);
  builder.startBlock(end);
}

// ECMA-262 §14.7.5: for await (x of y)
function lowerForAwait(lowering: FunctionLowering, node: ts.ForOfStatement): void {
  const { builder } = lowering;
  const labels = takeLabels(lowering);
  const iterable = lowering.expression(node.expression);
  lowering.at(node.expression);
  const iterator = builder.runtime('asyncIteratorOpen', iterable, {
    kind: 'string',
    value: asyncIterableText(node.expression),
  });
  const next = builder.getProperty(iterator, 'next');
  const head = builder.newBlock();
  const body = builder.newBlock();
  const end = builder.newBlock();
  const outside = builder.handler;
  const callReturn = (quietly: boolean): void => {
    const method = builder.getProperty(iterator, 'return');
    const call = builder.newBlock();
    const skip = builder.newBlock();
    builder.branch(builder.runtime('isNullish', method), skip, call);
    builder.startBlock(call);
    const answer = builder.register();
    builder.emit({
      op: 'call',
      target: answer,
      callee: method,
      thisValue: iterator,
      args: [],
      text: 'return',
    });
    const settled = awaitValue(lowering, answer);
    if (!quietly) builder.runtimeVoid('requireIteratorResult', settled);
    builder.jump(skip);
    builder.startBlock(skip);
  };
  builder.jump(head);
  builder.startBlock(head);
  lowering.at(node);
  const answer = builder.register();
  builder.emit({
    op: 'call',
    target: answer,
    callee: next,
    thisValue: iterator,
    args: [],
    text: 'next',
  });
  const result = awaitValue(lowering, answer);
  builder.runtimeVoid('requireIteratorResult', result);
  builder.branch(builder.getProperty(result, 'done'), end, body);
  builder.startBlock(body);
  const value = builder.getProperty(result, 'value');
  lowering.pushControl({
    kind: 'target',
    labels,
    breakTo: end,
    continueTo: head,
    acceptsPlainBreak: true,
  });
  lowering.pushControl({
    kind: 'cleanup',
    handlerOutside: outside,
    leave: () => callReturn(false),
  });
  lowering.pushControl({
    kind: 'target',
    labels,
    breakTo: end,
    continueTo: head,
    acceptsPlainBreak: false,
    continueOnly: true,
  });
  const onThrow = (): void => {
    // The original exception wins over whatever return() does.
    const original = builder.runtime('takeException');
    const swallow = builder.newBlock();
    const done = builder.newBlock();
    builder.setHandler(swallow);
    callReturn(true);
    builder.setHandler(outside);
    builder.jump(done);
    builder.startBlock(swallow);
    builder.runtimeVoid('takeException');
    builder.jump(done);
    builder.startBlock(done);
    builder.runtimeVoid('throwValue', original);
  };
  withThrowCleanup(lowering, onThrow, () =>
    withTurn(lowering, node, value, () => lowering.statement(node.statement)),
  );
  lowering.popControl();
  lowering.popControl();
  lowering.popControl();
  builder.jump(head);
  builder.startBlock(end);
}
