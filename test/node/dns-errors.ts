// node:dns: what goes wrong between a Resolver and its servers, and wrong use.

import dns, { Resolver } from 'node:dns';
import promises from 'node:dns/promises';
import {
  A,
  AAAA,
  CNAME,
  DnsServer,
  encodeAnswer,
  labels,
  MX,
  TXT,
  word,
  type Answer,
} from './support/dns-server.ts';

const answers: Record<string, Answer | undefined> = {
  'ok.test': { records: [['', A, 60, [192, 0, 2, 1]]] },
  'formerr.test': { code: 1 },
  'servfail.test': { code: 2 },
  'nxdomain.test': { code: 3 },
  'notimp.test': { code: 4 },
  'refused.test': { code: 5 },
  'other.test': { code: 9 },
  'empty.test': {},
  'six.test': { records: [['', AAAA, 60, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16]]] },
  'short.test': { records: [['', A, 60, [192, 0, 2]]] },
  'txt.test': { records: [['', TXT, 60, [9, 97]]] },
  'mx.test': { records: [['', MX, 60, [0]]] },
  'circle.test': { records: [['', CNAME, 60, [0xc0, 12]]] },
  'loop.test': { records: [['', CNAME, 60, [0xc0, 39]]] },
  'stranger.test': { records: [['another.test', A, 60, [192, 0, 2, 9]]] },
  'cut.test': {
    raw: (query) => {
      const whole = encodeAnswer(query, { records: [['', A, 60, [192, 0, 2, 1]]] });
      return whole.slice(0, whole.length - 6);
    },
  },
  'head.test': {
    raw: (query) => {
      const whole = encodeAnswer(query, {});
      whole[7] = 3;
      return whole;
    },
  },
};
const server = new DnsServer(({ name, overTcp }) => {
  if (name === 'tcp.test') {
    return overTcp ? { records: [['', A, 1, [192, 0, 2, 7]]] } : { truncated: true };
  }
  return answers[name];
});
const address = await server.start();
const resolver = new Resolver({ timeout: 200, tries: 1 });
resolver.setServers([address]);

const shown = (error: any): string =>
  [error.name, error.code, error.syscall, error.errno, error.hostname, error.message].join(' | ') +
  ' ' +
  Object.keys(error).join();

const ask = (method: string, ...rest: any[]): Promise<void> =>
  new Promise<void>((resolve) => {
    (resolver as any)[method](...rest, (error: any, result: any) => {
      console.log(method, ...rest, error ? shown(error) : result);
      resolve();
    });
  });

for (const name of Object.keys(answers)) await ask('resolve4', name);
await ask('resolveTxt', 'txt.test');
await ask('resolveMx', 'mx.test');
await ask('resolveCname', 'ok.test');
await ask('resolve4', 'tcp.test');
await ask('resolve4', 'nobody answers.test');
await ask('resolve4', 'silent.test');
await ask('resolve4', 'a'.repeat(64) + '.test');
await ask('resolve4', 'double..test');
await ask('resolve4', '');
await ask('reverse', '192.0.2.9');

// Nobody there: the next server has the answer.
const gone = new DnsServer(() => undefined);
const nowhere = await gone.start();
gone.close();
await new Promise((resolve) => setTimeout(resolve, 20));
resolver.setServers([nowhere]);
await ask('resolve4', 'ok.test');
resolver.setServers([nowhere, address]);
await ask('resolve4', 'ok.test');

// Taken back.
resolver.setServers([address]);
const cancelled = ask('resolve4', 'silent.test');
resolver.cancel();
await cancelled;
const other = new promises.Resolver({ timeout: 10_000 });
other.setServers([address]);
const two = [other.resolve4('silent.test'), other.resolveMx('silent.test')];
setTimeout(() => other.cancel(), 10);
for (const one of await Promise.allSettled(two)) console.log(shown((one as any).reason));

// Servers.
function attempt(name: string, action: () => any): void {
  try {
    console.log(name, 'gives', action());
  } catch (error: any) {
    console.log(name, 'throws', error.name, error.code, error.message);
  }
}
const any: any = resolver;
const lists = [
  ['1.2.3.4', '[::1]:5353', '::1', '1.2.3.4:99', '[2001:db8::1]', '1.2.3.4:53'],
  [],
  ['nonsense'],
  ['1.2.3.4:x'],
  ['[nonsense]'],
  [1],
  'text',
  undefined,
];
for (const list of lists)
  attempt('setServers ' + JSON.stringify(list), () => any.setServers(list) ?? any.getServers());
attempt('timeout', () => new Resolver({ timeout: 'x' } as any));
attempt('timeout', () => new Resolver({ timeout: -2 }));
attempt('tries', () => new Resolver({ tries: 0 }));
attempt('name', () => any.resolve4(1, () => {}));
attempt('callback', () => any.resolve4('a.test'));
attempt('type', () => any.resolve('a.test', 'X', () => {}));
attempt('type', () => any.resolve('a.test', 1, () => {}));
attempt('reverse', () => any.reverse('nonsense', () => {}));
attempt('setLocalAddress', () => any.setLocalAddress(1));
attempt('setLocalAddress', () => any.setLocalAddress('nonsense'));
attempt('setLocalAddress', () => any.setLocalAddress('127.0.0.1', '::1'));
attempt('promise name', () => (promises as any).resolve4(1));
attempt('promise type', () => (promises as any).resolve('a', 'X'));
console.log(await promises.reverse('nonsense').catch(shown));

// Of everybody.
dns.setServers([address]);
console.log(dns.getServers()[0] === address, promises.getServers()[0] === address);
console.log(await promises.resolve4('ok.test'));
await new Promise<void>((resolve) =>
  dns.resolve4('ok.test', (error, found) => {
    console.log(error, found);
    resolve();
  }),
);
console.log(dns.NOTFOUND, dns.TIMEOUT, promises.SERVFAIL, dns.promises === promises);
server.close();
