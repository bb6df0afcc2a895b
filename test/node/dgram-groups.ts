// node:dgram: multicast groups over the loopback interface, and ports that are shared.

import { createSocket, Socket } from 'node:dgram';
import { once } from 'node:events';

const GROUP = '239.255.77.1';

async function bound(port: number, address: string, reuseAddr = true): Promise<Socket> {
  const socket = createSocket({ type: 'udp4', reuseAddr });
  socket.bind(port, address);
  await once(socket, 'listening');
  return socket;
}

const first = await bound(0, '0.0.0.0');
const port = first.address().port;
const second = await bound(port, '0.0.0.0');
console.log('shared', second.address().port === port);
const alone = createSocket('udp4');
alone.bind(port, '0.0.0.0');
console.log(await once(alone, 'listening').catch((error) => error.code));

first.addMembership(GROUP, '127.0.0.1');
second.addMembership(GROUP, '127.0.0.1');
try {
  first.addMembership(GROUP, '127.0.0.1');
} catch (error: any) {
  console.log(error.message);
}
const sender = await bound(0, '127.0.0.1', false);
sender.setMulticastInterface('127.0.0.1');
sender.setMulticastLoopback(true);
sender.setMulticastTTL(1);

async function toGroup(text: string): Promise<void> {
  const heard = [first, second].map((socket) => once(socket, 'message'));
  sender.send(text, port, GROUP);
  for (const [message, source] of await Promise.all(heard)) {
    console.log(message.toString(), source.address, source.port === sender.address().port);
  }
}

await toGroup('to all');
await toGroup('again');
second.dropMembership(GROUP, '127.0.0.1');
const last = once(first, 'message');
sender.send('to one', port, GROUP);
console.log((await last)[0].toString());
try {
  second.dropMembership(GROUP, '127.0.0.1');
} catch (error: any) {
  console.log(error.message);
}

// Joining binds a socket that is not bound.
const implicit = createSocket('udp4');
implicit.addMembership(GROUP, '127.0.0.1');
console.log(implicit.address().address, implicit.address().port > 0);
implicit.bind(0);
console.log(await once(implicit, 'listening').catch((error) => error.message));

// One source alone.
first.dropMembership(GROUP, '127.0.0.1');
first.addSourceSpecificMembership('127.0.0.1', '232.1.1.1', '127.0.0.1');
sender.send('from the source', port, '232.1.1.1');
console.log((await once(first, 'message'))[0].toString());
first.dropSourceSpecificMembership('127.0.0.1', '232.1.1.1', '127.0.0.1');

for (const socket of [first, second, alone, sender, implicit]) socket.close();
