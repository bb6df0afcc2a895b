// IpSetting: how the host gets its addresses, from the image's command line. Layer: net, pure.
// `ip=client:server:gateway:netmask:hostname:device:autoconf:dns0:dns1` as Linux reads it (Documentation/admin-guide/nfs/
// nfsroot.rst; server and device are ignored), `ip=dhcp`, `ip=off`, and our own
// `ip6=address/prefix,gateway,dns0,dns1`, `ip6=auto`, `ip6=off`.

import { parseIpv4Text, parseIpv6Text } from '../base/ip-parse.ts';
import { IpAddress, UNSPECIFIED } from './ip-address.ts';
import { prefixLengthOf } from './ipv4/configuration.ts';

export type IpMode = 'automatic' | 'static' | 'off';

/** Of one family. `address` and what follows are of 'static'; the unspecified address stands for none. */
export interface IpSetting {
  readonly mode: IpMode;
  readonly address: IpAddress;
  readonly prefixLength: number;
  readonly gateway: IpAddress;
  readonly nameServers: readonly IpAddress[];
  readonly hostName: string;
}

/** What is wrong with the text, for people. */
export interface IpSettingProblem {
  readonly problem: string;
}

const CLIENT = 0;
const GATEWAY = 2;
const MASK = 3;
const HOST_NAME = 4;
const AUTOCONF = 6;
const FIRST_DNS = 7;
const LAST_DNS = 8;

/** The text behind `ip=`. */
export function parseIpv4Setting(text: string): IpSetting | IpSettingProblem {
  const fields = text.split(':');
  if (fields.length === 1) return autoconfigured(text, '');
  const hostName = fields[HOST_NAME] ?? '';
  const autoconf = fields[AUTOCONF] ?? '';
  const client = fields[CLIENT]!;
  const isDynamic = autoconf === 'dhcp' || autoconf === 'on' || autoconf === 'any';
  if (client === '' || client === '0.0.0.0' || isDynamic) return autoconfigured(autoconf, hostName);
  const addresses: IpAddress[] = [];
  for (const field of [CLIENT, GATEWAY, FIRST_DNS, LAST_DNS]) {
    const word = wordOf(fields[field] ?? '');
    if (word < 0) return { problem: `ip=: '${fields[field]}' is not an IPv4 address` };
    addresses.push(word === 0 ? UNSPECIFIED : IpAddress.ipv4(word));
  }
  const prefixLength = maskLength(fields[MASK] ?? '', addresses[0]!.d);
  if (prefixLength < 0) return { problem: `ip=: '${fields[MASK]}' is not a network mask` };
  return {
    mode: 'static',
    address: addresses[0]!,
    prefixLength,
    gateway: addresses[1]!,
    nameServers: addresses.slice(2).filter((server) => !server.isUnspecified),
    hostName,
  };
}

function autoconfigured(method: string, hostName: string): IpSetting | IpSettingProblem {
  switch (method) {
    case 'off':
    case 'none':
      return withoutAddress('off', hostName);
    case '':
    case 'on':
    case 'any':
    case 'dhcp':
      return withoutAddress('automatic', hostName);
    default:
      return { problem: `ip=: '${method}' is not 'dhcp', 'on', 'any', 'off' or 'none'` };
  }
}

function withoutAddress(mode: IpMode, hostName: string): IpSetting {
  const none = UNSPECIFIED;
  return { mode, address: none, prefixLength: 0, gateway: none, nameServers: [], hostName };
}

/** 0 for '', which is none; -1 when it is no address. */
function wordOf(text: string): number {
  return text === '' ? 0 : parseIpv4Text(text);
}

/** 24 of '255.255.255.0', and of '24'; without a text that of the address's class. */
function maskLength(text: string, address: number): number {
  if (text === '') {
    if (address >>> 31 === 0) return 8;
    return address >>> 30 === 2 ? 16 : 24;
  }
  if (text.indexOf('.') < 0) return prefixOf(text, 32);
  const mask = parseIpv4Text(text);
  return mask <= 0 ? -1 : prefixLengthOf(mask);
}

/** A number from 1 to `maximum`; else -1. */
function prefixOf(text: string, maximum: number): number {
  if (text.length === 0 || text.length > 3) return -1;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 48 || unit > 57) return -1;
  }
  const value = Number(text);
  return value >= 1 && value <= maximum ? value : -1;
}

/** The text behind `ip6=`. */
export function parseIpv6Setting(text: string): IpSetting | IpSettingProblem {
  if (text === 'off' || text === 'none') return withoutAddress('off', '');
  if (text === '' || text === 'auto') return withoutAddress('automatic', '');
  const fields = text.split(',');
  const slash = fields[0]!.indexOf('/');
  if (slash < 0) return { problem: `ip6=: '${fields[0]}' has no /PREFIX` };
  const prefixText = fields[0]!.slice(slash + 1);
  const prefixLength = prefixOf(prefixText, 128);
  if (prefixLength < 0) return { problem: `ip6=: '${prefixText}' is not a prefix length` };
  fields[0] = fields[0]!.slice(0, slash);
  const addresses: IpAddress[] = [];
  for (const field of fields) {
    const words = parseIpv6Text(field);
    const isMissing = field === '' && addresses.length > 0;
    if (words === null && !isMissing) return { problem: `ip6=: '${field}' is not an IPv6 address` };
    addresses.push(
      words === null ? UNSPECIFIED : new IpAddress(words[0]!, words[1]!, words[2]!, words[3]!),
    );
  }
  return {
    mode: 'static',
    address: addresses[0]!,
    prefixLength,
    gateway: addresses[1] ?? UNSPECIFIED,
    nameServers: addresses.slice(2).filter((server) => !server.isUnspecified),
    hostName: '',
  };
}
