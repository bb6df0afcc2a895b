import assert from 'node:assert/strict';
import test from 'node:test';
import {
  type IpSetting,
  type IpSettingProblem,
  parseIpv4Setting,
  parseIpv6Setting,
} from './ip-setting.ts';

function text(setting: IpSetting | IpSettingProblem): string {
  if ('problem' in setting) return setting.problem;
  if (setting.mode !== 'static') return `${setting.mode} ${setting.hostName}`.trim();
  const servers = setting.nameServers.join(' ');
  return `${setting.address}/${setting.prefixLength} via ${setting.gateway} ask ${servers} as ${setting.hostName}`;
}

test("Linux's forms of ip= are read", () => {
  const cases: [string, string][] = [
    ['', 'automatic'],
    ['dhcp', 'automatic'],
    ['on', 'automatic'],
    ['off', 'off'],
    ['none', 'off'],
    ['::::vm1:eth0:dhcp', 'automatic vm1'],
    ['::::vm1', 'automatic vm1'],
    ['::::::off', 'off'],
    [
      '10.0.0.2:10.0.0.9:10.0.0.1:255.255.255.0:vm1:eth0:off:8.8.8.8:1.1.1.1',
      '10.0.0.2/24 via 10.0.0.1 ask 8.8.8.8 1.1.1.1 as vm1',
    ],
    ['10.0.0.2::10.0.0.1:255.255.0.0::', '10.0.0.2/16 via 10.0.0.1 ask  as '],
    ['10.0.0.2::', '10.0.0.2/8 via :: ask  as '],
    ['192.168.1.2:::24::::9.9.9.9', '192.168.1.2/24 via :: ask 9.9.9.9 as '],
    ['10.0.0.2:::255.255.255.255', '10.0.0.2/32 via :: ask  as '],
    ['bootp', "ip=: 'bootp' is not 'dhcp', 'on', 'any', 'off' or 'none'"],
    ['10.0.0.300::', "ip=: '10.0.0.300' is not an IPv4 address"],
    ['10.0.0.2::gw', "ip=: 'gw' is not an IPv4 address"],
    ['10.0.0.2:::255.0.255.0', "ip=: '255.0.255.0' is not a network mask"],
    ['10.0.0.2:::33', "ip=: '33' is not a network mask"],
    ['10.0.0.2:::0', "ip=: '0' is not a network mask"],
  ];
  for (const [given, expected] of cases)
    assert.equal(text(parseIpv4Setting(given)), expected, given);
});

test('ip6= has an address, a gateway and name servers', () => {
  const cases: [string, string][] = [
    ['auto', 'automatic'],
    ['off', 'off'],
    ['2001:db8::2/64', '2001:db8::2/64 via :: ask  as '],
    [
      '2001:db8::2/64,fe80::1,2001:db8::53,2001:db8::54',
      '2001:db8::2/64 via fe80::1 ask 2001:db8::53 2001:db8::54 as ',
    ],
    ['2001:db8::2/64,,2001:db8::53', '2001:db8::2/64 via :: ask 2001:db8::53 as '],
    ['2001:db8::2', "ip6=: '2001:db8::2' has no /PREFIX"],
    ['2001:db8::2/129', "ip6=: '129' is not a prefix length"],
    ['/64', "ip6=: '' is not an IPv6 address"],
    ['2001:db8::2/64,router', "ip6=: 'router' is not an IPv6 address"],
  ];
  for (const [given, expected] of cases)
    assert.equal(text(parseIpv6Setting(given)), expected, given);
});
