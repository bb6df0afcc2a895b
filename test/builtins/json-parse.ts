// JSON.parse: values, errors in Node's words, revivers.

const attempt = (label: string, action: () => unknown): void => {
  try {
    console.log(label + ' -> ' + JSON.stringify(action()));
  } catch (error) {
    console.log(label + ' -> ' + (error as Error).name + ': ' + (error as Error).message);
  }
};

const texts = [
  '',
  '{',
  '[',
  '{a',
  '{"a"',
  '{"a":',
  '{"a":1',
  '{"a":1,',
  '{"a":1,}',
  '[1,',
  '[1,]',
  '[1 2',
  'tru',
  'nul',
  'trux',
  'falze',
  'nulL',
  '01',
  '-01',
  '1.',
  '1.a',
  '1e',
  '1e+',
  '1E-x',
  '1.5e',
  '-',
  '-a',
  '--1',
  '+1',
  '.5',
  '1.5.5',
  '0x10',
  '"abc',
  '"a\n"',
  '"\\x"',
  '"\\u12"',
  '"\\u12',
  '"\\u',
  '"\\u12G4"',
  '"abc\\',
  '"\\',
  '{"a":"b',
  '"a\tb"',
  'x',
  '{"a" 1}',
  '{,}',
  '[,]',
  '1 2',
  '{"a":1}}',
  ' ',
  '\n\n  x',
  'undefined',
  'NaN',
  'Infinity',
  '[object Object]',
  '{"a":1,"b":tru}',
  'a'.repeat(60),
  '{"' + 'a'.repeat(40) + '":x,"' + 'b'.repeat(40) + '":1}',
  '[1,2,3,4,5,6,7,8,9,10,11,12,y]',
  '[xbbbbbbbbbbbbbbbbbbbbbbbbbb',
  '\u{1F600}',
  '[1}',
  '{"a":1]',
  '{1:2}',
  "{'a':1}",
  'é',
  '{"a":1,,}',
  '["a" "b"]',
  '[]]',
  '\ufeff1',
  '1\u00a0',
  '\u0000',
  'null',
  'true',
  'false',
  '0',
  '-0',
  '12',
  '-12.5e3',
  '1E5',
  '1e-7',
  '123456789012345678901234567890',
  '0.1',
  '1e400',
  '-1e-400',
  '9007199254740993',
  '3.141592653589793',
  '2.2250738585072014e-308',
  '""',
  '"a"',
  '"\\"\\\\\\/\\b\\f\\n\\r\\t\\u0041\\ud83d\\ude00"',
  '"é€😀"',
  '"\u2028"',
  '"\\ud800"',
  '[]',
  '[ ]',
  '[1, [2, [3]], "x"]',
  '{}',
  '{ }',
  '{"a":{"b":[{"c":null}]}}',
  ' \t\r\n{ "a" : 1 , "b" : [ ] } \n',
  '{"a":1,"a":2}',
  '{"2":1,"b":2,"1":3}',
  '{"":1}',
  '{"__proto__":{"x":1}}',
  '{"é":1,"€":2}',
  '{"a\\u0062":1}',
];
for (const text of texts) attempt(JSON.stringify(text), () => JSON.parse(text));

attempt('proto', () => {
  const value = JSON.parse('{"__proto__":[1]}');
  return [Object.getPrototypeOf(value) === Object.prototype, Object.keys(value)];
});
attempt('zero', () => [Object.is(JSON.parse('-0'), -0), Object.is(JSON.parse('[-0]')[0], -0)]);
attempt('arguments', () => JSON.parse({ toString: () => '[1]' } as any));
attempt('none', () => (JSON as any).parse());
attempt('symbol', () => JSON.parse(Symbol() as any));
attempt('deep', () => JSON.stringify(JSON.parse('['.repeat(2000) + ']'.repeat(2000))).length);
attempt('deep error', () => JSON.parse('['.repeat(50000)));

const log: string[] = [];
attempt('reviver', () =>
  JSON.parse('{"a":[1,2,{"b":3}],"c":"x","1":true}', function (this: any, key, value) {
    log.push(key + '=' + JSON.stringify(value) + (Array.isArray(this) ? '[]' : ''));
    return typeof value === 'number' ? value * 10 : value;
  }),
);
console.log(log.join(' '));
attempt('delete', () =>
  JSON.parse('{"a":1,"b":[1,2,3]}', (key, value) =>
    key === 'a' || value === 2 ? undefined : value,
  ),
);
attempt('undefined', () => typeof JSON.parse('1', () => undefined));
attempt('not callable', () => JSON.parse('[1]', {} as any));
attempt('modified', () =>
  JSON.parse('{"a":1,"b":2}', function (this: any, key, value) {
    if (key === 'a') this.b = [7];
    return value;
  }),
);
attempt('throwing', () =>
  JSON.parse('[1]', () => {
    throw new RangeError('stop');
  }),
);

const rows = JSON.parse(
  '[' +
    Array.from(
      { length: 300 },
      (_, i) => `{"id":${i},"name":"row ${i}","tags":["a","b${i % 7}"],"ok":${i % 2 === 0}}`,
    ).join(',') +
    ']',
);
let sum = 0;
for (const row of rows) sum += row.id + row.name.length + row.tags[1].length + (row.ok ? 1 : 0);
console.log(sum, JSON.stringify(rows[299]));
const map = JSON.parse(
  '{' + Array.from({ length: 400 }, (_, i) => `"key${i}":${i}`).join(',') + '}',
);
console.log(Object.keys(map).length, map.key399);
