// The compiler's pipeline: load -> check -> lower -> optimize -> emit -> link. Layer: compiler.
// Each pass hands whole program structures to the next; this is the one place that lists them.

import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkSyntax } from './check/check-syntax.ts';
import type { Diagnostic } from './check/diagnostic.ts';
import { mergeDiagnostics } from './check/merge-diagnostics.ts';
import { startCheck } from './check/start-check.ts';
import { emitProgram } from './emit/emit-files.ts';
import { printFunction } from './ir/print.ts';
import { verifyFunction } from './ir/verify.ts';
import { link } from './link/link.ts';
import type { LinkResult } from './link/link-input.ts';
import { Loader } from './load/load.ts';
import { loadMachine } from './load/machine.ts';
import { type LoweredProgram, lowerProgram } from './lower/lower-program.ts';
import { inferTypes } from './optimize/infer-types.ts';
import { runtimeTypes } from './optimize/runtime-types.ts';
import { explainReached } from './report.ts';
import { type TargetName, targetNamed } from './target.ts';

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
  /** Runs the type checker (default true). */
  readonly check?: boolean;
  /** Stops before code is made: says only what keeps the program from being compiled. */
  readonly diagnosticsOnly?: boolean;
  readonly onProgress?: (stage: string) => void;
}

export interface ReachedFunction {
  readonly name: string;
  readonly module: string;
  readonly symbol: string;
  /** Who refers to it first, from the root down. */
  readonly why: string[];
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
}

export function defaultLibraryRoot(): string {
  const here = path.dirname(fileURLToPath(import.meta.url));
  // From the sources (src/compiler) and from the bundle (dist) alike.
  return here.endsWith(`${path.sep}compiler`)
    ? path.join(here, '..', 'library')
    : path.join(here, '..', 'src', 'library');
}

export async function compileProgram(options: CompileOptions): Promise<CompileResult> {
  const timings: Record<string, number> = {};
  const timed = <T>(name: string, pass: () => T): T => {
    options.onProgress?.(name);
    const start = performance.now();
    const result = pass();
    timings[name] = performance.now() - start;
    return result;
  };
  const failed = (diagnostics: Diagnostic[]): CompileResult => ({
    diagnostics: mergeDiagnostics(diagnostics),
    image: null,
    timings,
    functions: [],
  });

  const waited = async <T>(name: string, result: Promise<T>): Promise<T> => {
    const start = performance.now();
    const value = await result;
    timings[name] = performance.now() - start;
    return value;
  };

  const check = options.check === false ? Promise.resolve([]) : startCheck(options.entry);
  // An error of the checker itself is reported where its result is awaited.
  check.catch(() => {});
  const target = targetNamed(options.target ?? 'process');
  const libraryRoot = defaultLibraryRoot();
  const loader = new Loader(libraryRoot, path.dirname(options.entry));
  const machine = timed('machine', () => loadMachine(libraryRoot, options.cacheDirectory, target));
  const entry = timed('load', () => loader.load(options.entry));
  const diagnostics: Diagnostic[] = [
    ...loader.diagnostics,
    ...timed('syntax', () => checkSyntax(loader.modules.values())),
  ];
  if (diagnostics.some(isError)) {
    diagnostics.push(...(await check));
    return failed(diagnostics);
  }

  let lowered: LoweredProgram;
  try {
    lowered = timed('lower', () => lowerProgram(loader, machine, entry, target));
  } catch (error) {
    // What the type checker refuses may be more than lowering expects.
    diagnostics.push(...(await check));
    if (diagnostics.some(isError)) return failed(diagnostics);
    throw error;
  }
  diagnostics.push(
    ...lowered.program.diagnostics,
    ...loader.diagnostics.filter((found) => !diagnostics.includes(found)),
  );
  diagnostics.push(...(await waited('check', check)));
  if (options.diagnosticsOnly || diagnostics.some(isError)) return failed(diagnostics);
  const functions = [...lowered.program.reached];
  for (const fn of functions) verifyFunction(fn);
  if (options.dump === 'lower')
    return { ...failed(diagnostics), dump: functions.map(printFunction).join('\n') };

  timed('optimize', () => {
    const types = runtimeTypes(machine.functions);
    for (const fn of functions) inferTypes(fn, types);
  });
  if (options.dump === 'optimize')
    return { ...failed(diagnostics), dump: functions.map(printFunction).join('\n') };

  const files = timed('emit', () => emitProgram(lowered, machine, target));
  if (options.dump === 'emit')
    return {
      ...failed(diagnostics),
      dump: files.objects.map((object) => `// ${object.name}\n${object.c}`).join('\n'),
    };

  options.onProgress?.('link');
  const start = performance.now();
  const sizes = await link({
    objects: files.objects,
    assembly: files.assembly,
    header: files.header,
    output: options.output,
    cacheDirectory: options.cacheDirectory,
    optimize: options.optimize,
    debug: options.debug ?? false,
    positions: files.positions,
    layout: target.layout,
  });
  timings['link'] = performance.now() - start;
  return {
    diagnostics: mergeDiagnostics(diagnostics),
    image: sizes.image,
    timings,
    functions: explainReached(lowered),
    sizes,
  };
}

function isError(diagnostic: Diagnostic): boolean {
  return diagnostic.category === 'error';
}
