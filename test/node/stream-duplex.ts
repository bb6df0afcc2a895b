// Events and results of node:stream: duplex, in order.

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

await scenario('transform', async () => {
  const x = new Transform({
    transform(c, e, cb) {
      cb(null, c.toString().toUpperCase());
    },
    flush(cb) {
      this.push('END');
      cb();
    },
  });
  watch(x, 'x', ['data', 'end', 'finish', 'close', 'prefinish']);
  x.write('a');
  x.write('b');
  x.end('c');
});
await scenario('transform bp', async () => {
  const x = new Transform({
    highWaterMark: 2,
    transform(c, e, cb) {
      L('t', c);
      cb(null, c);
    },
  });
  watch(x, 'x', ['drain', 'end', 'finish', 'close']);
  L(x.write('aa'));
  L(x.write('bb'));
  L(x.write('cc'));
  x.end();
  await wait();
  x.on('data', (c) => L('d', c));
});
await scenario('transform err', async () => {
  const x = new Transform({
    transform(c, e, cb) {
      cb(new Error('bad'));
    },
  });
  watch(x, 'x', ['error', 'close']);
  x.write('a', (e) => L('cb', e && e.message));
});
await scenario('duplex', async () => {
  const d = new Duplex({
    allowHalfOpen: false,
    read() {},
    write(c, e, cb) {
      L('w', c);
      cb();
    },
    final(cb) {
      L('fin');
      cb();
    },
  });
  watch(d, 'd', ['data', 'end', 'finish', 'close']);
  d.push('q');
  d.push(null);
});
await scenario('duplex half', async () => {
  const d = new Duplex({
    read() {},
    write(c, e, cb) {
      L('w', c);
      cb();
    },
  });
  watch(d, 'd', ['data', 'end', 'finish', 'close']);
  d.push(null);
  await wait();
  d.end('z');
});
await scenario('instanceof', async () => {
  const p = new PassThrough();
  L(
    p instanceof Readable,
    p instanceof Writable,
    p instanceof Duplex,
    p instanceof Transform,
    p instanceof Stream,
    new Writable() instanceof Readable,
    new Readable() instanceof Writable,
    new Writable() instanceof Writable,
  );
});
await scenario('end in data', async () => {
  const w = new PassThrough();
  watch(w, 'w', ['data', 'end', 'finish', 'close', 'readable']);
  w.end('hello');
});
