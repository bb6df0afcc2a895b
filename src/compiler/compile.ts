// The compiler's pipeline: load -> check -> lower -> optimize -> emit -> link. Layer: compiler.
// Each pass hands whole program structures to the next; this is the one place that lists them.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkSyntax } from './check/check-syntax.ts';
import type { Diagnostic } from './check/diagnostic.ts';
import { mergeDiagnostics } from './check/merge-diagnostics.ts';
import { startCheck } from './check/start-check.ts';
import { emitLibrary, emitProgram, NO_HEADER } from './emit/emit-files.ts';
import type { IrFunction } from './ir/ir.ts';
import { printFunction } from './ir/print.ts';
import { verifyFunction } from './ir/verify.ts';
import { link } from './link/link.ts';
import type { LinkResult } from './link/link-input.ts';
import { LibraryCache } from './library-cache.ts';
import { libraryNames } from './load/library-names.ts';
import { compilerVersion, readLibrary } from './load/library-sources.ts';
import { Loader } from './load/load.ts';
import { loadMachine, type MachineLibrary } from './load/machine.ts';
import { type LoweredProgram, lowerLibrary, lowerProgram } from './lower/lower-program.ts';
import type { ProgramLowering } from './lower/program-lowering.ts';
import { inferTypes } from './optimize/infer-types.ts';
import { runtimeTypes } from './optimize/runtime-types.ts';
import { speculate } from './optimize/speculate.ts';
import { explainReached } from './report.ts';
import { type Target, type TargetName, targetNamed } from './target.ts';

export interface CompileOptions {
  /** Absolute path of the program's entry file. */
  readonly entry: string;
  readonly output: string;
  readonly cacheDirectory: string;
  readonly optimize: 0 | 1 | 2;
  /** What the image runs on (default: process). */
  readonly target?: TargetName;
  readonly debug?: boolean;
  /** Prints the tree after this pass: `lower`, `optimize` or `emit`. */
  readonly dump?: string;
  /** Runs the type checker (default true); `later`: does not wait for it, what it finds comes in `CompileResult.later`. */
  readonly check?: boolean | 'later';
  /** Says why each function is in the image; takes longer, since the library part is made anew. */
  readonly wholeReport?: boolean;
  /** Stops before code is made: says only what keeps the program from being compiled. */
  readonly diagnosticsOnly?: boolean;
  readonly onProgress?: (stage: string) => void;
}

export interface ReachedFunction {
  readonly name: string;
  readonly module: string;
  readonly symbol: string;
  /** Who refers to it first, from the root down. */
  readonly why: readonly string[];
}

export interface CompileResult {
  readonly diagnostics: Diagnostic[];
  /** Null when there were errors. */
  readonly image: string | null;
  /** Milliseconds by pass; the type checker runs beside the others, and `check` is the wait for it. */
  readonly timings: Record<string, number>;
  readonly functions: ReachedFunction[];
  readonly sizes?: LinkResult;
  /** What `dump` asked for. */
  readonly dump?: string;
  /** What the type checker finds, where the build did not wait for it. */
  readonly later?: Promise<Diagnostic[]>;
}

export function defaultLibraryRoot(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  // From the sources (src/compiler) and from the bundle (dist) alike.
  return here.endsWith(`${path.sep}compiler`)
    ? path.join(here, '..', 'library')
    : path.join(here, '..', 'src', 'library');
}

export async function compileProgram(options: CompileOptions): Promise<CompileResult> {
  const passes = new Passes(options);
  const check = options.check === false ? Promise.resolve([]) : startCheck(options.entry);
  // An error of the checker itself is reported where its result is awaited.
  check.catch(() => {});
  const target = targetNamed(options.target ?? 'process');
  const library = passes.run('library', () => readLibrary(defaultLibraryRoot()));
  const loader = new Loader(library, path.dirname(options.entry));
  const machine = passes.run('machine', () => loadMachine(library, options.cacheDirectory, target));
  const entry = passes.run('load', () => loader.load(options.entry));
  const diagnostics: Diagnostic[] = [
    ...loader.diagnostics,
    ...passes.run('syntax', () => checkSyntax(loader.modules.values())),
  ];
  if (diagnostics.some(isError)) return passes.stop([...diagnostics, ...(await check)]);

  let lowered: LoweredProgram;
  try {
    lowered = passes.run('lower', () => lowerProgram(loader, machine, entry, target));
  } catch (error) {
    // What the type checker refuses may be more than lowering expects.
    diagnostics.push(...(await check));
    if (diagnostics.some(isError)) return passes.stop(diagnostics);
    throw error;
  }
  diagnostics.push(
    ...lowered.program.diagnostics,
    ...loader.diagnostics.filter((found) => !diagnostics.includes(found)),
  );
  if (options.diagnosticsOnly || diagnostics.some(isError))
    return passes.stop([...diagnostics, ...(await check)]);
  const result = await makeImage(lowered, machine, target, options, passes, check);
  const found = options.check === 'later' ? [] : await check;
  return { ...result, diagnostics: mergeDiagnostics([...diagnostics, ...found]), later: check };
}

/** The passes from the lowered program to the image; those of the library part only when the cache has none. */
async function makeImage(
  lowered: LoweredProgram,
  machine: MachineLibrary,
  target: Target,
  options: CompileOptions,
  passes: Passes,
  check: Promise<Diagnostic[]>,
): Promise<CompileResult> {
  const { program } = lowered;
  const entryDiagnostics = program.diagnostics.length;
  const cache = libraryCache(program, target, options);
  const cached = options.wholeReport || options.dump ? null : cache.read();
  const library =
    cached === null ? passes.run('lower library', () => lowerLibrary(lowered, machine)) : null;
  requireNoErrors(program, entryDiagnostics);
  if (library === null) program.lowerCallees();
  const isOfProgram = (fn: IrFunction): boolean =>
    program.isProgramSide(program.modules[fn.module]!);
  const functions = [...program.reached].filter((fn) => library !== null || isOfProgram(fn));
  for (const fn of functions) verifyFunction(fn);
  if (options.dump === 'lower') return passes.dump(functions.map(printFunction));

  passes.run('optimize', () => {
    const types = runtimeTypes(machine.functions);
    for (const fn of functions) {
      inferTypes(fn, types);
      speculate(fn, types, !isOfProgram(fn));
    }
  });
  if (options.dump === 'optimize') return passes.dump(functions.map(printFunction));

  const emittedLibrary =
    library && passes.run('emit library', () => emitLibrary(lowered, library, machine, target));
  const libraryPart = emittedLibrary ?? cached!;
  const emitted = passes.run('emit', () => emitProgram(lowered, libraryPart, machine));
  const objects = [...emitted.objects, ...(emittedLibrary?.objects ?? [])];
  if (options.dump === 'emit')
    return passes.dump(objects.map((object) => `// ${object.name}\n${object.c}`));

  const sizes = await passes.wait('link', () =>
    link({
      objects,
      prebuilt: cached?.objects ?? [],
      assembly: target.assembly.map((file) => path.join(program.loader.libraryRoot, file)),
      header: NO_HEADER,
      output: options.output,
      cacheDirectory: options.cacheDirectory,
      optimize: options.optimize,
      debug: options.debug ?? false,
      positions: emitted.positions,
      isUnwound: emitted.isUnwound,
      layout: target.layout,
      ...(options.check === 'later'
        ? {}
        : { approval: check.then((found) => !found.some(isError)) }),
    }),
  );
  if (sizes === null) return passes.stop([]);
  const reached = explainReached(lowered, functions);
  if (emittedLibrary !== null) {
    const symbols = new Set(functions.filter((fn) => !isOfProgram(fn)).map((fn) => fn.cName));
    await cache.write({
      objects: sizes.keys.slice(emitted.objects.length),
      strings: emittedLibrary.strings,
      symbols: emittedLibrary.symbols,
      unwound: emittedLibrary.unwound,
      functions: reached
        .filter(({ symbol }) => symbols.has(symbol))
        .map(({ name, module, symbol }) => ({ name, module, symbol })),
    });
  }
  return {
    ...passes.stop([]),
    image: sizes.image,
    functions: [...reached, ...(cached?.functions ?? []).map((fn) => ({ ...fn, why: [] }))],
    sizes,
  };
}

/** What the library does wrong is no fault of the program's. */
function requireNoErrors({ diagnostics }: ProgramLowering, ofProgram: number): void {
  const found = diagnostics.slice(ofProgram);
  if (found.length === 0) return;
  const places = found.map((one) => `${one.file}:${one.line}:${one.column} ${one.message}`);
  throw new Error(`the library does not compile:\n${places.join('\n')}`);
}

/** The library part depends on these alone. */
function libraryCache(
  program: ProgramLowering,
  target: Target,
  options: CompileOptions,
): LibraryCache {
  const { librarySources } = program.loader;
  return new LibraryCache(options.cacheDirectory, [
    librarySources.version,
    compilerVersion(),
    target.name,
    String(options.optimize),
    ...program.demand(libraryNames(librarySources, options.cacheDirectory)),
  ]);
}

/** Times the passes, and makes the results of builds that end early. */
class Passes {
  readonly #options: CompileOptions;
  readonly #timings: Record<string, number> = {};

  constructor(options: CompileOptions) {
    this.#options = options;
  }

  run<T>(name: string, pass: () => T): T {
    this.#options.onProgress?.(name);
    const start = performance.now();
    const result = pass();
    this.#timings[name] = performance.now() - start;
    return result;
  }

  async wait<T>(name: string, pass: () => Promise<T>): Promise<T> {
    this.#options.onProgress?.(name);
    const start = performance.now();
    const result = await pass();
    this.#timings[name] = performance.now() - start;
    return result;
  }

  stop(diagnostics: Diagnostic[]): CompileResult {
    return {
      diagnostics: mergeDiagnostics(diagnostics),
      image: null,
      timings: this.#timings,
      functions: [],
    };
  }

  dump(parts: readonly string[]): CompileResult {
    return { ...this.stop([]), dump: parts.join('\n') };
  }
}

function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.category === 'error';
}
