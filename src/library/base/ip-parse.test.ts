import assert from 'node:assert/strict';
import { isIPv4, isIPv6 } from 'node:net';
import test from 'node:test';
import { parseIpv4Text, parseIpv6Text } from './ip-parse.ts';
import { formatIpv4, formatIpv6 } from './ip-text.ts';

const TEXTS =
  '0.0.0.0|127.0.0.1|255.255.255.255|256.0.0.1|1.2.3|1.2.3.4.5|01.2.3.4|1..2.3|1.2.3.4 |1.2.3.|.1.2.3|1234.1.1.1||a|' +
  '::|::1|1::|1:2:3:4:5:6:7:8|1:2:3:4:5:6:7|1:2:3:4:5:6:7:8:9|1::8|1:2:3:4:5:6:7::|::2:3:4:5:6:7:8|1::2::3|:::|:|' +
  ':1|1:|1:2:3:4:5:6:1.2.3.4|::1.2.3.4|::ffff:1.2.3.4|1.2.3.4::|::1.2.3.4:1|12345::|g::|fe80::1%eth0|::1.2.3|1:2:3:4:5:6:7:1.2.3.4|' +
  '1:2:3:4:5:6:7:8::|::1:2:3:4:5:6:7:8|FE80::ABCD|::00001|1:::2';

test('texts are addresses when Node says so, and come back as they were', () => {
  for (const text of TEXTS.split('|')) {
    const word = parseIpv4Text(text);
    assert.equal(word >= 0, isIPv4(text), text);
    if (word >= 0) assert.equal(formatIpv4(word), text);
    const words = parseIpv6Text(text);
    assert.equal(words !== null, isIPv6(text) && !text.includes('%'), text);
    if (words === null) continue;
    const again = formatIpv6(words[0]!, words[1]!, words[2]!, words[3]!);
    assert.deepEqual(parseIpv6Text(again), words, text);
  }
});

test('the groups of an IPv6 address are where they belong', () => {
  assert.deepEqual(parseIpv6Text('1:2:3:4:5:6:7:8'), [0x10002, 0x30004, 0x50006, 0x70008]);
  assert.deepEqual(parseIpv6Text('1::8'), [0x10000, 0, 0, 8]);
  assert.deepEqual(parseIpv6Text('::1.2.3.4'), [0, 0, 0, 0x01020304]);
  assert.deepEqual(parseIpv6Text('ffff::'), [0xffff0000, 0, 0, 0]);
});
