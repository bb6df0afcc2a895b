// Link: C texts and assembly to one static image. Layer: compiler/link, the only user of clang and lld.
// Two links: the first fixes the addresses, from which the position table is made that the second includes behind the
// code. `link` checks that no code moved between them.

import { mkdir, readFile, rm } from 'node:fs/promises';
import path from 'node:path';

import { compileObjects, hash, runTool, writeAtomically } from './compile-objects.ts';
import {
  ElfFile,
  SECTION_ALLOCATED,
  SECTION_NO_BITS,
  SEGMENT_EXECUTABLE,
  SEGMENT_LOAD,
  SEGMENT_WRITABLE,
} from './elf.ts';
import { findTools, type Tools } from './find-tools.ts';
import { LinkError, type LinkInput, type LinkResult, type Progress } from './link-input.ts';
import { positionTableAssembly } from './position-table.ts';
import { pruneCache, touch } from './prune-cache.ts';
import { unwindTableAssembly } from './unwind-table.ts';

export {
  LinkError,
  type LinkInput,
  type LinkResult,
  type Positions,
  type Progress,
} from './link-input.ts';

const LINKER_FLAGS = [
  '-static',
  '--gc-sections',
  '--icf=safe',
  '--hash-style=gnu',
  '--build-id=none',
  '-z',
  'noexecstack',
  '-z',
  'relro',
  '-z',
  'now',
  '-z',
  'separate-code',
  '-z',
  'max-page-size=4096',
];

/** Null when the approval was refused. */
export async function link(input: LinkInput, progress?: Progress): Promise<LinkResult | null> {
  const tools = await findTools();
  const { files, keys, compiled } = await compileObjects(input, tools.clang, progress);
  const scratch = path.join(
    input.cacheDirectory,
    `link-${process.pid}-${hash([input.output]).slice(0, 8)}`,
  );
  await mkdir(scratch, { recursive: true });
  try {
    const build = new Build(input, tools, files, scratch);
    const first = await build.linkWith(undefined, 'first');
    const final =
      (input.positions ?? input.isUnwound) ? await build.linkWith(first, 'final') : first;
    checkSameCode(first, final);
    checkSegments(final);
    if ((await input.approval) === false) return null;
    return { ...(await writeImage(input, final)), keys, compiled };
  } finally {
    await rm(scratch, { recursive: true, force: true });
    await touch(files, new Date());
    await pruneCache(input.cacheDirectory, new Date());
  }
}

class Build {
  readonly #input: LinkInput;
  readonly #tools: Tools;
  readonly #files: string[];
  readonly #scratch: string;

  constructor(input: LinkInput, tools: Tools, files: string[], scratch: string) {
    this.#input = input;
    this.#tools = tools;
    this.#files = files;
    this.#scratch = scratch;
  }

  /** Links with the position table of `measured`, without one with an empty table. */
  async linkWith(measured: ElfFile | undefined, name: string): Promise<ElfFile> {
    const table = path.join(this.#scratch, `${name}-positions.o`);
    const output = path.join(this.#scratch, name);
    const { positions, isUnwound } = this.#input;
    const assembly = [
      positionTableAssembly(measured, positions),
      unwindTableAssembly(measured, isUnwound ?? (() => false)),
    ].join('\n');
    await runTool(
      this.#tools.clang.path,
      ['-c', '--target=x86_64-unknown-linux-gnu', '-x', 'assembler', '-o', table, '-'],
      assembly,
    );
    const flags = [...LINKER_FLAGS, ...this.#input.layout];
    try {
      await runTool(this.#tools.lld.path, [...flags, '-o', output, ...this.#files, table]);
    } catch (error) {
      throw new LinkError(`Cannot link "${this.#input.output}": ${(error as Error).message}`);
    }
    return new ElfFile(await readFile(output));
  }
}

/** Positions refer to addresses of the first link. */
function checkSameCode(first: ElfFile, final: ElfFile): void {
  const [before, after] = [first.section('.text'), final.section('.text')];
  if (before?.address !== after?.address || before?.size !== after?.size) {
    throw new LinkError('Cannot place the position table: the code moved between the two links');
  }
}

/** W^X: nothing is ever both writable and executable. */
function checkSegments(elf: ElfFile): void {
  const both = SEGMENT_EXECUTABLE | SEGMENT_WRITABLE;
  for (const segment of elf.segments()) {
    if (segment.type === SEGMENT_LOAD && (segment.flags & both) === both) {
      throw new LinkError('Cannot seal the image: a segment is writable and executable');
    }
  }
}

async function writeImage(
  input: LinkInput,
  elf: ElfFile,
): Promise<Omit<LinkResult, 'keys' | 'compiled'>> {
  await mkdir(path.dirname(input.output), { recursive: true });
  const debugFile = `${input.output}.debug`;
  const content = input.debug ? elf.bytes : withoutSections(elf);
  await writeAtomically(input.output, content, 0o755);
  if (!input.debug) await writeAtomically(debugFile, elf.bytes, 0o755);
  const sizes = { codeSize: 0, readOnlySize: 0, dataSize: 0 };
  for (const segment of elf.segments()) {
    if (segment.type !== SEGMENT_LOAD) continue;
    if (segment.flags & SEGMENT_EXECUTABLE) sizes.codeSize += segment.memorySize;
    else if (segment.flags & SEGMENT_WRITABLE) sizes.dataSize += segment.memorySize;
    else sizes.readOnlySize += segment.memorySize;
  }
  return {
    image: input.output,
    debugFile: input.debug ? input.output : debugFile,
    fileSize: content.length,
    ...sizes,
  };
}

/** The image without symbols, line information and section headers: they lie behind all that is loaded. */
function withoutSections(elf: ElfFile): Buffer {
  const loaded = elf.sections.filter(
    (section) => section.flags & SECTION_ALLOCATED && section.type !== SECTION_NO_BITS,
  );
  const end = Math.max(...loaded.map((section) => section.offset + section.size));
  const image = Buffer.from(elf.bytes.subarray(0, end));
  image.fill(0, 40, 48); // e_shoff
  image.fill(0, 58, 64); // e_shentsize, e_shnum, e_shstrndx
  return image;
}
