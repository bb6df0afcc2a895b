import assert from 'node:assert/strict';
import { test } from 'node:test';

import { imageWords } from './image-words.ts';

test('words with spaces, quotes and backslashes are quoted', () => {
  assert.equal(
    imageWords(['--', 'a', '', 'b c', 'd"e', '\\', 'tab\tin']),
    '-- a "" "b c" d\\"e \\\\ tab\tin',
  );
});
