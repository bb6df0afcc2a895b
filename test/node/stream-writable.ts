// Events and results of node:stream: writable, in order.

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

await scenario('writable', async () => {
  const w = new Writable({
    highWaterMark: 3,
    write(c, e, cb) {
      L('_write', c, e);
      setImmediate(cb);
    },
    final(cb) {
      L('final');
      setImmediate(cb);
    },
  });
  watch(w, 'w', ['drain', 'finish', 'close', 'error', 'prefinish']);
  L(w.write('ab', () => L('cb1')));
  L(w.write('cd', () => L('cb2')));
  w.end('e', () => L('endcb'));
  L(w.writableEnded, w.writableFinished, w.writable);
});
await scenario('writable sync', async () => {
  const w = new Writable({
    highWaterMark: 3,
    write(c, e, cb) {
      L('_write', c);
      cb();
    },
  });
  watch(w, 'w', ['drain', 'finish', 'close', 'error', 'prefinish']);
  process.nextTick(() => L('tick'));
  L(w.write('ab', () => L('cb1')));
  L(w.write('cdef', () => L('cb2')));
  w.write('x');
  w.write('y');
  w.end(() => L('endcb'));
});
await scenario('writev cork', async () => {
  const w = new Writable({
    write(c, e, cb) {
      L('_write', c);
      cb();
    },
    writev(cs, cb) {
      L('_writev', cs.length, cs.map((c) => c.chunk).join('|'));
      cb();
    },
  });
  watch(w, 'w', ['finish', 'close']);
  w.cork();
  w.write('a', () => L('a'));
  w.write('b');
  w.write('c', () => L('c'));
  process.nextTick(() => w.uncork());
});
await scenario('write error', async () => {
  const w = new Writable({
    write(c, e, cb) {
      cb(new Error('boom'));
    },
  });
  watch(w, 'w', ['finish', 'close', 'error']);
  w.write('a', (e) => L('cb', e && e.message));
  w.write('b', (e) => L('cbb', e && e.message));
  w.end((e) => L('end', e && (e.code || e.message)));
});
await scenario('write after end', async () => {
  const w = new Writable({
    write(c, e, cb) {
      cb();
    },
  });
  watch(w, 'w', ['finish', 'close', 'error']);
  w.end();
  w.write('a', (e) => L('cb', e && e.code));
});
await scenario('null', async () => {
  const w = new Writable({
    write(c, e, cb) {
      cb();
    },
  });
  watch(w, 'w', ['error']);
  try {
    w.write(null);
  } catch (e) {
    L(e.code, e.message);
  }
  try {
    w.write(5);
  } catch (e) {
    L(e.code, e.message);
  }
  try {
    w.write('a', 'zzz');
  } catch (e) {
    L(e.code, e.message);
  }
});
await scenario('destroy', async () => {
  const w = new Writable({
    write(c, e, cb) {
      setImmediate(() => setImmediate(cb));
    },
    destroy(e, cb) {
      L('_destroy', e && e.message);
      setImmediate(cb, e);
    },
  });
  watch(w, 'w', ['finish', 'close', 'error']);
  w.write('a', (e) => L('a', e && e.code));
  w.write('b', (e) => L('b', e && e.message));
  w.end((e) => L('endcb', e && e.message));
  w.destroy(new Error('x'));
  L(w.destroyed, w.writable);
});
await scenario('construct', async () => {
  const w = new Writable({
    construct(cb) {
      L('construct');
      setImmediate(cb);
    },
    write(c, e, cb) {
      L('w', c);
      cb();
    },
  });
  watch(w, 'w', ['finish', 'close']);
  w.write('a');
  w.end();
});
