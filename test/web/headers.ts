// Web API: headers.

const L = (...values: unknown[]) =>
  console.log(
    values
      .map((value: any) =>
        value instanceof Error
          ? value.name + ':' + ((value as any).code || value.message)
          : typeof value === 'object' && value !== null
            ? JSON.stringify(value)
            : String(value),
      )
      .join(' '),
  );

async function scenario(name: string, run: () => Promise<void>): Promise<void> {
  console.log('## ' + name);
  let timer: any;
  try {
    await Promise.race([
      run(),
      new Promise((_, reject) => {
        timer = setTimeout(() => reject(new Error('TIMEOUT')), 500);
      }),
    ]);
  } catch (error) {
    L('threw', error);
  }
  clearTimeout(timer);
}

await scenario('headers', async () => {
  const h = new Headers({ 'X-B': '1', a: ' 2 ' });
  h.append('x-b', '3');
  h.append('Set-Cookie', 'a=1');
  h.append('set-cookie', 'b=2');
  L([...h], h.get('X-B'), h.get('none'), h.has('A'), h.getSetCookie());
  h.set('x-b', '9');
  h.delete('a');
  L([...h.keys()], [...h.values()]);
  h.forEach((v, k) => L(k, v));
  for (const b of [
    ['a b', 'x'],
    ['a', 'x\ny'],
    ['', 'x'],
  ])
    try {
      h.append(...b);
      L('ok');
    } catch (e) {
      L(e.name);
    }
  L(
    [
      ...new Headers([
        ['q', '1'],
        ['q', '2'],
      ]),
    ],
    [...new Headers(h)],
  );
  try {
    new Headers([['a']]);
  } catch (e) {
    L(e.name);
  }
  try {
    new Headers(5);
  } catch (e) {
    L(e.name);
  }
  L(Object.prototype.toString.call(h));
});
