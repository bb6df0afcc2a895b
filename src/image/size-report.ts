// Size report: where the bytes of an image go, by module and by function. Layer: image.

import type { ImageSymbols } from './image-symbols.ts';

export interface ModuleSize {
  /** "ecma/array/array", "src/server.ts"; "(other code)" for assembly and what the compiler makes, "(data)" for what no module's code is. */
  readonly module: string;
  readonly code: number;
  readonly data: number;
  readonly functions: number;
}

export interface FunctionSize {
  readonly symbol: string;
  readonly module: string;
  readonly size: number;
}

export interface SizeReport {
  /** The largest first. */
  readonly modules: readonly ModuleSize[];
  readonly functions: readonly FunctionSize[];
  /** Loaded bytes by kind, the largest first. */
  readonly sections: readonly { readonly name: string; readonly size: number }[];
}

/** `moduleOf` gives a source file's module name, and that of a symbol when the compiler knows it. */
export function sizeReport(
  { symbols, sections }: ImageSymbols,
  moduleOf: (file: string | null, symbol: string) => string | null,
): SizeReport {
  const modules = new Map<string, { code: number; data: number; functions: number }>();
  const functions: FunctionSize[] = [];
  for (const { name, size, isFunction, file } of symbols) {
    const known = candidates(name).reduce<string | null>(
      (found, candidate) => found ?? moduleOf(file, candidate),
      null,
    );
    const module = known ?? (isFunction ? '(other code)' : '(data)');
    const sum = modules.get(module) ?? { code: 0, data: 0, functions: 0 };
    modules.set(module, sum);
    if (isFunction) {
      sum.code += size;
      sum.functions++;
      functions.push({ symbol: name, module, size });
    } else {
      sum.data += size;
    }
  }
  return {
    modules: [...modules]
      .map(([module, sum]) => ({ module, ...sum }))
      .sort((a, b) => b.code + b.data - a.code - a.data),
    functions: functions.sort((a, b) => b.size - a.size),
    sections: [...sections].map(([name, size]) => ({ name, size })).sort((a, b) => b.size - a.size),
  };
}

/** What the compiler makes for a function is named after it: entry points, resume functions, records, caches. */
function candidates(symbol: string): string[] {
  const base = symbol.replace(/^[ci]_/, '');
  return [symbol, base, base.replace(/_\d+$/, ''), symbol.replace(/__(entry|resume)$/, '')];
}
