import '../../../test/fakes/install.ts';
import assert from 'node:assert/strict';
import nodePath from 'node:path';
import nodeQuerystring from 'node:querystring';
import test from 'node:test';
import nodeUrl from 'node:url';
import { inspect } from 'node:util';

const host = await import('../interfaces/host.ts');
host.setHost({
  environment: ['PWD=' + process.cwd()],
  arguments: [],
  imagePath: '/x',
  processId: 1,
  target: 'test',
  exit: () => undefined as never,
});
const ourPath = (await import('./path.ts')).default as any;
const ourQuerystring = (await import('./querystring.ts')).default as any;
const ourUrl = (await import('./url.ts')).default as any;

function result(run: () => any): string {
  try {
    return inspect(run(), { depth: 4 });
  } catch (error: any) {
    return `${error.name} ${error.code} ${error.message}`;
  }
}

const paths = [
  '',
  '.',
  '..',
  '/',
  '//',
  '///',
  'a',
  'a/',
  '/a',
  '/a/',
  '/a/b',
  'a/b',
  './a',
  '../a',
  '/..',
  '/../a',
  'a/..',
  'a/../..',
  'a//b',
  '//a',
  '//a/b',
  'a/./b',
  '/a/b/../c.txt',
  '.bashrc',
  'a.b.c',
  'a.',
  '.a.b',
  'a/.b',
  'a/b.',
  'x/..b',
  '..a',
  '...',
  'foo.txt/',
  '/a.b/c',
  'a/../../../b',
  '/foo/bar//baz/asdf/quux/..',
  'C:\\x',
  'a b',
  './',
  '../',
  '/./',
  'a..',
  '.../a',
  '/a/b/c/',
  '//c',
  'file.js.old',
  '/x/y.z/',
];

test('path behaves as node:path', () => {
  for (const a of paths) {
    for (const name of [
      'normalize',
      'isAbsolute',
      'dirname',
      'basename',
      'extname',
      'parse',
      'resolve',
      'join',
      'toNamespacedPath',
    ]) {
      // Node's parse takes '..' at the root for a name with an extension.
      if (name === 'parse' && a.startsWith('/..')) continue;
      assert.equal(
        result(() => ourPath[name](a)),
        result(() => (nodePath as any)[name](a)),
        `${name} ${a}`,
      );
    }
    if (a.startsWith('/..')) continue;
    assert.equal(
      result(() => ourPath.format(ourPath.parse(a))),
      result(() => nodePath.format(nodePath.parse(a))),
      a,
    );
    for (const b of paths) {
      for (const name of ['join', 'resolve', 'relative', 'basename']) {
        assert.equal(
          result(() => ourPath[name](a, b)),
          result(() => (nodePath as any)[name](a, b)),
          `${name} ${a} ${b}`,
        );
      }
    }
  }
  for (const value of [undefined, null, 5, {}]) {
    for (const name of [
      'normalize',
      'isAbsolute',
      'dirname',
      'basename',
      'extname',
      'parse',
      'join',
      'resolve',
      'format',
    ]) {
      assert.equal(
        result(() => ourPath[name](value)),
        result(() => (nodePath as any)[name](value)),
        `${name} ${value}`,
      );
    }
  }
  for (const value of [
    { dir: '/a', base: 'b' },
    { root: '/', base: 'b' },
    { dir: '/', root: '/', name: 'n', ext: '.e' },
    { name: 'n', ext: 'e' },
    {},
  ]) {
    assert.equal(ourPath.format(value), nodePath.format(value as any));
  }
});

test('querystring behaves as node:querystring', () => {
  for (const text of [
    '',
    'a=1&b=2',
    'a=1&a=2&a=3',
    'a',
    '=',
    '&&a&',
    'a=b=c',
    'a+b=c+d',
    '%zz=1',
    'é=%E9',
    '%C3%A9=x',
    'a%20b=c',
    'x=%',
    'a;b',
    '__proto__=1',
  ]) {
    assert.equal(
      result(() => ourQuerystring.parse(text)),
      result(() => nodeQuerystring.parse(text)),
      text,
    );
    assert.equal(
      result(() => ourQuerystring.escape(text)),
      result(() => nodeQuerystring.escape(text)),
      text,
    );
    assert.equal(
      result(() => ourQuerystring.unescape(text)),
      result(() => nodeQuerystring.unescape(text)),
      text,
    );
  }
  for (const value of [
    { a: 1, b: 'x y', c: [1, 'é'], d: true, e: null, f: undefined, g: NaN, h: 5n, i: {} },
    {},
    null,
    'x',
    { 'k&': '=' },
    { a: [] },
  ]) {
    assert.equal(
      result(() => ourQuerystring.stringify(value)),
      result(() => nodeQuerystring.stringify(value as any)),
    );
    assert.equal(
      result(() => ourQuerystring.stringify(value, ';', ':')),
      result(() => nodeQuerystring.stringify(value as any, ';', ':')),
    );
  }
  assert.equal(
    result(() => ourQuerystring.parse('a:1;b:2', ';', ':', { maxKeys: 1 })),
    result(() => nodeQuerystring.parse('a:1;b:2', ';', ':', { maxKeys: 1 })),
  );
});

const urls = [
  'http://user:pass@sub.example.com:8080/p/a/t/h?query=string#hash',
  '/path?x=1',
  '/path',
  '//host/path',
  'http://host',
  'http://host?q',
  'HTTP://HOST/P',
  'mailto:a@b.c',
  'javascript:alert(1)',
  'file:///a/b',
  'a/b',
  '?q=1',
  '#h',
  '',
  'http://a b/c',
  'http://h/ "x"',
  'http://[::1]:80/x',
  'http://h:/',
  'x:y',
  'http://a@b@c/',
  '  http://h  ',
  'http:\\\\h\\p',
  '//u@h/p',
  '/a//b',
  'http://h/a?b?c#d#e',
  'http://h#x?y',
  'http://a:b/c',
  '/é',
  'http://é.com/x',
];

test('url.parse, format and resolve behave as in Node', () => {
  for (const text of urls) {
    for (const query of [false, true]) {
      for (const slashes of [false, true]) {
        assert.equal(
          result(() => ({ ...ourUrl.parse(text, query, slashes) })),
          result(() => ({ ...nodeUrl.parse(text, query, slashes) })),
          `${text} ${query} ${slashes}`,
        );
      }
    }
    assert.equal(
      result(() => ourUrl.format(ourUrl.parse(text))),
      result(() => nodeUrl.format(nodeUrl.parse(text))),
    );
    for (const to of [
      '/x',
      'x',
      '../x',
      './x/..',
      '//h2/y',
      'http://other/',
      'https:x',
      '?n=1',
      '#z',
      '',
      '..',
      '.',
      'mailto:q@r',
      '/a/../../b',
      'http:rel',
    ]) {
      assert.equal(
        result(() => ourUrl.resolve(text, to)),
        result(() => nodeUrl.resolve(text, to)),
        `${text} ${to}`,
      );
    }
  }
  for (const value of [
    { protocol: 'http', host: 'h', pathname: 'x', query: { a: 1 } },
    { hostname: 'h', port: 8 },
    { protocol: 'https:', slashes: true, hostname: '::1', search: 'q', hash: 'f' },
    { pathname: 'a?b#c' },
    null,
    5,
  ]) {
    assert.equal(
      result(() => ourUrl.format(value)),
      result(() => nodeUrl.format(value as any)),
    );
  }
  for (const value of ['file:///a%20b', 'file://host/x', 'http://x', 'file:///a%2fb', 5])
    assert.equal(
      result(() => ourUrl.fileURLToPath(value)),
      result(() => nodeUrl.fileURLToPath(value as any)),
    );
  for (const value of ['/a b', '/a%b', 'rel/x', '/dir/', '/q?x#y', '/é'])
    assert.equal(ourUrl.pathToFileURL(value).href, nodeUrl.pathToFileURL(value).href);
});
