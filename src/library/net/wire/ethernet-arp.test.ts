import assert from 'node:assert/strict';
import test from 'node:test';
import { hexBytes, hexText } from '../../../../test/fakes/hex-bytes.ts';
import { ARP_LENGTH, ArpMessage } from './arp.ts';
import { ETHERNET_HEADER, EthernetHeader, ipv4GroupLow } from './ethernet.ts';

const ARP_REQUEST =
  'ffffffffffff 525400123456 0806 0001 0800 06 04 0001 525400123456 0a00020f 000000000000 0a000202';

test('an ARP request in its frame is read and written', () => {
  const bytes = hexBytes(ARP_REQUEST);
  const frame = new EthernetHeader();
  assert.ok(frame.parse(bytes, 0, bytes.length));
  assert.equal(frame.destinationHigh, 0xffff);
  assert.equal(frame.destinationLow, 0xffffffff);
  assert.equal(frame.sourceHigh, 0x5254);
  assert.equal(frame.sourceLow, 0x00123456);
  assert.equal(frame.etherType, 0x0806);
  const arp = new ArpMessage();
  assert.ok(arp.parse(bytes, ETHERNET_HEADER, bytes.length));
  assert.equal(arp.operation, 1);
  assert.equal(arp.senderAddress, 0x0a00020f);
  assert.equal(arp.targetAddress, 0x0a000202);
  const written = new Uint8Array(bytes.length);
  frame.emit(written, 0);
  arp.emit(written, ETHERNET_HEADER);
  assert.equal(hexText(written), hexText(bytes));
});

test('malformed frames and ARP messages are refused', () => {
  const frame = new EthernetHeader();
  assert.ok(!frame.parse(hexBytes(ARP_REQUEST), 0, 13), 'too short');
  assert.ok(!frame.parse(hexBytes('ffffffffffff 525400123456 0026'), 0, 14), 'a length');
  assert.ok(!frame.parse(hexBytes('ffffffffffff 535400123456 0800'), 0, 14), 'a group sends');
  const arp = new ArpMessage();
  const cases: [string, number, number][] = [
    ['hardware type', 1, 6],
    ['protocol type', 2, 9],
    ['hardware length', 4, 8],
    ['protocol length', 5, 16],
    ['operation', 7, 3],
  ];
  for (const [what, at, value] of cases) {
    const bytes = hexBytes(ARP_REQUEST);
    bytes[ETHERNET_HEADER + at] = value;
    assert.ok(!arp.parse(bytes, ETHERNET_HEADER, bytes.length), what);
  }
  for (let end = 0; end < ARP_LENGTH; end++) {
    assert.ok(!arp.parse(hexBytes(ARP_REQUEST), ETHERNET_HEADER, ETHERNET_HEADER + end));
  }
});

test('the hardware address of an IPv4 group has its last 23 bits', () => {
  assert.equal(ipv4GroupLow(0xe0000001), 0x5e000001);
  assert.equal(ipv4GroupLow(0xefffffff), 0x5e7fffff);
});
