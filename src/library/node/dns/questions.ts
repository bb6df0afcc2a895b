// Questions: what node:dns asks for each kind of record. Layer: node.

import { TYPES } from '../../base/dns-records.ts';
import { parseIpv4Text, parseIpv6Text } from '../../base/ip-parse.ts';
import { addresses, anything, authority, canonicalName, simple } from './answers.ts';
import type { Question } from './channel.ts';

export const A: Question = { syscall: 'queryA', type: TYPES.A, convert: addresses(TYPES.A) };
export const AAAA: Question = {
  syscall: 'queryAaaa',
  type: TYPES.AAAA,
  convert: addresses(TYPES.AAAA),
};
export const ANY: Question = { syscall: 'queryAny', type: TYPES.ANY, convert: anything };
export const CAA: Question = { syscall: 'queryCaa', type: TYPES.CAA, convert: simple(TYPES.CAA) };
export const CNAME: Question = {
  syscall: 'queryCname',
  type: TYPES.CNAME,
  convert: canonicalName,
};
export const MX: Question = { syscall: 'queryMx', type: TYPES.MX, convert: simple(TYPES.MX) };
export const NAPTR: Question = {
  syscall: 'queryNaptr',
  type: TYPES.NAPTR,
  convert: simple(TYPES.NAPTR),
};
export const NS: Question = { syscall: 'queryNs', type: TYPES.NS, convert: simple(TYPES.NS) };
export const PTR: Question = { syscall: 'queryPtr', type: TYPES.PTR, convert: simple(TYPES.PTR) };
export const SOA: Question = { syscall: 'querySoa', type: TYPES.SOA, convert: authority };
export const SRV: Question = { syscall: 'querySrv', type: TYPES.SRV, convert: simple(TYPES.SRV) };
export const TXT: Question = { syscall: 'queryTxt', type: TYPES.TXT, convert: simple(TYPES.TXT) };
export const REVERSE: Question = {
  syscall: 'getHostByAddr',
  type: TYPES.PTR,
  convert: simple(TYPES.PTR),
};

/** By the name that `resolve` takes. */
export function questionOf(type: any): Question | undefined {
  switch (type) {
    case 'A':
      return A;
    case 'AAAA':
      return AAAA;
    case 'ANY':
      return ANY;
    case 'CAA':
      return CAA;
    case 'CNAME':
      return CNAME;
    case 'MX':
      return MX;
    case 'NAPTR':
      return NAPTR;
    case 'NS':
      return NS;
    case 'PTR':
      return PTR;
    case 'SOA':
      return SOA;
    case 'SRV':
      return SRV;
    case 'TXT':
      return TXT;
    default:
      return undefined;
  }
}

/** The name under which an address's names are asked for (RFC 1035 §3.5, RFC 3596 §2.5); undefined when it is none. */
export function reverseName(address: string): string | undefined {
  const word = parseIpv4Text(address);
  if (word >= 0) {
    const parts = [word & 255, (word >>> 8) & 255, (word >>> 16) & 255, word >>> 24];
    return parts.join('.') + '.in-addr.arpa';
  }
  const words = parseIpv6Text(address);
  if (words === null) return undefined;
  let name = '';
  for (let i = 31; i >= 0; i--) {
    name += ((words[i >> 3]! >>> (28 - 4 * (i & 7))) & 15).toString(16) + '.';
  }
  return name + 'ip6.arpa';
}
