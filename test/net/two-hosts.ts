// Two network stacks in one program: DHCP, SLAAC, datagrams, fragments, errors, TCP over both families, DNS. The clock is
// virtual and the random numbers are seeded, so that every counter must be the same.

import { DhcpClient } from '../../src/library/net/dhcp/dhcp-client.ts';
import { DnsClient } from '../../src/library/net/dns/dns-client.ts';
import { IpAddress, UNSPECIFIED, UNSPECIFIED_IPV4 } from '../../src/library/net/ip-address.ts';
import type { IcmpErrorKind } from '../../src/library/net/ip-layer.ts';
import { parseIpv4Setting, parseIpv6Setting } from '../../src/library/net/ip-setting.ts';
import type { Stack } from '../../src/library/net/stack.ts';
import { TcpStack } from '../../src/library/net/tcp/tcp-stack.ts';
import { UdpSocket, type DatagramHandler } from '../../src/library/net/udp-socket.ts';
import { DHCP_MAXIMUM, DhcpMessage } from '../../src/library/net/wire/dhcpv4.ts';
import { NetSimulation } from '../fakes/net-simulation.ts';

const SERVER = IpAddress.ipv4(0x0a000001);
const CLIENT = 0x0a000005;
const data = new Uint8Array(200_000);
for (let i = 0; i < data.length; i++) data[i] = (i * 13 + (i >> 8)) & 255;

function hash(seed: number, bytes: Uint8Array, start: number, end: number): number {
  let value = seed;
  for (let i = start; i < end; i++) value = (Math.imul(value, 31) + bytes[i]!) | 0;
  return value;
}

function bind(on: Stack, address: IpAddress, port: number, handler: DatagramHandler): UdpSocket {
  const socket = on.udp.bind(address, port, handler);
  if (!(socket instanceof UdpSocket)) throw new Error(socket);
  return socket;
}

function serveDhcp(on: Stack): void {
  const message = new DhcpMessage();
  const socket = bind(on, UNSPECIFIED_IPV4, 67, {
    onDatagram(_source, _port, to, bytes, start, end) {
      console.log('dhcp', message.parse(bytes, start, end), message.type, String(to));
      message.isReply = true;
      message.type = message.type === 1 ? 2 : 5;
      message.yourAddress = CLIENT;
      message.serverIdentifier = SERVER.d;
      message.requestedAddress = 0;
      message.mask = 0xffffff00;
      const buffer = new Uint8Array(DHCP_MAXIMUM);
      const length = message.emit(buffer, 0);
      console.log(socket.send(buffer, 0, length, IpAddress.ipv4(0xffffffff), 68));
    },
    onError() {},
  });
  socket.broadcastAllowed = true;
}

function sendDatagrams(net: NetSimulation, from: Stack, to: Stack, addresses: IpAddress[]): void {
  let sum = 0;
  bind(to, UNSPECIFIED, 7000, {
    onDatagram(source, _port, destination, bytes, start, end) {
      sum = hash(sum, bytes, start, end);
      console.log('datagram', String(source), String(destination), end - start, sum);
    },
    onError() {},
  });
  const socket = bind(from, UNSPECIFIED, 0, {
    onDatagram() {},
    onError(kind: IcmpErrorKind, destination, port) {
      console.log('error', kind, String(destination), port);
    },
  });
  for (const address of addresses) {
    for (const length of [0, 1, 1472, 20_000]) {
      console.log(socket.send(data, 0, length, address, 7000));
      net.run(10);
    }
    socket.send(data, 0, 3, address, 7001);
    net.run(10);
  }
}

/** One transfer, the client closing first. */
function transfer(net: NetSimulation, from: TcpStack, to: TcpStack, address: IpAddress): void {
  let length = 0;
  let sum = 0;
  const listener = to.listen(UNSPECIFIED, 80, false, 8, (connection) => {
    connection.handler = {
      onConnect() {},
      onDrain() {},
      onData(bytes, start, end) {
        length += end - start;
        sum = hash(sum, bytes, start, end);
      },
      onEnd() {
        console.log('received', length, sum);
        connection.close();
      },
      onGone() {},
    };
  });
  let at = 0;
  const write = (): void => {
    if (typeof connection === 'string') return;
    at += connection.write(data, at, data.length - at);
    if (at === data.length) connection.shutdownWrite();
  };
  const connection = from.connect(null, 0, address, 80, {
    onConnect: write,
    onDrain: write,
    onData() {},
    onEnd() {
      console.log('the other end closes');
    },
    onGone(failure) {
      console.log('gone', failure);
    },
  });
  net.run(20_000);
  if (listener !== null) to.closeListener(listener);
}

function addTcp(stack: Stack): TcpStack {
  const tcp = new TcpStack(stack, stack.random);
  stack.register(6, tcp);
  stack.addPolled(tcp);
  return tcp;
}

const net = new NetSimulation();
const { stack: client } = net.add(1);
const { stack: server } = net.add(2);
server.ipv4.configuration.addAddress(SERVER.d, 24);
client.ipv6.start(net.nowMillis);
server.ipv6.start(net.nowMillis);
serveDhcp(server);
const dhcp = new DhcpClient(client);
dhcp.onLease = (lease) => console.log('lease', JSON.stringify(lease));
dhcp.start(net.nowMillis);
net.run(3000);
console.log(
  dhcp.state,
  client.ipv6.configuration.addresses.map((own) => own.address + own.state),
);
const addresses = [SERVER, server.ipv6.configuration.addresses[0]!.address];
sendDatagrams(net, client, server, addresses);
const tcp = [addTcp(client), addTcp(server)];
for (const address of addresses) transfer(net, tcp[0]!, tcp[1]!, address);
const dns = new DnsClient(client.udp, client.random, null, () => client.wantPoll());
client.addPolled(dns);
dns.lookup('localhost', net.nowMillis, (found) => console.log('localhost', found.join(' ')));
dns.lookup('x.example', net.nowMillis, (found, failed) => console.log(found.length, failed));
net.run(10);
console.log(
  JSON.stringify(parseIpv4Setting('10.0.0.2::10.0.0.1:255.255.255.0:vm1:eth0:off:8.8.8.8')),
);
console.log(JSON.stringify(parseIpv6Setting('2001:db8::2/64,fe80::1')));
for (const { ipv4, ipv6, link, pool, udp } of [client, server]) {
  console.log(JSON.stringify([link.counters, udp.counters, pool.inUse]));
  console.log(JSON.stringify([ipv4.input.counters, ipv4.output.counters, ipv4.icmp.counters]));
  console.log(JSON.stringify([ipv6.input.counters, ipv6.output.counters, ipv6.icmp.counters]));
  console.log(JSON.stringify([ipv4.input.reassembly.counters, ipv6.neighbours.counters]));
}
console.log(JSON.stringify(tcp.map((one) => one.counters)));
