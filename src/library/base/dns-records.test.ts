import assert from 'node:assert/strict';
import test from 'node:test';
import { type DnsReply, encodeRecordQuery, parseReply, TYPES } from './dns-records.ts';
import { spelledName } from './dns-name.ts';

const query = encodeRecordQuery(0x1234, 'a.test', TYPES.MX)!;

/** The query as a response with answers: owner, type, class and seconds (0xc00c, 1, 60), then the data. */
function response(...answers: [type: number, data: number[]][]): Uint8Array {
  const bytes = [...query];
  bytes[2] = 0x81;
  bytes[3] = 0x80;
  bytes[7] = answers.length;
  for (const [type, data] of answers)
    bytes.push(0xc0, 12, type >> 8, type & 255, 0, 1, 0, 0, 0, 60, 0, data.length, ...data);
  return Uint8Array.from(bytes);
}

function parse(bytes: Uint8Array): DnsReply {
  const reply = parseReply(bytes, bytes.length, query);
  assert.ok(typeof reply === 'object', String(reply));
  return reply;
}

test('a query holds its id, its name and its type', () => {
  const expected = [0x12, 0x34, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0];
  assert.deepEqual([...query], [...expected, 1, 97, 4, 116, 101, 115, 116, 0, 0, 15, 0, 1]);
  assert.deepEqual([...encodeRecordQuery(1, '', 2)!.slice(12)], [0, 0, 2, 0, 1]);
  for (const name of ['a b', 'a..b', '.a', 'é', 'a'.repeat(64), 'a\\b', 'a\0'])
    assert.equal(encodeRecordQuery(1, name, 1), undefined, name);
  for (const name of ['_http._tcp.test', '0/25.2.0.192.in-addr.arpa', '*.test', 'a.'])
    assert.ok(encodeRecordQuery(1, name, 1), name);
});

test('records have their owner, time and data', () => {
  const { code, records } = parse(response([TYPES.MX, [0, 10, 0xc0, 12]], [TYPES.A, [1, 2, 3, 4]]));
  assert.equal(code, 0);
  assert.deepEqual(records, [
    {
      type: TYPES.MX,
      name: 'a.test',
      seconds: 60,
      data: { kind: 'exchange', priority: 10, exchange: 'a.test' },
    },
    { type: TYPES.A, name: 'a.test', seconds: 60, data: { kind: 'text', text: '1.2.3.4' } },
  ]);
});

test('records of unknown types have no data, those of other classes are left out', () => {
  const bytes = response([99, [1, 2, 3]], [TYPES.A, [1, 2, 3, 4]]);
  bytes[bytes.length - 11] = 3;
  const { records } = parse(bytes);
  assert.deepEqual(
    records.map((record) => record.data),
    [{ kind: 'none' }],
  );
});

test('a time of more than 31 bits is 0', () => {
  const bytes = response([TYPES.A, [1, 2, 3, 4]]);
  bytes[bytes.length - 10] = 0x80;
  assert.equal(parse(bytes).records[0]!.seconds, 0);
});

test('every cut of a message is malformed', () => {
  const whole = response(
    [TYPES.SRV, [0, 1, 0, 2, 0, 80, 1, 98, 0xc0, 12]],
    [TYPES.NAPTR, [0, 1, 0, 2, 1, 115, 0, 0, 0]],
    [TYPES.CAA, [0, 5, 105, 115, 115, 117, 101, 99, 97]],
    [TYPES.TXT, [1, 97, 0, 2, 98, 99]],
    [TYPES.SOA, [0, 0, ...Array.from({ length: 20 }, (_, i) => i)]],
    [TYPES.AAAA, Array.from({ length: 16 }, (_, i) => i)],
  );
  assert.equal(parse(whole).records.length, 6);
  for (let length = query.length; length < whole.length; length++)
    assert.equal(parseReply(whole, length, query), 'malformed', String(length));
});

test('data that ends before its record does not reach into the next', () => {
  for (const [type, data] of [
    [TYPES.A, [1, 2, 3]],
    [TYPES.AAAA, [1, 2, 3, 4]],
    [TYPES.MX, [0, 10]],
    [TYPES.MX, [0, 10, 4, 97]],
    [TYPES.TXT, []],
    [TYPES.TXT, [2, 97]],
    [TYPES.SRV, [0, 1, 0, 2, 0]],
    [TYPES.SOA, [0, 0, 1, 2, 3]],
    [TYPES.CAA, [0, 0]],
    [TYPES.NS, [0xc0]],
  ] as [number, number[]][]) {
    const bytes = response([type, data], [TYPES.A, [1, 2, 3, 4]]);
    assert.equal(parseReply(bytes, bytes.length, query), 'malformed', `${type}: ${data}`);
  }
});

test('a pointer to itself or forward is malformed', () => {
  for (const target of [query.length + 12, query.length + 14, 0x3fff]) {
    const bytes = response([TYPES.NS, [0xc0 | (target >> 8), target & 255]]);
    assert.equal(parseReply(bytes, bytes.length, query), 'malformed');
  }
});

test('what is no answer to the query is other', () => {
  const change = (at: number, value: number): unknown => {
    const bytes = response();
    bytes[at] = value;
    return parseReply(bytes, bytes.length, query);
  };
  assert.equal(change(1, 0), 'other');
  assert.equal(change(2, 1), 'other');
  assert.equal(change(13, 98), 'other');
  assert.equal(change(query.length - 3, 1), 'other');
  assert.equal(parseReply(response(), 11, query), 'other');
  // The case of letters is the server's.
  assert.equal(typeof change(13, 65), 'object');
});

test('codes and truncation are told, without the question too', () => {
  const bytes = response();
  bytes[3] = 0x81;
  assert.equal(parse(bytes).code, 1);
  const bare = bytes.slice(0, 12);
  bare[5] = 0;
  assert.equal(parse(bare).code, 1);
  const cut = response([TYPES.A, [1]]);
  cut[2] = 0x83;
  assert.deepEqual(parse(cut), { code: 0, truncated: true, records: [] });
});

test('names are spelled as they came, with what has a meaning marked', () => {
  const spelled = (...labels: string[]): string | undefined => {
    const bytes = labels.flatMap((label) => [label.length, ...Buffer.from(label, 'latin1')]);
    return spelledName(Uint8Array.from([...bytes, 0]), 0, bytes.length + 1);
  };
  assert.equal(spelled('Mail', 'Example'), 'Mail.Example');
  assert.equal(spelled('a.b', 'c\\d', 'e f', '\u00e9'), 'a\\.b.c\\\\d.e\\032f.\\233');
  assert.equal(spelled(), '');
  assert.equal(spelled(...Array.from({ length: 64 }, () => 'abc')), undefined);
});
