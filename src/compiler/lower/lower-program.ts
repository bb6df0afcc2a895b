// lower: from the loaded modules to the reached functions of the whole program. Layer: compiler, lower.

import path from 'node:path';
import type { IrFunction, Register } from '../ir/ir.ts';
import type { Loader } from '../load/load.ts';
import type { MachineLibrary } from '../load/machine.ts';
import type { ModuleRecord } from '../load/module-record.ts';
import type { Target } from '../target.ts';
import type { ModuleLowering } from './module-lowering.ts';
import { ProgramLowering } from './program-lowering.ts';

export interface LoweredProgram {
  readonly program: ProgramLowering;
  /** The generated module that starts everything. */
  readonly root: ModuleLowering;
  /** Chunks that make closures of the program's module-level functions: they run before its first module. */
  readonly hoists: IrFunction[];
}

export interface LoweredLibrary {
  /** Modules in the order in which they are initialised. */
  readonly order: ModuleLowering[];
  /** Chunks that make closures of module-level functions: they run before anything else. */
  readonly hoists: IrFunction[];
}

/** Lowers the program's own modules; `program.demand()` is then what it asks of the library. */
export function lowerProgram(
  loader: Loader,
  machine: MachineLibrary,
  entry: ModuleRecord,
  target: Target,
): LoweredProgram {
  const program = new ProgramLowering(loader, machine.modules);
  program.entry = entry;
  const serves =
    entry.kind === 'esm' &&
    program.module(entry).exports.names.has('default') &&
    loader.hasLibrary('web/serve-default');
  const rootPath = path.join(loader.libraryRoot, 'program-root.ts');
  program.rootPath = rootPath;
  loader.addVirtual(rootPath, rootSource(target, serves));
  const root = program.module(loader.load(rootPath));
  program.runProgram([root.chunks.at(-1)!]);
  return { program, root, hoists: reachedHoists(program, true) };
}

/** Lowers what the program needs of the library. */
export function lowerLibrary(
  { program, root }: LoweredProgram,
  machine: MachineLibrary,
): LoweredLibrary {
  for (const name of runtimeNames(machine)) program.mention(name);
  program.runLibrary();
  return { order: libraryOrder(program, root), hoists: reachedHoists(program, false) };
}

function reachedHoists(program: ProgramLowering, ofProgram: boolean): IrFunction[] {
  return program.modules
    .filter((module) => program.isProgramSide(module) === ofProgram)
    .flatMap((module) =>
      module.chunks.filter(
        (chunk) => chunk.name.startsWith('hoist_') && program.reached.has(chunk),
      ),
    );
}

function rootSource(target: Target, serves: boolean): string {
  return [
    `import { main } from './${target.system}.ts';`,
    "import { evaluateProgram } from './machine/language.ts';",
    serves ? "import { serveDefault } from './web/serve-default.ts';" : '',
    `main(() => evaluateProgram(), ${serves ? 'serveDefault' : 'undefined'});`,
  ].join('\n');
}

/** Property names that the runtime itself looks up: its short string literals. */
function runtimeNames(machine: MachineLibrary): Set<string> {
  const names = new Set<string>();
  for (const module of machine.modules.values()) {
    if (!module.name.startsWith('runtime/')) continue;
    for (const text of module.strings) if (/^[A-Za-z_$][\w$]*$/.test(text)) names.add(text);
  }
  return names;
}

/** Post-order over imports, and over what initialisation code reads: variables, and static members of primordials. */
function libraryOrder(program: ProgramLowering, root: ModuleLowering): ModuleLowering[] {
  const order: ModuleLowering[] = [];
  const seen = new Set<ModuleLowering>();
  const visit = (module: ModuleLowering): void => {
    if (seen.has(module)) return;
    seen.add(module);
    if (!module.isLibrary) return;
    for (const record of module.record.dependencies) {
      const dependency = program.moduleIfLoaded(record);
      if (dependency !== null) visit(dependency);
    }
    for (const chunk of module.chunks) {
      if (!program.reached.has(chunk)) continue;
      for (const index of modulesRead(program, chunk)) visit(program.modules[index]!);
    }
    if (module !== root) order.push(module);
  };
  visit(root);
  for (const module of [...program.modules].sort((a, b) =>
    a.record.name < b.record.name ? -1 : 1,
  ))
    visit(module);
  return order;
}

function modulesRead(program: ProgramLowering, chunk: IrFunction): number[] {
  const found: number[] = [];
  /** What the registers hold that were loaded with a primordial. */
  const primordials = new Map<Register, string>();
  for (const block of chunk.blocks) {
    for (const instruction of block.instructions) {
      if (instruction.op === 'loadGlobal') {
        const { module, name } = instruction.variable;
        if (module >= 0) found.push(module);
        else primordials.set(instruction.target, name);
      } else if (instruction.op === 'getProperty') {
        const name = primordials.get(instruction.object);
        const member =
          name === undefined ? null : program.builtins.staticMember(name, instruction.key);
        if (member?.fn) found.push(member.fn.module);
      }
    }
  }
  return found;
}
