import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { afterEach, beforeEach } from 'node:test';
import { pruneCache, touch } from './prune-cache.ts';

const now = new Date('2030-06-15T12:00:00Z');
const daysAgo = (days: number): Date => new Date(now.getTime() - days * 24 * 3600 * 1000);
let cache = '';

beforeEach(() => {
  cache = mkdtempSync(path.join(tmpdir(), 'drupe-cache-'));
  mkdirSync(path.join(cache, 'objects'));
});
afterEach(() => rmSync(cache, { recursive: true }));

function add(name: string, days: number): void {
  writeFileSync(path.join(cache, name), '');
  utimesSync(path.join(cache, name), daysAgo(days), daysAgo(days));
}

test('files that no build used for two weeks go', async () => {
  add('objects/old.o', 15);
  add('objects/young.o', 13);
  add('machine-0.json', 20);
  await pruneCache(cache, now);
  assert.deepEqual(readdirSync(path.join(cache, 'objects')), ['young.o']);
  assert.deepEqual(readdirSync(cache).sort(), ['objects', 'pruned']);
});

test('an old file that a build used again stays', async () => {
  add('objects/old.o', 15);
  await touch([path.join(cache, 'objects/old.o'), path.join(cache, 'objects/gone.o')], now);
  await pruneCache(cache, now);
  assert.deepEqual(readdirSync(path.join(cache, 'objects')), ['old.o']);
});

test('the cache is looked through once a day', async () => {
  await pruneCache(cache, now);
  add('objects/old.o', 15);
  await pruneCache(cache, now);
  assert.deepEqual(readdirSync(path.join(cache, 'objects')), ['old.o']);
  await pruneCache(cache, new Date(now.getTime() + 25 * 3600 * 1000));
  assert.deepEqual(readdirSync(path.join(cache, 'objects')), []);
});
