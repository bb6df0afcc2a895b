import assert from 'node:assert/strict';
import test from 'node:test';
import { encodeQuery, parseAnswer, TYPE_A, TYPE_AAAA } from './dns-message.ts';

/** Header, the query's question, then records of {type, data}, their names pointers to the question's. */
function answerTo(query: Uint8Array, code: number, records: [number, number[]][]): Uint8Array {
  const bytes = [...query];
  bytes[2] = 0x81;
  bytes[3] = 0x80 | code;
  bytes[7] = records.length;
  for (const [type, data] of records) {
    bytes.push(0xc0, 12, 0, type, 0, 1, 0, 0, 0, 60, 0, data.length, ...data);
  }
  return Uint8Array.from(bytes);
}

test('a query has the labels of the name', () => {
  const query = encodeQuery(0x1234, 'ab.example', TYPE_A) as Uint8Array;
  assert.deepEqual(
    [...query],
    [
      0x12,
      0x34,
      1,
      0,
      0,
      1,
      0,
      0,
      0,
      0,
      0,
      0,
      2,
      97,
      98,
      7,
      ...Buffer.from('example'),
      0,
      0,
      1,
      0,
      1,
    ],
  );
});

test('what cannot be a host name has no query', () => {
  for (const name of ['', '.', 'a..b', 'a b', 'ä', 'x'.repeat(64), 'a.'.repeat(130) + 'b']) {
    assert.equal(encodeQuery(1, name, TYPE_A), undefined, name);
  }
  assert.notEqual(encodeQuery(1, 'a.b.', TYPE_A), undefined);
});

test('addresses come out of an answer, behind aliases', () => {
  const query = encodeQuery(7, 'x.y', TYPE_A) as Uint8Array;
  const answer = answerTo(query, 0, [
    [5, [1, 97, 0]],
    [1, [10, 0, 0, 1]],
    [1, [10, 0, 0, 2]],
  ]);
  const parsed = parseAnswer(answer, answer.length, 7, TYPE_A);
  assert.ok(parsed.kind === 'addresses');
  assert.deepEqual(parsed.addresses.map(String), ['10,0,0,1', '10,0,0,2']);
});

test('errors, other queries and empty answers are told apart', () => {
  const query = encodeQuery(7, 'x.y', TYPE_AAAA) as Uint8Array;
  const kindOf = (bytes: Uint8Array, id = 7): string =>
    parseAnswer(bytes, bytes.length, id, TYPE_AAAA).kind;
  assert.equal(kindOf(answerTo(query, 3, [])), 'none');
  assert.equal(kindOf(answerTo(query, 2, [])), 'failed');
  assert.equal(kindOf(answerTo(query, 0, [])), 'none');
  assert.equal(kindOf(answerTo(query, 0, []), 8), 'other');
  assert.equal(kindOf(query), 'other');
});

test('no bytes make the parser fail', () => {
  const query = encodeQuery(7, 'x.y', TYPE_A) as Uint8Array;
  const answer = answerTo(query, 0, [[1, [10, 0, 0, 1]]]);
  let seed = 99;
  for (let i = 0; i < 5000; i++) {
    const bytes = Uint8Array.from(answer);
    for (let k = 0; k < 3; k++) {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      bytes[(seed >>> 8) % bytes.length] = seed >>> 24;
    }
    parseAnswer(bytes, seed % (bytes.length + 1), 7, TYPE_A);
  }
});
