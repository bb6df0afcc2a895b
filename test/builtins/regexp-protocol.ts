// RegExp: lastIndex, accessors, the symbol methods, species, overridden exec, literals.

const show = (value: unknown): void => console.log(JSON.stringify(value));
const attempt = (action: () => unknown): void => {
  try {
    show(action());
  } catch (error) {
    console.log((error as Error).name + ': ' + (error as Error).message);
  }
};

const literal = (): RegExp => /a(b)?/g;
show(literal() === literal());
const sticky = /foo/y;
sticky.lastIndex = 3;
show([sticky.test('barfoo'), sticky.lastIndex, sticky.test('barfoo'), sticky.lastIndex]);
const global = /a/g;
show([
  global.test('aa'),
  global.lastIndex,
  global.test('aa'),
  global.lastIndex,
  global.test('aa'),
  global.lastIndex,
]);
global.lastIndex = 5;
show([global.exec('aa'), global.lastIndex]);
show(Object.getOwnPropertyDescriptor(/a/, 'lastIndex'));
show(Object.getOwnPropertyNames(/a/));
attempt(() => {
  const frozen = Object.freeze(/a/g);
  return frozen.test('a');
});
attempt(() => delete (/a/ as any).lastIndex);
const converting: any = /a/g;
converting.lastIndex = { valueOf: () => 1 };
show([converting.exec('aa').index, converting.lastIndex]);
const plain: any = /a/;
plain.lastIndex = 7;
show([plain.exec('a').index, plain.lastIndex]);

const match = /(?<first>a)(b)?/d.exec('xa') as any;
show([match.length, match.index, match.input, match.groups, match.indices, match.indices.groups]);
show(Object.keys(match));
show(Object.getPrototypeOf(match.groups) === null);

const names = [
  'flags',
  'global',
  'ignoreCase',
  'multiline',
  'dotAll',
  'unicode',
  'unicodeSets',
  'sticky',
  'hasIndices',
  'source',
];
for (const name of names) {
  const getter = Object.getOwnPropertyDescriptor(RegExp.prototype, name)!.get!;
  show([name, getter.name, getter.length]);
  attempt(() => getter.call(RegExp.prototype) ?? 'undefined');
  attempt(() => getter.call({}) ?? 'undefined');
  attempt(() => getter.call(1));
}
attempt(() => RegExp.prototype.exec.call({}, 'a'));
attempt(() => RegExp.prototype.test.call(1 as any, 'a'));
attempt(() => RegExp.prototype.toString.call({ source: 'x', flags: 'y' }));
attempt(() => (RegExp.prototype as any)[Symbol.replace].call(1, 'a', 'b'));
for (const name of ['exec', 'test', 'toString', 'compile'])
  show([name, (RegExp.prototype as any)[name].length]);
for (const symbol of [Symbol.match, Symbol.matchAll, Symbol.replace, Symbol.search, Symbol.split]) {
  const method = (RegExp.prototype as any)[symbol];
  show([method.name, method.length]);
}

attempt(() => new RegExp(/a/g).flags);
attempt(() => new RegExp(/a/g, 'i').flags);
attempt(() => RegExp(/a/g, undefined).flags);
const same = /x/;
show([RegExp(same) === same, new RegExp(same) === same]);
attempt(() => new RegExp(undefined as any).source);
attempt(() => new RegExp(null as any).source);
attempt(() => new RegExp({ [Symbol.match]: true, source: 'q', flags: 'm' } as any).toString());
attempt(() => (/a/g as any).compile('b', 'i').toString());

class Counting extends RegExp {
  calls = 0;
  override exec(text: string): RegExpExecArray | null {
    this.calls++;
    return super.exec(text);
  }
}
const counting = new Counting('a', 'g');
show(['banana'.replace(counting, 'o'), counting.calls]);
show([
  'banana'.match(new Counting('a', 'g')),
  [...'banana'.matchAll(new Counting('a', 'g'))].length,
]);
show([
  'banana'.split(new Counting('a')),
  'banana'.search(new Counting('n')),
  new Counting('n').test('n'),
]);
attempt(() =>
  RegExp.prototype[Symbol.replace].call(
    { flags: 'g', exec: () => null, lastIndex: 3 } as any,
    'abc',
    'x',
  ),
);
attempt(() => {
  let count = 0;
  const fake = {
    flags: 'g',
    lastIndex: 0,
    exec: () => (count++ < 2 ? { 0: 'b', index: 1, length: 2, 1: 'cap' } : null),
  };
  return RegExp.prototype[Symbol.replace].call(fake as any, 'abc', '[$1]');
});
attempt(() => {
  const broken: any = /a/;
  broken.exec = () => 1;
  return broken.test('a');
});
attempt(() => {
  const changed = /a/g;
  return 'aXa'.replace(changed, (m) => ((changed.lastIndex = 99), m + '!'));
});

show(['aaa'.match(/a/y), 'aaa'.match(/a/gy), 'baa'.match(/a/gy), 'aaba'.replace(/a/gy, 'x')]);
show([
  '😀'.match(/(?:)/g),
  '😀'.match(/(?:)/gu),
  '😀x'.replace(/(?:)/gu, '-'),
  '😀x'.split(/(?:)/u),
  '😀'.split(/(?:)/),
]);
show([
  'a1b2c3'.split(/\d/),
  'a1b2c3'.split(/(\d)/),
  'a1b2c3'.split(/(\d)/, 3),
  ''.split(/x/),
  ''.split(/(?:)/),
  'abc'.split(/(?:)/),
  'ab'.split(/a*?/),
  'A<B>bold</B>'.split(/<(\/)?([^<>]+)>/),
]);
show('John Smith'.replace(/(?<f>\w+)\s(?<l>\w+)/, '$<l>, $<f> $<none>'));
show('abc'.replace(/(?<x>b)/, (...args) => JSON.stringify(args)));
show('aBc'.replace(/b/i, '<$&>'));
show('$1'.replace(/\$1/, '$$1'));
const iterator = 'a1b2'.matchAll(/[a-z](\d)/g);
show([Object.prototype.toString.call(iterator), [...iterator].map((m) => [m[0], m[1], m.index])]);
let nested = '';
for (let i = 0; i < 500; i++) nested += '(' + i;
show(/^(?:\(\d+)*$/.test(nested));
show(/(?:a|b)*c/.test('ab'.repeat(2000)));
attempt(() => /(?:(a)|(b)|(c))*d/.test('abc'.repeat(3000)));
show('x'.repeat(3000).replace(/x/g, 'yy').length);
