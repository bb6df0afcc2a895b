// Name lookup: host names to addresses as getaddrinfo does, by the target's transport. Layer: node.
// That some function of this module is reachable is what tells the targets that a program asks name servers.

import { formatIpv4 } from '../../base/ip-text.ts';
import { parseIpv4Text } from '../../base/ip-parse.ts';
import { enqueueTick } from '../../ecma/promise/jobs.ts';
import { currentTransport, setNameQuery } from '../../interfaces/transport.ts';
import type { ResolvedAddress } from '../../interfaces/transport.ts';
import { dnsError } from './errors.ts';

/** getaddrinfo's flags, as numbers of Linux. */
export const V4MAPPED = 8;
export const ALL = 16;
export const ADDRCONFIG = 32;

/** EAI_NONAME, as libuv numbers it. */
const NO_NAME = -3008;

export type ResultOrder = 'verbatim' | 'ipv4first' | 'ipv6first';

export interface LookupQuestion {
  readonly hostname: string;
  /** 0: both. */
  readonly family: 0 | 4 | 6;
  readonly hints: number;
  readonly order: ResultOrder;
}

export type LookupDone = (error: Error | null, addresses: ResolvedAddress[]) => void;

setNameQuery((transport, name, done) => transport.queryNames(name, done));

/** `done` runs later, with at least one address or an error. */
export function lookUpAddresses(question: LookupQuestion, done: LookupDone): void {
  const transport = currentTransport();
  if (transport === undefined) {
    enqueueTick(done, notFound(question.hostname), []);
    return;
  }
  transport.resolve(question.hostname, (_error, found) => {
    const fitting = inOrder(ofFamily(found, question), question.order);
    if (fitting.length === 0) done(notFound(question.hostname), fitting);
    else done(null, fitting);
  });
}

function notFound(hostname: string): Error {
  return dnsError('ENOTFOUND', 'getaddrinfo', hostname, NO_NAME);
}

function ofFamily(found: ResolvedAddress[], question: LookupQuestion): ResolvedAddress[] {
  const { family, hints } = question;
  if (family === 0) return found;
  const wanted = found.filter((one) => one.family === family);
  const mayMap = family === 6 && (hints & V4MAPPED) !== 0;
  if (!mayMap || (wanted.length > 0 && (hints & ALL) === 0)) return wanted;
  return wanted.concat(found.filter((one) => one.family === 4).map(mapped));
}

function mapped(one: ResolvedAddress): ResolvedAddress {
  return { address: '::ffff:' + formatIpv4(parseIpv4Text(one.address)), family: 6 };
}

function inOrder(found: ResolvedAddress[], order: ResultOrder): ResolvedAddress[] {
  if (order === 'verbatim') return found;
  const first = order === 'ipv4first' ? 4 : 6;
  return found
    .filter((one) => one.family === first)
    .concat(found.filter((one) => one.family !== first));
}
