// Servers: the texts of `setServers` and `getServers`: an address, with a port `1.2.3.4:53` or `[::1]:53`. Layer: node.

import type { NameServer } from '../../net/dns/record-query.ts';
import { argumentTypeError, validateString } from '../errors.ts';
import { isIP } from '../net/address.ts';
import { codedTypeError } from '../stream/errors.ts';

const DNS_PORT = 53;

export function parseServers(texts: any): NameServer[] {
  if (!Array.isArray(texts)) throw argumentTypeError('servers', 'Array', texts);
  const servers: NameServer[] = [];
  for (let i = 0; i < texts.length; i++) {
    validateString(texts[i], 'servers[' + i + ']');
    const server = parseServer(texts[i]);
    const known = servers.some((one) => one.address === server.address && one.port === server.port);
    if (!known) servers.push(server);
  }
  return servers;
}

function parseServer(text: string): NameServer {
  if (isIP(text) !== 0) return { address: text, port: DNS_PORT };
  const close = text.startsWith('[') ? text.indexOf(']') : -1;
  if (close > 0) {
    const address = text.slice(1, close);
    const port = text[close + 1] === ':' ? portOf(text.slice(close + 2)) : 0;
    if (isIP(address) !== 0) return { address, port: port > 0 ? port : DNS_PORT };
  }
  const colon = text.lastIndexOf(':');
  const address = text.slice(0, colon);
  const port = portOf(text.slice(colon + 1));
  if (colon > 0 && port >= 0 && isIP(address) !== 0) return { address, port };
  throw codedTypeError('ERR_INVALID_IP_ADDRESS', 'Invalid IP address: ' + text);
}

/** -1 when it is no number. */
function portOf(text: string): number {
  if (text === '') return -1;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit < 48 || unit > 57) return -1;
  }
  return Number(text) & 0xffff;
}

export function serverText(server: NameServer): string {
  if (server.port === DNS_PORT || server.port === 0) return server.address;
  const isWide = server.address.includes(':');
  return (isWide ? '[' + server.address + ']' : server.address) + ':' + server.port;
}
