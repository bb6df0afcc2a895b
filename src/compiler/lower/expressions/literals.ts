// Array and object literals. Layer: compiler, lower.
// An object literal whose leading properties have fixed names becomes one allocation of a known shape.

import ts from 'typescript';
import type { Register } from '../../ir/ir.ts';
import type { FunctionLowering } from '../function-lowering.ts';
import { irMethod, lowerNamed } from '../functions.ts';
import { iterableText } from '../source-text.ts';
import { isIndex } from './member.ts';

export function lowerArrayLiteral(
  lowering: FunctionLowering,
  node: ts.ArrayLiteralExpression,
): Register {
  const { builder } = lowering;
  lowering.at(node);
  const array = builder.runtime('newArray', { kind: 'raw', text: String(node.elements.length) });
  appendElements(lowering, array, node.elements, (source, value) => {
    // The library's own arrays need no text in the image.
    if (lowering.module.isLibrary) builder.runtimeVoid('arrayAppendIterable', array, value);
    else
      builder.runtimeVoid('arrayAppendIterableNamed', array, value, {
        kind: 'string',
        value: iterableText(source),
      });
  });
  return array;
}

/** `spread` appends what the value of a spread element iterates. */
export function appendElements(
  lowering: FunctionLowering,
  array: Register,
  elements: readonly ts.Expression[],
  spread: (source: ts.Expression, value: Register) => void,
): void {
  const { builder } = lowering;
  for (const element of elements) {
    if (ts.isOmittedExpression(element)) builder.runtimeVoid('arrayAppendHole', array);
    else if (ts.isSpreadElement(element)) {
      const value = lowering.expression(element.expression);
      lowering.at(element);
      spread(element.expression, value);
    } else builder.runtimeVoid('arrayPush', array, lowering.expression(element));
  }
}

export function lowerObjectLiteral(
  lowering: FunctionLowering,
  node: ts.ObjectLiteralExpression,
): Register {
  const { builder } = lowering;
  const simple = leadingSimple(lowering, node);
  const keys: string[] = [];
  const values: Register[] = [];
  for (const property of simple) {
    const name = fixedName(property.name!)!;
    keys.push(name);
    values.push(
      ts.isShorthandPropertyAssignment(property)
        ? lowering.expression(property.name)
        : lowerNamed(lowering, (property as ts.PropertyAssignment).initializer, name),
    );
  }
  lowering.at(node);
  let object: Register;
  if (keys.length > 0) {
    object = builder.register();
    builder.emit({ op: 'literal', target: object, keys, values });
  } else object = builder.runtime('newObject');
  for (const property of node.properties.slice(simple.length))
    lowerProperty(lowering, object, property);
  return object;
}

/** Properties from the front with distinct fixed names that are no index and not `__proto__`. */
function leadingSimple(
  lowering: FunctionLowering,
  node: ts.ObjectLiteralExpression,
): ts.ObjectLiteralElementLike[] {
  const seen = new Set<string>();
  const result: ts.ObjectLiteralElementLike[] = [];
  for (const property of node.properties) {
    if (!ts.isPropertyAssignment(property) && !ts.isShorthandPropertyAssignment(property)) break;
    const name = fixedName(property.name);
    if (name === null || isIndex(name) || seen.has(name)) break;
    if (setsPrototype(lowering, property)) break;
    if (result.length >= 64) break;
    seen.add(name);
    result.push(property);
  }
  return result;
}

/** `__proto__: value` of a program; in JSON it is a key like any other (ECMA-262 §13.2.5.5, §25.5.1). */
function setsPrototype(lowering: FunctionLowering, property: ts.ObjectLiteralElementLike): boolean {
  return (
    ts.isPropertyAssignment(property) &&
    !ts.isComputedPropertyName(property.name) &&
    fixedName(property.name) === '__proto__' &&
    lowering.module.record.kind !== 'json'
  );
}

export function fixedName(name: ts.PropertyName): string | null {
  if (ts.isIdentifier(name) || ts.isStringLiteralLike(name)) return name.text;
  if (ts.isNumericLiteral(name)) return String(Number(name.text));
  if (ts.isComputedPropertyName(name) && ts.isStringLiteralLike(name.expression))
    return name.expression.text;
  return null;
}

function lowerProperty(
  lowering: FunctionLowering,
  object: Register,
  property: ts.ObjectLiteralElementLike,
): void {
  const { builder } = lowering;
  lowering.at(property);
  if (ts.isSpreadAssignment(property)) {
    const source = lowering.expression(property.expression);
    builder.runtimeVoid('copyDataProperties', object, source, { kind: 'undefined' });
    return;
  }
  const name = fixedName(property.name!);
  if (setsPrototype(lowering, property)) {
    const { initializer } = property as ts.PropertyAssignment;
    builder.runtimeVoid('setPrototypeLiteral', object, lowering.expression(initializer));
    return;
  }
  if (ts.isMethodDeclaration(property) || ts.isAccessor(property)) {
    const kind = ts.isMethodDeclaration(property)
      ? 'method'
      : ts.isGetAccessor(property)
        ? 'get'
        : 'set';
    if (name !== null) {
      const fn = irMethod(lowering, property, name);
      builder.emit({
        op: 'method',
        object,
        key: name,
        fn,
        environment: lowering.environment,
        kind,
        enumerable: true,
        prunable: false,
      });
    } else defineComputedMethod(lowering, object, property, kind, 'literal');
    return;
  }
  if (name !== null) {
    const value = ts.isShorthandPropertyAssignment(property)
      ? lowering.expression(property.name)
      : lowerNamed(lowering, (property as ts.PropertyAssignment).initializer, name);
    builder.runtimeVoid('defineField', object, { kind: 'string', value: name }, value);
    return;
  }
  const key = builder.runtime(
    'toPropertyKeyValue',
    lowering.expression((property.name as ts.ComputedPropertyName).expression),
  );
  const value = lowerComputedNamed(lowering, (property as ts.PropertyAssignment).initializer, key);
  lowering.at(property);
  builder.runtimeVoid('defineField', object, key, value);
}

/** An anonymous function takes the computed key as its name. */
export function lowerComputedNamed(
  lowering: FunctionLowering,
  node: ts.Expression,
  key: Register,
): Register {
  const value = lowerNamed(lowering, node, '');
  if (isAnonymousFunction(node)) {
    lowering.builder.runtimeVoid('setFunctionName', value, key, { kind: 'undefined' });
  }
  return value;
}

export function isAnonymousFunction(node: ts.Expression): boolean {
  let current = node;
  while (
    ts.isParenthesizedExpression(current) ||
    ts.isAsExpression(current) ||
    ts.isSatisfiesExpression(current)
  )
    current = current.expression;
  if (ts.isArrowFunction(current)) return true;
  return (
    (ts.isFunctionExpression(current) || ts.isClassExpression(current)) &&
    current.name === undefined
  );
}

export function defineComputedMethod(
  lowering: FunctionLowering,
  object: Register,
  node: ts.MethodDeclaration | ts.AccessorDeclaration,
  kind: 'method' | 'get' | 'set',
  place: 'literal' | 'class' | 'static',
): void {
  const { builder } = lowering;
  const enumerable = place === 'literal';
  const symbol = wellKnownSymbol(lowering, node.name);
  if (symbol !== null) {
    const fn = irMethod(lowering, node, `[Symbol.${symbol}]`);
    builder.emit({
      op: 'method',
      object,
      key: { symbol },
      fn,
      environment: lowering.environment,
      kind,
      enumerable,
      prunable: false,
    });
    return;
  }
  const key = builder.runtime(
    'toPropertyKeyValue',
    lowering.expression((node.name as ts.ComputedPropertyName).expression),
  );
  if (place === 'static') builder.runtimeVoid('requireStaticName', key);
  const fn = irMethod(lowering, node, '');
  const closure = builder.register();
  builder.emit({
    op: 'closure',
    target: closure,
    fn,
    environment: lowering.environment,
    home: object,
  });
  const prefix =
    kind === 'method'
      ? ({ kind: 'undefined' } as const)
      : ({ kind: 'string', value: kind } as const);
  builder.runtimeVoid('setFunctionName', closure, key, prefix);
  const define =
    kind === 'method' ? 'defineMethod' : kind === 'get' ? 'defineGetter' : 'defineSetter';
  builder.runtimeVoid(define, object, key, closure, { kind: 'raw', text: enumerable ? '1' : '0' });
}

export const wellKnownSymbols = new Set([
  'iterator',
  'asyncIterator',
  'hasInstance',
  'toPrimitive',
  'toStringTag',
  'species',
  'isConcatSpreadable',
  'unscopables',
  'match',
  'matchAll',
  'replace',
  'search',
  'split',
]);

/** `[Symbol.iterator]` where Symbol is the global: its name. */
export function wellKnownSymbol(lowering: FunctionLowering, name: ts.PropertyName): string | null {
  return ts.isComputedPropertyName(name) ? symbolConstant(lowering, name.expression) : null;
}

/** `Symbol.iterator` and its kind are constants: the properties are neither writable nor configurable. */
export function symbolConstant(
  lowering: FunctionLowering,
  expression: ts.Expression,
): string | null {
  if (!ts.isPropertyAccessExpression(expression) || !ts.isIdentifier(expression.expression))
    return null;
  if (expression.expression.text !== 'Symbol' || lowering.scope.lookup('Symbol') !== null)
    return null;
  return wellKnownSymbols.has(expression.name.text) ? expression.name.text : null;
}
