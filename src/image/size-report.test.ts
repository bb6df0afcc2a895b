import assert from 'node:assert/strict';
import { test } from 'node:test';

import { findFunctions, similarNames } from './explain.ts';
import { sizeReport } from './size-report.ts';

test('sizes are summed by module, the largest first', () => {
  const report = sizeReport(
    {
      symbols: [
        { name: 'small', size: 10, isFunction: true, file: 'a.ts' },
        { name: 'c_known_3', size: 24, isFunction: false, file: null },
        { name: 'known__entry', size: 100, isFunction: true, file: null },
        { name: '_start', size: 7, isFunction: true, file: null },
      ],
      sections: new Map([
        ['.data', 24],
        ['.text', 117],
      ]),
    },
    (file, symbol) => (symbol === 'known' ? 'b' : (file?.replace('.ts', '') ?? null)),
  );
  assert.deepEqual(report.modules, [
    { module: 'b', code: 100, data: 24, functions: 1 },
    { module: 'a', code: 10, data: 0, functions: 1 },
    { module: '(other code)', code: 7, data: 0, functions: 1 },
  ]);
  assert.equal(report.sections[0]?.name, '.text');
  assert.equal(report.functions[0]?.symbol, 'known__entry');
});

test('a function is found by its name, its last part, its module and its symbol', () => {
  const fn = {
    name: 'Array.map',
    module: 'ecma/array',
    symbol: 'ecma_array__map_1',
    why: ['main'],
  };
  const functions = [fn, { ...fn, name: 'flatMap', symbol: 'other' }];
  for (const name of ['Array.map', 'map', 'ecma/array/Array.map', 'ecma_array__map_1']) {
    assert.deepEqual(findFunctions(functions, name), [fn]);
  }
  assert.deepEqual(findFunctions(functions, 'reduce'), []);
  assert.deepEqual(similarNames(functions, 'MAP'), ['Array.map', 'flatMap']);
});
