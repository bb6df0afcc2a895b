// Service lookup: an address and a port as names, as getnameinfo gives them. Layer: node.
// The names of ports are the common ones of the registry of services (RFC 6335); others are numbers.

import { currentTransport } from '../../interfaces/transport.ts';
import { argumentValueError } from '../errors.ts';
import { isIP } from '../net/address.ts';
import { validatePort } from './arguments.ts';
import { defaultResolver } from './default-resolver.ts';
import { dnsError } from './errors.ts';
import { REVERSE, reverseName } from './questions.ts';
import { enqueueTick } from '../../ecma/promise/jobs.ts';

const NO_NAME = -3008;

const SERVICES: Record<number, string> = {
  7: 'echo',
  9: 'discard',
  13: 'daytime',
  21: 'ftp',
  22: 'ssh',
  23: 'telnet',
  25: 'smtp',
  37: 'time',
  43: 'whois',
  53: 'domain',
  80: 'http',
  110: 'pop3',
  119: 'nntp',
  143: 'imap2',
  389: 'ldap',
  443: 'https',
  465: 'submissions',
  587: 'submission',
  636: 'ldaps',
  853: 'domain-s',
  993: 'imaps',
  995: 'pop3s',
  3306: 'mysql',
  5432: 'postgresql',
};

export type ServiceDone = (error: Error | null, hostname: string, service: string) => void;

/** The port as a number. */
export function validateService(address: any, port: any): number {
  if (isIP(address) === 0) throw argumentValueError('address', address);
  return validatePort(port, 'Port', true);
}

/** `done` runs later. */
export function lookUpService(address: string, port: number, done: ServiceDone): void {
  const service = SERVICES[port] ?? String(port);
  const known = currentTransport()?.localNames?.(address) ?? [];
  if (known.length > 0) {
    enqueueTick(done, null, known[0], service);
    return;
  }
  const name = reverseName(address) as string;
  defaultResolver()._channel.ask(REVERSE, name, address, false, (error, names) => {
    if (error === null) done(null, names[0], service);
    else done(dnsError('ENOTFOUND', 'getnameinfo', address, NO_NAME), '', '');
  });
}
