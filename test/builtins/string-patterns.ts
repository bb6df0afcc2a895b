// String.prototype: split, replace, replaceAll, match, matchAll, search.

const show = (value: unknown): void => console.log(JSON.stringify(value));
const attempt = (action: () => unknown): void => {
  try {
    show(action());
  } catch (error) {
    console.log((error as Error).name + ': ' + (error as Error).message);
  }
};

for (const [text, separator, limit] of [
  ['a,b,c', ',', undefined],
  ['a,b,c', ',', 2],
  ['a,b,c', ',', 0],
  ['a,b,c', ',', -1],
  ['a,b,c', undefined, undefined],
  ['a,b,c', undefined, 0],
  ['abc', '', undefined],
  ['abc', '', 2],
  ['😀', '', undefined],
  ['', ',', undefined],
  ['', '', undefined],
  [',a,,', ',', undefined],
  ['a1b1c', 1, undefined],
  ['anullb', null, undefined],
  ['a--b--c', '--', 4294967297],
  ['aaa', 'aa', undefined],
  ['€a€b', '€', undefined],
] as any[]) {
  attempt(() => text.split(separator, limit));
}

for (const template of [
  'x',
  '$$',
  '$&',
  '$`',
  "$'",
  '$0',
  '$1',
  '$01',
  '$10',
  '$<a>',
  '$',
  '$$$',
  'a$&b$&',
  '$<',
  '$x',
  "[$`|$&|$']",
]) {
  show([
    'abcbd'.replace('b', template),
    'abcbd'.replaceAll('b', template),
    'abcbd'.replace('z', template),
    'abc'.replaceAll('', template),
    'aaa'.replaceAll('aa', template),
  ]);
}
attempt(() => 'abcbd'.replace('b', (...args: any[]) => JSON.stringify(args)));
attempt(() => 'abcbd'.replaceAll('b', (...args: any[]) => JSON.stringify(args)));
attempt(() => 'abc'.replaceAll('', (m: string, at: number) => '<' + at + '>'));
attempt(() => 'abc'.replace('b', undefined as any));
attempt(() => 'aundefinedc'.replace(undefined as any, 'x'));
attempt(() => 'abc'.replaceAll(/b/ as any, 'x'));
attempt(() => 'abcb'.replaceAll(/b/g, 'x'));
attempt(() => 'abc'.matchAll(/b/ as any));
attempt(() => [...'abcb'.matchAll(/b/g)].map((m) => m.index));
attempt(() => [...'a.c'.matchAll('.' as any)].map((m) => m[0]));
attempt(() => 'a+b'.match('+' as any));
attempt(() => 'a.b'.match('.' as any));
attempt(() => 'abc'.match(undefined as any));
attempt(() => 'anull'.match(null as any));
attempt(() => 'abc'.search('c'));
attempt(() => 'abc'.search(undefined as any));
attempt(() => 'abc'.search(/z/));

const custom: any = {
  [Symbol.split]: (text: string, limit: any) => ['split', text, limit],
  [Symbol.replace]: (text: string, value: any) => 'replaced ' + text + ' ' + value,
  [Symbol.match]: (text: string) => ['matched', text],
  [Symbol.matchAll]: (text: string) => ['all', text],
  [Symbol.search]: (text: string) => 42,
};
attempt(() => 'abc'.split(custom, 3));
attempt(() => 'abc'.replace(custom, 'v'));
attempt(() => 'abc'.match(custom));
attempt(() => 'abc'.search(custom));
attempt(() => 'abc'.replaceAll({ [Symbol.replace]: (t: string) => t + '!' } as any, 'v'));
attempt(() => 'abc'.split({ [Symbol.split]: 1 } as any));
attempt(() => 'abc'.split({ [Symbol.split]: null, toString: () => 'b' } as any));
attempt(() => String.prototype.split.call(null as any, ''));
attempt(() => String.prototype.replaceAll.call(undefined as any, 'a', 'b'));

const log: string[] = [];
attempt(() =>
  'abc'.replace(
    { toString: () => (log.push('pattern'), 'b') } as any,
    { toString: () => (log.push('value'), 'x') } as any,
  ),
);
show(log);

const long = 'ab'.repeat(5000);
show([long.split('b').length, long.replaceAll('a', 'xyz').length, long.split('').length]);
