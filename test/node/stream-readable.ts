// Events and results of node:stream: readable, in order.

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

await scenario('read flow', async () => {
  let i = 0;
  const r = new Readable({
    read() {
      L('_read');
      this.push(i < 3 ? 'c' + i++ : null);
    },
  });
  watch(r, 'r', ['data', 'end', 'close', 'error', 'pause', 'resume']);
});
await scenario('readable event', async () => {
  let i = 0;
  const r = new Readable({
    read() {
      L('_read');
      this.push(i < 3 ? 'c' + i++ : null);
    },
  });
  r.on('readable', () => {
    let c;
    while ((c = r.read()) !== null) L('got', c);
  });
  watch(r, 'r', ['end', 'close']);
});
await scenario('async read', async () => {
  let i = 0;
  const r = new Readable({
    read() {
      setImmediate(() => this.push(i < 3 ? 'c' + i++ : null));
    },
  });
  watch(r, 'r', ['data', 'end', 'close', 'error']);
});
await scenario('hwm', async () => {
  let i = 0;
  const r = new Readable({
    highWaterMark: 4,
    read(n) {
      L('_read', n);
      this.push(i < 5 ? 'abc' : null);
      i++;
    },
  });
  r.on('readable', () => {
    L('rd', r.readableLength);
    const c = r.read(2);
    L('c', c);
  });
  watch(r, 'r', ['end', 'close']);
});
await scenario('setEncoding', async () => {
  const r = new Readable({ read() {} });
  r.setEncoding('utf8');
  watch(r, 'r', ['data', 'end']);
  r.push(Buffer.from([0xe2, 0x82]));
  r.push(Buffer.from([0xac, 0x41]));
  r.push(Buffer.from([0xe2]));
  r.push(null);
});
await scenario('unshift', async () => {
  const r = new Readable({ read() {} });
  r.push('b');
  r.unshift('a');
  L(r.read());
  r.push(null);
  r.on('end', () => L('end'));
  r.resume();
});
await scenario('push after eof', async () => {
  const r = new Readable({ read() {} });
  watch(r, 'r', ['error', 'close']);
  r.push(null);
  r.push('x');
});
await scenario('object', async () => {
  const r = new Readable({ objectMode: true, read() {} });
  watch(r, 'r', ['data', 'end', 'close']);
  r.push({ a: 1 });
  r.push(null);
});
await scenario('pause resume', async () => {
  const r = new Readable({ read() {} });
  watch(r, 'r', ['data', 'end', 'pause', 'resume']);
  r.push('a');
  await wait();
  r.pause();
  r.push('b');
  L(r.isPaused(), r.readableFlowing);
  await wait();
  r.resume();
  await wait();
  r.push(null);
});
await scenario('removeListener readable', async () => {
  const r = new Readable({ read() {} });
  const f = () => L('rd');
  r.on('readable', f);
  r.on('data', (c) => L('d', c));
  r.push('a');
  await wait();
  r.removeListener('readable', f);
  await wait();
  r.push('b');
  L(r.readableFlowing);
});
await scenario('autoDestroy false', async () => {
  const r = new Readable({
    autoDestroy: false,
    read() {
      this.push(null);
    },
  });
  watch(r, 'r', ['end', 'close', 'data']);
});
await scenario('emitClose false', async () => {
  const r = new Readable({
    emitClose: false,
    read() {
      this.push(null);
    },
  });
  watch(r, 'r', ['end', 'close', 'data']);
});
await scenario('destroy readable with cb', async () => {
  const r = new Readable({ read() {} });
  watch(r, 'r', ['close', 'error', 'end']);
  r.push('aa');
  r.destroy();
  L(r.destroyed, r.readable, r.push('x'), r.read());
});
