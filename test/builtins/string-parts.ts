// String.prototype: slice, substring, substr, concat, repeat, pad, trim, case, comparison, HTML.

const show = (value: unknown): void => console.log(JSON.stringify(value));
const attempt = (action: () => unknown): void => {
  try {
    show(action());
  } catch (error) {
    console.log((error as Error).name + ': ' + (error as Error).message);
  }
};

const text = 'abcdefgh€';
const bounds = [undefined, 0, 1, 3, -1, -3, -100, 100, NaN, Infinity, -Infinity, 2.7, '2', null];
for (const start of bounds as any[]) {
  const row: string[] = [];
  for (const end of bounds as any[])
    row.push(text.slice(start, end), text.substring(start, end), text.substr(start, end));
  show(row);
}
show(text.slice());
show('a'.concat());
show('a'.concat(1 as any, null as any, [2] as any));
show('ab'.repeat(3) + '€'.repeat(2) + 'x'.repeat(0) + ''.repeat(1e9) + 'y'.repeat(1.9));
attempt(() => 'a'.repeat(-1));
attempt(() => 'a'.repeat(Infinity));
attempt(() => 'ab'.repeat(2 ** 29));
attempt(() => 'a'.padEnd(2 ** 30));
show('x'.repeat(1000).length);
show([
  '5'.padStart(3, '0'),
  '5'.padStart(3),
  '5'.padStart(7, 'ab'),
  '5'.padStart(1, '0'),
  '5'.padStart(5, ''),
  '5'.padEnd(6, '€x'),
  'abc'.padEnd(NaN, 'x'),
  'a'.padStart('4' as any, 1 as any),
]);

const spaces = '\t\n\v\f\r \u00a0\u1680\u2000\u200a\u2028\u2029\u202f\u205f\u3000\ufeff';
show([
  spaces.trim(),
  (spaces + 'x' + spaces).trim(),
  (spaces + 'x' + spaces).trimStart().length,
  (spaces + 'x' + spaces).trimEnd().length,
]);
show(['\u180e', '\u200b', '\u0085'].map((s) => s.trim().length));

const cases = [
  '',
  'abc',
  'ABC',
  'aBc1',
  'straße',
  'ÀÉÿ',
  'µ',
  'İi',
  'ıI',
  'ΑΣ',
  'ΑΣΑ ΟΔΟΣ.',
  'Σ',
  'ﬁ',
  'ǆ ǅ Ǆ',
  'ŉ',
  'ΐ',
  'Привет',
  'ԱԲև',
  '𐐀𐐨',
  'Ⅷ',
  'ⓐ',
  '\ud800a',
  'ᾳ',
  'ẞ',
  'ꭰ',
  'ა',
  'ſ',
  'Å K Ω',
];
for (const value of cases)
  show([
    value.toUpperCase(),
    value.toLowerCase(),
    value.toLocaleUpperCase(),
    value.toLocaleLowerCase(),
  ]);
let sum = 0;
for (let i = 0; i < 0x10000; i++) {
  const character = String.fromCharCode(i);
  const upper = character.toUpperCase();
  const lower = character.toLowerCase();
  for (let k = 0; k < upper.length; k++) sum = (sum * 31 + upper.charCodeAt(k)) % 1000000007;
  for (let k = 0; k < lower.length; k++) sum = (sum * 31 + lower.charCodeAt(k)) % 1000000007;
}
show(sum);

show(
  ['includes', 'indexOf', 'lastIndexOf', 'startsWith', 'endsWith'].map((name) => [
    (text as any)[name]('cd'),
    (text as any)[name](''),
    (text as any)[name]('€'),
    (text as any)[name]('x'),
  ]),
);
for (const position of bounds as any[]) {
  const value = 'abcabc';
  show([
    value.includes('b', position),
    value.indexOf('b', position),
    value.lastIndexOf('b', position),
    value.startsWith('abc', position),
    value.endsWith('abc', position),
    value.indexOf('', position),
    value.lastIndexOf('', position),
  ]);
}
attempt(() => 'abc'.includes(/b/ as any));
attempt(() => 'abc'.startsWith(/b/ as any));
attempt(() => 'abc'.endsWith(Symbol() as any));
const loose: any = /b/;
loose[Symbol.match] = false;
attempt(() => '/b/'.includes(loose));

attempt(() => 'a<b'.anchor('x"y'));
attempt(() =>
  ['big', 'blink', 'bold', 'fixed', 'italics', 'small', 'strike', 'sub', 'sup'].map((name) =>
    ('t' as any)[name](),
  ),
);
attempt(() => ['fontcolor', 'fontsize', 'link'].map((name) => ('t' as any)[name]('"1"')));

show(['a' < 'b', 'a' < 'B', 'ab' < 'abc', '€' > 'z', 'a' === 'a', '10' < '9']);
let joined = '';
for (let i = 0; i < 2000; i++) joined += String.fromCharCode(97 + (i % 26));
show([joined.length, joined.slice(1990), joined.indexOf('xyzab', 500)]);
let front = '';
for (let i = 0; i < 2000; i++) front = i + front;
show([front.length, front.slice(0, 20)]);
