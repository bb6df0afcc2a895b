import assert from 'node:assert/strict';
import test from 'node:test';
import { hexBytes, hexText } from '../../../../test/fakes/hex-bytes.ts';
import { checksum } from './checksum.ts';
import { Ipv4Header } from './ipv4.ts';
import { Ipv6Header } from './ipv6.ts';
import { emitFragmentHeader, ExtensionWalk } from './ipv6-extensions.ts';
import { UdpHeader } from './udp.ts';

const IPV4 = '45000020 00004000 4011b8b4 c0a80001 c0a800c7 0035 d903 000c 0000 61626364';
const IPV6 =
  '60012345 000c 11 40 20010db8000000000000000000000001 20010db8000000000000000000000002 0035 d903 000c 0000 61626364';

test('an IPv4 header is read and written', () => {
  const bytes = hexBytes(IPV4);
  const header = new Ipv4Header();
  assert.ok(header.parse(bytes, 0, bytes.length));
  assert.equal(header.headerLength, 20);
  assert.equal(header.totalLength, 32);
  assert.equal(header.protocol, 17);
  assert.equal(header.timeToLive, 64);
  assert.ok(header.dontFragment && !header.isFragment);
  assert.equal(header.source, 0xc0a80001);
  assert.equal(header.destination, 0xc0a800c7);
  const written = Uint8Array.from(bytes);
  written.fill(0, 0, 20);
  header.emit(written, 0);
  assert.equal(hexText(written), hexText(bytes));
});

test('fragments and options of an IPv4 header are read', () => {
  const bytes = hexBytes('4600001c 12342003 40110000 0a000001 0a000002 01010101 00000000');
  const sum = checksum(bytes, 0, 24);
  bytes[10] = sum >> 8;
  bytes[11] = sum & 255;
  const header = new Ipv4Header();
  assert.ok(header.parse(bytes, 0, bytes.length));
  assert.equal(header.headerLength, 24);
  assert.equal(header.fragmentOffset, 24);
  assert.ok(header.moreFragments && header.isFragment);
  assert.equal(header.identification, 0x1234);
});

test('malformed IPv4 headers are refused', () => {
  const header = new Ipv4Header();
  const cases: [string, number, number][] = [
    ['version 6', 0, 0x65],
    ['a header of 16 bytes', 0, 0x44],
    ['a header longer than the packet', 0, 0x4f],
    ['a total length behind the end', 3, 33],
    ['a total length below the header', 3, 19],
    ['a wrong checksum', 10, 0xff],
  ];
  for (const [what, at, value] of cases) {
    const bytes = hexBytes(IPV4);
    bytes[at] = value;
    assert.ok(!header.parse(bytes, 0, bytes.length), what);
  }
  for (let end = 0; end < 32; end++) assert.ok(!header.parse(hexBytes(IPV4), 0, end));
  assert.ok(header.parseQuoted(hexBytes(IPV4), 0, 28), 'a quoted packet may be cut off');
});

test('an IPv6 header is read and written', () => {
  const bytes = hexBytes(IPV6);
  const header = new Ipv6Header();
  assert.ok(header.parse(bytes, 0, bytes.length));
  assert.equal(header.flowLabel, 0x12345);
  assert.equal(header.payloadLength, 12);
  assert.equal(header.nextHeader, 17);
  assert.equal(header.sourceA, 0x20010db8);
  assert.equal(header.destinationD, 2);
  const written = Uint8Array.from(bytes);
  written.fill(0, 0, 40);
  header.emit(written, 0);
  assert.equal(hexText(written), hexText(bytes));
  for (let end = 0; end < 52; end++) assert.ok(!header.parse(bytes, 0, end));
  bytes[0] = 0x45;
  assert.ok(!header.parse(bytes, 0, bytes.length));
});

test('extension headers are walked over up to the upper layer', () => {
  // Hop-by-hop with a router alert, a routing header that is done, destination options with padding, UDP.
  const bytes = hexBytes(
    '2b00 0502 0000 0100 3c00 0400 00000000 1100 0104 00000000 0035d90300080000',
  );
  const walk = new ExtensionWalk();
  assert.equal(walk.walk(bytes, 0, bytes.length, 0, 99), 'upper');
  assert.equal(walk.protocol, 17);
  assert.equal(walk.payloadStart, 24);
  assert.equal(walk.protocolAt, 16);
});

test('a fragment header ends the walk', () => {
  const bytes = new Uint8Array(16);
  emitFragmentHeader(bytes, 0, 17, 1448, true, 0xdeadbeef);
  const walk = new ExtensionWalk();
  assert.equal(walk.walk(bytes, 0, 16, 44, 6), 'fragment');
  assert.equal(walk.protocol, 17);
  assert.equal(walk.payloadStart, 8);
  assert.equal(walk.fragmentOffset, 1448);
  assert.ok(walk.moreFragments);
  assert.equal(walk.fragmentIdentification, 0xdeadbeef);
});

test('what is wrong with extension headers is told apart', () => {
  const cases: [string, number, string, string, number, number][] = [
    ['cut off', 60, '1100 0104 0000', 'drop', 0, 0],
    ['longer than the packet', 60, '1101 0104 00000000', 'drop', 0, 0],
    ['an option that does not end', 60, '1100 0105 00000000', 'drop', 0, 0],
    ['an unknown option to skip', 60, '1100 1e04 00000000', 'upper', 0, 0],
    ['an unknown option to drop', 60, '1100 4004 00000000', 'drop', 0, 0],
    ['an unknown option to tell of', 60, '1100 8004 00000000', 'problem', 2, 2],
    ['one to tell hosts of', 60, '1100 c204 00000000', 'problem-unicast', 2, 2],
    ['a route with segments left', 43, '1100 0001 00000000', 'problem', 0, 2],
    [
      'hop-by-hop in the second place',
      60,
      '0000 0104 00000000 1100 0104 00000000',
      'problem',
      1,
      0,
    ],
    ['a cut fragment header', 44, '1100 0000', 'drop', 0, 0],
  ];
  for (const [what, kind, hex, result, code, at] of cases) {
    const walk = new ExtensionWalk();
    const bytes = hexBytes(hex);
    assert.equal(walk.walk(bytes, 0, bytes.length, kind, 6), result, what);
    assert.equal(walk.problemCode, code, what);
    assert.equal(walk.problemAt, at, what);
  }
});

test('a chain of extension headers without end is dropped', () => {
  const bytes = new Uint8Array(8 * 200);
  for (let at = 0; at < bytes.length; at += 8) bytes.set([60, 0, 1, 4], at);
  assert.equal(new ExtensionWalk().walk(bytes, 0, bytes.length, 60, 6), 'drop');
});

test('a UDP header is read and written, and its length is checked', () => {
  const bytes = hexBytes('0035 d903 000c abcd 61626364');
  const header = new UdpHeader();
  assert.ok(header.parse(bytes, 0, 12));
  assert.deepEqual(
    [header.sourcePort, header.destinationPort, header.length, header.checksum],
    [53, 55555, 12, 0xabcd],
  );
  const written = Uint8Array.from(bytes);
  written.fill(0, 0, 8);
  header.emit(written, 0);
  assert.equal(hexText(written), hexText(bytes));
  assert.ok(!header.parse(bytes, 0, 11), 'longer than the packet');
  assert.ok(!header.parse(hexBytes('0035 d903 0007 0000'), 0, 8), 'shorter than itself');
  assert.ok(!header.parse(hexBytes('0035 0000 0008 0000'), 0, 8), 'port 0');
  assert.ok(!header.parse(bytes, 0, 7), 'cut off');
});
