// node:dgram: wrong use, the system's errors, options and their states.

import { createSocket, Socket } from 'node:dgram';
import { once } from 'node:events';

const shown = (error: any): string =>
  [error.name, error.code, error.syscall, error.errno, error.message].join(' | ');

function attempt(name: string, action: () => any): void {
  try {
    const result = action();
    console.log(name, 'gives', result instanceof Socket ? 'the socket' : result);
  } catch (error) {
    console.log(name, 'throws', shown(error));
  }
}

async function bound(options: any, address?: string): Promise<Socket> {
  const socket = createSocket(options);
  socket.bind(0, address);
  await once(socket, 'listening');
  return socket;
}

const any = (value: unknown): any => value;

// Making one.
for (const type of ['udp5', undefined, null, 4, {}, { type: 'tcp' }])
  attempt('type ' + JSON.stringify(type), () => createSocket(any(type)));
attempt('lookup', () => createSocket(any({ type: 'udp4', lookup: 1 })));
attempt('recvBufferSize', () => createSocket(any({ type: 'udp4', recvBufferSize: 'x' })));
attempt('sendBufferSize', () => createSocket(any({ type: 'udp4', sendBufferSize: 1.5 })));
attempt('signal', () => createSocket(any({ type: 'udp4', signal: {} })));

// Before it is bound.
const unbound = createSocket('udp4');
attempt('address', () => unbound.address());
attempt('remoteAddress', () => unbound.remoteAddress());
attempt('disconnect', () => unbound.disconnect());
attempt('setBroadcast', () => unbound.setBroadcast(true));
attempt('setTTL', () => unbound.setTTL(64));
attempt('setTTL 0', () => unbound.setTTL(0));
attempt('setTTL text', () => unbound.setTTL(any('64')));
attempt('setMulticastTTL', () => unbound.setMulticastTTL(1));
attempt('setMulticastLoopback', () => unbound.setMulticastLoopback(true));
attempt('setMulticastInterface', () => unbound.setMulticastInterface('0.0.0.0'));
attempt('addMembership', () => any(unbound).addMembership());
attempt('getRecvBufferSize', () => unbound.getRecvBufferSize());
attempt('setSendBufferSize', () => unbound.setSendBufferSize(4096));
attempt('setRecvBufferSize -1', () => unbound.setRecvBufferSize(-1));
attempt('getSendQueueSize', () => any(unbound).getSendQueueSize());
attempt('getSendQueueCount', () => any(unbound).getSendQueueCount());
try {
  unbound.getSendBufferSize();
} catch (error) {
  console.log(Object.keys(any(error)).join(), any(error).info);
}

// Arguments of send and connect.
attempt('send nothing', () => any(unbound).send());
attempt('send number', () => any(unbound).send(1, 53));
attempt('send object', () => any(unbound).send({}, 53));
attempt('send list of a number', () => any(unbound).send(['a', 1], 53));
attempt('send without port', () => any(unbound).send('a'));
attempt('send to 0', () => unbound.send('a', 0));
attempt('send to 65536', () => unbound.send('a', 65536));
attempt('send to text', () => any(unbound).send('a', 'x'));
attempt('send to -1', () => any(unbound).send('a', 0, 1, -1));
attempt('send to address 1', () => any(unbound).send('a', 53, 1));
attempt('send offset', () => unbound.send('abc', 4, 1, 53));
attempt('send length', () => unbound.send('abc', 1, 3, 53));
attempt('sendto', () => any(unbound).sendto('abc', 'x'));
attempt('connect to 0', () => unbound.connect(0));
attempt('connect to nothing', () => any(unbound).connect());
attempt('connect to 1', () => any(unbound).connect(53, 1));
unbound.close();

// A closed one.
attempt('closed: close', () => unbound.close());
attempt('closed: bind', () => unbound.bind());
attempt('closed: send', () => unbound.send('a', 53));
attempt('closed: address', () => unbound.address());
attempt('closed: setTTL', () => unbound.setTTL(1));
attempt('closed: setBroadcast', () => unbound.setBroadcast(true));
attempt('closed: addMembership', () => unbound.addMembership('224.0.0.114'));
attempt('closed: ref', () => unbound.ref() === unbound && unbound.unref() === unbound);
await any(unbound)[any(Symbol).asyncDispose]?.();

// Binding.
const first = await bound('udp4', '127.0.0.1');
attempt('bound twice', () => first.bind());
const second = createSocket('udp4');
second.bind(first.address().port, '127.0.0.1');
const [inUse] = await once(any(second), 'error').catch((error) => [error]);
console.log(shown(inUse).replaceAll(String(first.address().port), 'PORT'));
console.log(Object.keys(inUse).join(), inUse.port === first.address().port, inUse.address);
second.bind(0, () => console.log('bound at last'));
await once(second, 'listening');
const third = createSocket('udp4');
third.bind(0, '::1', () => console.log('never'));
console.log(shown(await once(third, 'listening').catch((error) => error)));
third.bind(0, '192.0.2.1');
console.log(shown(await once(third, 'listening').catch((error) => error)));
third.bind(any('not a port'), '127.0.0.1');
await once(third, 'listening');
console.log(third.address().port > 0);

// Sending.
const sent = (socket: Socket, ...rest: any[]): Promise<string> =>
  new Promise((resolve) =>
    any(socket).send(...rest, (error: any, bytes: any) =>
      resolve(error ? shown(error) + ' ' + Object.keys(error).join() : 'sent ' + bytes),
    ),
  );
console.log(await sent(second, Buffer.alloc(65508), 9, '127.0.0.1'));
console.log(await sent(second, Buffer.alloc(65508), 9));
console.log(await sent(second, 'a', 9, '::1'));
second.send(Buffer.alloc(65508), 9, '127.0.0.1');
const six = createSocket('udp6');
console.log(await sent(six, 'a', 9, '127.0.0.1'));
const failing = createSocket({
  type: 'udp4',
  lookup: (_name: any, _family: any, done: any) => process.nextTick(done, new Error('no such name')),
} as any);
failing.bind();
console.log(shown(await once(failing, 'listening').catch((error) => error)));
let lookups = 0;
const own = createSocket({
  type: 'udp4',
  lookup: (name: any, family: any, done: any) => {
    lookups++;
    console.log('lookup', name, family);
    if (name === 'bad') process.nextTick(done, new Error('bad name'));
    else process.nextTick(done, null, '127.0.0.1', 4);
  },
} as any);
console.log(await sent(own, 'a', 9, 'good'));
console.log(await sent(own, 'a', 9, 'bad'));
own.send('a', 9, 'bad');
console.log(shown((await once(own, 'error'))[0]), lookups);

// Connecting.
const connected = createSocket('udp4');
connected.connect(first.address().port);
attempt('connect twice', () => connected.connect(53));
attempt('disconnect early', () => connected.disconnect());
await once(connected, 'connect');
attempt('connect three times', () => connected.connect(53));
attempt('send with port', () => connected.send('a', 0, 1, 53));
console.log(connected.remoteAddress().address);
connected.disconnect();
attempt('disconnect twice', () => connected.disconnect());
attempt('remoteAddress', () => connected.remoteAddress());
connected.connect(53, '::1', (error?: any) => console.log(shown(error), error.address));
await new Promise((resolve) => setTimeout(resolve, 10));
connected.connect(9, 'bad host name', (error?: any) => console.log(error.code));
await new Promise((resolve) => setTimeout(resolve, 200));

// A peer that refuses.
const gone = await bound('udp4', '127.0.0.1');
const port = gone.address().port;
gone.close();
const refused = createSocket('udp4');
refused.connect(port, '127.0.0.1');
await once(refused, 'connect');
refused.send('anyone there');
console.log(shown((await once(refused, 'error'))[0]));
console.log(await sent(refused, 'still open'));

// Options of a bound one.
attempt('setBroadcast', () => second.setBroadcast(true));
for (const hops of [1, 255, 0, 256, -1]) {
  attempt('setTTL ' + hops, () => second.setTTL(hops));
  attempt('setMulticastTTL ' + hops, () => second.setMulticastTTL(hops));
}
attempt('setMulticastLoopback', () => any(second).setMulticastLoopback('yes'));
attempt('setMulticastInterface', () => second.setMulticastInterface('nonsense'));
attempt('setMulticastInterface 1', () => any(second).setMulticastInterface(1));
attempt('setRecvBufferSize', () => second.setRecvBufferSize(16384));
attempt('setSendBufferSize', () => second.setSendBufferSize(16384));
console.log(second.getRecvBufferSize() >= 16384, second.getSendBufferSize() >= 16384);
attempt('addMembership', () => second.addMembership('127.0.0.1'));
attempt('addMembership nonsense', () => second.addMembership('nonsense'));
attempt('addMembership at', () => second.addMembership('224.0.0.114', 'nonsense'));
attempt('dropMembership', () => second.dropMembership('224.0.0.114'));
attempt('source', () => any(second).addSourceSpecificMembership(1, '224.0.0.114'));
attempt('group', () => any(second).addSourceSpecificMembership('127.0.0.1'));

// A signal.
const controller = new AbortController();
const aborted = await bound({ type: 'udp4', signal: controller.signal });
controller.abort();
await once(aborted, 'close');
attempt('aborted', () => aborted.address());
const never = createSocket({ type: 'udp4', signal: AbortSignal.abort() });
attempt('aborted before', () => never.bind());

for (const socket of [first, second, third, six, failing, own, connected, refused]) socket.close();
