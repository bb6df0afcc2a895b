// node:dns: lookup and lookupService of what every host knows, and their arguments.

import dns, { lookup, lookupService, Resolver } from 'node:dns';
import promises from 'node:dns/promises';
import { once } from 'node:events';
import { createServer, connect } from 'node:net';
import { promisify } from 'node:util';

const any = (value: unknown): any => value;
const shown = (error: any): string =>
  [error.name, error.code, error.syscall, error.errno, error.hostname, error.message].join(' | ');

const ask = (...args: any[]): Promise<void> =>
  new Promise((resolve) => {
    any(lookup)(...args, (error: any, ...rest: any[]) => {
      console.log(...args, error ? shown(error) : rest);
      resolve();
    });
  });

await ask('127.0.0.1');
await ask('::1');
await ask('127.0.0.1', { all: true });
await ask('127.0.0.1', 6);
await ask('fe80::1', { family: 4 });
await ask('', 4);
await ask('', { family: 6 });
await ask('', { all: true });
await ask('localhost', 4);
await ask('localhost', { family: 4, all: true });
await ask('localhost', { family: 'IPv4', order: 'ipv4first' });
await ask('localhost', { family: 4, hints: dns.ADDRCONFIG | dns.V4MAPPED });
await ask('no such host', {});
await ask('no such host', { all: true, family: 6 });

function attempt(name: string, action: () => any): void {
  try {
    const result = action();
    console.log(name, 'gives', typeof result === 'object' ? Object.keys(result) : result);
  } catch (error: any) {
    console.log(name, 'throws', error.name, error.code, error.message);
  }
}
const f = (): void => {};
attempt('hostname', () => any(lookup)(1, f));
attempt('no callback', () => any(lookup)('a'));
attempt('family', () => any(lookup)('a', 5, f));
attempt('family in options', () => any(lookup)('a', { family: 'four' }, f));
attempt('family name', () => any(lookup)('a', 'IPv4', f));
attempt('options', () => any(lookup)('a', 'b', f));
attempt('options alone', () => any(lookup)('a', 'b'));
attempt('hints', () => any(lookup)('a', { hints: 1 }, f));
attempt('hints text', () => any(lookup)('a', { hints: 'x' }, f));
attempt('all', () => any(lookup)('a', { all: 1 }, f));
attempt('verbatim', () => any(lookup)('a', { verbatim: 1 }, f));
attempt('order', () => any(lookup)('a', { order: 'x' }, f));
attempt('result', () => lookup('127.0.0.1', f));
attempt('service', () => any(lookupService)('127.0.0.1', 80));
attempt('service address', () => lookupService('localhost', 80, f));
attempt('service port', () => lookupService('127.0.0.1', 65536, f));
attempt('service callback', () => any(lookupService)('127.0.0.1', 80, 1));
attempt('promise service', () => any(promises.lookupService)('127.0.0.1'));
attempt('promise family name', () => any(promises.lookup)('a', { family: 'IPv4' }));
attempt('promise options', () => any(promises.lookup)('a', 'b'));

console.log(await promises.lookup('127.0.0.1'), await promises.lookup('localhost', 4));
console.log(await promises.lookup('localhost', { all: true, family: 4 }));
console.log(await promises.lookup('', { family: 6 }), await promises.lookup('', { all: true }));
console.log(await promises.lookup('no such host').catch(shown));
await new Promise<void>((resolve) =>
  lookupService('127.0.0.1', 443, (error, hostname, service) => {
    console.log(error, hostname, service);
    resolve();
  }),
);
console.log(await promises.lookupService('127.0.0.1', 54321));

console.log(dns.getDefaultResultOrder());
dns.setDefaultResultOrder('ipv4first');
console.log(promises.getDefaultResultOrder());
attempt('setDefaultResultOrder', () => any(dns).setDefaultResultOrder('x'));
console.log(dns.ADDRCONFIG, dns.ALL, dns.V4MAPPED);
console.log(new Resolver().getServers().length > 0, Array.isArray(dns.getServers()));
console.log(Object.keys(dns).sort().join());
console.log(Object.keys(promises).sort().join());

// The order of events.
lookup('127.0.0.1', () => console.log('looked up'));
process.nextTick(() => console.log('tick'));
console.log('after lookup');
await promises.lookup('::1');

// What has names beside them.
const server = createServer((socket) => socket.end('found')).listen(0, '127.0.0.1');
await once(server, 'listening');
const client = connect(any(server.address()).port, 'localhost');
console.log(String((await once(client, 'data'))[0]));
server.close();
console.log(await promisify(lookup)('127.0.0.1'), await promisify(lookup)('localhost', 4));
console.log(await promisify(lookup)('127.0.0.1', { all: true }));
console.log(await promisify(lookupService)('127.0.0.1', 80));
const failed = await promisify(lookup)('no such host').catch(shown);
console.log(failed);
