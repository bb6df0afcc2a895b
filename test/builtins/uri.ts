// encodeURI, encodeURIComponent, decodeURI, decodeURIComponent, escape, unescape.

const show = (value: unknown): void => console.log(JSON.stringify(value));
const attempt = (action: () => unknown): void => {
  try {
    show(action());
  } catch (error) {
    console.log((error as Error).name + ': ' + (error as Error).message);
  }
};

let all = '';
for (let i = 0; i < 256; i++) all += String.fromCharCode(i);
show([encodeURI(all), encodeURIComponent(all), escape(all)]);
show([encodeURIComponent('€😀'), encodeURI('http://x/ü?q=a b#c'), escape('€😀')]);
attempt(() => encodeURIComponent('\ud800'));
attempt(() => encodeURI('a\udc00b'));
attempt(() => encodeURIComponent('\ud800x'));
for (const text of [
  '%41',
  '%e2%82%ac',
  '%F0%9F%98%80',
  '%2F%3f%23',
  'a%20b',
  'plain',
  '%',
  '%4',
  '%zz',
  '%80',
  '%c0%80',
  '%e2%82',
  '%ed%a0%80',
  '%f4%90%80%80',
  '%F8%80',
  '%e2%28%a1',
  'x%',
]) {
  attempt(() => decodeURIComponent(text));
  attempt(() => decodeURI(text));
}
for (const text of ['%u20ac', '%41%zz%', '%u20a', '%uD83D%uDE00', 'a+b', '%E9'])
  show(unescape(text));
show(decodeURIComponent(encodeURIComponent(all)) === all);
show([encodeURI.length, decodeURIComponent.length, encodeURI.name, escape.name]);
show([encodeURIComponent(undefined as any), encodeURIComponent(null as any), decodeURI(12 as any)]);
