import assert from 'node:assert/strict';
import { test } from 'node:test';
import { difference } from './difference.ts';

test('equal texts have no difference', () => {
  assert.equal(difference('a\nb', 'a\nb'), '');
});

test('a changed line is shown with its neighbours', () => {
  assert.equal(
    difference('1\n2\n3\n4\n5\n6\n7', '1\n2\n3\nx\n5\n6\n7'),
    ' 2\n 3\n-4\n+x\n 5\n 6\n@@',
  );
});

test('lines that only one text has are found', () => {
  assert.equal(difference('a\nb', 'a\nn\nb'), ' a\n+n\n b');
  assert.equal(difference('a\nb\nc', 'a\nc'), ' a\n-b\n c');
});
