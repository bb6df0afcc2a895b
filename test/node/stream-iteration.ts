// Events and results of node:stream: iteration, in order.

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

await scenario('asynciter', async () => {
  for await (const c of Readable.from(['a', 'b', Promise.resolve('c')])) L(c);
});
await scenario('asynciter2', async () => {
  const r = Readable.from(
    (async function* () {
      try {
        yield 'a';
        yield 'b';
        yield 'c';
      } finally {
        L('gen fin');
      }
    })(),
  );
  watch(r, 'r', ['close', 'error', 'end']);
  for await (const c of r) {
    L(c);
    if (c === 'b') break;
  }
  L(r.destroyed);
});
await scenario('asynciter err', async () => {
  const r = new Readable({
    read() {
      this.destroy(new Error('zz'));
    },
  });
  watch(r, 'r', ['close']);
  for await (const c of r) L(c);
});
await scenario('from err', async () => {
  const r = Readable.from(
    (async function* () {
      yield 1;
      throw new Error('gerr');
    })(),
  );
  watch(r, 'r', ['data', 'close', 'error', 'end']);
});
await scenario('toArray', async () => {
  L((await Readable.from([1, 2, 3]).toArray()).join());
  L(
    (
      await Readable.from([1, 2, 3])
        .map((x) => x * 2)
        .filter((x) => x > 2)
        .toArray()
    ).join(),
  );
});
