// Wire targets: every parse of net/wire and of DNS, with parse(emit(parse(x))) = parse(x) where there is an emit.
// Host tests only.

import { encodeQuery, parseAnswer } from '../../src/library/base/dns-message.ts';
import { parseReply } from '../../src/library/base/dns-records.ts';
import { isSameName, nameText, skipName } from '../../src/library/base/dns-name.ts';
import { UNSPECIFIED } from '../../src/library/net/ip-address.ts';
import { ARP_LENGTH, ArpMessage } from '../../src/library/net/wire/arp.ts';
import { DHCP_MAXIMUM, DhcpMessage } from '../../src/library/net/wire/dhcpv4.ts';
import { ETHERNET_HEADER, EthernetHeader } from '../../src/library/net/wire/ethernet.ts';
import { ICMP_HEADER, IcmpHeader } from '../../src/library/net/wire/icmp.ts';
import { IPV4_HEADER, Ipv4Header } from '../../src/library/net/wire/ipv4.ts';
import { IPV6_HEADER, Ipv6Header } from '../../src/library/net/wire/ipv6.ts';
import { ExtensionWalk } from '../../src/library/net/wire/ipv6-extensions.ts';
import {
  IGMP_LENGTH,
  IgmpMessage,
  MLD_LENGTH,
  MldMessage,
} from '../../src/library/net/wire/multicast.ts';
import { NeighbourMessage, RouterAdvertisement } from '../../src/library/net/wire/ndp.ts';
import { UDP_HEADER, UdpHeader } from '../../src/library/net/wire/udp.ts';
import { hexBytes } from '../fakes/hex-bytes.ts';
import { emitInBounds, type FuzzTarget, parseInBounds } from './target.ts';

interface Repr {
  parse(bytes: Uint8Array, start: number, end: number): boolean;
}

/** What of a repr must survive writing and reading. */
type Text<R> = (repr: R) => string;

function target<R extends Repr>(
  name: string,
  seeds: string[],
  repr: R,
  room: (repr: R) => number,
  emit: (repr: R, bytes: Uint8Array, start: number) => number,
  text: Text<R> = (one) => JSON.stringify(one),
): FuzzTarget {
  const parse = (bytes: Uint8Array, start: number, end: number): string | null =>
    repr.parse(bytes, start, end) ? text(repr) : null;
  return {
    name,
    seeds: seeds.map(hexBytes),
    check(input) {
      const first = parseInBounds(input, parse);
      if (first === null) return false;
      parse(input, 0, input.length);
      const written = emitInBounds(room(repr), (bytes, start) => emit(repr, bytes, start));
      const again = parse(written, 0, written.length);
      if (again !== first) throw new Error(`Comes back as another: ${first} ${again}`);
      return true;
    },
  };
}

function emitted<R extends { emit(bytes: Uint8Array, start: number): void }>(
  length: (repr: R) => number,
): (repr: R, bytes: Uint8Array, start: number) => number {
  return (repr, bytes, start) => {
    repr.emit(bytes, start);
    return length(repr);
  };
}

function fixed<R extends Repr & { emit(bytes: Uint8Array, start: number): void }>(
  name: string,
  seeds: string[],
  repr: R,
  length: number,
): FuzzTarget {
  return target(
    name,
    seeds,
    repr,
    () => length,
    emitted<R>(() => length),
  );
}

/** Names that are too long for a message of ours are left out when written. */
function dhcpText(message: DhcpMessage): string {
  const copy: Record<string, unknown> = { ...message };
  if (message.hostName.length > 63) copy['hostName'] = '';
  if (message.domain.length > 100) copy['domain'] = '';
  return JSON.stringify(copy);
}

const QUERY = encodeQuery(0x1234, 'www.example', 1)!;
const NAME = '03777777076578616d706c6500';
const ANSWER = `1234 8180 0001 0003 0001 0000 ${NAME} 0001 0001`;

const DNS: FuzzTarget = {
  name: 'dns',
  seeds: [
    `${ANSWER} c00c 0005 0001 0000003c 0004 0161c010 0161c010 0001 0001 0000003c 0004 0a000001 c029 0001 0001 0000003c 0004 0a000002`,
    `${ANSWER} c00c 0001 0001 0000003c 0004 0a000001`,
    `1234 8183 0001 0000 0001 0000 ${NAME} 0001 0001 c010 0006 0001 00000384 0018 c00c c00c 00000001 00000002 00000003 00000004 0000012c`,
  ].map(hexBytes),
  check(input) {
    const parse = (bytes: Uint8Array, start: number, end: number): string =>
      JSON.stringify(parseAnswer(bytes.subarray(start), end - start, QUERY), (_key, value) =>
        value instanceof Uint8Array ? [...value] : value,
      );
    const names = (bytes: Uint8Array, start: number, end: number): string => {
      const message = bytes.subarray(start);
      const length = end - start;
      const text = nameText(message, 12, length);
      return `${text} ${isSameName(message, 12, 30, length)} ${skipName(message, 12, length)}`;
    };
    parseInBounds(input, names);
    return !parseInBounds(input, parse)!.includes('"other"');
  },
};

const RECORDS: FuzzTarget = {
  name: 'dns records',
  seeds: [
    ...DNS.seeds.map((seed) => Buffer.from(seed).toString('hex')),
    `${ANSWER} c00c 000f 0001 0000003c 0006 000a 0161 c010 c00c 0021 0001 0000003c 0009 000100020050 0162 00 c00c 0010 0001 0000003c 0003 02 6162`,
    `${ANSWER} c00c 0006 0001 0000003c 0016 00 00 0000000100000002000000030000000400000005 c00c 0023 0001 0000003c 0009 00010002 0173 00 00 00 c00c 0101 0001 0000003c 0008 00 05 6973737565 61`,
  ].map(hexBytes),
  check(input) {
    const parse = (bytes: Uint8Array, start: number, end: number): string =>
      JSON.stringify(parseReply(bytes.subarray(start), end - start, QUERY));
    return parseInBounds(input, parse)!.includes('records');
  },
};

const walk = new ExtensionWalk();

const EXTENSIONS: FuzzTarget = {
  name: 'ipv6 extension headers',
  seeds: [
    '2b00 0502 0000 0100 3c00 0400 00000000 1100 0104 00000000 0035d90300080000',
    '3c00 0104 00000000 2c00 0104 00000000 1100 05a9 deadbeef 0035d90300080000',
    '3a01 c20c 000000000000000000000000 8000',
  ].map(hexBytes),
  check(input) {
    let accepted = false;
    for (const kind of [0, 43, 44, 60]) {
      const result = parseInBounds(input, (bytes, start, end) => {
        const found = walk.walk(bytes, start, end, kind, start);
        if (found === 'upper' || found === 'fragment') {
          const isInside = walk.payloadStart >= start && walk.payloadStart <= end;
          if (!isInside) throw new Error(`Leads outside: ${walk.payloadStart - start}`);
          return `${found} ${walk.protocol} ${walk.payloadStart - start} ${walk.protocolAt - start}`;
        }
        if (found !== 'drop') return `${found} ${walk.problemCode} ${walk.problemAt - start}`;
        return null;
      });
      accepted ||= result !== null;
    }
    return accepted;
  },
};

const ROUTER =
  '8600 0000 40 48 0708 00007530 000003e8 0101 525400123456 0501 0000 000005dc' +
  '0304 40c0 00015180 00003840 00000000 20010db8000000010000000000000000' +
  '1903 0000 00000e10 20010db8000000010000000000000053';

const OFFER =
  `02010600 3903f326 0000 0000 00000000 c0a80164 c0a80101 00000000 525400123456${'00'.repeat(202)}` +
  '63825363 350102 3604c0a80101 330400015180 3a040000a8c0 3b0400012750 0104ffffff00 0304c0a80101' +
  '0608 08080808 08080404 0c03 766d31 0f07 6578616d706c65 1a0205dc ff';

export const WIRE_TARGETS: readonly FuzzTarget[] = [
  fixed('ethernet', ['ffffffffffff 525400123456 0806'], new EthernetHeader(), ETHERNET_HEADER),
  fixed(
    'arp',
    ['0001 0800 06 04 0001 525400123456 0a00020f 000000000000 0a000202'],
    new ArpMessage(),
    ARP_LENGTH,
  ),
  target(
    'ipv4',
    [
      '45000020 00004000 4011b8b4 c0a80001 c0a800c7 0035d903000c000061626364',
      '46000020 12342003 4011a4fd 0a000001 0a000002 01010101 0035d903000c0000',
    ],
    new Ipv4Header(),
    // The packet behind the header is not the header's to write.
    (header) => Math.max(IPV4_HEADER, header.totalLength),
    emitted<Ipv4Header>((header) => Math.max(IPV4_HEADER, header.totalLength)),
    (header) => JSON.stringify({ ...header, headerLength: 0 }),
  ),
  target(
    'ipv6',
    [
      '60012345 000c 11 40 20010db8000000000000000000000001 20010db8000000000000000000000002 0035d903000c000061626364',
    ],
    new Ipv6Header(),
    (header) => IPV6_HEADER + header.payloadLength,
    emitted<Ipv6Header>((header) => IPV6_HEADER + header.payloadLength),
  ),
  EXTENSIONS,
  fixed('icmp', ['0304 0000 0000 0578 45000020'], new IcmpHeader(), ICMP_HEADER),
  target(
    'neighbour messages',
    [
      '8700 0000 00000000 fe800000000000000000000000000001 0101 525400123456',
      '8800 0000 e0000000 fe800000000000000000000000000001 0201 525400123456',
    ],
    new NeighbourMessage(UNSPECIFIED),
    (message) => message.length,
    emitted<NeighbourMessage>((message) => message.length),
    (message) =>
      JSON.stringify(message.hasLink ? message : { ...message, linkHigh: 0, linkLow: 0 }),
  ),
  target(
    'router advertisements',
    [ROUTER],
    new RouterAdvertisement(),
    (router) => router.length,
    emitted<RouterAdvertisement>((router) => router.length),
    (router) => JSON.stringify(router.hasLink ? router : { ...router, linkHigh: 0, linkLow: 0 }),
  ),
  target(
    'udp',
    ['0035 d903 000c abcd 61626364'],
    new UdpHeader(),
    (header) => Math.max(UDP_HEADER, header.length),
    emitted<UdpHeader>((header) => Math.max(UDP_HEADER, header.length)),
  ),
  fixed(
    'igmp',
    ['1164ee9b00000000', '1164 ec1e 00000000 027d0000'],
    new IgmpMessage(),
    IGMP_LENGTH,
  ),
  fixed(
    'mld',
    ['8200 0000 03e8 0000 ff0200000000000000000001ff000001'],
    new MldMessage(UNSPECIFIED),
    MLD_LENGTH,
  ),
  target(
    'dhcpv4',
    [OFFER],
    new DhcpMessage(),
    () => DHCP_MAXIMUM,
    (message, bytes, start) => message.emit(bytes, start),
    dhcpText,
  ),
  DNS,
  RECORDS,
];
