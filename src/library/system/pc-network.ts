// Network of a machine: the card, the stack on it, its addresses, and TCP under node:net and http. Layer: system.
// Frames are handled in the event loop's wait; what the program sent meanwhile goes out before the next wait.

import { monotonicMillis } from '../driver/pc/clock.ts';
import { commandLineWordCount } from '../driver/pc/command-line.ts';
import { reportPort } from '../driver/pc/control-line.ts';
import { optionWordText } from '../driver/pc/image-texts.ts';
import type { PcPoller } from '../driver/pc/pc-poller.ts';
import { platformExit } from '../driver/pc/power.ts';
import { randomWord32 } from '../driver/pc/random-word.ts';
import type { DatagramHandler, DatagramOptions, DatagramSocket } from '../interfaces/datagram.ts';
import { setTransport } from '../interfaces/transport.ts';
import { openStackDatagrams } from '../net/stack-datagrams.ts';
import { HostNetwork } from '../net/host-network.ts';
import { type IpAddress, UNSPECIFIED } from '../net/ip-address.ts';
import {
  type IpSetting,
  type IpSettingProblem,
  parseIpv4Setting,
  parseIpv6Setting,
} from '../net/ip-setting.ts';
import { NoDevice } from '../net/no-device.ts';
import { Stack } from '../net/stack.ts';
import { TcpDnsStreams } from '../net/tcp/tcp-dns-streams.ts';
import { TcpStack } from '../net/tcp/tcp-stack.ts';
import { type TcpNetwork, TcpTransport } from '../net/tcp/tcp-transport.ts';
import { PROTOCOL_TCP } from '../net/wire/protocol-numbers.ts';
import { writeConsoleText } from '../web/console-output.ts';
import { openNetworkDevice } from './pc-devices.ts';

const ERRORS = 2;
const USAGE_STATUS = 64;
const ADDRESS_MILLIS = 4000;
const DELIVERY_MILLIS = 2000;
const DELIVERY_LOOK_MILLIS = 10;

/** @neededBy interfaces/transport currentTransport */
export function startNetwork(poller: PcPoller): void {
  const device = openNetworkDevice();
  const random = (): number => randomWord32();
  const stack = new Stack(device ?? new NoDevice(), random);
  const tcp = new TcpStack(stack, random);
  stack.register(PROTOCOL_TCP, tcp);
  stack.addPolled(tcp);
  const isOff = device === null;
  const ipv4 = isOff ? OFF : setting('ip=', parseIpv4Setting, AUTOMATIC);
  const ipv6 = isOff ? OFF : setting('ip6=', parseIpv6Setting, AUTOMATIC);
  const streams = new TcpDnsStreams(tcp);
  const network = new HostNetwork(stack, ipv4, ipv6, streams, monotonicMillis());
  if (device !== null) {
    device.onBatchStart = (): void => stack.setTime(monotonicMillis());
    device.onBatchEnd = (): void => void stack.poll(monotonicMillis());
  }
  tcp.wantPoll = (): void => stack.wantPoll();
  poller.beforeWait = stack;
  poller.beforeExit = (): void => deliver(poller, tcp);
  setTransport(new PcTransport(tcp, network, poller));
  if (!isOff) waitForAddress(poller, network);
}

/** A program may connect in its first line: DHCP gets its time before, which is some milliseconds where there is a server. */
function waitForAddress(poller: PcPoller, network: HostNetwork): void {
  const deadline = monotonicMillis() + ADDRESS_MILLIS;
  while (!network.isConfigured) {
    const left = deadline - monotonicMillis();
    if (left <= 0) {
      writeConsoleText(ERRORS, 'drupe: no address yet: no DHCP server has answered', true);
      return;
    }
    poller.wait(left);
  }
}

/** On a host the kernel outlives the program, and delivers what it has written. */
function deliver(poller: PcPoller, tcp: TcpStack): void {
  const connections = tcp.connections();
  // Nobody is there any more to be called.
  for (let i = 0; i < connections.length; i++) connections[i]!.close();
  const deadline = monotonicMillis() + DELIVERY_MILLIS;
  do {
    poller.wait(Math.min(Math.max(deadline - monotonicMillis(), 0), DELIVERY_LOOK_MILLIS));
  } while (tcp.isDelivering && monotonicMillis() < deadline);
}

/** TCP's transport, and the stack's datagrams beside it. */
class PcTransport extends TcpTransport {
  readonly #network: HostNetwork;

  constructor(tcp: TcpStack, network: HostNetwork, poller: PcPoller) {
    super(tcp, new PcNetwork(network, poller));
    this.#network = network;
  }

  openDatagramSocket(options: DatagramOptions, handler: DatagramHandler): DatagramSocket | number {
    return openStackDatagrams(this.#network.stack.udp, options, handler);
  }

  hostNameServers(): string[] {
    const texts: string[] = [];
    for (const server of this.#network.dns.servers) texts.push(server.toString());
    return texts;
  }
}

/** The network as TCP's transport sees it. */
class PcNetwork implements TcpNetwork {
  readonly #network: HostNetwork;
  readonly #poller: PcPoller;
  readonly hasIpv6 = true;

  constructor(network: HostNetwork, poller: PcPoller) {
    this.#network = network;
    this.#poller = poller;
  }

  isOwnAddress(address: IpAddress): boolean {
    return this.#network.stack.isOwnAddress(address);
  }

  lookup(name: string, done: (addresses: readonly IpAddress[]) => void): void {
    this.#network.dns.lookup(name, monotonicMillis(), done);
  }

  onPort(port: number, isOpen: boolean): void {
    this.#poller.openListeners += isOpen ? 1 : -1;
    reportPort(port, isOpen);
  }
}

const OFF: IpSetting = {
  mode: 'off',
  address: UNSPECIFIED,
  prefixLength: 0,
  gateway: UNSPECIFIED,
  nameServers: [],
  hostName: '',
};
const AUTOMATIC: IpSetting = { ...OFF, mode: 'automatic' };

/** The last word of the command line that begins with `prefix`. */
function setting(
  prefix: string,
  parse: (text: string) => IpSetting | IpSettingProblem,
  usual: IpSetting,
): IpSetting {
  let found = usual;
  for (let i = 0; i < commandLineWordCount(); i++) {
    const word = optionWordText(i) as unknown as string;
    if (word === '--') break;
    if (!word.startsWith(prefix)) continue;
    const parsed = parse(word.slice(prefix.length));
    if ('problem' in parsed) {
      writeConsoleText(ERRORS, 'drupe: ' + parsed.problem, true);
      platformExit(USAGE_STATUS);
    }
    found = parsed as IpSetting;
  }
  return found;
}
