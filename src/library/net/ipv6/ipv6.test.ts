import assert from 'node:assert/strict';
import test from 'node:test';
import { hexBytes, hexText } from '../../../../test/fakes/hex-bytes.ts';
import { address, ALL, OWN, PEER, Ipv6Host, udp } from '../../../../test/fakes/ipv6-host.ts';
import { type IpAddress, UNSPECIFIED } from '../ip-address.ts';
import { put16, put32 } from '../wire/byte-order.ts';
import { transportChecksum } from '../wire/checksum.ts';
import { emitFragmentHeader } from '../wire/ipv6-extensions.ts';
import { Ipv6Header, putAddress } from '../wire/ipv6.ts';
import { OwnAddress } from './configuration.ts';
import { selectSource } from './source-selection.ts';

test('echoes are answered, those to all by an own address', () => {
  const host = Ipv6Host.ready();
  const echo = hexBytes('8000 0000 12340001 616263');
  host.icmp(echo, PEER, OWN);
  host.icmp(echo, PEER, ALL);
  assert.equal(host.device.sent.length, 2);
  for (const frame of host.device.sent) {
    assert.equal(hexText(frame, 22, 38), 'fe80000000000000505400fffe000001');
    assert.equal(transportChecksum(OWN, PEER, 58, frame, 54, frame.length), 0);
    assert.equal(frame[54], 129);
    assert.equal(hexText(frame, 58), '12340001616263');
  }
});

test('what is wrong with a packet is told to its sender, but not of a group', () => {
  const host = Ipv6Host.ready();
  const cases: [string, number, string, string][] = [
    ['an unknown next header', 200, '00', '0401 00000006'],
    ['an unknown option', 60, '3b00 8004 00000000', '0402 0000002a'],
    ['a route with segments left', 43, '3b00 0001 00000000', '0400 0000002a'],
    ['a fragment of odd length', 44, '1100 0001 00000001 00', '0400 00000004'],
    [
      'a fragment without all headers',
      44,
      '3c00 0001 00000001 1101 0104 00000000',
      '0403 00000000',
    ],
  ];
  for (const [what, nextHeader, payload, expected] of cases) {
    host.ip(nextHeader, hexBytes(payload), PEER, OWN);
    const frame = host.device.sent.pop();
    assert.ok(frame !== undefined, what);
    const text = `${hexText(frame, 54, 56)} ${hexText(frame, 58, 62)}`;
    assert.equal(text, expected, what);
    assert.equal(hexText(frame, 102), payload.replaceAll(' ', ''), what);
    host.ip(nextHeader, hexBytes(payload), PEER, ALL);
    // RFC 4443 §2.4 (e.3) makes one exception.
    assert.equal(host.device.sent.length, what === 'an unknown option' ? 1 : 0, what);
    host.device.sent.length = 0;
  }
  host.ip(17, udp(9999, PEER, OWN), PEER, OWN);
  assert.deepEqual(
    host.taken().map((line) => line.split(' ')[0]),
    ['1'],
  );
  host.ip(60, hexBytes('3b00 c204 00000000'), PEER, ALL);
  host.ip(59, new Uint8Array(0), PEER, OWN);
  assert.equal(host.device.sent.length, 0);
});

test('datagrams come behind extension headers and in fragments', () => {
  const host = Ipv6Host.ready();
  const whole = udp(7000, PEER, OWN, 40);
  host.ip(60, Uint8Array.of(17, 0, 1, 4, 0, 0, 0, 0, ...whole), PEER, OWN);
  assert.equal(host.received.length, 1);
  const atomic = new Uint8Array(8 + whole.length);
  emitFragmentHeader(atomic, 0, 17, 0, false, 9);
  atomic.set(whole, 8);
  host.ip(44, atomic, PEER, OWN);
  assert.equal(host.received.length, 2);
  for (const [from, to] of [
    [24, 48],
    [0, 24],
  ] as const) {
    const fragment = new Uint8Array(8 + to - from);
    // Only the first one's next header counts.
    emitFragmentHeader(fragment, 0, from === 0 ? 17 : 99, from, to < 48, 9);
    fragment.set(whole.subarray(from, to), 8);
    host.ip(44, fragment, PEER, OWN);
  }
  assert.equal(host.received.length, 3);
  assert.equal(host.received[2]!.length, 40);
});

test('packets from where none can come are dropped', () => {
  const host = Ipv6Host.ready();
  for (const source of ['::ffff:10.0.0.1', 'ff02::1', '::1', '::', String(OWN)]) {
    const from = address(source);
    host.ip(17, udp(7000, from, OWN), from, OWN);
  }
  const mapped = address('::ffff:10.0.0.1');
  host.ip(17, udp(7000, PEER, mapped), PEER, mapped);
  const loopback = address('::1');
  host.ip(17, udp(7000, PEER, loopback), PEER, loopback);
  host.ip(
    60,
    Uint8Array.of(17, 0, 1, 4, 0, 0, 0, 0, ...udp(7000, UNSPECIFIED, OWN)),
    UNSPECIFIED,
    OWN,
  );
  assert.equal(host.stack.ipv6.input.counters.martian, 8);
  const other = address('fe80::77');
  host.ip(17, udp(7000, PEER, other), PEER, other);
  const group = address('ff02::77');
  host.ip(17, udp(7000, PEER, group), PEER, group);
  assert.equal(host.stack.ipv6.input.counters.notForUs, 2);
  const unsummed = udp(7000, PEER, OWN);
  put16(unsummed, 6, 0);
  host.ip(17, unsummed, PEER, OWN);
  assert.equal(host.stack.udp.counters.badChecksum, 1);
  assert.equal(host.received.length, 0);
});

/** An error of `type` about a datagram from the host's socket to `destination`. */
function errorAbout(
  type: number,
  code: number,
  parameter: number,
  destination: IpAddress,
): Uint8Array {
  const bytes = new Uint8Array(8 + 40 + 8);
  bytes[0] = type;
  bytes[1] = code;
  put32(bytes, 4, parameter);
  const header = new Ipv6Header();
  header.setAddresses(OWN, destination);
  header.nextHeader = 17;
  header.payloadLength = 1000;
  header.emit(bytes, 8);
  put16(bytes, 48, 7000);
  put16(bytes, 50, 53);
  return bytes;
}

test('errors come to the socket, and a smaller path MTU is believed down to 1280', () => {
  const host = Ipv6Host.ready();
  const far = address('2001:db8::9');
  for (const [type, code] of [
    [1, 4],
    [1, 3],
    [1, 1],
    [3, 0],
  ] as const) {
    host.icmp(errorAbout(type, code, 0, far), PEER, OWN);
  }
  assert.deepEqual(host.errors, [
    'unreachable-port',
    'unreachable-host',
    'prohibited',
    'time-exceeded',
  ]);
  host.icmp(errorAbout(2, 0, 1279, far), PEER, OWN);
  assert.equal(host.stack.pathMtu(far), 1500);
  host.icmp(errorAbout(2, 0, 1300, far), PEER, OWN);
  assert.equal(host.stack.pathMtu(far), 1300);
  host.icmp(errorAbout(2, 0, 1400, far), PEER, OWN);
  assert.equal(host.stack.pathMtu(far), 1300);
  const foreign = errorAbout(1, 4, 0, far);
  putAddress(foreign, 16, PEER);
  host.icmp(foreign, PEER, OWN);
  assert.equal(host.errors.length, 4);
});

test('the source is chosen by scope, then age, then likeness', () => {
  const own = (text: string, preferredUntil = Infinity): OwnAddress => {
    const one = new OwnAddress(address(text), 64, true);
    one.state = 'valid';
    one.preferredUntilMillis = preferredUntil;
    return one;
  };
  const list = [own('fe80::1'), own('2001:db8:1::1'), own('2001:db8:2::1', 5), own('fd00::1')];
  const cases: [string, string][] = [
    ['fe80::9', 'fe80::1'],
    ['ff02::1', 'fe80::1'],
    ['ff05::1', '2001:db8:1::1'],
    ['2001:db8:2::9', '2001:db8:1::1'],
    ['2001:db8:2::1', '2001:db8:2::1'],
    ['fd00:1::1', 'fd00::1'],
    ['2600::1', '2001:db8:1::1'],
  ];
  for (const [to, from] of cases) {
    for (const order of [list, [...list].reverse()]) {
      assert.equal(String(selectSource(order, address(to), 10)), from, to);
    }
  }
  assert.equal(String(selectSource(list, address('2001:db8:2::9'), 1)), '2001:db8:2::1');
  assert.equal(selectSource([new OwnAddress(address('2001:db8::1'), 64, true)], PEER, 0), null);
});
