import assert from 'node:assert/strict';
import test from 'node:test';
import { hexBytes, hexText } from '../../../../test/fakes/hex-bytes.ts';
import {
  address,
  ALL,
  OWN,
  OWN_GLOBAL,
  PEER,
  Ipv6Host,
  prefix,
  withChecksum,
} from '../../../../test/fakes/ipv6-host.ts';
import { NetSimulation } from '../../../../test/fakes/net-simulation.ts';
import { IpAddress, UNSPECIFIED } from '../ip-address.ts';
import { put16 } from '../wire/byte-order.ts';
import { emitFragmentHeader } from '../wire/ipv6-extensions.ts';
import { RouterAdvertisement } from '../wire/ndp.ts';

test('the start is a report, a probe for duplicates, and a question for routers', () => {
  const host = new Ipv6Host();
  host.stack.poll(0);
  const group = 'ff0200000000000000000001ff000001';
  const routers = 'ff020000000000000000000000000002';
  assert.deepEqual(host.taken(), [`131 ${group}`, `135 ${group}`, `133 ${routers}`]);
  const own = host.stack.ipv6.configuration.addresses[0]!;
  assert.equal(own.state, 'tentative');
  assert.equal(host.stack.sourceFor(PEER), null);
  host.stack.poll(1000);
  assert.equal(own.state, 'valid');
  assert.equal(String(host.stack.sourceFor(PEER)), String(OWN));
});

test('routers are asked for less and less often until one answers', () => {
  const host = new Ipv6Host();
  const times: number[] = [];
  for (let now = 0; now < 100_000; now += 100) {
    host.stack.poll(now);
    if (host.taken().some((line) => line.startsWith('133'))) times.push(now / 1000);
  }
  assert.equal(times.length, 5);
  for (const [i, expected] of [0, 4, 12, 28, 60].entries()) {
    assert.ok(Math.abs(times[i]! - expected) <= expected / 8 + 0.1, `${times[i]} ${expected}`);
  }
  host.route(() => {});
  for (let now = 100_000; now < 300_000; now += 1000) host.stack.poll(now);
  assert.ok(!host.taken().some((line) => line.startsWith('133')));
});

test('an address of another host, or that another host wants at the same time, is not used', () => {
  for (const tell of [
    (host: Ipv6Host) => host.advertise(() => {}, ALL, OWN),
    (host: Ipv6Host) => host.solicit(UNSPECIFIED, OWN),
  ]) {
    const host = new Ipv6Host();
    tell(host);
    host.stack.poll(5000);
    assert.equal(host.stack.ipv6.configuration.addresses[0]!.state, 'duplicate');
    assert.equal(host.stack.sourceFor(PEER), null);
    host.taken();
    host.solicit(PEER, OWN);
    assert.deepEqual(host.taken(), [], 'nor is it answered for');
  }
  const host = new Ipv6Host();
  host.solicit(PEER, OWN);
  host.stack.poll(1000);
  assert.equal(host.stack.ipv6.configuration.addresses[0]!.state, 'valid');
});

test('two hosts of the same hardware address find out', () => {
  const net = new NetSimulation();
  const one = net.add(1).stack;
  const two = net.add(2).stack;
  const shared = address('fe80::1');
  const own = one.ipv6.configuration.add(shared, 64, false)!;
  one.ipv6.neighbours.startAddress(own, net.nowMillis);
  net.run(2000);
  const later = two.ipv6.configuration.add(shared, 64, false)!;
  two.ipv6.neighbours.startAddress(later, net.nowMillis);
  net.run(2000);
  assert.equal(own.state, 'valid');
  assert.equal(later.state, 'duplicate');
});

test('solicitations are answered to whom they came from', () => {
  const host = Ipv6Host.ready();
  host.solicit(PEER, OWN);
  host.solicit(UNSPECIFIED, OWN);
  host.solicit(PEER, address('fe80::99'));
  const peer = hexText(host.device.sent[0]!, 38, 54);
  assert.deepEqual(host.taken(), [`136 ${peer}`, '136 ff020000000000000000000000000001']);
});

test('discovery is not believed from behind a router, in fragments, or malformed', () => {
  const host = Ipv6Host.ready();
  const routers = host.stack.ipv6.configuration.routers;
  host.hopLimit = 254;
  host.route(() => {});
  host.solicit(PEER, OWN);
  host.hopLimit = 255;
  host.route(() => {}, address('2001:db8::1'));
  assert.equal(host.stack.ipv6.icmp.counters.discoveryRefused, 3);
  const message = new RouterAdvertisement();
  message.lifetimeSeconds = 1800;
  message.mtu = 1400;
  const bytes = new Uint8Array(message.length);
  message.emit(bytes, 0);
  const whole = withChecksum(bytes, PEER, ALL);
  for (const [from, to] of [
    [0, 16],
    [16, 24],
  ] as const) {
    const fragment = new Uint8Array(8 + to - from);
    emitFragmentHeader(fragment, 0, 58, from, to < 24, 77);
    fragment.set(whole.subarray(from, to), 8);
    host.ip(44, fragment, PEER, ALL);
  }
  assert.equal(host.stack.ipv6.input.reassembly.counters.reassembled, 1);
  assert.equal(host.stack.ipv6.icmp.counters.discoveryRefused, 4);
  const atomic = new Uint8Array(8 + whole.length);
  emitFragmentHeader(atomic, 0, 58, 0, false, 78);
  atomic.set(whole, 8);
  host.ip(44, atomic, PEER, ALL);
  assert.equal(host.stack.ipv6.icmp.counters.discoveryRefused, 5);
  assert.equal(routers.length, 0);
  host.solicit(UNSPECIFIED, OWN);
  host.advertise((one) => {
    one.isSolicited = true;
  }, ALL);
  assert.equal(host.stack.ipv6.neighbours.counters.malformed, 1);
  host.route(() => {});
  assert.equal(routers.length, 1);
});

test('a prefix becomes an address after a probe, with a way out', () => {
  const host = Ipv6Host.ready();
  host.route((router) => {
    router.prefixes = [prefix(7200, 3600)];
    router.mtu = 1400;
    router.hopLimit = 33;
    router.hasLink = true;
    router.linkHigh = 0x5254;
    router.linkLow = 2;
    router.nameServers = [{ seconds: 600, addresses: [address('2001:db8::53')] }];
  });
  const far = address('2001:db8:ffff::1');
  assert.equal(host.stack.sourceFor(far), null, 'still tentative');
  host.stack.poll(1000);
  host.stack.poll(2001);
  assert.equal(String(host.stack.sourceFor(far)), String(OWN_GLOBAL));
  assert.equal(host.stack.pathMtu(far), 1400);
  assert.equal(String(host.stack.ipv6.routers.nameServers[0]!.address), '2001:db8::53');
  host.device.sent.length = 0;
  assert.equal(host.socket.send(new Uint8Array(4), 0, 4, far, 53), 'sent');
  const frame = host.device.sent[0]!;
  assert.equal(hexText(frame, 0, 6), '525400000002');
  assert.equal(frame[21], 33);
  host.stack.poll(601_001);
  assert.equal(host.stack.ipv6.routers.nameServers.length, 0);
});

test('lifetimes of addresses, prefixes and routers end', () => {
  const host = Ipv6Host.ready();
  host.stack.setTime(1000);
  host.route((router) => {
    router.prefixes = [prefix(7200, 3600)];
  });
  host.stack.poll(3000);
  const far = address('2001:db8:ffff::1');
  const near = address('2001:db8:0:1::77');
  assert.notEqual(host.stack.sourceFor(far), null);
  host.stack.poll(1_801_001);
  assert.equal(host.stack.sourceFor(far), null, 'the router');
  assert.notEqual(host.stack.sourceFor(near), null);
  host.stack.poll(7_201_001);
  assert.equal(host.stack.ipv6.configuration.addresses.length, 1);
  assert.equal(host.stack.sourceFor(near), null, 'the prefix');
  const isAskedAgain = host.taken().some((line) => line.startsWith('133'));
  assert.ok(isAskedAgain, 'for another router');
});

test('an advertisement cannot end an address sooner than in two hours', () => {
  const hour = 3_600_000;
  const cases: [number, number, number][] = [
    // Hours left, hours advertised, hours left then.
    [10, 5, 5],
    [10, 1, 2],
    [10, 0, 2],
    [1, 0, 1],
    [1, 1.5, 1.5],
    [1, 0.5, 1],
    [1, 20, 20],
  ];
  for (const [left, said, then] of cases) {
    const host = Ipv6Host.ready();
    host.stack.setTime(1000);
    host.route((router) => {
      router.prefixes = [prefix(left * 3600, 60)];
    });
    host.route((router) => {
      router.prefixes = [prefix(said * 3600, 0)];
    });
    const own = host.stack.ipv6.configuration.addresses[1]!;
    assert.equal((own.validUntilMillis - 1000) / hour, then, `${left} ${said}`);
    assert.equal(own.preferredUntilMillis, 1000, 'what is preferred may end at once');
  }
});

test('prefixes that make no address are passed over', () => {
  const host = Ipv6Host.ready();
  host.route((router) => {
    router.prefixes = [
      { ...prefix(100, 200) },
      { ...prefix(200, 100), length: 63 },
      { ...prefix(200, 100), prefix: address('fe80::') },
      { ...prefix(200, 100), prefix: address('ff02::') },
      { ...prefix(200, 100), prefix: address('::ffff:0:0') },
      { ...prefix(0, 0) },
      { ...prefix(200, 100), autonomous: false },
    ];
  });
  assert.equal(host.stack.ipv6.configuration.addresses.length, 1);
  const many = Ipv6Host.ready();
  for (let i = 0; i < 20; i++) {
    many.route(
      (router) => {
        const one = new IpAddress(0x20010db8, i, 0, 0);
        router.prefixes = [{ ...prefix(200, 100), prefix: one }];
        router.nameServers = [{ seconds: 60, addresses: [new IpAddress(0x20010db8, i, 0, 53)] }];
      },
      new IpAddress(0xfe800000, 0, 0, 100 + i),
    );
  }
  assert.equal(many.stack.ipv6.configuration.addresses.length, 8);
  assert.equal(many.stack.ipv6.configuration.prefixes.length, 16);
  assert.equal(many.stack.ipv6.configuration.routers.length, 8);
  assert.equal(many.stack.ipv6.routers.nameServers.length, 4);
});

test('a preferred router comes first, and one that says so is none any more', () => {
  const host = Ipv6Host.ready();
  const better = address('fe80::99');
  host.route(() => {});
  host.route((router) => {
    router.preference = 1;
  }, better);
  const routers = host.stack.ipv6.configuration.routers;
  assert.deepEqual(
    routers.map((one) => String(one.address)),
    ['fe80::99', String(PEER)],
  );
  host.route((router) => {
    router.lifetimeSeconds = 0;
  }, better);
  assert.deepEqual(
    routers.map((one) => String(one.address)),
    [String(PEER)],
  );
  host.advertise((one) => {
    one.isRouter = true;
  });
  assert.equal(routers.length, 1);
  host.advertise(() => {});
  assert.equal(routers.length, 0);
});

test('a query for groups is answered for each, in a while', () => {
  const host = Ipv6Host.ready();
  host.stack.poll(20_000);
  host.taken();
  const query = new Uint8Array(24);
  query[0] = 130;
  put16(query, 4, 1000);
  const options = hexBytes('3a00 0502 0000 0100');
  host.hopLimit = 1;
  host.stack.setTime(20_000);
  const message = withChecksum(query, PEER, ALL);
  host.ip(0, Uint8Array.of(...options, ...message), PEER, ALL);
  host.stack.poll(21_000);
  const reports = host.taken().filter((line) => line.startsWith('131'));
  assert.deepEqual(reports, ['131 ff0200000000000000000001ff000001']);
});
