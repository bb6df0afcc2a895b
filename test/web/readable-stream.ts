// Web API: readable stream.

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

await scenario('read', async () => {
  let i = 0;
  const s = new ReadableStream({
    start(c) {
      L('start', c.desiredSize);
    },
    pull(c) {
      L('pull', c.desiredSize);
      c.enqueue(i++);
      if (i === 3) c.close();
    },
    cancel(r) {
      L('cancel', r);
    },
  });
  const r = s.getReader();
  L(s.locked);
  for (let k = 0; k < 4; k++) L(await r.read());
  L(await r.closed);
});
await scenario('iter', async () => {
  const s = new ReadableStream({
    start(c) {
      c.enqueue('a');
      c.enqueue('b');
      c.close();
    },
  });
  for await (const x of s) L(x);
  L(s.locked);
});
await scenario('iter break', async () => {
  const s = new ReadableStream({
    pull(c) {
      c.enqueue('a');
    },
    cancel(r) {
      L('cancel', r);
    },
  });
  for await (const x of s) {
    L(x);
    break;
  }
  L(s.locked);
});
await scenario('error', async () => {
  const s = new ReadableStream({
    pull(c) {
      c.error(new Error('x'));
    },
  });
  const r = s.getReader();
  try {
    await r.read();
  } catch (e) {
    L(e);
  }
  try {
    await r.closed;
  } catch (e) {
    L('closed', e);
  }
});
await scenario('pull throws', async () => {
  const s = new ReadableStream({
    pull() {
      throw new Error('pt');
    },
  });
  try {
    await s.getReader().read();
  } catch (e) {
    L(e);
  }
});
await scenario('cancel', async () => {
  const s = new ReadableStream({
    cancel(r) {
      L('c', r);
      return 5;
    },
  });
  L(await s.cancel('why'));
  const r = s.getReader();
  L(await r.read());
});
await scenario('locked', async () => {
  const s = new ReadableStream();
  const r = s.getReader();
  try {
    s.getReader();
  } catch (e) {
    L(e);
  }
  try {
    await s.cancel();
  } catch (e) {
    L(e);
  }
  try {
    s.tee();
  } catch (e) {
    L(e);
  }
  r.releaseLock();
  L(s.locked);
  try {
    await r.read();
  } catch (e) {
    L(e);
  }
  try {
    await r.closed;
  } catch (e) {
    L(e);
  }
});
await scenario('tee', async () => {
  let i = 0;
  const s = new ReadableStream({
    pull(c) {
      L('pull');
      c.enqueue(i++);
      if (i === 3) c.close();
    },
  });
  const [a, b] = s.tee();
  const A = [],
    B = [];
  for await (const x of a) A.push(x);
  for await (const x of b) B.push(x);
  L(A, B);
});
await scenario('tee cancel', async () => {
  const s = new ReadableStream({
    pull(c) {
      c.enqueue(1);
    },
    cancel(r) {
      L('cancel', r);
    },
  });
  const [a, b] = s.tee();
  const p = a.cancel('A');
  b.cancel('B');
  await p;
  L('done');
});
await scenario('size', async () => {
  const s = new ReadableStream(
    {
      start(c) {
        c.enqueue('abc');
        L(c.desiredSize);
      },
    },
    { highWaterMark: 10, size: (x) => x.length },
  );
  L(s.locked);
});
await scenario('bytes', async () => {
  const s = new ReadableStream({
    type: 'bytes',
    start(c) {
      L(c.desiredSize);
      c.enqueue(new Uint8Array([1, 2]));
      try {
        c.enqueue('x');
      } catch (e) {
        L(e);
      }
      c.close();
    },
  });
  for await (const x of s) L([...x]);
});
await scenario('close twice', async () => {
  new ReadableStream({
    start(c) {
      c.close();
      try {
        c.close();
      } catch (e) {
        L(e);
      }
      try {
        c.enqueue(1);
      } catch (e) {
        L(e);
      }
    },
  });
});
