// Buffer: construction, encodings, text.
import { Buffer as FromModule } from 'node:buffer';

console.log(
  FromModule === Buffer,
  Buffer.from('abc'),
  Buffer.alloc(3),
  Buffer.alloc(5, 'ab'),
  Buffer.from([1, 2, 300, -1, 1.7]),
);
const texts = ['', 'abc', 'héllo', '日本語', '😀a', '\ud800x', 'a\0b'];
const encodings = [
  'utf8',
  'hex',
  'base64',
  'base64url',
  'latin1',
  'ascii',
  'utf16le',
  'ucs2',
  'binary',
  'UTF-8',
] as any[];
for (const text of texts) {
  console.log(
    JSON.stringify(text),
    encodings.map((encoding) => JSON.stringify(Buffer.from(text).toString(encoding))).join(' '),
  );
  console.log(
    encodings
      .map(
        (encoding) =>
          Buffer.from(text, encoding).toString('hex') + '/' + Buffer.byteLength(text, encoding),
      )
      .join(' '),
  );
}
function attempt(run: () => any): void {
  try {
    console.log(run());
  } catch (error: any) {
    console.log(error.name, error.code, error.message);
  }
}
attempt(() => Buffer.from(5 as any));
attempt(() => Buffer.from(null as any));
attempt(() => Buffer.from({} as any));
attempt(() => Buffer.from('x', 'nope' as any));
attempt(() => Buffer.from(new ArrayBuffer(4), 1, 2));
attempt(() => Buffer.from(new ArrayBuffer(4), 5));
attempt(() => Buffer.from({ length: 2, 0: 7, 1: 8 } as any));
attempt(() => Buffer.from({ type: 'Buffer', data: [1, 2] } as any));
attempt(() => Buffer.from(new String('x') as any));
attempt(() => Buffer.from('7468697', 'hex'));
attempt(() => Buffer.from('YWJj\nZGU=', 'base64').toString());
attempt(() => Buffer.alloc(-1));
attempt(() => Buffer.alloc('5' as any));
attempt(() => Buffer.concat([Buffer.from('a'), Buffer.from('bc')], 2));
attempt(() => Buffer.concat([Buffer.from('a'), new Uint8Array([98])]).toString());
attempt(() => Buffer.concat('x' as any));
attempt(() => [
  Buffer.isBuffer(Buffer.alloc(1)),
  Buffer.isBuffer(new Uint8Array(1)),
  Buffer.isEncoding('hex'),
  Buffer.isEncoding('x'),
  Buffer.compare(Buffer.from('a'), Buffer.from('b')),
]);
attempt(() => [
  Buffer.from('abc').equals(Buffer.from('abc')),
  Buffer.from('abcdef').compare(Buffer.from('cd'), 0, 2, 2, 4),
]);
attempt(() => JSON.stringify(Buffer.from('hi')));
attempt(() => [
  Buffer.from('abcdef').slice(1, -1),
  Buffer.from('abcdef').subarray(-3),
  Buffer.from('abcdef').slice(4, 2),
]);
attempt(() => [
  Buffer.from('hello').toString('utf8', 1, 3),
  Buffer.from('hello').toString('hex', -1, 99),
  String(Buffer.from('str')),
]);
attempt(() => Buffer.from('hello').toString('bad' as any));
attempt(() => {
  const b = Buffer.alloc(5);
  return [b.write('héy'), b, b.write('zz', 3), b.write('616', 0, 'hex'), b];
});
attempt(() => Buffer.alloc(2).write('a', 3));
attempt(() => {
  const b = Buffer.alloc(4);
  return [Buffer.from('abcdef').copy(b, 1, 2), b];
});
attempt(() => {
  const b = Buffer.from('abcdef');
  b.copy(b, 2, 0, 4);
  return b.toString();
});
attempt(() => [
  Buffer.from('abcabc').indexOf('c'),
  Buffer.from('abcabc').indexOf('c', 3),
  Buffer.from('abcabc').lastIndexOf('bc'),
  Buffer.from('abcabc').indexOf(98),
  Buffer.from('abcabc').indexOf(Buffer.from('ca')),
  Buffer.from('abc').includes('bc'),
  Buffer.from('abc').indexOf('zz'),
  Buffer.from('aébc').indexOf('b'),
]);
attempt(() => [
  Buffer.from('abcd').swap16(),
  Buffer.from('abcd').swap32(),
  Buffer.from('abcdefgh').swap64(),
]);
attempt(() => Buffer.from('abc').swap16());
attempt(() => [
  Buffer.from('abcd').fill('xy'),
  Buffer.from('abcd').fill(0x141, 1, 3),
  Buffer.from('abcd').fill('é'),
]);
attempt(() => [Buffer.alloc(60), Object.assign(Buffer.from('ab'), { extra: 1 })]);
attempt(() => [
  [...Buffer.from('ab').entries()],
  Buffer.from('abc').map((x) => x + 1),
  Buffer.from('abc').filter((x) => x > 97),
  Buffer.of(1, 2),
]);
attempt(() => Object.prototype.toString.call(Buffer.from('a')));
const shared = Buffer.from('abcdef');
const view = shared.subarray(1, 3);
view[0] = 90;
console.log(shared.toString(), view.parent === shared.buffer, shared.length, shared[1]);
for (const byte of Buffer.from('ab')) console.log(byte);
