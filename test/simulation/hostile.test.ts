import assert from 'node:assert/strict';
import test from 'node:test';

import { Random } from './random.ts';
import { Script, type SegmentOptions } from './script.ts';

const FLAGS = ['S', 'A', 'PA', 'FA', 'FPA', 'R', 'RA', 'SA', 'SF', '', 'UPA', 'SFRPAU'];

/** Numbers near the edges of what the connection expects, and some that are far off. */
function near(random: Random, ...edges: number[]): number {
  if (random.chance(0.05)) return random.word();
  return (random.pick(edges) + random.pick([0, 0, 0, -1, 1, 2, 1000, -1000, 65535])) | 0;
}

function randomOptions(random: Random, script: Script): SegmentOptions {
  const options: SegmentOptions = { window: random.pick([0, 1, 100, 60000, 65535]) };
  if (random.chance(0.6)) options.data = random.pick([1, 10, 1000, 1460, 9000]);
  if (random.chance(0.1)) options.mss = random.pick([0, 1, 536, 1460, 65535]);
  if (random.chance(0.1)) options.shift = random.integer(0, 255);
  if (random.chance(0.1)) options.sackOk = true;
  const { connection } = script;
  if (connection !== null && random.chance(connection.usesTimestamps ? 0.9 : 0.1)) {
    const recent = connection.receive.recentTimestamp;
    options.timestamps = [near(random, recent, recent + 10), near(random, script.last.timestamp)];
  } else if (connection !== null && random.chance(0.3)) {
    const una = connection.send.unacknowledged - script.start;
    const next = connection.send.next - script.start;
    const sack: [number, number][] = [];
    for (let i = random.integer(1, 4); i > 0; i--) {
      sack.push([near(random, una, next), near(random, una, next)]);
    }
    options.sack = sack;
  }
  return options;
}

function act(random: Random, script: Script): void {
  const { connection } = script;
  if (connection === null) return;
  switch (random.integer(0, 12)) {
    case 0:
      connection.close();
      break;
    case 1:
      connection.shutdownWrite();
      break;
    case 2:
      connection.pauseReading();
      break;
    case 3:
    case 4:
      connection.resumeReading();
      break;
    case 5:
      if (random.chance(0.2)) connection.reset();
      break;
    case 6:
      connection.setKeepAlive(random.chance(0.5), random.scale(1, 10000));
      break;
    case 7:
      connection.setNoDelay(random.chance(0.5));
      break;
    default:
      script.write(random.scale(1, 20000));
  }
}

/** What holds at any time. */
function check(script: Script): void {
  const { connection, host } = script;
  assert.ok(host.outstanding === 0);
  assert.ok(host.tcp.bufferedBytes >= 0);
  if (connection === null || connection.state === 0) return;
  const { send, receive } = connection;
  const inFlight = (send.next - send.unacknowledged) | 0;
  assert.ok(inFlight >= 0 && inFlight <= 1 << 21, `in flight ${inFlight}`);
  assert.ok(send.segments.inFlight >= 0, `pipe ${send.segments.inFlight}`);
  if (connection.state >= 3) assert.ok(send.unsent() >= 0, `unsent ${send.unsent()}`);
  assert.ok(Number.isInteger(connection.congestion.window) && connection.congestion.window > 0);
  assert.ok(receive.buffer.readable() >= 0 && receive.buffer.readable() <= receive.limit);
  assert.ok(((receive.windowEdge - receive.next) | 0) >= -1);
}

test('whatever a hostile peer sends, nothing throws, no invariant breaks and everything ends', () => {
  let established = 0;
  for (let seed = 1; seed <= 400; seed++) {
    const random = new Random(seed);
    const script = new Script({
      seed,
      mtu: random.pick([576, 1500, 9000]),
      segmentation: random.pick([0, 20000]),
      limits: { receiveWindow: random.pick([2048, 65536]), buffers: random.pick([10000, 1 << 22]) },
    });
    if (random.chance(0.5)) {
      script.listen(random.pick([1, 5]));
      script.receive('S', 0, 0, randomOptions(random, script));
    } else {
      script.connect();
      script.sent();
      if (random.chance(0.8)) script.receive('SA', 0, 1, randomOptions(random, script));
    }
    script.sent();
    for (let step = 0; step < 200; step++) {
      const { connection } = script;
      const sequences = [1];
      const acknowledgments = [1];
      if (connection !== null) {
        const { send, receive } = connection;
        sequences.push(receive.next - 5000, receive.next - 5000, receive.windowEdge - 5000);
        acknowledgments.push(send.unacknowledged - script.start, send.next - script.start);
      }
      const flags = random.chance(0.7) ? random.pick(['A', 'PA']) : random.pick(FLAGS);
      const options = randomOptions(random, script);
      script.give(flags, near(random, ...sequences), near(random, ...acknowledgments), options);
      if (random.chance(0.3)) act(random, script);
      if (random.chance(0.5)) script.poll();
      if (random.chance(0.1)) script.wait(random.scale(1, 5000));
      script.sent();
      check(script);
      if (connection !== null && connection.state >= 3) established++;
    }
    script.connection?.reset();
    for (const connection of script.accepted) connection.reset();
    script.wait(200000);
    const { counters } = script.host.tcp;
    assert.equal(script.host.tcp.connections().length, 0, `seed ${seed}`);
    assert.equal(counters.connections + counters.timeWaitConnections, 0);
    assert.equal(counters.halfOpenConnections, 0);
    assert.equal(script.host.tcp.bufferedBytes, 0, `seed ${seed}`);
  }
  assert.ok(established > 10000, String(established));
});
