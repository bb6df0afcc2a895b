// The insides of a character class under the flag v (ECMA-262 §22.2.1, ClassSetExpression). Layer: ecma.
// Nested classes, `--` and `&&` are known; strings of several characters (\q{...}) are not.

import type { CharacterSet } from './character-set.ts';
import {
  intersectSets,
  invertSet,
  normalizeSet,
  subtractSets,
  unionSets,
} from './character-set.ts';
import type { PatternParser } from './parser.ts';
import { PatternError } from './pattern-error.ts';

/** After `[` or `[^`, up to and including `]`. */
export function parseUnicodeSetClass(parser: PatternParser): CharacterSet {
  let set: CharacterSet = [];
  let first = true;
  let operator = 0;
  while (!parser.eat(0x5d)) {
    if (parser.position >= parser.length) throw new PatternError('Unterminated character class');
    const doubled = doubledOperator(parser);
    if (doubled !== 0) {
      if (first || (operator !== 0 && operator !== doubled))
        throw new PatternError('Invalid set operation in character class');
      parser.position += 2;
      operator = doubled;
      const operand = parseOperand(parser);
      set = doubled === 0x2d ? subtractSets(set, operand) : intersectSets(set, operand);
      continue;
    }
    if (operator !== 0) throw new PatternError('Invalid set operation in character class');
    set = unionSets(set, parseOperandOrRange(parser));
    first = false;
  }
  return set;
}

/** `--` or `&&` at the position: its character, or 0. */
function doubledOperator(parser: PatternParser): number {
  const unit = parser.unit(0);
  return (unit === 0x2d || unit === 0x26) && parser.unit(1) === unit ? unit : 0;
}

function parseOperandOrRange(parser: PatternParser): CharacterSet {
  const operand = parseOperand(parser);
  if (parser.unit(0) !== 0x2d || parser.unit(1) === 0x2d) return operand;
  if (operand.length !== 2 || operand[0] !== operand[1])
    throw new PatternError('Invalid character class');
  parser.position++;
  const end = parseOperand(parser);
  if (end.length !== 2 || end[0] !== end[1]) throw new PatternError('Invalid character class');
  if (operand[0]! > end[0]!) throw new PatternError('Range out of order in character class');
  return normalizeSet([operand[0]!, end[0]!]);
}

function parseOperand(parser: PatternParser): CharacterSet {
  if (parser.eat(0x5b)) {
    const negated = parser.eat(0x5e);
    const set = parseUnicodeSetClass(parser);
    return negated ? invertSet(set) : set;
  }
  if (parser.unit(0) === 0x5c && parser.unit(1) === 0x71) {
    throw new PatternError('\\q{...} in character classes is not supported');
  }
  if (isSetSyntax(parser.unit(0))) throw new PatternError('Invalid character in character class');
  const ranges: number[] = [];
  const point = parser.parseClassAtom(ranges);
  return point < 0 ? normalizeSet(ranges) : [point, point];
}

/** ( ) { } / | - must be escaped. */
function isSetSyntax(unit: number): boolean {
  return (
    unit === 0x28 ||
    unit === 0x29 ||
    unit === 0x7b ||
    unit === 0x7d ||
    unit === 0x2f ||
    unit === 0x7c ||
    unit === 0x2d
  );
}
