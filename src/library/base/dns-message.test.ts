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

const OWNER = [0xc0, 12];

/** As `answerTo`, of records {owner's bytes, type, time to live, data}; `authority` of them are in the second section. */
function messageTo(
  query: Uint8Array,
  records: [number[], number, number, number[]][],
  authority = 0,
): Uint8Array {
  const bytes = [...query];
  bytes[2] = 0x81;
  bytes[3] = 0x80;
  bytes[7] = records.length - authority;
  bytes[9] = authority;
  for (const [owner, type, seconds, data] of records) {
    bytes.push(...owner, 0, type, 0, 1, 0, 0, seconds >> 8, seconds & 255, 0, data.length, ...data);
  }
  return Uint8Array.from(bytes);
}

test('addresses come out of an answer, behind aliases, with the least time to live', () => {
  const query = encodeQuery(7, 'x.y', TYPE_A) as Uint8Array;
  const a = [1, 65, 0];
  const answer = messageTo(query, [
    [OWNER, 5, 300, [1, 97, 0]],
    [[1, 98, 0], 1, 60, [10, 0, 0, 9]],
    [a, 1, 200, [10, 0, 0, 1]],
    [a, 1, 100, [10, 0, 0, 2]],
  ]);
  const parsed = parseAnswer(answer, answer.length, query);
  assert.ok(parsed.kind === 'addresses');
  assert.deepEqual(parsed.addresses.map(String), ['10,0,0,1', '10,0,0,2']);
  assert.equal(parsed.seconds, 100);
});

test('aliases are followed in any order, but not in a circle', () => {
  const query = encodeQuery(7, 'x', TYPE_A) as Uint8Array;
  const a = [1, 97, 0];
  const b = [1, 98, 0];
  const backwards = messageTo(query, [
    [b, 1, 9, [10, 0, 0, 1]],
    [a, 5, 9, b],
    [OWNER, 5, 9, a],
  ]);
  assert.equal(parseAnswer(backwards, backwards.length, query).kind, 'addresses');
  const circle = messageTo(query, [
    [OWNER, 5, 9, a],
    [a, 5, 9, [0xc0, 12]],
  ]);
  assert.equal(parseAnswer(circle, circle.length, query).kind, 'failed');
  const open = messageTo(query, [[OWNER, 5, 9, [3, 70, 111, 111, 1, 98, 0]]]);
  assert.deepEqual(parseAnswer(open, open.length, query), { kind: 'alias', name: 'foo.b' });
});

test('a zone says how long a missing name is missing', () => {
  const query = encodeQuery(7, 'x', TYPE_A) as Uint8Array;
  const zone = [0, 0, ...new Array<number>(16).fill(0), 0, 0, 1, 44];
  const answer = messageTo(query, [[[0], 6, 900, zone]], 1);
  answer[3] = 0x83;
  assert.deepEqual(parseAnswer(answer, answer.length, query), { kind: 'none', seconds: 300 });
});

test('errors, other queries and empty answers are told apart', () => {
  const query = encodeQuery(7, 'x.y', TYPE_AAAA) as Uint8Array;
  const kindOf = (bytes: Uint8Array): string => parseAnswer(bytes, bytes.length, query).kind;
  const good = answerTo(query, 0, []);
  assert.equal(kindOf(answerTo(query, 3, [])), 'none');
  assert.equal(kindOf(answerTo(query, 2, [])), 'failed');
  assert.equal(kindOf(good), 'none');
  assert.equal(kindOf(query), 'other');
  const cases: [string, number, number, string][] = [
    ['another id', 1, 8, 'other'],
    ['another operation', 2, 0x91, 'other'],
    ['another letter', 13, 0x61, 'other'],
    ['the letter in upper case', 13, 0x58, 'none'],
    ['another type', 18, 1, 'other'],
    ['two questions', 5, 2, 'other'],
    ['truncated', 2, 0x83, 'truncated'],
  ];
  for (const [what, at, value, kind] of cases) {
    const bytes = Uint8Array.from(good);
    bytes[at] = value;
    assert.equal(kindOf(bytes), kind, what);
  }
  const unread = Uint8Array.of(0, 7, 0x81, 0x81, 0, 0, 0, 0, 0, 0, 0, 0);
  assert.equal(kindOf(unread), 'failed');
});

test('no bytes make the parser fail', () => {
  const query = encodeQuery(7, 'x.y', TYPE_A) as Uint8Array;
  const answer = messageTo(query, [
    [OWNER, 5, 9, [1, 97, 0]],
    [[1, 97, 0], 1, 9, [10, 0, 0, 1]],
  ]);
  let seed = 99;
  for (let i = 0; i < 5000; i++) {
    const bytes = Uint8Array.from(answer);
    for (let k = 0; k < 3; k++) {
      seed = (Math.imul(seed, 1103515245) + 12345) >>> 0;
      bytes[(seed >>> 8) % bytes.length] = seed >>> 24;
    }
    parseAnswer(bytes, seed % (bytes.length + 1), query);
  }
});
