// Iteration as for-of and destructuring use it: open, step, close. Layer: compiler, lower.
// The iterator and its `next` are fetched once; arrays that iterate by the book are walked by index.

import type ts from 'typescript';
import type { BlockId, Register } from '../ir/ir.ts';
import type { FunctionLowering } from './function-lowering.ts';
import { iterableText } from './source-text.ts';

export interface Iteration {
  readonly iterator: Register;
  readonly next: Register;
  readonly index: Register;
}

/** `source` is the iterated expression, for the message when it is not iterable. */
export function openIteration(
  lowering: FunctionLowering,
  value: Register,
  source?: ts.Expression,
): Iteration {
  const { builder } = lowering;
  return startIteration(
    lowering,
    source === undefined
      ? builder.runtime('iteratorOpen', value)
      : builder.runtime('iteratorOpenNamed', value, {
          kind: 'string',
          value: iterableText(source),
        }),
  );
}

/** The iteration of an iterator that one of the runtime's functions opened. */
export function startIteration(lowering: FunctionLowering, iterator: Register): Iteration {
  const { builder } = lowering;
  const next = builder.runtime('iteratorNextMethod', iterator);
  const index = builder.register('index', 'value', true);
  builder.setConstant(index, { kind: 'number', value: 0 });
  return { iterator, next, index };
}

/** The next value, or a jump to `done`. */
export function stepIteration(
  lowering: FunctionLowering,
  iteration: Iteration,
  done: BlockId,
): Register {
  const { builder } = lowering;
  const value = builder.register();
  builder.emit({ op: 'iteratorStep', target: value, ...iteration });
  const rest = builder.newBlock();
  builder.branch(builder.runtime('isHole', value), done, rest);
  builder.startBlock(rest);
  return value;
}

/**
 * Lowers `body`; when it throws, `onThrow` runs with the exception still pending, and the exception goes on.
 */
export function withThrowCleanup(
  lowering: FunctionLowering,
  onThrow: () => void,
  body: () => void,
): void {
  const { builder } = lowering;
  const outside = builder.handler;
  const handler = builder.newBlock();
  const after = builder.newBlock();
  builder.setHandler(handler);
  body();
  builder.setHandler(outside);
  builder.jump(after);
  builder.startBlock(handler);
  onThrow();
  builder.end({ op: 'rethrow' });
  builder.startBlock(after);
}
