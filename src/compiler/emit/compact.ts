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
    .map((name) => `${signature(functions.get(name)!)};`)
    .join('\n');
}

/** The C file that defines them. */
export function compactDefinitions(functions: ReadonlyMap<string, MachineFunction>): string {
  const definitions = shared
    .filter((name) => functions.has(name))
    .map((name) => {
      const fn = functions.get(name)!;
      const call = `${fn.cName}(${fn.parameters.map((_, index) => `a${index}`).join(', ')})`;
      return `${signature(fn)} { ${fn.result === 'void' ? '' : 'return '}${call}; }`;
    });
  return ['#include "machine.h"', ...definitions].join('\n');
}

function signature(fn: MachineFunction): string {
  const parameters = fn.parameters
    .map((parameter, index) => `${cType(parameter.type)} a${index}`)
    .join(', ');
  return `${cType(fn.result)} dc_${fn.name}(${parameters === '' ? 'void' : parameters})`;
}

function cType(type: string): string {
  if (type === 'Value' || type === 'void') return type;
  if (type === 'bool') return '_Bool';
  if (type === 'f64') return 'double';
  if (type === 'ptr') return 'uint64_t';
  return `${type.startsWith('u') ? 'u' : ''}int${type.slice(1)}_t`;
}
