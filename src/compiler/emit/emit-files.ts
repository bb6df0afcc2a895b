// emit: from the lowered program to the C files, the header and the names for stack traces. Layer: compiler, emit.

import path from 'node:path';
import type { IrFunction } from '../ir/ir.ts';
import type { Positions, SourceObject } from '../link/link-input.ts';
import type { MachineLibrary } from '../load/machine.ts';
import type { LoweredLibrary, LoweredProgram } from '../lower/lower-program.ts';
import type { ProgramLowering } from '../lower/program-lowering.ts';
import { emitFreestanding, MACHINE_HEADER } from '../machine/compile-machine.ts';
import type { ModuleLowering } from '../lower/module-lowering.ts';
import type { Target } from '../target.ts';
import { COMPACT_FLAGS, compactDefinitions, compactPrototypes } from './compact.ts';
import { type EmitContext, isCompactIn, ModuleEmitter, type ModuleSpeed } from './emit-module.ts';
import { HeaderSlicer } from './slice-header.ts';
import {
  emitStart,
  emitStrings,
  emitSymbols,
  ProgramEmitter,
  programHeader,
} from './emit-program.ts';
import {
  directlyRecursive,
  hasNoHandler,
  isUnwindingSymbol,
  unwindingDefinitions,
  unwindingPrototypes,
} from './unwinding.ts';

/** What a program's library part is made of; it depends on the program's demand alone. */
export interface EmittedLibrary {
  readonly objects: SourceObject[];
  /** Static strings and symbols that the objects refer to. */
  readonly strings: readonly string[];
  readonly symbols: readonly string[];
  /** C names of the functions that exceptions leave without a test. */
  readonly unwound: readonly string[];
}

export interface EmittedProgram {
  readonly objects: SourceObject[];
  readonly positions: Positions;
  readonly isUnwound: (symbol: string) => boolean;
}

/** The common header is put into each file, as far as the file uses it. */
export const NO_HEADER = { name: MACHINE_HEADER, text: '' };

export function emitLibrary(
  { program }: LoweredProgram,
  library: LoweredLibrary,
  machine: MachineLibrary,
  target: Target,
): EmittedLibrary {
  const context = newContext(program, machine, [], program.symbols);
  collectUnwound(program, context);
  for (const module of machine.modules.values()) {
    for (const text of module.strings) context.strings.add(text);
    for (const symbol of module.symbols) context.symbols.add(symbol);
  }
  const objects = program.modules
    .filter((module) => !program.isProgramSide(module))
    .flatMap((module) => moduleObject(context, module, machine));
  const files = objects.map((object) => object.c);
  objects.push({ name: 'compact', c: compactDefinitions(machine.functions) });
  objects.push({ name: 'unwinding', c: unwindingDefinitions(files, machine.functions) });
  const emitter = new ProgramEmitter(context);
  objects.push({ name: 'program', c: emitter.emit(library.order, library.hoists) });
  for (const module of machine.modules.values()) {
    const object = { name: module.name.replace(/\W/g, '_'), c: module.c };
    objects.push(hotMachine.test(module.name) ? object : { ...object, flags: COMPACT_FLAGS });
  }
  const flags = ['-fno-builtin', ...target.freestanding];
  objects.push({ name: 'freestanding', c: emitFreestanding(), flags });
  finish(objects, context, machine);
  return {
    objects,
    strings: [...context.strings],
    symbols: [...context.symbols],
    unwound: [...context.unwound].map((fn) => fn.cName),
  };
}

/** The program's own modules, its start, and the strings and symbols of the whole image. */
export function emitProgram(
  lowered: LoweredProgram,
  library: Pick<EmittedLibrary, 'strings' | 'symbols' | 'unwound'>,
  machine: MachineLibrary,
): EmittedProgram {
  const { program } = lowered;
  const context = newContext(program, machine, library.strings, library.symbols);
  for (const fn of [...lowered.hoists, ...lowered.root.chunks]) context.exportedFunctions.add(fn);
  const objects = program.modules
    .filter((module) => program.isProgramSide(module))
    .flatMap((module) => moduleObject(context, module, machine));
  objects.push({ name: 'start', c: emitStart(lowered.hoists, lowered.root) });
  objects.push({ name: 'strings', c: emitStrings(context) });
  objects.push({ name: 'symbols', c: emitSymbols(context) });
  finish(objects, context, machine);
  const unwound = new Set(library.unwound.flatMap((name) => [name, `${name}__entry`]));
  const isUnwound = (symbol: string): boolean => unwound.has(symbol) || isUnwindingSymbol(symbol);
  return { objects, positions: positions(program), isUnwound };
}

function newContext(
  program: ProgramLowering,
  machine: MachineLibrary,
  strings: Iterable<string>,
  symbols: Iterable<string>,
): EmitContext {
  const context: EmitContext = {
    program,
    machine: machine.functions,
    strings: new Set(strings),
    symbols: new Set(symbols),
    entries: new Set(),
    exportedFunctions: new Set(),
    exportedInfos: new Set(),
    unwound: new Set(),
    recursive: new Set(),
    separate: new Set(),
    whole: new Set(),
    missing: new Set(),
  };
  collectUses(program, context);
  return context;
}

function moduleObject(
  context: EmitContext,
  module: ModuleLowering,
  machine: MachineLibrary,
): SourceObject[] {
  const { program } = context;
  const functions = [...program.reached]
    .filter((fn) => fn.module === module.index)
    .sort((a, b) => (a.cName < b.cName ? -1 : 1));
  if (functions.length === 0 && !program.definesGlobals(module)) return [];
  const speed = moduleSpeed(module);
  const c = withPrototypes(new ModuleEmitter(context, module, speed).emit(functions), machine);
  if (speed === 'compact') return [{ name: module.prefix, c, flags: COMPACT_FLAGS }];
  return [{ name: module.prefix, c }];
}

/** Puts what each file uses of the common header in the place of its include, which stands first in every file. */
function finish(objects: SourceObject[], context: EmitContext, machine: MachineLibrary): void {
  if (context.missing.size > 0)
    throw new Error(
      `the runtime lacks functions that compiled code calls: ${[...context.missing].join(', ')}`,
    );
  const { libraryRoot } = context.program.loader;
  const layout = machine.modules.get(path.join(libraryRoot, 'runtime', 'layout.ts'))!;
  const slicer = new HeaderSlicer(machine.header);
  const macros = programHeader(layout.constants);
  for (const object of objects) {
    object.c = object.c.replace(
      `#include "${MACHINE_HEADER}"`,
      () =>
        `${slicer.slice(`${object.c} dr_pointerOf dr_throwStackOverflow dr_hasPendingException drv_stackLimit drv_libraryStackLimit`)}\n${macros}`,
    );
  }
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
    (include) =>
      `${include}\n${compactPrototypes(c, machine.functions)}\n${unwindingPrototypes(c, machine.functions)}`,
  );
}

/** Which functions of the library part exceptions leave without a test. */
function collectUnwound(program: ProgramLowering, context: EmitContext): void {
  const { unwound, recursive, separate, whole } = context;
  for (const fn of program.reached) {
    const module = program.modules[fn.module]!;
    if (program.isProgramSide(module) || !isCompactIn(moduleSpeed(module), fn)) continue;
    if (hasNoHandler(fn)) unwound.add(fn);
  }
  for (const fn of directlyRecursive(unwound)) recursive.add(fn);
  for (const fn of program.reached) {
    for (const { instructions } of fn.blocks)
      for (const instruction of instructions) {
        if (instruction.op !== 'callKnown' || instruction.fn.module !== fn.module) continue;
        if (unwound.has(fn) === unwound.has(instruction.fn)) continue;
        (unwound.has(fn) ? whole : separate).add(instruction.fn);
      }
  }
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
    if (program.modules[fn.module]!.isLibrary) continue;
    const name = displayName(fn);
    for (const suffix of ['', '__resume', '__general'])
      functions.set(`${fn.cName}${suffix}`, { name });
  }
  return { files, functions };
}

function displayName(fn: IrFunction): string {
  if (fn.kind === 'module') return '';
  if (fn.kind === 'class' || fn.kind === 'derived') return `new ${fn.name}`;
  return fn.kind === 'async' && fn.name !== '' ? `async ${fn.name}` : fn.name;
}
