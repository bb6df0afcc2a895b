// Why a function is in the image: the chain of first references from the root. Layer: compiler.

import type { IrFunction } from './ir/ir.ts';
import type { ReachedFunction } from './compile.ts';
import type { LoweredProgram } from './lower/lower-program.ts';

export function explainReached(
  { program }: LoweredProgram,
  functions: readonly IrFunction[],
): ReachedFunction[] {
  const label = (fn: IrFunction): string =>
    `${fn.name === '' ? '(anonymous)' : fn.name} (${program.modules[fn.module]!.record.name}:${fn.line})`;
  return functions.map((fn) => {
    const why: string[] = [];
    const seen = new Set<IrFunction>([fn]);
    for (let cause = program.causes.get(fn) ?? null; cause !== null;) {
      if (typeof cause === 'string') {
        why.unshift(cause);
        break;
      }
      if (seen.has(cause)) break;
      seen.add(cause);
      why.unshift(label(cause));
      cause = program.causes.get(cause) ?? null;
    }
    return {
      name: fn.name,
      module: program.modules[fn.module]!.record.name,
      symbol: fn.cName,
      why,
    };
  });
}
