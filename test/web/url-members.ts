// URL: setters, printing, conversions.
const values: Record<string, string[]> = {
  protocol: ['https', 'HTTP:', 'file', 'x', ''],
  username: ['', 'a b', 'ü@:/'],
  password: ['p:w', ''],
  host: ['new.org', 'new:99', ':80', 'a/b', '[::1]:5', '1.2', 'n:8x'],
  hostname: ['new.org', 'new:99', '', '0x10'],
  port: ['', '80', '8080x', 'x', '65536'],
  pathname: ['', 'x', '/a/../b', 'a?b#c', 'ü'],
  search: ['', '?', 'a=b', '?a b', "'"],
  hash: ['', 'a b', '#x#y'],
  href: ['http://other/', 'bad'],
};
for (const start of [
  'http://user:pw@host:81/a/b?q=1#h',
  'https://host/',
  'file:///x/y',
  'mailto:a@b',
]) {
  for (const name of Object.keys(values)) {
    for (const value of values[name]!) {
      const url: any = new URL(start);
      try {
        url[name] = value;
        console.log(start, name, JSON.stringify(value), url.href);
      } catch (error: any) {
        console.log(start, name, value, error.message);
      }
    }
  }
}
const url = new URL('https://u:p@h:8/p/q?a=1&b=2#f');
console.log(
  url,
  String(url),
  JSON.stringify({ url }),
  url.searchParams.get('a'),
  Object.prototype.toString.call(url),
);
console.log({ a: { b: { url } } }, [url]);
url.searchParams.append('c', 'd e');
console.log(url.href);
url.search = '?z=9';
console.log(url.searchParams.get('z'), url.searchParams === url.searchParams);
try {
  (URL as any)('x');
} catch (error: any) {
  console.log(error.name);
}
