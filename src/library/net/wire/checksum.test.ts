import assert from 'node:assert/strict';
import test from 'node:test';
import { IpAddress } from '../ip-address.ts';
import { checksum, finishChecksum, foldSum, sumBytes, transportChecksum } from './checksum.ts';

function bytesOf(hex: string): Uint8Array {
  return Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
}

test('the example of RFC 1071 has its sum', () => {
  const bytes = bytesOf('0001 f203 f4f5 f6f7');
  assert.equal(foldSum(sumBytes(bytes, 0, 8)), 0xddf2);
  assert.equal(checksum(bytes, 0, 8), 0x220d);
});

test('a header with its checksum has the checksum 0', () => {
  const bytes = bytesOf('4500 0073 0000 4000 4011 b861 c0a8 0001 c0a8 00c7');
  assert.equal(checksum(bytes, 0, bytes.length), 0);
});

test('an odd last byte is the upper half of a word', () => {
  assert.equal(foldSum(sumBytes(bytesOf('01 02 03'), 0, 3)), 0x0402);
});

test('sums of all lengths and starts agree with words added one by one', () => {
  const bytes = new Uint8Array(300);
  for (let i = 0; i < 300; i++) bytes[i] = (i * 167 + 13) & 255;
  for (let start = 0; start < 20; start++) {
    for (let end = start; end < 300; end++) {
      let sum = 0;
      for (let i = start; i < end; i += 2) {
        sum += bytes[i]! * 256 + (i + 1 < end ? bytes[i + 1]! : 0);
        sum = (sum & 0xffff) + (sum >>> 16);
      }
      assert.equal(foldSum(sumBytes(bytes, start, end)), sum, `${start} ${end}`);
    }
  }
});

test('the largest packet of all ones does not leave 32 bits', () => {
  const bytes = new Uint8Array(65535).fill(255);
  // 32,767 words of 0xffff and one of 0xff00.
  assert.equal(finishChecksum(sumBytes(bytes, 0, 65535)), 0x00ff);
});

test('a UDP datagram over IPv4 is checked with its pseudo header', () => {
  // 10.0.0.1:1 to 10.0.0.2:2, data 'ab'; summed by hand.
  const bytes = bytesOf('0001 0002 000a 0000 6162');
  const source = IpAddress.ipv4(0x0a000001);
  const destination = IpAddress.ipv4(0x0a000002);
  const sum = 0x0a00 + 1 + 0x0a00 + 2 + 17 + 10 + 1 + 2 + 10 + 0x6162;
  assert.equal(transportChecksum(source, destination, 17, bytes, 0, 10), sum ^ 0xffff);
});

test('an ICMPv6 message is checked with the pseudo header of IPv6', () => {
  // Neighbour solicitation of fe80::1 by fe80::2 , its words added by hand.
  const source = new IpAddress(0xfe800000, 0, 0, 2);
  const destination = new IpAddress(0xff020000, 0, 1, 0xff000001);
  const bytes = bytesOf('8700 0000 0000 0000 fe80 0000 0000 0000 0000 0000 0000 0001');
  let sum = 0xfe80 + 2 + 0xff02 + 1 + 0xff00 + 1 + 24 + 58 + 0x8700 + 0xfe80 + 1;
  sum = (sum & 0xffff) + (sum >>> 16);
  sum = (sum & 0xffff) + (sum >>> 16);
  bytes[2] = (sum ^ 0xffff) >> 8;
  bytes[3] = (sum ^ 0xffff) & 255;
  assert.equal(transportChecksum(source, destination, 58, bytes, 0, bytes.length), 0);
});
