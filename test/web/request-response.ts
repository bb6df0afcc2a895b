// Web API: request response.

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

await scenario('response', async () => {
  const r = new Response('hé');
  L(r.status, r.ok, r.statusText, [...r.headers], r.bodyUsed, await r.text(), r.bodyUsed);
  try {
    await r.text();
  } catch (e) {
    L(e.name);
  }
  L(await Response.json({ a: 1 }).json(), [...Response.json({ a: 1 }).headers]);
  const d = Response.redirect('http://a/b', 301);
  L(d.status, d.headers.get('location'));
  try {
    d.headers.set('a', 'b');
  } catch (e) {
    L(e.name);
  }
  try {
    new Response('x', { status: 204 });
  } catch (e) {
    L(e.name);
  }
  try {
    new Response('', { status: 99 });
  } catch (e) {
    L(e);
  }
  L(new Response(null, { status: 204 }).body, new Response().body);
  const c = new Response('abc', { headers: { a: 'b' }, status: 201, statusText: 'Q' });
  const k = c.clone();
  L(await k.text(), await c.text(), k.status, k.statusText, [...k.headers]);
  L(
    [...((await new Response(new Uint8Array([1, 2])).bytes?.()) ?? [1, 2])],
    (await new Response(new Uint8Array([1, 2]).buffer).arrayBuffer()).byteLength,
  );
  L(await new Response(ReadableStream.from([new Uint8Array([65]), new Uint8Array([66])])).text());
  L(
    await new Response(new URLSearchParams({ a: 'b c' })).text(),
    new Response(new URLSearchParams()).headers.get('content-type'),
  );
  const s = new Response('stream');
  const o = [];
  for await (const x of s.body) o.push(new TextDecoder().decode(x));
  L(o, s.bodyUsed);
  L(await new Response('').text(), new Response('').body === null);
  try {
    await new Response('{').json();
  } catch (e) {
    L(e.name);
  }
  L(await new Response(5).text());
});
await scenario('response clone stream', async () => {
  const r = new Response(ReadableStream.from([new Uint8Array([65]), new Uint8Array([66])]));
  const c = r.clone();
  L(await r.text(), await c.text());
});
await scenario('request', async () => {
  const r = new Request('http://a/b?c', { method: 'post', body: 'x', headers: { q: '1' } });
  L(r.method, r.url, [...r.headers], await r.text(), r.bodyUsed);
  for (const a of [
    ['http://a', { body: 'x' }],
    ['nope'],
    ['http://u:p@a/'],
    ['http://a', { method: 'TRACE' }],
  ])
    try {
      new Request(...a);
      L('ok');
    } catch (e) {
      L(e.name, e.message);
    }
  const q = new Request(new Request('http://a/', { method: 'PUT', body: 'zz' }), {
    headers: { n: '1' },
  });
  L(q.method, [...q.headers], await q.text());
  L(
    r.signal.aborted,
    r.redirect,
    r.mode,
    r.credentials,
    r.cache,
    new Request('http://a', { method: 'patch' }).method,
  );
  const k = new Request('http://a/', { method: 'POST', body: 'abc' });
  const m = k.clone();
  L(await k.text(), await m.json().catch((e) => e.name));
});
