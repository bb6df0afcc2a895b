// String: construction, characters, code points, well-formedness, iteration.

const show = (value: unknown): void => console.log(JSON.stringify(value));
const attempt = (action: () => unknown): void => {
  try {
    console.log(String(action()));
  } catch (error) {
    console.log((error as Error).name + ': ' + (error as Error).message);
  }
};

show(String());
show(String(undefined));
show(String(Symbol('x')));
show(String([1, [2, 3]]));
show(typeof new String('a'));
show(new String('abc').length);
show(Object.keys(new String('ab')));
attempt(() => new String('abc').valueOf());
attempt(() => `${{ toString: () => 'object' }}`);
attempt(() => String.prototype.toString.call(1));
attempt(() => String.prototype.valueOf.call({}));
attempt(() => String.prototype.at.call(null, 0));
attempt(() => String.prototype.trim.call(undefined));
attempt(() => new (String as any)(Symbol('s')));

show(String.fromCharCode());
show(String.fromCharCode(65));
show(String.fromCharCode(65, 0x10042, -1 & 0xff, 0x20ac));
show(String.fromCodePoint(0x1f600, 97));
attempt(() => String.fromCodePoint(-1));
attempt(() => String.fromCodePoint(1.5));
attempt(() => String.fromCodePoint(0x110000));
attempt(() => String.fromCodePoint(NaN));
show(String.raw`a\n${1}b${2}`);
show(String.raw({ raw: 'abc' } as any, 1, 2, 3));
show(String.raw({ raw: { length: 0 } } as any));

const text = 'aé€😀\ud83dz';
for (let i = -7; i <= 7; i++)
  show([i, text.at(i), text.charAt(i), text.charCodeAt(i), text.codePointAt(i), text[i]]);
show('abc'.at(NaN));
show('abc'.at(-1.9));
show('abc'.charAt(Infinity));
show('abc'.charCodeAt('1' as any));
show([...text].length);
for (const character of text) show([character, character.length]);
const iterator = 'ab'[Symbol.iterator]();
show([iterator.next(), iterator.next(), iterator.next(), iterator.next()]);
show(Object.prototype.toString.call(iterator));
show(iterator[Symbol.iterator]() === iterator);
show(Array.from('x😀y', (c) => c + c));

show(
  ['ab', 'a\ud800', '\udc00', 'a\ud83d\ude00b', '\ud83d\ud83d\ude00'].map((s) =>
    (s as any).isWellFormed(),
  ),
);
show(
  ['ab', 'a\ud800', '\udc00', 'a\ud83d\ude00b', '\ud83d\ud83d\ude00'].map((s) =>
    (s as any).toWellFormed(),
  ),
);

show(Object.getOwnPropertyDescriptor('abc', 1));
show(Object.getOwnPropertyDescriptor('abc', 'length'));
show(Object.getOwnPropertyNames(new String('xy')));
show('b' in new String('ab'));
show(1 in new String('ab'));
for (const name of [
  'at',
  'charAt',
  'concat',
  'padStart',
  'split',
  'replace',
  'normalize',
  'localeCompare',
  'substring',
  'matchAll',
  'anchor',
  'endsWith',
  'repeat',
  'trimStart',
  'codePointAt',
  'lastIndexOf',
]) {
  const method = (String.prototype as any)[name];
  show([
    name,
    method.name,
    method.length,
    Object.getOwnPropertyDescriptor(String.prototype, name)?.enumerable,
  ]);
}
show([
  String.length,
  String.name,
  String.fromCharCode.length,
  String.fromCodePoint.length,
  String.raw.length,
]);
show((String.prototype as any).trimLeft === String.prototype.trimStart);
show((String.prototype as any).trimLeft.name);
