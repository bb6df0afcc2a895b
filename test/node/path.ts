// node:path on POSIX paths.
import path, { join, basename } from 'node:path';
import posix from 'node:path/posix';

const paths = [
  '',
  '.',
  '..',
  '/',
  '//',
  'a',
  'a/',
  '/a',
  '/a/',
  '/a/b',
  'a/b',
  './a',
  '../a',
  'a/..',
  'a/../..',
  'a//b',
  '//a',
  'a/./b',
  '/a/b/../c.txt',
  '.bashrc',
  'a.b.c',
  'a.',
  'x/..b',
  '...',
  'foo.txt/',
  '/foo/bar//baz/asdf/quux/..',
  'a b',
  './',
  '../',
  'file.js.old',
];
for (const name of paths) {
  console.log(
    JSON.stringify(name),
    path.normalize(name),
    path.isAbsolute(name),
    path.dirname(name),
    path.basename(name),
    path.extname(name),
    JSON.stringify(path.parse(name)),
    path.format(path.parse(name)),
  );
  console.log(
    path.join(name, '../x'),
    path.join('a', name, 'b'),
    path.resolve('/base', name),
    path.relative('/a/b', path.resolve('/', name)),
    path.basename(name, '.txt'),
  );
}
console.log(
  path.sep,
  path.delimiter,
  join === path.join,
  posix === path.posix,
  basename('/a/b.html', '.html'),
  path.resolve() === process.cwd(),
);
for (const value of [undefined, null, 5, {}] as any[]) {
  for (const name of ['normalize', 'dirname', 'basename', 'join', 'parse']) {
    try {
      console.log((path as any)[name](value));
    } catch (error: any) {
      console.log(name, error.name, error.code, error.message);
    }
  }
}
