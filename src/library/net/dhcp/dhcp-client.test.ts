import assert from 'node:assert/strict';
import test from 'node:test';
import { NetSimulation, type SimulatedDevice } from '../../../../test/fakes/net-simulation.ts';
import { IpAddress, UNSPECIFIED_IPV4 } from '../ip-address.ts';
import type { Stack } from '../stack.ts';
import { UdpSocket } from '../udp-socket.ts';
import {
  DHCP_ACKNOWLEDGE,
  DHCP_DISCOVER,
  DHCP_MAXIMUM,
  DHCP_OFFER,
  DHCP_REFUSE,
  DHCP_REQUEST,
  DhcpMessage,
} from '../wire/dhcpv4.ts';
import { DhcpClient } from './dhcp-client.ts';

const SERVER = 0x0a000001;
const TYPES = ['', 'discover', 'offer', 'request', 'decline', 'ack', 'nak', 'release'];

/** A small DHCP server at 10.0.0.1 that gives out one address. */
class Server {
  address = 0x0a000064;
  leaseSeconds = 3600;
  isSilent = false;
  refuses = false;
  mask = 0xffffff00;
  router = SERVER;
  mtu = 1400;
  /** 'discover broadcast', 'request 10.0.0.100' ... */
  readonly log: string[] = [];
  readonly #socket: UdpSocket;
  readonly #message = new DhcpMessage();
  readonly #buffer = new Uint8Array(DHCP_MAXIMUM);

  constructor(stack: Stack) {
    stack.ipv4.configuration.addAddress(SERVER, 24);
    const socket = stack.udp.bind(UNSPECIFIED_IPV4, 67, this);
    assert.ok(socket instanceof UdpSocket);
    socket.broadcastAllowed = true;
    this.#socket = socket;
  }

  onError(): void {}

  onDatagram(
    _source: IpAddress,
    _port: number,
    destination: IpAddress,
    bytes: Uint8Array,
    start: number,
    end: number,
  ): void {
    const message = this.#message;
    assert.ok(message.parse(bytes, start, end) && !message.isReply);
    this.log.push(`${TYPES[message.type]} ${destination}`);
    if (this.isSilent) return;
    if (message.type === DHCP_DISCOVER) this.#answer(DHCP_OFFER);
    if (message.type === DHCP_REQUEST) {
      this.#answer(this.refuses ? DHCP_REFUSE : DHCP_ACKNOWLEDGE);
    }
  }

  #answer(type: number): void {
    const message = this.#message;
    message.isReply = true;
    message.type = type;
    message.yourAddress = type === DHCP_REFUSE ? 0 : this.address;
    message.requestedAddress = 0;
    message.clientAddress = 0;
    message.serverIdentifier = SERVER;
    message.mask = this.mask;
    message.leaseSeconds = this.leaseSeconds;
    message.routers = [this.router];
    message.nameServers = [0x08080808];
    message.mtu = this.mtu;
    message.hostName = 'given';
    message.domain = 'example.org';
    message.asksParameters = false;
    const length = message.emit(this.#buffer, 0);
    this.#socket.send(this.#buffer, 0, length, IpAddress.ipv4(0xffffffff), 68);
  }
}

interface Setup {
  net: NetSimulation;
  server: Server;
  stack: Stack;
  device: SimulatedDevice;
  client: DhcpClient;
  leases: string[];
}

function setup(): Setup {
  const net = new NetSimulation();
  const server = new Server(net.add(1).stack);
  const { stack, device } = net.add(2);
  const client = new DhcpClient(stack);
  const leases: string[] = [];
  client.onLease = (lease) =>
    leases.push(lease === null ? 'none' : String(IpAddress.ipv4(lease.address)));
  return { net, server, stack, device, client, leases };
}

test('an address is there after four messages, without waiting', () => {
  const { net, server, stack, client, leases } = setup();
  assert.ok(client.start(net.nowMillis));
  net.run(0);
  assert.equal(client.state, 'bound');
  assert.deepEqual(leases, ['10.0.0.100']);
  assert.deepEqual(server.log, ['discover 255.255.255.255', 'request 255.255.255.255']);
  const lease = client.lease!;
  assert.deepEqual(
    [lease.prefixLength, lease.gateway, lease.mtu, lease.hostName, lease.domain],
    [24, SERVER, 1400, 'given', 'example.org'],
  );
  assert.deepEqual(lease.nameServers, [0x08080808]);
  assert.equal(String(stack.sourceFor(IpAddress.ipv4(0x08080808))), '10.0.0.100');
  assert.equal(stack.pathMtu(IpAddress.ipv4(0x08080808)), 1400);
  assert.equal(stack.pool.inUse, 0);
});

test('what is lost is sent again, less and less often', () => {
  const { net, server, client } = setup();
  server.isSilent = true;
  client.start(net.nowMillis);
  net.run(1300);
  assert.equal(server.log.length, 2);
  net.run(60_000);
  assert.ok(server.log.length >= 6 && server.log.length <= 8, String(server.log.length));
  server.isSilent = false;
  net.run(90_000);
  assert.equal(client.state, 'bound');
});

test('a request without an answer leads back to the beginning', () => {
  const { net, server, client } = setup();
  client.start(net.nowMillis);
  net.filter = (frame) => (frame[284] === DHCP_ACKNOWLEDGE ? null : frame);
  net.run(60_000);
  const kinds = server.log.map((line) => line.split(' ')[0]);
  assert.deepEqual(kinds.slice(0, 6), [
    'discover',
    'request',
    'request',
    'request',
    'request',
    'discover',
  ]);
});

test('a lease is renewed by its server at half of its time', () => {
  const { net, server, client, leases } = setup();
  client.start(net.nowMillis);
  net.run(1_799_000);
  assert.equal(server.log.length, 2);
  net.run(2000);
  assert.deepEqual(server.log.slice(2), ['request 10.0.0.1']);
  assert.equal(client.state, 'bound');
  assert.deepEqual(leases, ['10.0.0.100', '10.0.0.100']);
});

test('a lease without its server is rebound, and given up in the end', () => {
  const { net, server, stack, client, leases } = setup();
  client.start(net.nowMillis);
  net.run(1000);
  server.isSilent = true;
  net.run(3_140_000);
  assert.equal(client.state, 'renewing');
  net.run(20_000);
  assert.equal(client.state, 'rebinding');
  assert.equal(server.log.at(-1), 'request 255.255.255.255');
  net.run(440_000);
  assert.equal(client.state, 'selecting');
  assert.deepEqual(leases, ['10.0.0.100', 'none']);
  assert.equal(stack.ipv4.configuration.interfaces.length, 0);
  assert.equal(stack.sourceFor(IpAddress.ipv4(SERVER)), null);
  assert.equal(client.counters.expired, 1);
});

test('a refusal in the middle of a lease ends it at once', () => {
  const { net, server, client, leases } = setup();
  client.start(net.nowMillis);
  net.run(1000);
  server.refuses = true;
  net.run(1_800_000);
  assert.ok(client.counters.refused > 0);
  server.refuses = false;
  server.address = 0x0a000065;
  net.run(5000);
  assert.equal(leases[1], 'none');
  assert.equal(leases.at(-1), '10.0.0.101');
});

test('an address that another host has is declined', () => {
  const { net, server, client, leases } = setup();
  const { stack: other } = net.add(3);
  other.ipv4.configuration.addAddress(server.address, 24);
  client.start(net.nowMillis);
  net.run(100);
  assert.equal(client.state, 'waiting');
  assert.deepEqual(leases, ['10.0.0.100', 'none']);
  assert.equal(server.log.at(-1), 'decline 255.255.255.255');
  server.address = 0x0a000066;
  net.run(11_000);
  assert.equal(client.state, 'bound');
  assert.equal(leases.at(-1), '10.0.0.102');
});

test('an address is defended once, then given up', () => {
  const { net, server, stack, client } = setup();
  client.start(net.nowMillis);
  net.run(5000);
  // It says so, but does not insist.
  const { stack: other } = net.add(3);
  const before = stack.ipv4.arp.counters.requestsSent;
  other.ipv4.arp.announce(server.address);
  net.run(9000);
  assert.equal(client.state, 'bound');
  assert.equal(stack.ipv4.arp.counters.requestsSent, before + 1);
  other.ipv4.arp.announce(server.address);
  net.run(0);
  assert.equal(client.state, 'waiting');
});

test('a gateway outside of the network is a neighbour all the same', () => {
  const { net, server, stack, client } = setup();
  server.mask = 0xffffffff;
  client.start(net.nowMillis);
  net.run(100);
  assert.equal(String(stack.sourceFor(IpAddress.ipv4(0x08080808))), '10.0.0.100');
  const socket = stack.udp.bind(UNSPECIFIED_IPV4, 0, { onDatagram() {}, onError() {} });
  assert.ok(socket instanceof UdpSocket);
  socket.send(new Uint8Array(4), 0, 4, IpAddress.ipv4(0x08080808), 53);
  net.run(10);
  assert.equal(stack.ipv4.arp.neighbours.size, 1);
  assert.equal(net.hosts[0]!.stack.ipv4.input.counters.notForUs, 1);
});

test('answers that were not asked for are ignored', () => {
  const { net, server, client } = setup();
  net.filter = (frame, from) => {
    if (from !== net.hosts[0]!.device || frame[12] !== 8 || frame[13] !== 0) return frame;
    // Another transaction; without a checksum, so that only that is wrong.
    const forged = Uint8Array.from(frame);
    forged[46] = forged[46]! ^ 1;
    forged[40] = 0;
    forged[41] = 0;
    return forged;
  };
  client.start(net.nowMillis);
  net.run(5000);
  assert.equal(client.state, 'selecting');
  assert.ok(client.counters.ignored > 0 && server.log.length > 1);
});

test('an address is given back at the end', () => {
  const { net, server, stack, client, leases } = setup();
  client.start(net.nowMillis);
  net.run(1000);
  stack.setTime(net.nowMillis);
  // The server has answered to ARP before.
  const socket = stack.udp.bind(UNSPECIFIED_IPV4, 0, { onDatagram() {}, onError() {} });
  assert.ok(socket instanceof UdpSocket);
  socket.send(new Uint8Array(4), 0, 4, IpAddress.ipv4(SERVER), 9);
  net.run(10);
  client.stop(net.nowMillis);
  net.run(10);
  assert.equal(server.log.at(-1), 'release 10.0.0.1');
  assert.deepEqual(leases, ['10.0.0.100', 'none']);
  assert.equal(client.state, 'stopped');
  assert.ok(client.start(net.nowMillis));
  net.run(10);
  assert.equal(client.state, 'bound');
});
