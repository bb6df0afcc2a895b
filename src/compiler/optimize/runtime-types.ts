// The register type that a machine function's result has. Layer: compiler, optimize.

import { isSmallInteger } from '../emit/emit-instruction.ts';
import type { MachineFunction } from '../machine/compile-machine.ts';
import type { RuntimeType } from './infer-types.ts';

export function runtimeTypes(functions: ReadonlyMap<string, MachineFunction>): RuntimeType {
  return (name) => {
    const result = functions.get(name)?.result;
    if (result === undefined || result === 'Value' || result === 'void' || result === 'never')
      return 'value';
    if (result === 'bool') return 'boolean';
    return isSmallInteger(result) ? 'int32' : 'number';
  };
}
