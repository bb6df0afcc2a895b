// Events and results of node:stream: pipe, in order.

import {
  Duplex,
  finished,
  PassThrough,
  pipeline,
  promises,
  Readable,
  Stream,
  Transform,
  Writable,
} from 'node:stream';

const L = (...values: unknown[]) => console.log(values.map(String).join(' '));
// Rounds of the loop, not milliseconds: how many rounds fit into a time depends on the machine.
const wait = async () => {
  for (let round = 0; round < 30; round++) await new Promise((resolve) => setImmediate(resolve));
};

function show(value: any): string {
  if (value instanceof Error) return (value as any).code || value.message;
  if (Buffer.isBuffer(value)) return value.toString();
  return typeof value === 'object' && value ? 'obj' : String(value);
}

function watch<T extends Stream>(stream: T, name: string, events: string[]): T {
  for (const event of events) stream.on(event, (value: any) => L(name, event, show(value)));
  return stream;
}

async function scenario(name: string, run: () => Promise<void> | void): Promise<void> {
  console.log('## ' + name);
  try {
    await run();
  } catch (error: any) {
    L('threw', error.code || error.message);
  }
  await wait();
}

await scenario('pipe', async () => {
  let i = 0;
  const r = new Readable({
    highWaterMark: 2,
    read() {
      this.push(i < 6 ? 'c' + i++ : null);
    },
  });
  const w = new Writable({
    highWaterMark: 3,
    write(c, e, cb) {
      L('_write', c);
      setImmediate(cb);
    },
  });
  watch(r, 'r', ['end', 'close', 'pause', 'resume']);
  watch(w, 'w', ['pipe', 'unpipe', 'drain', 'finish', 'close']);
  r.pipe(w);
});
await scenario('unpipe', async () => {
  const r = new Readable({ read() {} });
  const w = new PassThrough();
  watch(w, 'w', ['pipe', 'unpipe', 'data', 'end', 'finish', 'close']);
  r.pipe(w);
  r.push('a');
  await wait();
  r.unpipe(w);
  r.push('b');
  L(r.readableFlowing);
  await wait();
  r.pipe(w);
  r.push(null);
});
await scenario('pipe err dest', async () => {
  const r = new Readable({ read() {} });
  const w = watch(
    new Writable({
      write(c, e, cb) {
        cb(new Error('q'));
      },
    }),
    'w',
    ['error', 'close', 'unpipe'],
  );
  r.pipe(w);
  r.push('a');
});
await scenario('pipeline ok', async () => {
  await new Promise((res: any) =>
    pipeline(
      Readable.from(['a', 'b']),
      new Transform({
        objectMode: true,
        transform(c, e, cb) {
          cb(null, c + c);
        },
      }),
      watch(
        new Writable({
          objectMode: true,
          write(c, e, cb) {
            L('w', c);
            setImmediate(cb);
          },
        }),
        'w',
        ['finish', 'close', 'error'],
      ),
      (e) => {
        L('done', e);
        res();
      },
    ),
  );
});
await scenario('pipeline err', async () => {
  await new Promise((res: any) => {
    const w = watch(
      new Writable({
        write(c, e, cb) {
          cb(new Error('we'));
        },
      }),
      'w',
      ['finish', 'close', 'error'],
    );
    const r = watch(Readable.from(['a', 'b']), 'r', ['close', 'error']);
    pipeline(r, w, (e) => {
      L('done', e.message);
      res();
    });
  });
});
await scenario('pipeline src err', async () => {
  await new Promise((res: any) => {
    const w = watch(new PassThrough(), 'w', ['finish', 'close', 'error']);
    let n = 0;
    const r = watch(
      new Readable({
        read() {
          if (n++) this.destroy(new Error('re'));
          else this.push('x');
        },
      }),
      'r',
      ['close', 'error'],
    );
    pipeline(r, w, (e) => {
      L('done', e.message, w.destroyed);
      res();
    });
  });
});
await scenario('pipeline premature', async () => {
  await new Promise((res: any) => {
    const w = watch(new PassThrough(), 'w', ['close', 'error']);
    const r = new Readable({ read() {} });
    pipeline(r, w, (e) => {
      L('done', e.code);
      res();
    });
    w.destroy();
  });
});
await scenario('pipeline gen', async () => {
  await new Promise((res: any) => {
    const w = new Writable({
      write(c, e, cb) {
        L('w', c);
        cb();
      },
    });
    pipeline(
      async function* () {
        yield 'a';
        yield 'b';
      },
      async function* (s) {
        for await (const c of s) yield c.toUpperCase();
      },
      w,
      (e) => {
        L('done', e);
        res();
      },
    );
  });
});
await scenario('pipeline promise fn', async () => {
  await new Promise((res: any) => {
    pipeline(
      ['a', 'b'],
      async (s) => {
        let o = '';
        for await (const c of s) o += c;
        return o;
      },
      (e, v) => {
        L('done', e, v);
        res();
      },
    );
  });
});
await scenario('finished', async () => {
  const r = Readable.from(['a']);
  finished(r, (e) => L('fin', e));
  r.resume();
  const w = new Writable({
    write(c, e, cb) {
      cb();
    },
  });
  finished(w, (e) => L('wfin', e && e.code));
  w.destroy();
  const p = new PassThrough();
  finished(p, (e) => L('pfin', e && e.code));
  p.end('x');
  p.resume();
  await wait();
  finished(p, (e) => L('late', e && e.code));
  finished(w, (e) => L('wlate', e && e.code));
});
await scenario('promises', async () => {
  await promises.pipeline(Readable.from(['x']), new PassThrough(), async function (s) {
    for await (const c of s) L('c', c);
  });
  L('ok');
});
