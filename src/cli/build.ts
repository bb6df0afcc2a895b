// `drupe build`: writes the image and says what is inside and why. Layer: cli.

import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { Command, Option } from 'commander';
import colors from 'picocolors';
import { TARGET_NAMES, type TargetName } from '../compiler/target.ts';
import { findFunctions, similarNames } from '../image/explain.ts';
import { compileEntry, type Compiled } from './compile-entry.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import { optimizationLevel } from './option-values.ts';
import { entryFile, programName } from './paths.ts';
import { imageSizes, sizeTable, timingTable } from './size-table.ts';

interface BuildOptions {
  for: TargetName;
  out: string;
  explain?: string;
  dump?: string;
  timings?: boolean;
  debug?: boolean;
  json?: boolean;
  check: boolean;
  optimize: 0 | 1 | 2;
}

export function buildCommand(): Command {
  return new Command('build')
    .description('compile a program to an image and print where its bytes go')
    .argument('<program>', 'the first file, TypeScript or JavaScript')
    .addOption(
      new Option('--for <target>', 'what the image runs on')
        .choices(TARGET_NAMES)
        .default('process'),
    )
    .option('-o, --out <folder>', 'where the image goes', 'dist')
    .option('-O, --optimize <level>', '0, 1 or 2', optimizationLevel, 2)
    .option('-g, --debug', 'keep symbols and line numbers in the image')
    .option('--explain <name>', 'why is this function in the image?')
    .option('--dump <pass>', 'print what a pass of the compiler made')
    .option('--timings', 'print how long each pass took')
    .option('--json', 'print the report as JSON')
    .option('--no-check', 'leave out the type checker')
    .addHelpText(
      'after',
      '\nBeside the image goes IMAGE.debug, with symbols and line numbers for gdb and perf.',
    )
    .action(build);
}

async function build(program: string, options: BuildOptions): Promise<void> {
  const entry = entryFile(program);
  if (statSync(options.out, { throwIfNoEntry: false })?.isDirectory() === false)
    throw new CommandError(`"${options.out}" is a file, not a folder`, EXIT.usage);
  const start = performance.now();
  const compiled = await compileEntry({
    entry,
    output: path.resolve(options.out, imageName(entry, options.for)),
    target: options.for,
    optimize: options.optimize,
    check: options.check,
    debug: options.debug === true,
    wholeReport: options.explain !== undefined,
    ...(options.dump === undefined ? {} : { dump: options.dump }),
  });
  const millis = performance.now() - start;
  if (options.json) {
    printJson(compiled);
    return;
  }
  if (options.explain !== undefined) explain(compiled, options.explain);
  else process.stdout.write(`${sizeTable(reportOf(compiled))}\n`);
  if (options.timings) process.stdout.write(`${timingTable(compiled.timings)}\n`);
  const image = path.relative(process.cwd(), compiled.image);
  const size = (statSync(compiled.image).size / 1024).toFixed(0);
  process.stdout.write(`${colors.bold(image)}: ${size} KiB in ${(millis / 1000).toFixed(1)} s\n`);
}

/** What a machine boots has the ending that its tools expect. */
function imageName(entry: string, target: TargetName): string {
  return target === 'process' ? programName(entry) : `${programName(entry)}.elf`;
}

function reportOf(compiled: Compiled): ReturnType<typeof imageSizes> {
  const debugFile = `${compiled.image}.debug`;
  return imageSizes(existsSync(debugFile) ? debugFile : compiled.image, compiled.functions);
}

function printJson(compiled: Compiled): void {
  const { image, timings } = compiled;
  const report = { image, size: statSync(image).size, timings, ...reportOf(compiled) };
  process.stdout.write(`${JSON.stringify(report, null, 2)}\n`);
}

function explain({ functions }: Compiled, name: string): void {
  const found = findFunctions(functions, name);
  if (found.length === 0) {
    const similar = similarNames(functions, name);
    const hint = similar.length > 0 ? `; similar: ${similar.join(', ')}` : '';
    throw new CommandError(`No function "${name}" is in the image${hint}`, EXIT.usage);
  }
  for (const { name: own, module, why } of found) {
    process.stdout.write(`${colors.bold(own || '(anonymous)')} ${colors.dim(`in ${module}`)}\n`);
    // The compiler's own start is no news.
    why
      .filter((step) => !step.includes('program-root'))
      .forEach((step, depth) => {
        process.stdout.write(`  ${depth === 0 ? 'from' : 'then'} ${step}\n`);
      });
  }
}
