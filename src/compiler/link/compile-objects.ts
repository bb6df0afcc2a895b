// Objects: C texts to object files, as many clang processes at once as there are processors. Layer: compiler/link.
// An object's file name is the hash of all that decides its content, so one that exists is right and is never rebuilt.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { availableParallelism } from 'node:os';
import path from 'node:path';

import type { Tool } from './find-tools.ts';
import { LinkError, type LinkInput, type Progress, type SourceObject } from './link-input.ts';

const FLAGS = [
  '-std=gnu11',
  '-ffreestanding',
  '-fno-strict-aliasing',
  '-fwrapv',
  '-ffp-contract=off',
  '-fno-math-errno',
  '-fno-omit-frame-pointer',
  '-mno-omit-leaf-frame-pointer',
  '-fPIE',
  '-fdirect-access-external-data',
  '-march=x86-64-v2',
  '-ffunction-sections',
  '-fdata-sections',
  '-fvisibility=hidden',
  '-fno-asynchronous-unwind-tables',
  '-fno-unwind-tables',
  // No canaries: a machine function's static buffers are not on the stack, and compiled code has no arrays there.
  '-fno-stack-protector',
  '-fno-ident',
  '-g1',
  '-gdwarf-4',
  '-fdebug-compilation-dir=.',
  '-Wno-everything',
];

export interface CompiledObjects {
  /** Paths, in the order of the input: prebuilt ones, objects, assembly. */
  files: string[];
  /** Keys of the cache, of the objects alone. */
  keys: string[];
  compiled: number;
}

/** Where the cache keeps an object. */
export function objectFile(cacheDirectory: string, key: string): string {
  return path.join(cacheDirectory, 'objects', `${key}.o`);
}

interface Job {
  name: string;
  key: string;
  flags: string[];
  /** Written to clang's standard input. */
  text: string;
}

export async function compileObjects(
  input: LinkInput,
  clang: Tool,
  progress?: Progress,
): Promise<CompiledObjects> {
  const folder = path.join(input.cacheDirectory, 'objects');
  await mkdir(folder, { recursive: true });
  const headerFolder = await writeHeader(input);
  const jobs = [
    ...input.objects.map((object) => sourceJob(object, input, clang, headerFolder)),
    ...(await Promise.all(input.assembly.map((file) => assemblyJob(file, clang)))),
  ];
  const files = jobs.map((job) => objectFile(input.cacheDirectory, job.key));
  const missing = jobs.filter((_, i) => !existsSync(files[i] as string));
  let done = jobs.length - missing.length;
  progress?.(done, jobs.length);
  // The longest first, so that no long one is left alone at the end.
  const queue = [...new Map(missing.map((job) => [job.key, job])).values()];
  queue.sort((a, b) => b.text.length - a.text.length);
  const compiled = queue.length;
  const worker = async (): Promise<void> => {
    for (let job = queue.shift(); job; job = queue.shift()) {
      await compileOne(job, objectFile(input.cacheDirectory, job.key), clang);
      progress?.(++done, jobs.length);
    }
  };
  await Promise.all(Array.from({ length: availableParallelism() }, worker));
  const prebuilt = (input.prebuilt ?? []).map((key) => objectFile(input.cacheDirectory, key));
  const keys = jobs.slice(0, input.objects.length).map((job) => job.key);
  return { files: [...prebuilt, ...files], keys, compiled };
}

/** The header lies in a folder of its own content's name, so that builds do not disturb each other. */
async function writeHeader(input: LinkInput): Promise<string> {
  const { name, text } = input.header;
  const folder = path.join(input.cacheDirectory, 'headers', hash([name, text]));
  if (!existsSync(path.join(folder, name))) {
    await mkdir(folder, { recursive: true });
    await writeAtomically(path.join(folder, name), text);
  }
  return folder;
}

function sourceJob(object: SourceObject, input: LinkInput, clang: Tool, headers: string): Job {
  const flags = [...FLAGS, `-O${input.optimize}`, ...(object.flags ?? [])];
  const key = hash([clang.version, ...flags, input.header.text, object.c]);
  return { name: object.name, key, flags: ['-x', 'c', ...flags, '-I', headers], text: object.c };
}

async function assemblyJob(file: string, clang: Tool): Promise<Job> {
  const text = await readFile(file, 'utf8');
  const flags = ['-x', 'assembler-with-cpp', '-I', path.dirname(file)];
  return { name: path.basename(file), key: hash([clang.version, text]), flags, text };
}

async function compileOne(job: Job, output: string, clang: Tool): Promise<void> {
  const partial = `${output}.${process.pid}.partial`;
  try {
    await runTool(
      clang.path,
      ['-c', '--target=x86_64-unknown-linux-gnu', ...job.flags, '-o', partial, '-'],
      job.text,
    );
    await rename(partial, output);
  } catch (error) {
    await rm(partial, { force: true });
    throw new LinkError(`Cannot compile "${job.name}": ${(error as Error).message}`);
  }
}

/** Runs a tool with `text` as its input; rejects with what it wrote to its error stream. */
export function runTool(program: string, args: string[], text = ''): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { stdio: ['pipe', 'ignore', 'pipe'] });
    let messages = '';
    child.stderr.setEncoding('utf8').on('data', (part: string) => (messages += part));
    child.on('error', reject);
    child.on('close', (code, signal) => {
      if (code === 0) resolve();
      else reject(new Error(messages.trim() || `${program} ended with ${signal ?? code}`));
    });
    // The tool may end before it has read everything; its exit status says so.
    child.stdin.on('error', () => {});
    child.stdin.end(text);
  });
}

export async function writeAtomically(
  file: string,
  content: string | Uint8Array,
  mode = 0o644,
): Promise<void> {
  const partial = `${file}.${process.pid}.partial`;
  await writeFile(partial, content, { mode });
  await rename(partial, file);
}

export function hash(parts: string[]): string {
  const digest = createHash('sha256');
  for (const part of parts) digest.update(`${part.length}:`).update(part);
  return digest.digest('hex').slice(0, 32);
}
