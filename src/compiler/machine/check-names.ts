// Checks between machine modules: exported names are unique, declarations match definitions. Layer: compiler/machine.

import type { FunctionEntry, MachineFunction } from './machine-module.ts';
import type { MachineProgram } from './machine-program.ts';

/** Exported functions and variables are C symbols: a name belongs to one module, and declarations agree with it. */
export function checkUniqueNames(program: MachineProgram): void {
  const definitions = new Map<string, FunctionEntry | null>();
  for (const module of program.modules.values())
    for (const [name, entry] of module.entries) {
      if (entry.kind !== 'function' && entry.kind !== 'variable' && entry.kind !== 'table')
        continue;
      if (!entry.exported || (entry.kind !== 'table' && entry.external)) continue;
      if (definitions.has(name))
        program.diagnostics.add(
          entry.node.name ?? entry.node,
          'duplicate',
          `another machine module exports "${name}" too`,
        );
      else definitions.set(name, entry.kind === 'function' ? entry : null);
    }
  for (const module of program.modules.values())
    for (const [name, entry] of module.entries) {
      const definition = definitions.get(name);
      if (entry.kind === 'function' && entry.external && definition)
        checkDeclaration(entry, definition, program);
    }
}

function checkDeclaration(
  entry: FunctionEntry,
  definition: FunctionEntry,
  program: MachineProgram,
): void {
  const declared = program.signature(entry);
  const defined = program.signature(definition);
  if (declared === null || defined === null) return;
  const shape = (signature: MachineFunction) =>
    [signature.result, ...signature.parameters.map(({ type }) => type)].join();
  if (shape(declared) !== shape(defined))
    program.diagnostics.add(
      entry.node,
      'declaration',
      `"${declared.name}" differs from its definition in "${definition.module.fileName}"`,
    );
}
