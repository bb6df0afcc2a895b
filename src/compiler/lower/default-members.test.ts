import assert from 'node:assert/strict';
import test from 'node:test';
import ts from 'typescript';
import type { ModuleRecord } from '../load/module-record.ts';
import { defaultMembers, readsMembersOnly } from './default-members.ts';

function record(text: string, imports: Record<string, ModuleRecord> = {}): ModuleRecord {
  const sourceFile = ts.createSourceFile('a.ts', text, ts.ScriptTarget.ESNext, true);
  return {
    path: '/a.ts',
    name: 'a',
    kind: 'esm',
    isLibrary: false,
    sourceFile,
    imports: new Map(Object.entries(imports)),
    dependencies: [],
    deferred: text.includes('import("lib")') ? [library] : [],
  };
}

const library = record(`
  import { Server } from './server.ts';
  export function get() {}
  function hidden() {}
  class Other {}
  export { Server, Other as Different };
  const all = { get, Server, hidden, Other, Stream: Server, extra() {} };
  export default all;
`);

test('members are what is exported under the same name', () => {
  assert.deepEqual([...defaultMembers(library)], ['get', 'Server']);
  assert.deepEqual([...defaultMembers(record('export default {}'))], []);
});

function isReadOnly(text: string): boolean {
  return readsMembersOnly(record(text, { lib: library }), library);
}

test('a module that only reads members', () => {
  assert.ok(isReadOnly('import a from "lib"; a.get(a.Server, new a.Server()); a.get.x = 1;'));
  assert.ok(
    isReadOnly('import a from "lib"; class B extends a.Server {} const c = { a: 1, d: a.get };'),
  );
  assert.ok(isReadOnly('import a, { get } from "lib"; let t: typeof a; x.a; get();'));
  assert.ok(isReadOnly('import { get } from "lib"; get = 1;'));
});

test('a module that could change the object, or hand it on', () => {
  for (const use of [
    'a.get = 1',
    'a.get ||= 1',
    '[a.get] = [1]',
    '({ b: a.get } = {})',
    '({ ...a.get } = {})',
    'for (a.get of []) {}',
    'for (a.get in {}) {}',
    'a.get++',
    'delete a.get',
    'f(a)',
    'a["get"]()',
    'const { get } = a',
    '({ a })',
    'class B extends f(a) {}',
    'export { a }',
    'import("lib")',
  ])
    assert.ok(!isReadOnly(`import a from "lib"; ${use};`), use);
  assert.ok(!isReadOnly('import * as a from "lib"; f(a.default);'));
  assert.ok(!isReadOnly('import { default as a } from "lib"; f(a);'));
  assert.ok(!isReadOnly('export * from "lib";'));
  assert.ok(!isReadOnly('export { default } from "lib";'));
});
