import assert from 'node:assert/strict';
import test from 'node:test';
import { hexText } from '../../../test/fakes/hex-bytes.ts';
import { NetSimulation } from '../../../test/fakes/net-simulation.ts';
import { parseIpv6Text } from '../base/ip-parse.ts';
import { HostNetwork } from './host-network.ts';
import { IpAddress, UNSPECIFIED_IPV4 } from './ip-address.ts';
import { type IpSetting, parseIpv4Setting, parseIpv6Setting } from './ip-setting.ts';
import { UdpSocket } from './udp-socket.ts';
import { put16 } from './wire/byte-order.ts';
import { transportChecksum } from './wire/checksum.ts';
import { DHCP_MAXIMUM, DhcpMessage } from './wire/dhcpv4.ts';
import { RouterAdvertisement } from './wire/ndp.ts';

function setting(found: unknown): IpSetting {
  assert.ok(typeof found === 'object' && found !== null && 'mode' in found, JSON.stringify(found));
  return found as IpSetting;
}

function network(net: NetSimulation, ip: string, ip6: string): HostNetwork {
  const { stack } = net.add(net.hosts.length + 1);
  const ipv4 = setting(parseIpv4Setting(ip));
  return new HostNetwork(stack, ipv4, setting(parseIpv6Setting(ip6)), null, net.nowMillis);
}

function address(text: string): IpAddress {
  const words = parseIpv6Text(text)!;
  return new IpAddress(words[0]!, words[1]!, words[2]!, words[3]!);
}

test('static settings are there at once, and announced', () => {
  const net = new NetSimulation();
  const host = network(
    net,
    '10.0.0.2::10.0.0.1:255.255.255.0:vm1:eth0:off:8.8.8.8',
    '2001:db8::2/64,fe80::1,2001:db8::53',
  );
  assert.ok(host.isConfigured);
  assert.equal(host.hostName, 'vm1');
  assert.equal(host.dns.servers.join(' '), '8.8.8.8 2001:db8::53');
  const announced = net.hosts[0]!.device.sent.find((frame) => frame[13] === 6)!;
  assert.equal(hexText(announced, 28, 32), '0a000002');
  assert.equal(String(host.stack.sourceFor(IpAddress.ipv4(0x01010101))), '10.0.0.2');
  net.run(2000);
  assert.equal(String(host.stack.sourceFor(address('2600::1'))), '2001:db8::2');
});

test('what is off stays off', () => {
  const net = new NetSimulation();
  const host = network(net, 'off', 'off');
  net.run(60_000);
  assert.equal(net.hosts[0]!.device.sent.length, 0);
  assert.ok(!host.isConfigured);
  const only6 = network(net, 'off', 'auto');
  net.run(2000);
  assert.ok(only6.isConfigured);
});

test('name servers come from DHCP and from routers', () => {
  const net = new NetSimulation();
  const host = network(net, 'dhcp', 'auto');
  const server = net.add(9).stack;
  server.ipv4.configuration.addAddress(0x0a000001, 24);
  const message = new DhcpMessage();
  const socket = server.udp.bind(UNSPECIFIED_IPV4, 67, {
    onDatagram: (_source, _port, _to, bytes, start, end) => {
      assert.ok(message.parse(bytes, start, end));
      message.isReply = true;
      message.type = message.type === 1 ? 2 : 5;
      message.yourAddress = 0x0a000005;
      message.serverIdentifier = 0x0a000001;
      message.requestedAddress = 0;
      message.mask = 0xffffff00;
      message.nameServers = [0x0a000001];
      message.hostName = 'given';
      const buffer = new Uint8Array(DHCP_MAXIMUM);
      const length = message.emit(buffer, 0);
      (socket as UdpSocket).send(buffer, 0, length, IpAddress.ipv4(0xffffffff), 68);
    },
    onError: () => {},
  });
  assert.ok(socket instanceof UdpSocket);
  socket.broadcastAllowed = true;
  server.ipv6.start(net.nowMillis);
  assert.ok(!host.isConfigured);
  net.run(3000);
  assert.ok(host.isConfigured);
  assert.equal(host.hostName, 'given');
  assert.equal(host.dns.servers.join(' '), '10.0.0.1');

  const router = new RouterAdvertisement();
  router.nameServers = [{ seconds: 60, addresses: [address('2001:db8::53')] }];
  const packet = server.allocate(router.length)!;
  router.emit(packet.bytes, packet.start);
  packet.end = packet.start + router.length;
  packet.hopLimit = 255;
  const from = server.ipv6.configuration.addresses[0]!.address;
  const all = address('ff02::1');
  const sum = transportChecksum(from, all, 58, packet.bytes, packet.start, packet.end);
  put16(packet.bytes, packet.start + 2, sum);
  server.send(packet, from, all, 58, -1);
  net.run(100);
  assert.equal(host.dns.servers.join(' '), '10.0.0.1 2001:db8::53');
  net.run(60_000);
  assert.equal(host.dns.servers.join(' '), '10.0.0.1');
});
