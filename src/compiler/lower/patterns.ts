// Destructuring: binding patterns and assignment patterns. Layer: compiler, lower.

import ts from 'typescript';
import type { Register } from '../ir/ir.ts';
import type { FunctionLowering } from './function-lowering.ts';
import { unwrap } from './analyze-scopes.ts';
import { lowerComputedNamed } from './expressions/literals.ts';
import { lowerReference } from './expressions/reference.ts';
import { lowerNamed } from './functions.ts';
import { withThrowCleanup } from './iteration.ts';
import {
  openDestructuring,
  type Origin,
  propertyText,
  requireCoercible,
} from './pattern-origin.ts';

/** Gives the names of a binding pattern their values. */
export function bindPattern(
  lowering: FunctionLowering,
  name: ts.BindingName,
  value: Register,
  origin: Origin,
): void {
  if (ts.isIdentifier(name)) {
    lowering.storePlace(lowering.scope.lookup(name.text)!, value);
    return;
  }
  lowering.at(name);
  if (ts.isObjectBindingPattern(name)) {
    const first = name.elements[0];
    // A rest element stands for itself.
    const named = first && !first.dotDotDotToken ? (first.propertyName ?? first.name) : first;
    requireCoercible(lowering, value, named, origin);
    const used: Register[] = [];
    const hasRest = name.elements.some((element) => element.dotDotDotToken);
    for (const element of name.elements) {
      if (element.dotDotDotToken) {
        bindPattern(lowering, element.name, restObject(lowering, value, used), ELEMENT);
        continue;
      }
      const property = element.propertyName ?? (element.name as ts.Identifier);
      const member = readProperty(lowering, value, property, hasRest ? used : null);
      bindPattern(
        lowering,
        element.name,
        withDefault(lowering, member, element.initializer, nameOf(element.name)),
        originOf(element.initializer, {
          kind: 'member',
          of: origin,
          property: propertyText(property),
        }),
      );
    }
    return;
  }
  destructureArray(
    lowering,
    value,
    origin,
    name.elements,
    (element, read) => {
      // An elision takes a step, not its value (ECMA-262 §13.15.5.5).
      if (ts.isOmittedExpression(element)) return void read(true);
      const item = read();
      bindPattern(
        lowering,
        element.name,
        withDefault(lowering, item, element.initializer, nameOf(element.name)),
        originOf(element.initializer, ELEMENT),
      );
    },
    (element) => !ts.isOmittedExpression(element) && element.dotDotDotToken !== undefined,
  );
}

const ELEMENT: Origin = { kind: 'element' };

function originOf(initializer: ts.Expression | undefined, otherwise: Origin): Origin {
  return initializer === undefined ? otherwise : { kind: 'default', source: initializer };
}

function nameOf(name: ts.BindingName): string {
  return ts.isIdentifier(name) ? name.text : '';
}

/** Assigns to the targets of an array or object literal. */
export function assignPattern(
  lowering: FunctionLowering,
  target: ts.Expression,
  value: Register,
  origin: Origin,
): void {
  const pattern = unwrap(target);
  const { builder } = lowering;
  if (ts.isObjectLiteralExpression(pattern)) {
    const first = pattern.properties[0];
    requireCoercible(lowering, value, first?.name ?? first, origin);
    const used: Register[] = [];
    const hasRest = pattern.properties.some(ts.isSpreadAssignment);
    for (const property of pattern.properties) {
      if (ts.isSpreadAssignment(property)) {
        const reference = assignmentTarget(lowering, property.expression, ELEMENT);
        reference(restObject(lowering, value, used));
      } else if (ts.isShorthandPropertyAssignment(property)) {
        const member = readProperty(lowering, value, property.name, hasRest ? used : null);
        const final = withDefault(
          lowering,
          member,
          property.objectAssignmentInitializer,
          property.name.text,
        );
        lowerReference(lowering, property.name).write(final);
      } else if (ts.isPropertyAssignment(property)) {
        const { element, initializer } = splitDefault(property.initializer);
        const key = ts.isComputedPropertyName(property.name)
          ? builder.runtime('toPropertyKeyValue', lowering.expression(property.name.expression))
          : null;
        const write = assignmentTarget(
          lowering,
          element,
          originOf(initializer, {
            kind: 'member',
            of: origin,
            property: propertyText(property.name),
          }),
        );
        const member =
          key === null
            ? readProperty(lowering, value, property.name, hasRest ? used : null)
            : readKey(lowering, value, key, hasRest ? used : null);
        write(
          withDefault(lowering, member, initializer, ts.isIdentifier(element) ? element.text : ''),
        );
      }
    }
    return;
  }
  if (!ts.isArrayLiteralExpression(pattern)) {
    lowerReference(lowering, pattern).write(value);
    return;
  }
  destructureArray(
    lowering,
    value,
    origin,
    pattern.elements,
    (element, read) => {
      // An elision takes a step, not its value (ECMA-262 §13.15.5.5).
      if (ts.isOmittedExpression(element)) return void read(true);
      const target = ts.isSpreadElement(element) ? element.expression : element;
      const { element: inner, initializer } = splitDefault(target);
      // The target's object and key are evaluated before the value is read.
      const write = assignmentTarget(lowering, inner, originOf(initializer, ELEMENT));
      write(withDefault(lowering, read(), initializer, ts.isIdentifier(inner) ? inner.text : ''));
    },
    ts.isSpreadElement,
  );
}

function assignmentTarget(
  lowering: FunctionLowering,
  node: ts.Expression,
  origin: Origin,
): (value: Register) => void {
  const target = unwrap(node);
  if (ts.isObjectLiteralExpression(target) || ts.isArrayLiteralExpression(target)) {
    return (value) => assignPattern(lowering, target, value, origin);
  }
  const reference = lowerReference(lowering, target);
  return (value) => reference.write(value);
}

function splitDefault(node: ts.Expression): {
  element: ts.Expression;
  initializer: ts.Expression | undefined;
} {
  const inner = unwrap(node);
  if (ts.isBinaryExpression(inner) && inner.operatorToken.kind === ts.SyntaxKind.EqualsToken) {
    return { element: unwrap(inner.left), initializer: inner.right };
  }
  return { element: inner, initializer: undefined };
}

function readProperty(
  lowering: FunctionLowering,
  object: Register,
  name: ts.PropertyName,
  used: Register[] | null,
): Register {
  const { builder } = lowering;
  if (ts.isComputedPropertyName(name)) {
    const key = builder.runtime('toPropertyKeyValue', lowering.expression(name.expression));
    return readKey(lowering, object, key, used);
  }
  const text = ts.isNumericLiteral(name)
    ? String(Number(name.text))
    : (name as ts.Identifier | ts.StringLiteral).text;
  used?.push(builder.string(text));
  lowering.at(name);
  return builder.getProperty(object, text);
}

function readKey(
  lowering: FunctionLowering,
  object: Register,
  key: Register,
  used: Register[] | null,
): Register {
  used?.push(key);
  const target = lowering.builder.register();
  lowering.builder.emit({ op: 'getElement', target, object, key });
  return target;
}

function restObject(
  lowering: FunctionLowering,
  value: Register,
  used: readonly Register[],
): Register {
  const { builder } = lowering;
  const excluded = builder.runtime('newArray', { kind: 'raw', text: String(used.length) });
  for (const key of used) builder.runtimeVoid('arrayPush', excluded, key);
  const rest = builder.runtime('newObject');
  builder.runtimeVoid('copyDataProperties', rest, value, excluded);
  return rest;
}

/** `value`, or the default when it is undefined. */
export function withDefault(
  lowering: FunctionLowering,
  value: Register,
  initializer: ts.Expression | undefined,
  name: string,
): Register {
  if (initializer === undefined) return value;
  const { builder } = lowering;
  const result = builder.register();
  builder.move(result, value);
  const missing = builder.newBlock();
  const end = builder.newBlock();
  builder.branch(builder.runtime('isUndefined', value), missing, end);
  builder.startBlock(missing);
  builder.move(result, lowerNamed(lowering, initializer, name));
  builder.jump(end);
  builder.startBlock(end);
  return result;
}

function destructureArray<T extends ts.Node>(
  lowering: FunctionLowering,
  value: Register,
  origin: Origin,
  elements: readonly T[],
  lowerElement: (element: T, read: (skips?: true) => Register) => void,
  isRest: (element: T) => boolean,
): void {
  const { builder } = lowering;
  const iteration = openDestructuring(lowering, value, origin);
  const done = builder.register('done', 'value', true);
  builder.setConstant(done, { kind: 'false' });
  const outside = builder.handler;
  const closeUnlessDone = (quietly: boolean): void => {
    const close = builder.newBlock();
    const end = builder.newBlock();
    builder.branch(done, end, close);
    builder.startBlock(close);
    builder.runtimeVoid(
      quietly ? 'iteratorCloseQuietly' : 'iteratorClose',
      iteration.iterator,
      iteration.next,
    );
    builder.jump(end);
    builder.startBlock(end);
  };
  const step = (skips?: true): Register => {
    const result = builder.register();
    const pull = builder.newBlock();
    const ended = builder.newBlock();
    const end = builder.newBlock();
    const inside = builder.handler;
    builder.branch(done, ended, pull);
    builder.startBlock(pull);
    // An error of the iterator itself does not close it.
    builder.setConstant(done, { kind: 'true' });
    builder.emit({ op: 'iteratorStep', target: result, ...iteration, ...(skips && { skips }) });
    const live = builder.newBlock();
    builder.branch(builder.runtime('isHole', result), ended, live);
    builder.startBlock(live);
    builder.setConstant(done, { kind: 'false' });
    builder.jump(end);
    builder.startBlock(ended);
    builder.setConstant(result, { kind: 'undefined' });
    builder.jump(end);
    builder.startBlock(end);
    void inside;
    return result;
  };
  const collectRest = (): Register => {
    const rest = builder.runtime('newArray', { kind: 'raw', text: '0' });
    const loop = builder.newBlock();
    const pull = builder.newBlock();
    const live = builder.newBlock();
    const end = builder.newBlock();
    builder.branch(done, end, loop);
    builder.startBlock(loop);
    builder.setConstant(done, { kind: 'true' });
    builder.jump(pull);
    builder.startBlock(pull);
    const item = builder.register();
    builder.emit({ op: 'iteratorStep', target: item, ...iteration });
    builder.branch(builder.runtime('isHole', item), end, live);
    builder.startBlock(live);
    builder.runtimeVoid('arrayPush', rest, item);
    builder.jump(pull);
    builder.startBlock(end);
    return rest;
  };
  lowering.pushControl({
    kind: 'cleanup',
    handlerOutside: outside,
    leave: () => closeUnlessDone(false),
  });
  withThrowCleanup(
    lowering,
    () => closeUnlessDone(true),
    () => {
      for (const element of elements) lowerElement(element, isRest(element) ? collectRest : step);
    },
  );
  lowering.popControl();
  closeUnlessDone(false);
}

export { lowerComputedNamed };
