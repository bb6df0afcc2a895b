// emit: from the lowered program to the C files, the header and the names for stack traces. Layer: compiler, emit.

import path from 'node:path';
import type { IrFunction } from '../ir/ir.ts';
import type { Positions, SourceObject } from '../link/link-input.ts';
import type { MachineLibrary } from '../load/machine.ts';
import type { LoweredProgram } from '../lower/lower-program.ts';
import type { ProgramLowering } from '../lower/program-lowering.ts';
import { emitFreestanding, MACHINE_HEADER } from '../machine/compile-machine.ts';
import type { ModuleLowering } from '../lower/module-lowering.ts';
import type { Target } from '../target.ts';
import { COMPACT_FLAGS, compactDefinitions, compactPrototypes } from './compact.ts';
import { type EmitContext, ModuleEmitter, type ModuleSpeed } from './emit-module.ts';
import { HeaderSlicer } from './slice-header.ts';
import { ProgramEmitter, programHeader } from './emit-program.ts';

export interface EmittedFiles {
  readonly objects: SourceObject[];
  readonly assembly: string[];
  readonly header: { name: string; text: string };
  readonly positions: Positions;
}

export function emitProgram(
  lowered: LoweredProgram,
  machine: MachineLibrary,
  target: Target,
): EmittedFiles {
  const { program } = lowered;
  const context: EmitContext = {
    program,
    machine: machine.functions,
    strings: new Set(),
    symbols: new Set(program.symbols),
    entries: new Set(),
    exportedFunctions: new Set([...lowered.hoists, ...lowered.root.chunks]),
    exportedInfos: new Set(),
    missing: new Set(),
  };
  for (const module of machine.modules.values()) {
    for (const text of module.strings) context.strings.add(text);
    for (const symbol of module.symbols) context.symbols.add(symbol);
  }
  collectUses(program, context);
  const objects: SourceObject[] = [];
  for (const module of program.modules) {
    const functions = [...program.reached]
      .filter((fn) => fn.module === module.index)
      .sort((a, b) => (a.cName < b.cName ? -1 : 1));
    if (functions.length === 0 && !program.definesGlobals(module)) continue;
    const speed = moduleSpeed(module);
    const c = withPrototypes(new ModuleEmitter(context, module, speed).emit(functions), machine);
    if (speed === 'compact') objects.push({ name: module.prefix, c, flags: COMPACT_FLAGS });
    else objects.push({ name: module.prefix, c });
  }
  objects.push({ name: 'compact', c: compactDefinitions(machine.functions) });
  const emitter = new ProgramEmitter(context);
  objects.push({
    name: 'program',
    c: emitter.emit(lowered.libraryOrder, lowered.hoists, lowered.root),
  });
  for (const module of machine.modules.values()) {
    const object = { name: module.name.replace(/\W/g, '_'), c: module.c };
    objects.push(hotMachine.test(module.name) ? object : { ...object, flags: COMPACT_FLAGS });
  }
  objects.push({ name: 'strings', c: emitter.strings() });
  objects.push({ name: 'symbols', c: emitter.symbols() });
  objects.push({ name: 'freestanding', c: emitFreestanding(), flags: ['-fno-builtin'] });
  if (context.missing.size > 0)
    throw new Error(
      `the runtime lacks functions that compiled code calls: ${[...context.missing].join(', ')}`,
    );
  const layout = machine.modules.get(
    path.join(program.loader.libraryRoot, 'runtime', 'layout.ts'),
  )!;
  const slicer = new HeaderSlicer(machine.header);
  const macros = programHeader(layout.constants);
  for (const object of objects) {
    // A generated include stands first in every file; its place takes what the file uses of the common header.
    object.c = object.c.replace(
      `#include "${MACHINE_HEADER}"`,
      () =>
        `${slicer.slice(`${object.c} dr_pointerOf dr_throwStackOverflow drv_stackLimit`)}\n${macros}`,
    );
  }
  return {
    objects,
    assembly: target.assembly.map((file) => path.join(program.loader.libraryRoot, file)),
    header: { name: MACHINE_HEADER, text: '' },
    positions: positions(program),
  };
}

/** Machine modules that programs spend their time in; the others are compiled for size. */
const hotMachine =
  /^(runtime\/(array|block|call|class|collector|comparison|construct|conversion|element|environment|field-cache|function|generator|heap|intern|iteration|json|math|number|object|operators|ordered-table|own-property|private|property|regexp-matcher|shape|string|typed-array|value)|http\/)/;

/** Hot library files say so in their first statement. */
function moduleSpeed(module: ModuleLowering): ModuleSpeed {
  if (!module.isLibrary) return 'fast';
  return module.record.sourceFile.text.startsWith("'use fast';") ? 'mixed' : 'compact';
}

function withPrototypes(c: string, machine: MachineLibrary): string {
  return c.replace(
    `#include "${MACHINE_HEADER}"`,
    (include) => `${include}\n${compactPrototypes(c, machine.functions)}`,
  );
}

/** Which functions need an entry (their value exists), and which are called from other files. */
function collectUses(program: ProgramLowering, context: EmitContext): void {
  for (const fn of program.reached) {
    const { kind } = fn;
    if (kind === 'async' || kind === 'asyncGenerator') {
      context.exportedFunctions.add(program.libraryFunction('ecma/promise/async', 'runAsync'));
      if (kind === 'asyncGenerator')
        context.exportedFunctions.add(
          program.libraryFunction('ecma/promise/async-generator', 'createAsyncGenerator'),
        );
    }
    for (const block of fn.blocks) {
      for (const instruction of block.instructions) {
        if (
          instruction.op === 'closure' ||
          instruction.op === 'class' ||
          instruction.op === 'method'
        )
          context.entries.add(instruction.fn);
        if (instruction.op === 'callKnown' && instruction.fn.module !== fn.module)
          context.exportedFunctions.add(instruction.fn);
      }
    }
  }
  for (const module of program.modules)
    for (const chunk of module.chunks) context.exportedFunctions.add(chunk);
  const expose = (fn: IrFunction | null): void => {
    if (fn === null) return;
    context.entries.add(fn);
    context.exportedInfos.add(fn);
  };
  for (const primordial of program.builtins.primordials) {
    for (const member of primordial.reachedMembers) expose(member.fn);
    if (primordial.reached) {
      expose(primordial.call);
      expose(primordial.construct);
    }
  }
}

/** User files show in stack traces; library functions that V8 would name show as builtins. */
function positions(program: ProgramLowering): Positions {
  const files = new Map<string, string>();
  const functions = new Map<string, { name: string; isShownLibrary?: boolean }>();
  for (const module of program.modules)
    if (!module.isLibrary) files.set(module.record.name, module.record.path);
  for (const fn of program.reached) {
    const name = displayName(fn);
    if (program.modules[fn.module]!.isLibrary) continue;
    for (const symbol of [fn.cName, `${fn.cName}__resume`]) functions.set(symbol, { name });
  }
  return { files, functions };
}

function displayName(fn: IrFunction): string {
  if (fn.kind === 'module') return '';
  if (fn.kind === 'class' || fn.kind === 'derived') return `new ${fn.name}`;
  return fn.kind === 'async' && fn.name !== '' ? `async ${fn.name}` : fn.name;
}
