// The header that all C files include: prelude, declarations, prototypes, and the functions of inline modules.
// Layer: compiler/machine. Prototypes come before definitions, so that inline functions may call in any order.

import { prototypeOf } from './compile-function.ts';
import type { FunctionEntry } from './machine-module.ts';
import type { MachineProgram } from './machine-program.ts';
import { emitPrelude } from './prelude.ts';

/** Collects what goes into the shared header; a prototype appears once, the definition's before a declaration's. */
export class HeaderAssembly {
  readonly #program: MachineProgram;
  readonly #prototypes = new Map<string, string>();
  readonly #data = new Set<string>();
  readonly #definitions: string[] = [];
  readonly #names = new Map<string, string>();

  constructor(program: MachineProgram) {
    this.#program = program;
  }

  prototype(entry: FunctionEntry): void {
    const text = prototypeOf(entry, this.#program);
    const cName = entry.signature?.cName;
    if (text === null || cName === undefined) return;
    if (!entry.external || !this.#prototypes.has(cName)) this.#prototypes.set(cName, text);
  }

  data(declaration: string | null): void {
    if (declaration !== null) this.#data.add(declaration);
  }

  define(text: string | null): void {
    if (text !== null) this.#definitions.push(text);
  }

  /** Gives an expression a name in the header, so that other C files can use it without knowing its parts. */
  name(cName: string, expression: string): void {
    this.#names.set(cName, `#define ${cName} (${expression})`);
  }

  text(): string {
    const parts = [
      '#ifndef DRUPE_MACHINE_H',
      '#define DRUPE_MACHINE_H',
      emitPrelude(),
      ...this.#data,
      ...this.#program.header.declarations,
      ...this.#names.values(),
      ...this.#prototypes.values(),
      '',
      ...this.#definitions,
      '#endif',
      '',
    ];
    return parts.join('\n');
  }
}
