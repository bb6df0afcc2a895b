import assert from 'node:assert/strict';
import test from 'node:test';
import { formatIpv4, formatIpv6 } from './ip-text.ts';

test('IPv4 addresses have four decimal parts', () => {
  assert.equal(formatIpv4(0x7f000001), '127.0.0.1');
  assert.equal(formatIpv4(0xffffffff), '255.255.255.255');
});

test('the longest run of zero groups of an IPv6 address is left out', () => {
  assert.equal(formatIpv6(0, 0, 0, 0), '::');
  assert.equal(formatIpv6(0, 0, 0, 1), '::1');
  assert.equal(formatIpv6(0x20010db8, 0, 0, 0x00010000), '2001:db8::1:0');
  assert.equal(formatIpv6(0x20010db8, 0x00000001, 0x00000000, 0x00000001), '2001:db8:0:1::1');
  assert.equal(formatIpv6(0x20010db8, 0x00010001, 0x00010001, 0x00000001), '2001:db8:1:1:1:1:0:1');
  assert.equal(formatIpv6(0xfe800000, 0, 0, 0x10000), 'fe80::1:0');
});

test('an IPv4-mapped address keeps its dots', () => {
  assert.equal(formatIpv6(0, 0, 0xffff, 0x7f000001), '::ffff:127.0.0.1');
});
