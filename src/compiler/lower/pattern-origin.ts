// Pattern origin: where the value that a pattern takes apart comes from, for V8's messages when it cannot be taken apart.
// Layer: compiler, lower.

import ts from 'typescript';
import type { Operand, Register } from '../ir/ir.ts';
import { unwrap } from './analyze-scopes.ts';
import type { FunctionLowering } from './function-lowering.ts';
import { type Iteration, openIteration, startIteration } from './iteration.ts';
import { calleeText, iterableText } from './source-text.ts';

export type Origin =
  /** The initialiser of a declaration, or the default of an element. */
  | { readonly kind: 'declared' | 'default'; readonly source: ts.Expression }
  /** The right side of an assignment. */
  | { readonly kind: 'assigned'; readonly source: ts.Expression }
  /** The value of for-of or of catch. */
  | { readonly kind: 'loop' | 'catch' }
  | { readonly kind: 'parameter'; readonly hasDefault: boolean }
  /** A property that a pattern around this one took; `property` is null when its key is computed. */
  | { readonly kind: 'member'; readonly of: Origin; readonly property: string | null }
  | { readonly kind: 'element' };

const UNDEFINED: Operand = { kind: 'undefined' };

/** undefined and null cannot be destructured; `first` is the first property that the pattern names. */
export function requireCoercible(
  lowering: FunctionLowering,
  value: Register,
  first: ts.Node | undefined,
  origin: Origin,
): void {
  const { builder } = lowering;
  const property = propertyText(first);
  const outer = origin.kind === 'member' ? nameOf(origin.of) : null;
  if (origin.kind === 'member' && property === null && outer !== null && !isRest(first)) {
    builder.runtimeVoid('requireDestructurable', value, text(origin.property), text(outer));
  } else if (origin.kind === 'member' || origin.kind === 'element') {
    builder.runtimeVoid('requireReadable', value, text(property));
  } else {
    builder.runtimeVoid('requireDestructurable', value, text(property), text(nameOf(origin)));
  }
}

/** Opens the iteration of an array pattern. */
export function openDestructuring(
  lowering: FunctionLowering,
  value: Register,
  origin: Origin,
): Iteration {
  const { builder } = lowering;
  const named = (what: string): Iteration =>
    startIteration(
      lowering,
      builder.runtime('iteratorOpenNamed', value, { kind: 'string', value: what }),
    );
  if (origin.kind === 'default' || (origin.kind === 'declared' && !isMember(origin.source)))
    return named(iterableText(origin.source));
  if (origin.kind === 'loop') return named('.for');
  if (origin.kind === 'member') {
    const outer = nameOf(origin.of);
    if (outer !== null)
      return startIteration(lowering, builder.runtime('iteratorOpenMember', value, text(outer)));
  }
  return openIteration(lowering, value);
}

/** The text of what is taken apart; undefined: the value itself stands for it; null: V8 does not name it. */
function nameOf(origin: Origin): string | undefined | null {
  switch (origin.kind) {
    case 'declared':
    case 'default':
    case 'assigned':
      return calleeText(origin.source);
    case 'loop':
      return '.for';
    case 'catch':
      return '.catch';
    case 'parameter':
      return origin.hasDefault ? '(intermediate value)'.repeat(3) : undefined;
    case 'member':
    case 'element':
      return null;
  }
}

function isMember(source: ts.Expression): boolean {
  const node = unwrap(source);
  return ts.isPropertyAccessExpression(node) || ts.isElementAccessExpression(node);
}

function isRest(first: ts.Node | undefined): boolean {
  return first !== undefined && (ts.isSpreadAssignment(first) || ts.isBindingElement(first));
}

/** A key as the source has it; null when it is computed. */
export function propertyText(name: ts.Node | undefined): string | null {
  if (name === undefined) return null;
  if (ts.isNumericLiteral(name)) return String(Number(name.text));
  return ts.isIdentifier(name) || ts.isStringLiteralLike(name) ? name.text : null;
}

function text(value: string | undefined | null): Operand {
  return value === undefined || value === null ? UNDEFINED : { kind: 'string', value };
}
