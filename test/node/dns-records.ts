// node:dns: Resolver asks a name server for records of every kind.

import { Resolver } from 'node:dns';
import { Resolver as PromiseResolver } from 'node:dns/promises';
import {
  A,
  AAAA,
  CAA,
  CNAME,
  DnsServer,
  labels,
  MX,
  NAPTR,
  NS,
  PTR,
  SOA,
  SRV,
  text,
  TXT,
  word,
  type Answer,
  type Question,
} from './support/dns-server.ts';

const SIX = [0x20, 1, 0xd, 0xb8, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1];
const records: Record<string, Answer['records']> = {
  '1 one.test': [['', A, 60, [192, 0, 2, 1]]],
  '1 two.test': [
    ['', A, 60, [192, 0, 2, 1]],
    ['', A, 30, [192, 0, 2, 2]],
  ],
  '28 one.test': [['', AAAA, 300, SIX]],
  '1 alias.test': [
    ['', CNAME, 10, labels('one.test')],
    ['one.test', A, 60, [192, 0, 2, 1]],
  ],
  '1 loose.test': [['', CNAME, 10, labels('elsewhere.test')]],
  '5 alias.test': [['', CNAME, 10, labels('one.test')]],
  '15 one.test': [
    ['', MX, 60, [...word(10), ...labels('mail.one.test')]],
    ['', MX, 60, [...word(5), ...labels('first.one.test')]],
  ],
  '16 one.test': [
    ['', TXT, 60, text('v=spf1 -all')],
    ['', TXT, 60, [...text('two '), ...text('parts')]],
    ['', TXT, 60, text('')],
    ['', TXT, 60, [3, 0xc3, 0xa9, 0x21]],
  ],
  '2 one.test': [
    ['', NS, 60, labels('ns1.test')],
    ['', NS, 60, labels('ns2.test')],
  ],
  '33 _http._tcp.test': [
    ['', SRV, 60, [...word(1), ...word(2), ...word(8080), ...labels('web.test')]],
    ['', SRV, 60, [...word(3), ...word(4), ...word(80), ...labels('other.test')]],
  ],
  '6 one.test': [
    [
      '',
      SOA,
      60,
      [
        ...labels('ns1.test'),
        ...labels('admin.test'),
        ...[0x77, 0x35, 0x94, 0x01],
        ...[0, 0, 0x0e, 0x10, 0, 0, 3, 0x84, 0, 9, 0x3a, 0x80, 0, 0, 0, 60],
      ],
    ],
  ],
  '12 one.test': [
    ['', PTR, 60, labels('host.test')],
    ['', PTR, 60, labels('other.test')],
  ],
  '12 1.2.0.192.in-addr.arpa': [['', PTR, 60, labels('host.test')]],
  '12 1.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.0.8.b.d.0.1.0.0.2.ip6.arpa': [
    ['', PTR, 60, labels('six.test')],
  ],
  '35 one.test': [
    [
      '',
      NAPTR,
      60,
      [
        ...word(30),
        ...word(100),
        ...text('s'),
        ...text('SIP+D2U'),
        ...text(''),
        ...labels('_sip._udp.test'),
      ],
    ],
  ],
  '257 one.test': [
    ['', CAA, 60, [0, ...text('issue'), ...Buffer.from('ca.test')]],
    ['', CAA, 60, [128, ...text('iodef'), ...Buffer.from('mailto:a@b.test')]],
  ],
  '255 one.test': [
    ['', A, 60, [192, 0, 2, 1]],
    ['', AAAA, 300, SIX],
    ['', MX, 60, [...word(10), ...labels('mail.one.test')]],
    ['', TXT, 60, text('hello')],
    ['', NS, 60, labels('ns1.test')],
  ],
};

const server = new DnsServer(({ name, type, overTcp }: Question): Answer => {
  if (name === 'long.test') {
    if (!overTcp) return { truncated: true, records: [['', A, 60, [192, 0, 2, 1]]] };
    const many = Array.from({ length: 60 }, (_, i): any => ['', A, 60, [192, 0, 2, i]]);
    return { records: many };
  }
  const found = records[type + ' ' + name];
  return found === undefined ? { code: 3 } : { records: found };
});
const address = await server.start();
const resolver = new Resolver();
resolver.setServers([address]);
console.log(resolver.getServers()[0] === address, resolver.getServers().length);

async function show(method: string, name: string, ...rest: any[]): Promise<void> {
  await new Promise<void>((resolve) => {
    (resolver as any)[method](name, ...rest, (error: any, result: any) => {
      console.log(method, name, error ? error.message : result);
      resolve();
    });
  });
}

await show('resolve4', 'one.test');
await show('resolve4', 'two.test');
await show('resolve4', 'two.test', { ttl: true });
await show('resolve4', 'alias.test', { ttl: true });
await show('resolve4', 'loose.test');
await show('resolve4', 'ONE.test');
await show('resolve4', 'one.test.');
await show('resolve6', 'one.test');
await show('resolve6', 'one.test', { ttl: true });
await show('resolveCname', 'alias.test');
await show('resolveMx', 'one.test');
await show('resolveTxt', 'one.test');
await show('resolveNs', 'one.test');
await show('resolveSrv', '_http._tcp.test');
await show('resolveSoa', 'one.test');
await show('resolvePtr', 'one.test');
await show('resolveNaptr', 'one.test');
await show('resolveCaa', 'one.test');
await show('resolveAny', 'one.test');
await show('reverse', '192.0.2.1');
await show('reverse', '2001:db8::1');
await show('resolve', 'one.test');
await show('resolve', 'one.test', 'AAAA');
await show('resolve', 'one.test', 'MX');
await show('resolve4', 'long.test');

const promises = new PromiseResolver();
promises.setServers([address]);
console.log(await promises.resolve4('two.test', { ttl: true }));
console.log(await promises.resolve('one.test', 'TXT'));
console.log(await promises.reverse('192.0.2.1'));
console.log(await promises.resolveMx('none.test').catch((error) => error.message));
const all = await Promise.all([
  promises.resolve4('one.test'),
  promises.resolve6('one.test'),
  promises.resolveSoa('one.test'),
]);
console.log(JSON.stringify(all));
console.log(server.asked.filter((question) => question.includes('long')));
server.close();
