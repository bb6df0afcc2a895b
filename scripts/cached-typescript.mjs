// Stands in for the package `typescript` in the bundles: loads it with V8's code cache, which saves most of its start.
// The cache is written when a process ends that found none for this version; without one everything works as well.

import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import Module, { createRequire } from 'node:module';
import { homedir } from 'node:os';
import path from 'node:path';
import { Script } from 'node:vm';
import { isMainThread } from 'node:worker_threads';

const require = createRequire(import.meta.url);
const file = require.resolve('typescript');

// oxlint-disable-next-line import/no-default-export -- as the package has it
export default load();

function load() {
  const source = readFileSync(file, 'utf8');
  const cache = cacheFile(source.length);
  const cachedData = existsSync(cache) ? readFileSync(cache) : undefined;
  const script = new Script(Module.wrap(source), { filename: file, cachedData });
  const module = { exports: {} };
  script.runInThisContext()(module.exports, createRequire(file), module, file, path.dirname(file));
  if (cachedData === undefined || script.cachedDataRejected)
    process.once('exit', () => write(cache, script));
  return module.exports;
}

/** The checker's thread uses other parts of it than the main thread. */
function cacheFile(length) {
  const root = process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache');
  const name = `typescript-${length}-${process.version}-${process.arch}-${isMainThread ? 'main' : 'check'}.bin`;
  return path.join(root, 'drupe', 'code', name);
}

function write(cache, script) {
  try {
    mkdirSync(path.dirname(cache), { recursive: true });
    const partial = `${cache}.${process.pid}.partial`;
    writeFileSync(partial, script.createCachedData());
    renameSync(partial, cache);
  } catch {
    // A read-only home costs time, nothing else.
  }
}
