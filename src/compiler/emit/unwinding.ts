// Unwinding: compact functions without a handler are left by exceptions without testing for them. Layer: compiler, emit.
// They call the runtime through `du_` functions, which never return EXCEPTION but hand over to dr_unwind
// (machine/x86_64/unwind.S): it goes on in the innermost frame that tests. These calls also guard the machine's stack,
// so that only functions which call themselves without the runtime's help look at its limit.

import type { IrFunction } from '../ir/ir.ts';
import type { MachineFunction } from '../machine/compile-machine.ts';
import { reachableBlocks } from '../optimize/liveness.ts';
import { signature } from './compact.ts';

/** No block has a handler, and nothing resumes the function. */
export function hasNoHandler(fn: IrFunction): boolean {
  return !fn.suspendable && reachableBlocks(fn).every((block) => block.handler === null);
}

/** Functions among `candidates` that reach themselves by direct calls of each other. */
export function directlyRecursive(candidates: ReadonlySet<IrFunction>): Set<IrFunction> {
  const callees = new Map<IrFunction, IrFunction[]>();
  for (const fn of candidates) {
    const called = reachableBlocks(fn)
      .flatMap((block) => block.instructions)
      .flatMap((instruction) => (instruction.op === 'callKnown' ? [instruction.fn] : []));
    callees.set(
      fn,
      called.filter((callee) => candidates.has(callee)),
    );
  }
  const reachesItself = (fn: IrFunction): boolean => {
    const seen = new Set<IrFunction>();
    const pending = [...callees.get(fn)!];
    for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
      if (next === fn) return true;
      if (seen.has(next)) continue;
      seen.add(next);
      pending.push(...callees.get(next)!);
    }
    return false;
  };
  return new Set([...candidates].filter(reachesItself));
}

/** A symbol of the unwinding functions themselves. */
export function isUnwindingSymbol(symbol: string): boolean {
  return /^d[uw]_/.test(symbol);
}

/** Prototypes of the unwinding functions that `c` calls. */
export function unwindingPrototypes(
  c: string,
  functions: ReadonlyMap<string, MachineFunction>,
): string {
  return calledNames(c)
    .map((name) => `${signature(functions.get(name)!, 'du')};`)
    .join('\n');
}

/** The C file that defines those which any of `files` calls. */
export function unwindingDefinitions(
  files: readonly string[],
  functions: ReadonlyMap<string, MachineFunction>,
): string {
  const names = [...new Set(files.flatMap(calledNames))].sort();
  const definitions = names.map((name) => definition(functions.get(name)!));
  return ['#include "machine.h"', GUARD, ...definitions, FORMS].join('\n');
}

function calledNames(c: string): string[] {
  return [...new Set([...c.matchAll(/\bdu_(\w+)\(/g)].map((match) => match[1]!))].sort();
}

const GUARD = `
#define DR_GUARD if (DR_RARE((uint64_t)__builtin_frame_address(0) < drv_libraryStackLimit)) { dr_throwStackOverflow(); dr_unwind(); }
#define DR_UNWIND(v) if (DR_RARE((v) == DRX)) dr_unwind();`;

function definition(fn: MachineFunction): string {
  const call = `${fn.cName}(${fn.parameters.map((_, index) => `a${index}`).join(', ')})`;
  const body =
    fn.result === 'Value'
      ? `Value v = ${call}; DR_UNWIND(v) return v;`
      : fn.result === 'void'
        ? `${call}; if (DR_RARE(dr_hasPendingException())) dr_unwind();`
        : `__auto_type v = ${call}; if (DR_RARE(dr_hasPendingException())) dr_unwind(); return v;`;
  return `${signature(fn, 'du')} { DR_GUARD ${body} }`;
}

/** Forms of fewer instructions at each site: see COMPACT_FORMS. */
const FORMS = `
Value dw_getProperty(Value o, uint64_t key, uint64_t cache) { DR_GUARD Value v = dr_getProperty(o, DR_STRING_AT(key), cache); DR_UNWIND(v) return v; }
void dw_setProperty(Value o, uint64_t key, Value v, uint64_t cache) { DR_GUARD v = dr_setProperty(o, DR_STRING_AT(key), v, cache); DR_UNWIND(v) }
Value dw_callNamed(Value f, Value self, uint32_t argc, uint64_t argv, uint64_t text) { DR_GUARD Value v = dr_callNamed(f, self, argc, argv, DR_STRING_AT(text)); DR_UNWIND(v) return v; }
_Bool dw_testProperty(Value o, uint64_t key, uint64_t cache) { DR_GUARD Value v = dr_getProperty(o, DR_STRING_AT(key), cache); DR_UNWIND(v) return dr_isTrue(v); }
Value dw_callOwn(Value o, uint64_t key, uint64_t cache, uint32_t argc, uint64_t argv) {
  DR_GUARD
  Value f = dr_getProperty(o, DR_STRING_AT(key), cache);
  DR_UNWIND(f)
  f = dr_callMethodOf(f, o, argc, argv, DR_STRING_AT(key));
  DR_UNWIND(f)
  return f;
}
Value dw_callMethod(Value o, uint64_t key, uint64_t cache, uint32_t argc, uint64_t argv, uint64_t text) {
  DR_GUARD
  Value f = dr_getProperty(o, DR_STRING_AT(key), cache);
  DR_UNWIND(f)
  f = dr_callNamed(f, o, argc, argv, DR_STRING_AT(text));
  DR_UNWIND(f)
  return f;
}
${['lessThan', 'lessOrEqual', 'greaterThan', 'greaterOrEqual'].map(testForm).join('\n')}
`;

function testForm(name: string): string {
  return `_Bool dw_${name}(Value a, Value b) { DR_GUARD Value v = dr_${name}(a, b); DR_UNWIND(v) return v == DRT; }`;
}

/** Stands in every C file. */
export const UNWINDING_PROTOTYPES = `
_Noreturn void dr_unwind(void);
Value dw_getProperty(Value, uint64_t, uint64_t);
void dw_setProperty(Value, uint64_t, Value, uint64_t);
Value dw_callNamed(Value, Value, uint32_t, uint64_t, uint64_t);
_Bool dw_testProperty(Value, uint64_t, uint64_t);
Value dw_callOwn(Value, uint64_t, uint64_t, uint32_t, uint64_t);
Value dw_callMethod(Value, uint64_t, uint64_t, uint32_t, uint64_t, uint64_t);
_Bool dw_lessThan(Value, Value);
_Bool dw_lessOrEqual(Value, Value);
_Bool dw_greaterThan(Value, Value);
_Bool dw_greaterOrEqual(Value, Value);
`;
