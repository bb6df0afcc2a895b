// URLSearchParams: construction, reading, changing, iteration, printing.
const inits: any[] = [
  '',
  '?a=1',
  'a=1&b=2&a=3',
  'a+b=c%20d',
  '%zz=%E4',
  '=',
  '&&',
  'a',
  'a==b',
  { x: 1, y: 'two' },
  [
    ['a', 'b'],
    ['c', 'd'],
  ],
  [['a']],
  [1],
  new Map([['m', 'n']]),
  undefined,
  null,
  5,
  'é=ü&😀=\ud800',
  "!'()~*-._=x",
  new URLSearchParams('copy=1'),
];
for (const init of inits) {
  try {
    const params = new URLSearchParams(init);
    console.log(
      String(params),
      params.size,
      [...params],
      [...params.keys()],
      params.get('a'),
      params.getAll('a'),
      params.has('a', '1'),
    );
    params.append('z', 'é &');
    params.set('a', 'x');
    params.delete('b');
    params.sort();
    params.forEach((value, name) => console.log(name + ':' + value));
    console.log(params, params.entries(), params.values());
  } catch (error: any) {
    console.log(error.name, error.code, error.message);
  }
}
const params: any = new URLSearchParams('a=1&a=2&b=3');
params.delete('a', '2');
console.log(
  params.toString(),
  params[Symbol.iterator] === params.entries,
  params.has('b'),
  params.get('none'),
);
for (const method of ['append', 'get', 'set', 'has', 'delete', 'forEach']) {
  try {
    params[method]();
  } catch (error: any) {
    console.log(method, error.code, error.message);
  }
}
