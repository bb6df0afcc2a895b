// node:querystring.
import querystring from 'node:querystring';

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
  '%C3%A9=x',
  'a%20b=c',
  'x=%',
  'a;b',
  '__proto__=1',
  '%E9=1',
]) {
  console.log(text, querystring.parse(text), querystring.escape(text), querystring.unescape(text));
}
for (const value of [
  { a: 1, b: 'x y', c: [1, 'é'], d: true, e: null, f: undefined, g: NaN, i: {} },
  {},
  null,
  'x',
  { 'k&': '=' },
  { a: [] },
] as any[]) {
  console.log(querystring.stringify(value), querystring.stringify(value, ';', ':'));
}
console.log(
  querystring.parse('a:1;b:2', ';', ':', { maxKeys: 1 }),
  querystring.parse('a=%zz', '&', '=', { decodeURIComponent: (text) => text.toUpperCase() }),
);
