import assert from 'node:assert/strict';
import test from 'node:test';
import { seededRandom } from '../../../test/fakes/net-simulation.ts';
import { IpAddress } from './ip-address.ts';
import { DELAY, INCOMPLETE, type Neighbour, PROBE, REACHABLE, STALE } from './neighbour.ts';
import { NeighbourCache, type NeighbourProtocol } from './neighbour-cache.ts';
import { Packet } from './packet.ts';

class Protocol implements NeighbourProtocol {
  readonly log: string[] = [];
  released = 0;
  solicit(neighbour: Neighbour): void {
    this.log.push(neighbour.state === PROBE ? `probe ${neighbour.low}` : 'ask');
  }
  transmit(_packet: Packet, _high: number, low: number): boolean {
    this.log.push(`send ${low}`);
    return true;
  }
  reportUnreachable(): void {
    this.log.push('unreachable');
  }
  release(): void {
    this.released++;
  }
}

const A = IpAddress.ipv4(0x0a000001);

function setup(): { cache: NeighbourCache; protocol: Protocol; send: (now: number) => boolean } {
  const protocol = new Protocol();
  const cache = new NeighbourCache(protocol, seededRandom(1));
  return { cache, protocol, send: (now) => cache.send(A, new Packet(10), now) };
}

/** What happened since the last call. */
function taken(protocol: Protocol): string {
  return protocol.log.splice(0).join(', ');
}

test('packets wait until the neighbour has answered', () => {
  const { cache, protocol, send } = setup();
  send(0);
  send(1);
  assert.equal(taken(protocol), 'ask');
  cache.onAdvertisement(A, true, 1, 7, true, true, 2);
  assert.equal(taken(protocol), 'send 7, send 7');
  assert.equal(cache.find(A)!.state, REACHABLE);
  send(3);
  assert.equal(taken(protocol), 'send 7');
});

test('who does not answer three times a second apart is unreachable', () => {
  const { cache, protocol, send } = setup();
  send(0);
  assert.equal(cache.poll(999), 1000);
  cache.poll(1000);
  cache.poll(2000);
  assert.equal(taken(protocol), 'ask, ask, ask');
  assert.equal(cache.poll(3000), Infinity);
  assert.equal(taken(protocol), 'unreachable');
  assert.equal(cache.size, 0);
});

test('a neighbour goes from reachable over stale, delay and probe to nothing', () => {
  const { cache, protocol, send } = setup();
  send(0);
  cache.onAdvertisement(A, true, 1, 7, true, true, 0);
  const due = cache.poll(1000);
  assert.ok(due >= 15_000 && due <= 45_000);
  assert.equal(cache.poll(due), Infinity, 'nothing is asked of whom nobody needs');
  assert.equal(cache.find(A)!.state, STALE);
  taken(protocol);
  send(100_000);
  assert.equal(taken(protocol), 'send 7');
  assert.equal(cache.find(A)!.state, DELAY);
  assert.equal(cache.poll(100_001), 105_000);
  cache.poll(105_000);
  assert.equal(cache.find(A)!.state, PROBE);
  send(105_001);
  cache.poll(106_000);
  cache.poll(107_000);
  assert.equal(taken(protocol), 'probe 7, send 7, probe 7, probe 7');
  cache.poll(108_000);
  assert.equal(cache.size, 0);
});

test('an answer to a probe makes the neighbour reachable again', () => {
  const { cache, protocol, send } = setup();
  send(0);
  cache.onAdvertisement(A, true, 1, 7, false, true, 0);
  assert.equal(cache.find(A)!.state, STALE);
  send(1);
  cache.poll(5001);
  assert.equal(cache.find(A)!.state, PROBE);
  cache.onAdvertisement(A, false, 0, 0, true, false, 5002);
  assert.equal(cache.find(A)!.state, REACHABLE);
  assert.equal(taken(protocol), 'ask, send 7, send 7, probe 7');
});

test('what a neighbour tells unasked follows the table of RFC 4861', () => {
  // State, link address, solicited, override: the new state and link address.
  const cases: [number, number, boolean, boolean, number, number][] = [
    [REACHABLE, 7, false, false, REACHABLE, 7],
    [REACHABLE, 7, true, false, REACHABLE, 7],
    [REACHABLE, 8, false, false, STALE, 7],
    [REACHABLE, 8, true, false, STALE, 7],
    [REACHABLE, 8, false, true, STALE, 8],
    [REACHABLE, 8, true, true, REACHABLE, 8],
    [STALE, 8, false, false, STALE, 7],
    [STALE, 8, true, false, STALE, 7],
    [STALE, 7, true, false, REACHABLE, 7],
    [STALE, 7, false, true, STALE, 7],
    [STALE, 8, false, true, STALE, 8],
  ];
  for (const [state, low, solicited, override, newState, newLow] of cases) {
    const { cache, send } = setup();
    send(0);
    cache.onAdvertisement(A, true, 1, 7, state === REACHABLE, true, 0);
    cache.onAdvertisement(A, true, 1, low, solicited, override, 1);
    const neighbour = cache.find(A)!;
    const what = `${state} ${low} ${solicited} ${override}`;
    assert.deepEqual([neighbour.state, neighbour.low], [newState, newLow], what);
  }
});

test('nobody gets into the table by telling what was not asked', () => {
  const { cache } = setup();
  assert.equal(cache.onAdvertisement(A, true, 1, 7, true, true, 0), null);
  assert.equal(cache.size, 0);
  cache.onSolicitation(A, 1, 7, 0);
  assert.equal(cache.find(A)!.state, STALE);
});

test('an advertisement without a link address does not end the asking', () => {
  const { cache, send } = setup();
  send(0);
  cache.onAdvertisement(A, false, 0, 0, true, true, 0);
  assert.equal(cache.find(A)!.state, INCOMPLETE);
});

test('packets that wait are bounded, of one neighbour and of all', () => {
  const { cache, protocol, send } = setup();
  for (let i = 0; i < 20; i++) assert.ok(send(0));
  assert.equal(protocol.released, 4);
  for (let host = 2; host < 20; host++) {
    for (let i = 0; i < 16; i++) cache.send(IpAddress.ipv4(0x0a000000 + host), new Packet(1), 0);
  }
  assert.equal(protocol.released, 4 + 18 * 16 - (128 - 16));
  for (let host = 1; host < 20; host++) {
    cache.onAdvertisement(IpAddress.ipv4(0x0a000000 + host), true, 1, host, true, true, 1);
  }
  assert.equal(protocol.log.filter((line) => line.startsWith('send')).length, 128);
});

test('the table is bounded: who never answered goes first, then who was not used for longest', () => {
  const { cache } = setup();
  const host = (i: number): IpAddress => IpAddress.ipv4(0x0a000000 + i);
  for (let i = 0; i < 255; i++) cache.onSolicitation(host(i), 1, i, i);
  cache.send(host(1000), new Packet(1), 0);
  cache.send(host(0), new Packet(1), 5000);
  assert.equal(cache.size, 256);
  cache.onSolicitation(host(2000), 1, 1, 5001);
  assert.equal(cache.find(host(1000)), null);
  cache.onSolicitation(host(2001), 1, 1, 5001);
  assert.equal(cache.size, 256);
  assert.equal(cache.find(host(1)), null);
  assert.notEqual(cache.find(host(0)), null);
  assert.equal(cache.counters.evicted, 2);
});

test('solicitations are limited in rate', () => {
  const { cache, protocol } = setup();
  for (let i = 0; i < 250; i++) cache.send(IpAddress.ipv4(0x0a000000 + i), new Packet(1), 0);
  assert.equal(protocol.log.length, 100);
  assert.equal(cache.counters.solicitationsSuppressed, 150);
});
