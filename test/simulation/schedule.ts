// Schedule: one random life of two stacks. `runSchedule(seed)` throws when a byte is missing, double or out of order, when a
// connection does not end, or when something is left over at the end.

import { UNSPECIFIED } from '../../src/library/net/ip-address.ts';
import type { TcpConnection, TcpFailure } from '../../src/library/net/tcp/connection.ts';
import { stateName } from '../../src/library/net/tcp/states.ts';
import type { Host } from './host.ts';
import { Peer, type Plan } from './peer.ts';
import type { Random } from './random.ts';
import { World } from './world.ts';

export interface ScheduleResult {
  kinds: string;
  connections: number;
  bytes: number;
  packets: number;
  virtualMillis: number;
  failures: number;
}

type Kind = 'exchange' | 'close' | 'reset' | 'abandon' | 'both-open' | 'refused';
const KINDS: readonly Kind[] = [
  'exchange',
  'exchange',
  'exchange',
  'close',
  'reset',
  'abandon',
  'both-open',
  'refused',
];

const FIRST_PORT = 5000;
const CLOSED_PORT = 4999;
const LONGEST = 7200000;

export function runSchedule(seed: number): ScheduleResult {
  const world = makeWorld(seed);
  const random = world.random;
  const pairs: Pair[] = [];
  const count = random.chance(0.1) ? random.integer(20, 60) : random.integer(1, 8);
  const largest = count > 10 ? 20000 : 400000;
  for (let i = 0; i < count; i++) pairs.push(makePair(world, seed, i, largest));
  const finished = world.run(LONGEST, () => pairs.every(isFinished));
  pairs.forEach((pair, index) => {
    try {
      check(pair, world);
    } catch (error) {
      throw new Error(`port ${FIRST_PORT + index}: ${(error as Error).message}; ${describe(pair)}`);
    }
  });
  if (!finished)
    throw new Error(
      `Connections have not ended: ${pairs
        .filter((pair) => !isFinished(pair))
        .map(describe)
        .join('; ')}`,
    );
  const virtualMillis = world.clock.now;
  for (const pair of pairs) pair.stopListening();
  world.run(virtualMillis + LONGEST, () => isEmpty(world));
  checkEmpty(world, world.a, 'a');
  checkEmpty(world, world.b, 'b');
  let bytes = 0;
  let failures = 0;
  for (const { first, second } of pairs) {
    bytes += first.received + second.received;
    if (first.failure !== null || second.failure !== null) failures++;
  }
  return {
    kinds: pairs.map((pair) => pair.kind).join(' '),
    connections: count,
    bytes,
    packets: world.link.sent,
    virtualMillis,
    failures,
  };
}

interface Pair {
  kind: Kind;
  first: Peer;
  second: Peer;
  stopListening: () => void;
}

function makeWorld(seed: number): World {
  const probe = new World(seed).random;
  const rough = probe.chance(0.7);
  const hostOptions = () => ({
    mtu: probe.pick([576, 1280, 1500, 1500, 1500, 9000]),
    segmentation: probe.pick([0, 0, 16384, 65000]),
    packets: probe.pick([2, 16, 256]),
    limits: {
      receiveWindow: probe.pick([2048, 8192, 65536]),
      largestReceiveWindow: probe.pick([65536, 1048576]),
      sendBuffer: probe.pick([4096, 65536, 1048576]),
      buffers: probe.pick([65536, 1 << 20, 1 << 26]),
      halfOpen: probe.pick([1, 3, 256]),
    },
  });
  const a = hostOptions();
  const b = hostOptions();
  // One path: the smaller packet size counts for both.
  const mtu = Math.min(a.mtu, b.mtu);
  const world = new World(seed, {
    link: {
      delay: probe.scale(1, 200) / 2,
      jitter: rough ? probe.pick([0, 1, 10, 100]) : 0,
      loss: rough ? probe.pick([0, 0.001, 0.01, 0.05, 0.15]) : 0,
      duplication: rough ? probe.pick([0, 0.01, 0.1]) : 0,
      corruption: rough ? probe.pick([0, 0.001, 0.01]) : 0,
      rate: probe.pick([10, 100, 1000, 10000, Infinity]),
      queue: probe.pick([20000, 200000, Infinity]),
    },
    a: { ...a, mtu },
    b: { ...b, mtu },
    ipv6: probe.chance(0.3) && mtu >= 1280,
  });
  world.a.refusals = rough ? probe.pick([0, 0, 0.01, 0.05]) : 0;
  world.b.refusals = rough ? probe.pick([0, 0, 0.01, 0.05]) : 0;
  return world;
}

function makePair(world: World, seed: number, index: number, largest: number): Pair {
  const { random } = world;
  const kind = random.pick(KINDS);
  const firstHost = random.chance(0.5) ? world.a : world.b;
  const secondHost = firstHost === world.a ? world.b : world.a;
  const plans = makePlans(kind, random, largest, world.link.loss > 0.03);
  const key = seed * 1000 + index * 2;
  const first = new Peer(world, key, key + 1, plans[0]);
  const second = new Peer(world, key + 1, key, plans[1]);
  const pair: Pair = { kind, first, second, stopListening: () => {} };
  const port = FIRST_PORT + index;
  const at = random.chance(0.5) ? 0 : random.scale(1, 10000);
  if (kind === 'both-open') {
    world.clock.after(at, () => open(world, firstHost, secondHost, first, port, 10000 + index));
    // Before the other's SYN is there, or it would be refused.
    const later = at + (random.chance(0.5) ? 0 : 0.9 * random.fraction() * world.link.delay);
    world.clock.after(later, () => open(world, secondHost, firstHost, second, 10000 + index, port));
    return pair;
  }
  if (kind !== 'refused') pair.stopListening = listen(secondHost, second, port);
  const target = kind === 'refused' ? CLOSED_PORT : port;
  world.clock.after(at, () => open(world, firstHost, secondHost, first, 0, target));
  return pair;
}

function makePlans(kind: Kind, random: Random, largest: number, isBad: boolean): [Plan, Plan] {
  const plan = (): Plan => ({
    bytes: random.chance(0.1) ? 0 : random.scale(1, largest),
    chunk: random.scale(1, 100000),
    pauses: random.pick([0, 0, 0.01, 0.1]),
    thinks: random.pick([0, 0, 0.05, 0.5]),
    noDelay: random.chance(0.5),
    keepAlive: false,
    end: 'finish',
    endAfter: 0,
  });
  const first = plan();
  const second = plan();
  // Or an end would wait for ever for the other, which gave up.
  first.keepAlive = isBad;
  second.keepAlive = isBad;
  if (first.chunk * 2000 < first.bytes) first.bytes = first.chunk * 2000;
  if (second.chunk * 2000 < second.bytes) second.bytes = second.chunk * 2000;
  if (kind === 'close') {
    first.end = 'close';
    second.bytes = 0;
  } else if (kind === 'reset' || kind === 'abandon') {
    first.end = kind;
    first.endAfter = random.scale(1, 20000);
    first.keepAlive = true;
    second.keepAlive = true;
  }
  return random.chance(0.5) || kind === 'close' ? [first, second] : [second, first];
}

function open(
  world: World,
  from: Host,
  to: Host,
  peer: Peer,
  localPort: number,
  remotePort: number,
): void {
  const connection = from.tcp.connect(null, localPort, to.address, remotePort, peer);
  if (typeof connection === 'string') throw new Error(`connect: ${connection}`);
  peer.connection = connection;
  world.touch();
}

function listen(host: Host, peer: Peer, port: number): () => void {
  const take = (connection: TcpConnection): void => {
    if (peer.connection !== null) {
      // The other side may have given up an attempt of which only an old SYN is left.
      connection.reset();
      return;
    }
    peer.connection = connection;
    connection.handler = peer;
    peer.onConnect();
  };
  const listener = host.tcp.listen(UNSPECIFIED, port, false, 100, take);
  if (listener === null) throw new Error('listen: in use');
  return () => host.tcp.closeListener(listener);
}

/** A peer to which nobody ever came counts as done when the other one has failed. */
function isFinished({ kind, first, second }: Pair): boolean {
  if (kind === 'refused') return first.done;
  if (first.done && second.done) return true;
  const abrupt = kind === 'reset' || kind === 'abandon';
  if (!abrupt && first.failure === null && second.failure === null) return false;
  if (first.done && second.connection === null) return true;
  return second.done && first.connection === null && kind !== 'both-open';
}

function check({ kind, first, second }: Pair, world: World): void {
  for (const peer of [first, second]) {
    if (peer.problem !== null) throw new Error(`${kind}: ${peer.problem}`);
  }
  if (kind === 'refused') {
    if (first.done) expectFailure(first.failure, ['refused', 'timed-out'], kind);
    return;
  }
  const abrupt = kind === 'reset' || kind === 'abandon';
  if (!abrupt && !first.done && !second.done) return;
  if (!abrupt && first.done && !second.done && second.connection !== null) return;
  if (kind === 'reset' || kind === 'abandon') {
    expectFailure(first.failure, [null, 'reset', 'timed-out', 'refused'], kind);
    expectFailure(second.failure, [null, 'reset', 'timed-out', 'refused'], kind);
    return;
  }
  // Very lossy links may end a connection by R2.
  const timeouts =
    world.a.tcp.counters.connectionsTimedOut + world.b.tcp.counters.connectionsTimedOut;
  const excused = timeouts > 0 && (first.failure !== null || second.failure !== null);
  if (excused && world.link.lost > 0.03 * world.link.sent) return;
  expectFailure(first.failure, [null], kind);
  expectFailure(second.failure, [null], kind);
  if (second.received !== first.plan.bytes || !second.ended) {
    throw new Error(`${kind}: ${second.received} of ${first.plan.bytes} bytes arrived`);
  }
  if (kind === 'close') return;
  if (first.received !== second.plan.bytes || !first.ended) {
    throw new Error(`${kind}: ${first.received} of ${second.plan.bytes} bytes arrived (back)`);
  }
}

function expectFailure(
  failure: TcpFailure | null,
  allowed: readonly (TcpFailure | null)[],
  kind: string,
): void {
  if (!allowed.includes(failure)) throw new Error(`${kind}: ended as ${failure}`);
}

function describe({ kind, first, second }: Pair): string {
  return `${kind} ${first.describe()} / ${second.describe()}`;
}

function isEmpty(world: World): boolean {
  const { a, b } = world;
  return a.tcp.connections().length === 0 && b.tcp.connections().length === 0;
}

function checkEmpty(world: World, host: Host, name: string): void {
  const { counters } = host.tcp;
  for (const connection of host.tcp.connections()) {
    throw new Error(
      `${name}, port ${connection.localPort} is left in ${stateName(connection.state)}`,
    );
  }
  const left = {
    connections: counters.connections,
    halfOpen: counters.halfOpenConnections,
    timeWaits: counters.timeWaitConnections,
    buffers: host.tcp.bufferedBytes,
    packets: host.outstanding,
  };
  for (const [what, value] of Object.entries(left)) {
    if (value !== 0) throw new Error(`${name} is left with ${what} ${value}`);
  }
  if (counters.droppedMalformed > 0) throw new Error('A stack has sent a malformed segment');
  host.poll(world.clock.now);
  if (host.deadline !== Infinity) throw new Error(`${name} still has a deadline`);
}
