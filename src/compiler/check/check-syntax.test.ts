import assert from 'node:assert/strict';
import { test } from 'node:test';
import ts from 'typescript';

import type { ModuleRecord } from '../load/module-record.ts';
import { checkSyntax } from './check-syntax.ts';

function codes(text: string, path = '/program/main.ts'): string[] {
  const sourceFile = ts.createSourceFile(path, text, ts.ScriptTarget.ESNext, true);
  const record: ModuleRecord = {
    path,
    name: 'main.ts',
    kind: path.endsWith('.cjs') ? 'cjs' : 'esm',
    isLibrary: false,
    sourceFile,
    imports: new Map(),
    dependencies: [],
    deferred: [],
  };
  return checkSyntax([record]).map(({ code, line, column }) => `${code} ${line}:${column}`);
}

test('eval and the Function constructor are refused where they are named', () => {
  assert.deepEqual(codes('const f = 1;\nf + eval("2");\nnew Function("return 1");'), [
    'DR1010 2:5',
    'DR1011 3:1',
  ]);
});

test('names of the program that look like globals are not refused', () => {
  assert.deepEqual(
    codes('const o = { eval: 1 };\no.eval;\nclass Function {}\nnew Function();'),
    [],
  );
});

test('the idiom for the global object is not refused', () => {
  assert.deepEqual(codes("const root = Function('return this')();"), []);
});

test('modules that are known only at run time are refused', () => {
  const text = 'const name = String(1);\nawait import(name);\nimport.meta.resolve("x");';
  assert.deepEqual(codes(text), ['DR1034 2:7', 'DR1035 3:1']);
  assert.deepEqual(codes('require(name());\nrequire.cache;', '/program/main.cjs'), [
    'DR1032 1:1',
    'DR1036 2:1',
  ]);
});

test('what only sloppy mode has is refused in CommonJS files', () => {
  const text = 'counter = 1;\nfunction f(a, a) { return arguments.callee; }\nwith (f) {}';
  assert.deepEqual(codes(text, '/program/main.cjs'), [
    'DR1017 1:1',
    'DR1019 2:15',
    'DR1014 2:27',
    'DR1012 3:1',
  ]);
});

test('using declarations, decorators and accessor fields are refused', () => {
  const text =
    'using a = null;\nawait using b = null;\nconst c = 1;\n@c class D { accessor e = 1; }';
  assert.deepEqual(codes(text), ['DR1020 1:1', 'DR1020 2:1', 'DR1021 4:1', 'DR1023 4:14']);
});

test('malformed patterns and property escapes are refused', () => {
  assert.deepEqual(codes('/\\p{L}/u; /\\\\p{L}/; /a(/;'), ['DR1050 1:1', 'DR1051 1:21']);
});

test('types are not looked at', () => {
  assert.deepEqual(codes('type F = typeof eval;\ndeclare function g(x: typeof eval): void;'), []);
});
