// Datagram names: addresses with zones as the machine layer's socket address and back. Layer: driver.
// A zone is the interface's number (`fe80::1%2`): its name would need a system call that the lock-down forbids.

import { formatIpv4, formatIpv6 } from '../../base/ip-text.ts';
import type { DatagramName } from '../../interfaces/datagram.ts';
import { EINVAL } from '../../interfaces/error-numbers.ts';
import {
  addressFamily,
  addressPort,
  addressWord,
  addressZone,
  setAddressPort,
  setAddressText,
  setAddressZone,
} from './socket-address.ts';

const AF_INET = 2;

/** Copies the machine layer's current socket address. */
export function currentName(): DatagramName {
  const port = addressPort();
  if (addressFamily() === AF_INET) {
    return { address: formatIpv4(addressWord(0)), family: 'IPv4', port };
  }
  const text = formatIpv6(addressWord(0), addressWord(1), addressWord(2), addressWord(3));
  const zone = addressZone();
  return { address: zone === 0 ? text : text + '%' + zone, family: 'IPv6', port };
}

/** Makes a numeric text the current socket address: 0, or EINVAL when it is none of the family. */
export function setName(address: string, family: 4 | 6, port: number): number {
  const found = setNumericText(address);
  setAddressPort(port);
  return found === family ? 0 : EINVAL;
}

/** The family of the text, 0 when it is none. */
export function setNumericText(text: string): 0 | 4 | 6 {
  const mark = text.indexOf('%');
  const zone = mark < 0 ? 0 : zoneNumber(text, mark + 1);
  const family = zone < 0 ? 0 : setAddressText(mark < 0 ? text : text.slice(0, mark));
  if (family === 0) return 0;
  if (family === AF_INET) return mark < 0 ? 4 : 0;
  setAddressZone(zone);
  return 6;
}

/** -1 when it is no number. */
function zoneNumber(text: string, start: number): number {
  if (start === text.length) return -1;
  let number = 0;
  for (let at = start; at < text.length; at++) {
    const digit = text.charCodeAt(at) - 48;
    if (digit < 0 || digit > 9 || number > 0xffffff) return -1;
    number = number * 10 + digit;
  }
  return number;
}
