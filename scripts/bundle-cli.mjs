// Bundles the command line into dist/cli.js, when it is not newer than its sources. Plain JavaScript: bin/drupe.js calls it
// in a checkout before anything of TypeScript can run.

import { readdirSync, renameSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const bundle = path.join(root, 'dist', 'cli.js');
const SOURCES = ['src/cli', 'src/compiler', 'src/image', 'src/monitor', 'scripts', 'package.json'];

export async function bundleCli() {
  if (changeTime(bundle) > Math.max(...SOURCES.map((source) => newest(path.join(root, source)))))
    return;
  const { build } = await import('esbuild');
  const worker = path.join(root, 'dist', 'check-worker.js');
  await bundleOne(build, 'src/compiler/check/check-worker.ts', worker);
  await bundleOne(build, 'src/cli/main.ts', bundle);
}

/** Complete or not at all, so that commands running at the same time do not disturb each other. */
async function bundleOne(build, entry, file) {
  const partial = `${file}.${process.pid}.partial`;
  await build({
    absWorkingDir: root,
    entryPoints: [entry],
    outfile: partial,
    bundle: true,
    platform: 'node',
    format: 'esm',
    target: 'node20',
    packages: 'external',
    alias: { typescript: path.join(root, 'scripts', 'cached-typescript.mjs') },
    logLevel: 'error',
  });
  renameSync(partial, file);
}

function newest(name) {
  if (!statSync(name).isDirectory()) return changeTime(name);
  const entries = readdirSync(name, { withFileTypes: true });
  return entries.reduce((latest, entry) => {
    const child = path.join(name, entry.name);
    return Math.max(latest, entry.isDirectory() ? newest(child) : changeTime(child));
  }, 0);
}

function changeTime(name) {
  return statSync(name, { throwIfNoEntry: false })?.mtimeMs ?? 0;
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) await bundleCli();
