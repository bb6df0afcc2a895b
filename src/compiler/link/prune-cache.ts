// Keeps the cache from growing for ever: what no build has used for some weeks goes. Layer: compiler/link.
// A build touches the objects that it uses; files that go can always be made again, so losing one costs time only.

import { existsSync } from 'node:fs';
import { readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import path from 'node:path';

const DAY_MILLIS = 24 * 60 * 60 * 1000;
const KEPT_DAYS = 14;

/** Marks files as used now. */
export async function touch(files: readonly string[], now: Date): Promise<void> {
  // Another build may be pruning; a file that is gone is missed by the linker, not here.
  await Promise.allSettled(files.map((file) => utimes(file, now, now)));
}

/** Removes files of the cache that are older than two weeks; looks once a day. */
export async function pruneCache(cacheDirectory: string, now: Date): Promise<void> {
  const marker = path.join(cacheDirectory, 'pruned');
  if (existsSync(marker) && now.getTime() - (await stat(marker)).mtimeMs < DAY_MILLIS) return;
  await writeFile(marker, '');
  await utimes(marker, now, now);
  const oldest = now.getTime() - KEPT_DAYS * DAY_MILLIS;
  for (const folder of ['.', 'objects', 'libraries', 'headers'])
    await removeOlder(path.join(cacheDirectory, folder), oldest);
}

async function removeOlder(folder: string, oldest: number): Promise<void> {
  if (!existsSync(folder)) return;
  for (const entry of await readdir(folder, { withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = path.join(folder, entry.name);
    try {
      if ((await stat(file)).mtimeMs < oldest) await rm(file);
    } catch {
      // Another build was faster.
    }
  }
}
