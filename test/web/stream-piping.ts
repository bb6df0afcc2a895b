// Web API: stream piping.

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

await scenario('pipeTo', async () => {
  const out = [];
  const s = ReadableStream.from(['a', 'b', 'c']);
  await s.pipeTo(
    new WritableStream({
      start() {
        L('wstart');
      },
      write(c) {
        L('w', c);
      },
      close() {
        L('close');
      },
      abort(r) {
        L('abort', r);
      },
    }),
  );
  L(s.locked);
});
await scenario('pipeTo slow', async () => {
  let i = 0;
  const s = new ReadableStream(
    {
      pull(c) {
        L('p', i);
        c.enqueue(i++);
        if (i === 4) c.close();
      },
    },
    { highWaterMark: 0 },
  );
  await s.pipeTo(
    new WritableStream({
      async write(c) {
        await new Promise((r) => setTimeout(r, 2));
        L('w', c);
      },
    }),
  );
  L('ok');
});
await scenario('pipeTo err src', async () => {
  const s = new ReadableStream({
    pull(c) {
      c.error(new Error('se'));
    },
  });
  try {
    await s.pipeTo(
      new WritableStream({
        abort(r) {
          L('abort', r);
        },
      }),
    );
  } catch (e) {
    L(e);
  }
});
await scenario('pipeTo err dst', async () => {
  const s = new ReadableStream({
    pull(c) {
      c.enqueue(1);
    },
    cancel(r) {
      L('cancel', r);
    },
  });
  try {
    await s.pipeTo(
      new WritableStream({
        write() {
          throw new Error('de');
        },
      }),
    );
  } catch (e) {
    L(e);
  }
});
await scenario('pipeTo abort', async () => {
  const ac = new AbortController();
  const s = new ReadableStream({
    pull(c) {
      return new Promise(() => {});
    },
    cancel(r) {
      L('cancel', r.name);
    },
  });
  setTimeout(() => ac.abort(), 5);
  try {
    await s.pipeTo(
      new WritableStream({
        abort(r) {
          L('abort', r.name);
        },
      }),
      { signal: ac.signal },
    );
  } catch (e) {
    L(e.name);
  }
});
await scenario('transform', async () => {
  const s = ReadableStream.from(['a', 'b']).pipeThrough(
    new TransformStream({
      start(c) {
        c.enqueue('S');
      },
      transform(x, c) {
        c.enqueue(x + x);
      },
      flush(c) {
        c.enqueue('F');
      },
    }),
  );
  const o = [];
  for await (const x of s) o.push(x);
  L(o);
});
await scenario('transform drop', async () => {
  const s = ReadableStream.from(['a', 'b', 'c']).pipeThrough(
    new TransformStream({
      transform(x, c) {
        if (x === 'b') c.enqueue(x);
      },
    }),
  );
  const o = [];
  for await (const x of s) o.push(x);
  L(o);
});
await scenario('identity', async () => {
  const ts = new TransformStream();
  const w = ts.writable.getWriter();
  w.write(1);
  w.write(2);
  w.close();
  const o = [];
  for await (const x of ts.readable) o.push(x);
  L(o);
});
await scenario('transform err', async () => {
  const s = ReadableStream.from(['a']).pipeThrough(
    new TransformStream({
      transform() {
        throw new Error('te');
      },
    }),
  );
  try {
    for await (const x of s) L(x);
  } catch (e) {
    L(e);
  }
});
await scenario('terminate', async () => {
  const s = ReadableStream.from(['a', 'b']).pipeThrough(
    new TransformStream({
      transform(x, c) {
        c.enqueue(x);
        c.terminate();
      },
    }),
  );
  const o = [];
  try {
    for await (const x of s) o.push(x);
  } catch (e) {
    L(e);
  }
  L(o);
});
await scenario('text', async () => {
  const s = ReadableStream.from([new Uint8Array([0xe2, 0x82]), new Uint8Array([0xac])])
    .pipeThrough(new TextDecoderStream())
    .pipeThrough(new TextEncoderStream())
    .pipeThrough(new TextDecoderStream());
  const o = [];
  for await (const x of s) o.push(x);
  L(o);
});
