// await, yield and yield*: the points where a function leaves and is resumed. Layer: compiler, lower.

import type ts from 'typescript';
import type { Register } from '../../ir/ir.ts';
import type { FunctionLowering } from '../function-lowering.ts';

interface Resumption {
  mode: Register;
  sent: Register;
}

function suspend(lowering: FunctionLowering, value: Register, reason: 0 | 1 | 2): Resumption {
  const { builder } = lowering;
  const mode = builder.register('mode', 'int32', true);
  const sent = builder.register('sent');
  const resume = builder.newBlock();
  builder.end({ op: 'suspend', value, reason, resume, mode, sent });
  builder.startBlock(resume);
  return { mode, sent };
}

/** Continues when resumed normally; throws what was thrown into it; `onReturn` lowers the third way. */
function dispatch(
  lowering: FunctionLowering,
  { mode, sent }: Resumption,
  onReturn: (() => void) | null,
): Register {
  const { builder } = lowering;
  const next = builder.newBlock();
  const thrown = builder.newBlock();
  const returned = onReturn === null ? next : builder.newBlock();
  builder.end({ op: 'select', value: mode, cases: [next, thrown], otherwise: returned });
  builder.startBlock(thrown);
  builder.throw(sent);
  if (onReturn !== null) {
    builder.startBlock(returned);
    onReturn();
  }
  if (!builder.terminated) builder.jump(next);
  builder.startBlock(next);
  return sent;
}

/** The value that `value` settles to. */
export function awaitValue(lowering: FunctionLowering, value: Register): Register {
  return dispatch(lowering, suspend(lowering, value, 1), null);
}

export function lowerAwait(lowering: FunctionLowering, node: ts.AwaitExpression): Register {
  const value = lowering.expression(node.expression);
  lowering.at(node);
  return awaitValue(lowering, value);
}

export function lowerYield(lowering: FunctionLowering, node: ts.YieldExpression): Register {
  if (node.asteriskToken) return lowerDelegate(lowering, node);
  let value = node.expression ? lowering.expression(node.expression) : lowering.builder.undefined();
  lowering.at(node);
  if (lowering.isAsync) value = awaitValue(lowering, value);
  return yieldValue(lowering, value);
}

function yieldValue(lowering: FunctionLowering, value: Register): Register {
  const resumption = suspend(lowering, value, 0);
  return dispatch(lowering, resumption, () => returnSent(lowering, resumption.sent));
}

/** `return(v)` of the caller: an async generator awaits v first. */
function returnSent(lowering: FunctionLowering, sent: Register): void {
  lowering.return(lowering.isAsync ? awaitValue(lowering, sent) : sent);
}

// ECMA-262 §15.5.5, YieldExpression : yield * AssignmentExpression
function lowerDelegate(lowering: FunctionLowering, node: ts.YieldExpression): Register {
  const { builder } = lowering;
  const iterable = lowering.expression(node.expression!);
  lowering.at(node);
  const iterator = lowering.isAsync
    ? builder.runtime('asyncIteratorOpen', iterable, { kind: 'undefined' })
    : builder.runtime('openIterator', iterable);
  const nextMethod = builder.getProperty(iterator, 'next');
  const mode = builder.register('mode', 'int32', true);
  const received = builder.register('received');
  const result = builder.register('result');
  builder.setConstant(mode, { kind: 'number', value: 0 });
  builder.setConstant(received, { kind: 'undefined' });
  const loop = builder.newBlock();
  const [onNext, onThrow, onReturn] = [builder.newBlock(), builder.newBlock(), builder.newBlock()];
  const answered = builder.newBlock();
  const end = builder.newBlock();
  builder.jump(loop);

  builder.startBlock(loop);
  builder.end({ op: 'select', value: mode, cases: [onNext, onThrow], otherwise: onReturn });
  const callWith = (method: Register, text: string): void => {
    const answer = builder.register();
    builder.emit({
      op: 'call',
      target: answer,
      callee: method,
      thisValue: iterator,
      args: [received],
      text,
    });
    builder.move(result, lowering.isAsync ? awaitValue(lowering, answer) : answer);
    builder.jump(answered);
  };
  builder.startBlock(onNext);
  callWith(nextMethod, 'next');

  builder.startBlock(onThrow);
  const throwMethod = builder.getProperty(iterator, 'throw');
  const hasThrow = builder.newBlock();
  const noThrow = builder.newBlock();
  builder.branch(builder.runtime('isNullish', throwMethod), noThrow, hasThrow);
  builder.startBlock(noThrow);
  if (lowering.isAsync) {
    const closing = builder.getProperty(iterator, 'return');
    const call = builder.newBlock();
    const skip = builder.newBlock();
    builder.branch(builder.runtime('isNullish', closing), skip, call);
    builder.startBlock(call);
    const answer = builder.register();
    builder.emit({
      op: 'call',
      target: answer,
      callee: closing,
      thisValue: iterator,
      args: [],
      text: 'return',
    });
    awaitValue(lowering, answer);
    builder.jump(skip);
    builder.startBlock(skip);
  } else builder.runtimeVoid('iteratorClose', iterator, nextMethod);
  builder.runtimeVoid('throwTypeError', {
    kind: 'string',
    value: "The iterator does not provide a 'throw' method.",
  });
  builder.jump(end);
  builder.startBlock(hasThrow);
  callWith(throwMethod, 'throw');

  builder.startBlock(onReturn);
  const returnMethod = builder.getProperty(iterator, 'return');
  const hasReturn = builder.newBlock();
  const noReturn = builder.newBlock();
  builder.branch(builder.runtime('isNullish', returnMethod), noReturn, hasReturn);
  builder.startBlock(noReturn);
  returnSent(lowering, received);
  builder.jump(end);
  builder.startBlock(hasReturn);
  callWith(returnMethod, 'return');

  builder.startBlock(answered);
  builder.runtimeVoid('requireIteratorResult', result);
  const finished = builder.newBlock();
  const suspended = builder.newBlock();
  builder.branch(builder.getProperty(result, 'done'), finished, suspended);

  builder.startBlock(suspended);
  const resumption = lowering.isAsync
    ? suspend(lowering, builder.getProperty(result, 'value'), 0)
    : suspend(lowering, result, 2);
  builder.move(mode, resumption.mode);
  builder.move(received, resumption.sent);
  builder.jump(loop);

  builder.startBlock(finished);
  const value = builder.getProperty(result, 'value');
  const leave = builder.newBlock();
  builder.end({ op: 'select', value: mode, cases: [end, end], otherwise: leave });
  builder.startBlock(leave);
  lowering.return(value);
  builder.startBlock(end);
  return value;
}
