// Size table: the report of `drupe build` as text. Layer: cli.

import Table from 'cli-table3';
import colors from 'picocolors';
import type { ReachedFunction } from '../image/explain.ts';
import { readImageSymbols } from '../image/image-symbols.ts';
import { sizeReport, type SizeReport } from '../image/size-report.ts';

const SHOWN_MODULES = 25;

/** The report of an image whose symbols are in `debugFile`. */
export function imageSizes(debugFile: string, functions: readonly ReachedFunction[]): SizeReport {
  const modules = new Map(functions.map(({ symbol, module }) => [symbol, module]));
  const moduleOf = (file: string | null, symbol: string): string | null =>
    modules.get(symbol) ?? (file === null || !file.endsWith('.ts') ? null : moduleOfFile(file));
  return sizeReport(readImageSymbols(debugFile), moduleOf);
}

/** "runtime/heap" for a file of the library, the file itself for others. */
function moduleOfFile(file: string): string {
  const library = /(?:^|\/)src\/library\/(.*)$/.exec(file)?.[1];
  return (library ?? file).replace(/\.ts$/, '');
}

export function sizeTable({ modules, sections }: SizeReport): string {
  const table = newTable(['module', 'code', 'data', 'functions']);
  for (const { module, code, data, functions } of modules.slice(0, SHOWN_MODULES)) {
    table.push([module, code.toLocaleString('en'), data.toLocaleString('en'), functions]);
  }
  const rest = modules.slice(SHOWN_MODULES);
  if (rest.length > 0) table.push([`(${rest.length} more)`, ...sums(rest)]);
  table.push([colors.bold('total'), ...sums(modules)]);
  const loaded = sections
    .filter(({ size }) => size >= 1024)
    .map(({ name, size }) => `${name} ${(size / 1024).toFixed(0)}K`)
    .join(', ');
  return `${table.toString()}\n${colors.dim(`sections: ${loaded}`)}`;
}

function sums(modules: SizeReport['modules']): (string | number)[] {
  const sum = { code: 0, data: 0, functions: 0 };
  for (const { code, data, functions } of modules) {
    sum.code += code;
    sum.data += data;
    sum.functions += functions;
  }
  return [sum.code.toLocaleString('en'), sum.data.toLocaleString('en'), sum.functions];
}

export function timingTable(timings: Readonly<Record<string, number>>): string {
  const table = newTable(['pass', 'ms']);
  for (const [pass, millis] of Object.entries(timings)) table.push([pass, millis.toFixed(0)]);
  return table.toString();
}

/** Plain columns: no lines, numbers to the right. */
export function newTable(head: string[]): InstanceType<typeof Table> {
  const none = Object.fromEntries(
    'top top-mid top-left top-right bottom bottom-mid bottom-left bottom-right left left-mid mid mid-mid right right-mid'
      .split(' ')
      .map((name) => [name, '']),
  );
  return new Table({
    head: head.map((title) => colors.dim(title)),
    chars: { ...none, middle: '  ' },
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 0 },
    colAligns: head.map((_, column) => (column === 0 ? 'left' : 'right')),
  });
}
