import assert from 'node:assert/strict';
import test from 'node:test';
import { hexBytes, hexText } from '../../../../test/fakes/hex-bytes.ts';
import { DHCP_DISCOVER, DHCP_MAXIMUM, DHCP_OFFER, DhcpMessage } from './dhcpv4.ts';

/** A reply of 240 bytes with these options behind it. */
function reply(options: string, file = '', serverName = ''): Uint8Array {
  const bytes = new Uint8Array(240 + options.replaceAll(' ', '').length / 2);
  bytes.set(
    hexBytes('02010600 3903f326 0000 0000 00000000 c0a80164 c0a80101 00000000 525400123456'),
  );
  bytes.set(hexBytes(serverName), 44);
  bytes.set(hexBytes(file), 108);
  bytes.set(hexBytes('63825363' + options), 236);
  return bytes;
}

test('an offer is read with its options', () => {
  const bytes = reply(
    '350102 3604c0a80101 330400015180 3a040000a8c0 3b0400012750 0104ffffff00 0304c0a80101' +
      '0608 08080808 08080404 0c03 766d31 0f07 6578616d706c65 1a0205dc ff',
  );
  const message = new DhcpMessage();
  assert.ok(message.parse(bytes, 0, bytes.length));
  assert.ok(message.isReply);
  assert.equal(message.type, DHCP_OFFER);
  assert.equal(message.transaction, 0x3903f326);
  assert.equal(message.yourAddress, 0xc0a80164);
  assert.equal(message.serverIdentifier, 0xc0a80101);
  assert.deepEqual(
    [message.leaseSeconds, message.renewalSeconds, message.rebindingSeconds],
    [86400, 43200, 75600],
  );
  assert.equal(message.mask, 0xffffff00);
  assert.deepEqual(message.routers, [0xc0a80101]);
  assert.deepEqual(message.nameServers, [0x08080808, 0x08080404]);
  assert.equal(message.hostName, 'vm1');
  assert.equal(message.domain, 'example');
  assert.equal(message.mtu, 1500);
});

test('a discover has the bytes that a server expects', () => {
  const message = new DhcpMessage();
  message.type = DHCP_DISCOVER;
  message.transaction = 0x01020304;
  message.hardwareHigh = 0x5254;
  message.hardwareLow = 0x00123456;
  message.asksParameters = true;
  message.hostName = 'vm1';
  const bytes = new Uint8Array(DHCP_MAXIMUM);
  assert.equal(message.emit(bytes, 0), 300);
  assert.equal(
    hexText(bytes, 0, 34),
    '010106000102030400000000' + '00'.repeat(16) + '525400123456',
  );
  assert.equal(
    hexText(bytes, 236, 281),
    '63825363' +
      '350101' +
      '3d0701525400123456' +
      '390205dc' +
      '37080103060c0f1a3a3b' +
      '0c03766d31' +
      'ff' +
      '00'.repeat(9),
  );
  const again = new DhcpMessage();
  assert.ok(again.parse(bytes, 0, 300));
  assert.equal(again.type, DHCP_DISCOVER);
  assert.equal(again.hostName, 'vm1');
});

test('options may lie in the fields for names, and come in parts', () => {
  const bytes = reply('340103 0f03 657861 0f04 6d706c65 ff', '350105 ff', '0104ffff0000 ff');
  const message = new DhcpMessage();
  assert.ok(message.parse(bytes, 0, bytes.length));
  assert.equal(message.type, 5);
  assert.equal(message.mask, 0xffff0000);
  assert.equal(message.domain, 'example');
});

test('malformed messages are refused', () => {
  const message = new DhcpMessage();
  const good = reply('350102 ff');
  for (let end = 0; end < 240; end++) assert.ok(!message.parse(good, 0, end));
  const cases: [string, Uint8Array][] = [
    ['no type', reply('0104ffffff00 ff')],
    ['an option without length', reply('350102 01')],
    ['an option behind the end', reply('350102 0105ffffff00')],
    ['a length behind the end of a name field', reply('350102 340101 ff', '35')],
  ];
  cases[3]![1].fill(0x41, 109, 236);
  for (const [what, bytes] of cases) assert.ok(!message.parse(bytes, 0, bytes.length), what);
  for (const [at, value] of [
    [0, 3],
    [1, 6],
    [2, 16],
    [236, 0],
  ] as const) {
    const bytes = Uint8Array.from(good);
    bytes[at] = value;
    assert.ok(!message.parse(bytes, 0, bytes.length), `byte ${at}`);
  }
});

test('names with other than the characters of names are ignored', () => {
  const message = new DhcpMessage();
  const bytes = reply('350102 0c04 61276200 0f04 61622e00 ff');
  assert.ok(message.parse(bytes, 0, bytes.length));
  assert.equal(message.hostName, '');
  assert.equal(message.domain, 'ab.');
});
