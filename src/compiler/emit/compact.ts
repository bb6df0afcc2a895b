// Compact code for the cold part of the library: the runtime's inline paths are called instead of repeated at every site,
// and clang optimises for size. Layer: compiler, emit. A library file whose first statement is 'use fast' keeps them inline.

import type { MachineFunction } from '../machine/compile-machine.ts';

/** Inline functions of the runtime that are worth a call. */
const shared = [
  'getProperty',
  'setProperty',
  'getElement',
  'setElement',
  'getLength',
  'getPrivate',
  'setPrivate',
  'callNamed',
  'callFunction',
  'addValues',
  'subtractValues',
  'multiplyValues',
  'divideValues',
  'remainderValues',
  'bitAndValues',
  'bitOrValues',
  'bitXorValues',
  'shiftLeftValues',
  'shiftRightValues',
  'shiftRightUnsignedValues',
  'negateValue',
  'bitNotValue',
  'incrementValue',
  'decrementValue',
  'toNumericValue',
  'lessThan',
  'lessOrEqual',
  'greaterThan',
  'greaterOrEqual',
  'strictEquals',
  'looseEquals',
  'isTrue',
  'newLiteral',
  'arrayPush',
  'toInt32Of',
  'isCallable',
  'isConstructor',
  'newEnvironment',
  'remainderFast',
  'iteratorStep',
] as const;

export const COMPACT_FLAGS = ['-Oz'];

/**
 * Shared functions of fewer instructions at each site: strings are passed as the addresses of their cells, comparisons
 * give 1, 0, or -1 for an exception, and a method is looked up and called at once.
 */
const COMPACT_FORMS = `
Value dk_getProperty(Value o, uint64_t key, uint64_t cache) { return dr_getProperty(o, DR_STRING_AT(key), cache); }
Value dk_setProperty(Value o, uint64_t key, Value v, uint64_t cache) { return dr_setProperty(o, DR_STRING_AT(key), v, cache); }
Value dk_callNamed(Value f, Value self, uint32_t argc, uint64_t argv, uint64_t text) { return dr_callNamed(f, self, argc, argv, DR_STRING_AT(text)); }
Value dk_callMethod(Value o, uint64_t key, uint64_t cache, uint32_t argc, uint64_t argv, uint64_t text) {
  Value f = dr_getProperty(o, DR_STRING_AT(key), cache);
  if (DR_RARE(f == DRX)) return f;
  return dr_callNamed(f, o, argc, argv, DR_STRING_AT(text));
}
#define DR_TEST(name) int32_t dk_##name(Value a, Value b) { Value t = dr_##name(a, b); return t == DRT ? 1 : t == DRX ? -1 : 0; }
DR_TEST(lessThan)
DR_TEST(lessOrEqual)
DR_TEST(greaterThan)
DR_TEST(greaterOrEqual)
`;

/** Stands in every C file. */
export const COMPACT_PROTOTYPES = `
#define DR_STRING_AT(cell) (0xFFFA000000000000ULL + (cell))
#define DR_LOADED_STRING(cell) (*(const Value *)((uint64_t)&(cell) - 8))
Value dk_getProperty(Value, uint64_t, uint64_t);
Value dk_setProperty(Value, uint64_t, Value, uint64_t);
Value dk_callNamed(Value, Value, uint32_t, uint64_t, uint64_t);
Value dk_callMethod(Value, uint64_t, uint64_t, uint32_t, uint64_t, uint64_t);
int32_t dk_lessThan(Value, Value);
int32_t dk_lessOrEqual(Value, Value);
int32_t dk_greaterThan(Value, Value);
int32_t dk_greaterOrEqual(Value, Value);
`;

/** `c` with the shared functions called by their out-of-line names. */
export function compactText(c: string): string {
  return c.replace(pattern, 'dc_$1(');
}

const pattern = new RegExp(`\\bdr_(${shared.join('|')})\\(`, 'g');

/** Prototypes of the out-of-line functions that `c` calls. */
export function compactPrototypes(
  c: string,
  functions: ReadonlyMap<string, MachineFunction>,
): string {
  const used = new Set([...c.matchAll(/\bdc_(\w+)\(/g)].map((match) => match[1]!));
  return [...used]
    .sort()
    .map((name) => `${signature(functions.get(name)!, 'dc')};`)
    .join('\n');
}

/** The C file that defines them. */
export function compactDefinitions(functions: ReadonlyMap<string, MachineFunction>): string {
  const definitions = shared
    .filter((name) => functions.has(name))
    .map((name) => {
      const fn = functions.get(name)!;
      const call = `${fn.cName}(${fn.parameters.map((_, index) => `a${index}`).join(', ')})`;
      return `${signature(fn, 'dc')} { ${fn.result === 'void' ? '' : 'return '}${call}; }`;
    });
  return ['#include "machine.h"', ...definitions, COMPACT_FORMS].join('\n');
}

/** The C signature of a variant of a machine function. */
export function signature(fn: MachineFunction, prefix: string): string {
  const parameters = fn.parameters
    .map((parameter, index) => `${cType(parameter.type)} a${index}`)
    .join(', ');
  return `${cType(fn.result)} ${prefix}_${fn.name}(${parameters === '' ? 'void' : parameters})`;
}

function cType(type: string): string {
  if (type === 'Value' || type === 'void') return type;
  if (type === 'bool') return '_Bool';
  if (type === 'f64') return 'double';
  if (type === 'ptr') return 'uint64_t';
  return `${type.startsWith('u') ? 'u' : ''}int${type.slice(1)}_t`;
}
