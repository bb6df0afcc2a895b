// Web API: writable stream.

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

await scenario('writer abort', async () => {
  const w = new WritableStream({
    write(c) {
      return new Promise((r) => setTimeout(r, 5));
    },
    abort(r) {
      L('abort', r);
    },
  }).getWriter();
  const p = w.write(1).catch((e) => L('w1', e));
  const q = w.write(2).catch((e) => L('w2', e));
  await w.abort('R');
  L('aborted');
  try {
    await w.closed;
  } catch (e) {
    L('cl', e);
  }
  await p;
  await q;
});
await scenario('writer err', async () => {
  const w = new WritableStream({
    write(c) {
      throw new Error('bad');
    },
  }).getWriter();
  try {
    await w.write(1);
  } catch (e) {
    L(e);
  }
  try {
    await w.ready;
  } catch (e) {
    L('r', e);
  }
  try {
    await w.closed;
  } catch (e) {
    L('c', e);
  }
});
