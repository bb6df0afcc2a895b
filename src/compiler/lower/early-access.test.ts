// Unit tests of earlyAccess on made-up module graphs. Layer: compiler, lower.

import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ModuleRecord } from '../load/module-record.ts';
import { earlyAccess } from './early-access.ts';

/** `a: 'b c'`: a imports b, then c. The first is the entry. */
function early(graph: Record<string, string>, options: { async?: string; calls?: string } = {}) {
  const records = new Map<string, ModuleRecord>();
  for (const name of Object.keys(graph)) {
    const record = { path: name, name, kind: 'esm', isLibrary: false, imports: new Map() };
    records.set(name, { ...record, dependencies: [], deferred: [] } as unknown as ModuleRecord);
  }
  for (const [name, imports] of Object.entries(graph))
    for (const target of imports.split(' ').filter(Boolean)) {
      (records.get(name)!.dependencies as ModuleRecord[]).push(records.get(target)!);
    }
  const all = [...records.values()];
  if (options.calls) (all[0]!.deferred as ModuleRecord[]).push(records.get(options.calls)!);
  const found = earlyAccess(all[0]!, all, (record) => record.name === options.async);
  return [...found].map((record) => record.name).sort();
}

test('without a cycle nothing is seen too early', () => {
  assert.deepEqual(early({ main: 'a b', a: 'c', b: 'a c', c: '' }), []);
});

test('in a cycle, what runs later is seen too early by what runs first', () => {
  assert.deepEqual(early({ main: 'a', a: 'b', b: 'a' }), ['a']);
  assert.deepEqual(early({ main: 'a', a: 'b', b: 'c', c: 'a' }), ['a', 'b']);
});

test('what a cycle reaches later is seen too early, what it reached before is not', () => {
  assert.deepEqual(early({ main: 'a', a: 'b late', b: 'a', late: 'deep', deep: '' }), [
    'a',
    'deep',
    'late',
  ]);
  assert.deepEqual(early({ main: 'a', a: 'first b', b: 'a', first: '' }), ['a']);
});

test('a module that imports itself sees itself', () => {
  assert.deepEqual(early({ main: 'main' }), ['main']);
});

test('the order depends on where import() starts', () => {
  assert.deepEqual(early({ main: '', a: 'b', b: 'a' }, { calls: 'b' }), ['b']);
});

test('modules that wait may end in any order', () => {
  assert.deepEqual(early({ main: 'a', a: 'first b', b: 'a', first: '' }, { async: 'first' }), [
    'a',
    'b',
    'first',
  ]);
});
