// node:url: parse, format, resolve, file URLs.
import url, { fileURLToPath, pathToFileURL } from 'node:url';

const texts = [
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
  'x:y',
  'http://a@b@c/',
  '//u@h/p',
  'http://h/a?b?c#d#e',
];
for (const text of texts) {
  console.log(
    url.parse(text),
    url.parse(text, true).query,
    url.parse(text, false, true).host,
    url.format(url.parse(text)),
  );
  console.log(
    ['/x', 'x', '../x', '//h2/y', 'http://other/', '?n=1', '#z', '', '..', 'mailto:q@r']
      .map((to) => url.resolve(text, to))
      .join(' | '),
  );
}
console.log(
  url.format({ protocol: 'http', host: 'h', pathname: 'x', query: { a: 1 } }),
  url.format(new URL('http://u:p@h/?q#f'), { auth: false, fragment: false }),
);
console.log(
  fileURLToPath('file:///a%20b'),
  pathToFileURL('/a b#c').href,
  url.domainToASCII('español.com'),
  url.domainToUnicode('xn--espaol-zwa.com'),
);
for (const value of ['http://x', 'file://host/x', 'file:///a%2fb']) {
  try {
    console.log(fileURLToPath(value));
  } catch (error: any) {
    console.log(error.code, error.message);
  }
}
console.log(url.URL === URL, url.urlToHttpOptions(new URL('https://a:b@h:99/p?q#x')));
