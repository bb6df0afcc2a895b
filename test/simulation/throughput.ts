// Throughput: goodput of one connection over simulated links, and processor time for a segment:
// `npx tsx test/simulation/throughput.ts`. Virtual time says how good loss recovery is; real time what the code costs.

import { UNSPECIFIED } from '../../src/library/net/ip-address.ts';
import type { TcpHandler } from '../../src/library/net/tcp/connection.ts';
import type { HostOptions } from './host.ts';
import type { LinkOptions } from './link.ts';
import { World } from './world.ts';

const quiet: TcpHandler = {
  onConnect() {},
  onData() {},
  onDrain() {},
  onEnd() {},
  onGone() {},
};
const limits = { largestReceiveWindow: 4194304, sendBuffer: 4194304 };

interface Bulk {
  world: World;
  received: number;
  millis: number;
}

/** Sends for so many virtual seconds from a to b. */
function bulk(seed: number, link: Partial<LinkOptions>, seconds: number, host: HostOptions): Bulk {
  const world = new World(seed, { link, a: { limits, ...host }, b: { limits, ...host } });
  let received = 0;
  world.b.tcp.listen(UNSPECIFIED, 80, false, 10, (connection) => {
    connection.handler = {
      ...quiet,
      onData: (_bytes, start, end) => void (received += end - start),
    };
  });
  const chunk = new Uint8Array(65536);
  const pump = (): void => {
    while (client.write(chunk, 0, chunk.length) === chunk.length);
  };
  const client = world.a.tcp.connect(null, 0, world.b.address, 80, {
    ...quiet,
    onConnect: pump,
    onDrain: pump,
  });
  if (typeof client === 'string') throw new Error(client);
  world.touch();
  const started = performance.now();
  world.run(seconds * 1000);
  return { world, received, millis: performance.now() - started };
}

function report(
  name: string,
  link: Partial<LinkOptions>,
  seconds: number,
  host: HostOptions = {},
): void {
  let received = 0;
  let millis = 0;
  let segments = 0;
  let timeouts = 0;
  let again = 0;
  const runs = 3;
  for (let seed = 1; seed <= runs; seed++) {
    const result = bulk(seed, link, seconds, host);
    const { counters } = result.world.a.tcp;
    received += result.received;
    millis += result.millis;
    segments += counters.segmentsSent + result.world.b.tcp.counters.segmentsSent;
    timeouts += counters.retransmissionTimeouts;
    again += counters.retransmittedSegments;
  }
  const megabits = ((received * 8) / (runs * seconds * 1e6)).toFixed(1);
  const micros = ((millis * 1000) / segments).toFixed(2);
  console.log(
    `${name}: ${megabits} Mbit/s, ${again} segments sent again, ${timeouts} timeouts, ` +
      `${micros} microseconds a segment (both ends and the link)`,
  );
}

/** Requests and answers of some hundred bytes, one after the other on one connection. */
function requests(count: number): void {
  const world = new World(1);
  const request = new Uint8Array(300).fill(65);
  const answer = new Uint8Array(400).fill(66);
  let left = count;
  world.b.tcp.listen(UNSPECIFIED, 80, false, 10, (connection) => {
    const onData = (): void => void connection.write(answer, 0, answer.length);
    connection.handler = { ...quiet, onData };
  });
  const ask = (): void => {
    if (left-- > 0) client.write(request, 0, request.length);
  };
  const client = world.a.tcp.connect(null, 0, world.b.address, 80, {
    ...quiet,
    onConnect: ask,
    onData: ask,
  });
  if (typeof client === 'string') throw new Error(client);
  client.setNoDelay(true);
  world.touch();
  const started = performance.now();
  world.run(Infinity, () => left < 0);
  const micros = ((performance.now() - started) * 1000) / count;
  const segments = world.b.tcp.counters.segmentsSent / count;
  console.log(
    `requests: ${micros.toFixed(2)} microseconds for a request and its answer (both ends and the link), ` +
      `${segments.toFixed(3)} segments sent for an answer`,
  );
}

const path = { delay: 25, rate: 12500, queue: 625000 };
report('100 Mbit/s, 50 ms, no loss', path, 20);
report('100 Mbit/s, 50 ms, 0.05 % loss', { ...path, loss: 0.0005 }, 20);
report('100 Mbit/s, 50 ms, 0.5 % loss', { ...path, loss: 0.005 }, 20);
report(
  '100 Mbit/s, 50 ms, 0.5 % loss, reordering of 5 ms',
  { ...path, loss: 0.005, jitter: 5 },
  20,
);
report('100 Mbit/s, 50 ms, small queue', { ...path, queue: 60000 }, 20);
report('100 Mbit/s, 50 ms, 2 % loss', { ...path, loss: 0.02 }, 20);
report('1 Gbit/s, 1 ms, segmentation', { delay: 0.5, rate: 125000, queue: 1e6 }, 3, {
  segmentation: 65000,
  packets: 1024,
});
report('1 Gbit/s, 1 ms', { delay: 0.5, rate: 125000, queue: 1e6 }, 3, { packets: 1024 });
requests(100000);
