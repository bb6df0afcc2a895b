import assert from 'node:assert/strict';
import test from 'node:test';
import { hexBytes, hexText } from '../../../../test/fakes/hex-bytes.ts';
import { UNSPECIFIED } from '../ip-address.ts';
import { IcmpHeader, nextHopMtu } from './icmp.ts';
import { IgmpMessage, MldMessage } from './multicast.ts';
import { emitRouterSolicitation, NeighbourMessage, RouterAdvertisement } from './ndp.ts';

const SOLICITATION = '8700 0000 00000000 fe800000000000000000000000000001 0101 525400123456';
const ADVERTISEMENT = '8800 0000 e0000000 fe800000000000000000000000000001 0201 525400123456';
const ROUTER =
  '8600 0000 40 48 0708 00007530 000003e8' +
  '0101 525400123456 0501 0000 000005dc' +
  '0304 40c0 00015180 00003840 00000000 20010db8000000010000000000000000' +
  '1903 0000 00000e10 20010db8000000010000000000000053';

test('neighbour messages are read and written', () => {
  for (const hex of [SOLICITATION, ADVERTISEMENT]) {
    const bytes = hexBytes(hex);
    const message = new NeighbourMessage(UNSPECIFIED);
    assert.ok(message.parse(bytes, 0, bytes.length));
    assert.equal(message.target.toString(), 'fe80::1');
    assert.ok(message.hasLink && message.linkHigh === 0x5254 && message.linkLow === 0x00123456);
    const written = new Uint8Array(message.length);
    message.emit(written, 0);
    assert.equal(hexText(written), hexText(bytes));
  }
});

test('malformed neighbour messages are refused', () => {
  const message = new NeighbourMessage(UNSPECIFIED);
  const whole = hexBytes(SOLICITATION);
  for (let end = 0; end < whole.length; end++) {
    assert.equal(message.parse(whole, 0, end), end === 24, `${end} bytes`);
  }
  const cases: [string, number, number][] = [
    ['a code', 1, 1],
    ['a group as the target', 8, 0xff],
    ['an option of no length', 25, 0],
    ['an option behind the end', 25, 2],
  ];
  for (const [what, at, value] of cases) {
    const bytes = hexBytes(SOLICITATION);
    bytes[at] = value;
    assert.ok(!message.parse(bytes, 0, bytes.length), what);
  }
});

test('a router advertisement is read with its options and written', () => {
  const bytes = hexBytes(ROUTER);
  const router = new RouterAdvertisement();
  assert.ok(router.parse(bytes, 0, bytes.length));
  assert.equal(router.hopLimit, 64);
  assert.ok(!router.managed && router.otherConfiguration);
  assert.equal(router.preference, 1);
  assert.equal(router.lifetimeSeconds, 1800);
  assert.equal(router.reachableMillis, 30000);
  assert.equal(router.retransmitMillis, 1000);
  assert.equal(router.mtu, 1500);
  const prefix = router.prefixes[0]!;
  assert.equal(prefix.prefix.toString(), '2001:db8:0:1::');
  assert.deepEqual(
    [prefix.length, prefix.onLink, prefix.autonomous, prefix.validSeconds, prefix.preferredSeconds],
    [64, true, true, 86400, 14400],
  );
  assert.equal(router.nameServers[0]!.seconds, 3600);
  assert.equal(router.nameServers[0]!.addresses.join(), '2001:db8:0:1::53');
  const written = new Uint8Array(router.length);
  router.emit(written, 0);
  assert.equal(hexText(written), hexText(bytes));
});

test('malformed router advertisements are refused, and hostile numbers of options bounded', () => {
  const router = new RouterAdvertisement();
  const bytes = hexBytes(ROUTER);
  bytes[17] = 0;
  assert.ok(!router.parse(bytes, 0, bytes.length), 'an option of no length');
  assert.ok(!router.parse(hexBytes(ROUTER), 0, 15), 'cut off');
  const prefix = ROUTER.slice(ROUTER.indexOf('0304'), ROUTER.indexOf('1903'));
  const many = hexBytes(ROUTER.slice(0, ROUTER.indexOf('0101')) + prefix.repeat(40));
  assert.ok(router.parse(many, 0, many.length));
  assert.equal(router.prefixes.length, 8);
  const tooLong = hexBytes(ROUTER.replace('0304 40c0', '0304 81c0'));
  assert.ok(router.parse(tooLong, 0, tooLong.length));
  assert.equal(router.prefixes.length, 0);
});

test('a router solicitation has the sender when it has an address', () => {
  const bytes = new Uint8Array(16).fill(9);
  assert.equal(emitRouterSolicitation(bytes, 0, true, 0x5254, 0x123456), 16);
  assert.equal(hexText(bytes), '85000000000000000101525400123456');
  assert.equal(emitRouterSolicitation(bytes, 0, false, 0, 0), 8);
});

test('ICMP headers are read and written', () => {
  const bytes = hexBytes('0304 0000 0000 0578 45');
  const header = new IcmpHeader();
  assert.ok(header.parse(bytes, 0, 9));
  assert.deepEqual([header.type, header.code, header.parameter], [3, 4, 0x578]);
  assert.equal(nextHopMtu(bytes, 0), 1400);
  const written = new Uint8Array(9).fill(0x45);
  header.emit(written, 0);
  assert.equal(hexText(written), hexText(bytes));
  assert.ok(!header.parse(bytes, 0, 7));
});

test('membership messages are read and written', () => {
  // RFC 2236: a general query for ten seconds.
  const query = hexBytes('1164 ee9b 00000000');
  const igmp = new IgmpMessage();
  assert.ok(igmp.parse(query, 0, 8));
  assert.deepEqual([igmp.type, igmp.maximumDelayMillis, igmp.group], [0x11, 10000, 0]);
  const written = new Uint8Array(8);
  igmp.emit(written, 0);
  assert.equal(hexText(written), hexText(query));
  query[3] = 0;
  assert.ok(!igmp.parse(query, 0, 8));
  const report = hexBytes('8300 0000 0000 0000 ff0200000000000000000001ff000001');
  const mld = new MldMessage(UNSPECIFIED);
  assert.ok(mld.parse(report, 0, 24));
  assert.equal(mld.group.toString(), 'ff02::1:ff00:1');
  const again = new Uint8Array(24);
  mld.emit(again, 0);
  assert.equal(hexText(again), hexText(report));
  assert.ok(!mld.parse(report, 0, 23));
});
