// node:dgram: messages between sockets, in every form of send.

import dgram, { createSocket, Socket } from 'node:dgram';
import { once } from 'node:events';

async function bound(options: any, port = 0, address?: string): Promise<Socket> {
  const socket = createSocket(options);
  socket.bind(port, address);
  await once(socket, 'listening');
  return socket;
}

async function exchange(name: string, send: (port: number, client: Socket) => void): Promise<void> {
  const server = await bound('udp4', 0, '127.0.0.1');
  const client = createSocket('udp4');
  send(server.address().port, client);
  const [message, source] = await once(server, 'message');
  const shown = message.length > 40 ? message.length : message.toString();
  console.log(name, shown, source.address, source.family, source.size, Object.keys(source).join());
  console.log(Buffer.isBuffer(message), source.port === client.address().port);
  client.close();
  server.close();
  await once(server, 'close');
}

console.log(Object.keys(dgram).includes('createSocket'), dgram.Socket === Socket);
await exchange('text', (port, client) => client.send('hello', port, '127.0.0.1'));
await exchange('buffer', (port, client) => client.send(Buffer.from('bytes'), port, '127.0.0.1'));
await exchange('part', (port, client) => client.send('0123456789', 2, 5, port, '127.0.0.1'));
await exchange('no address', (port, client) => client.send('self', port));
await exchange('part, no address', (port, client) => client.send('0123456789', 1, 3, port));
await exchange('list', (port, client) =>
  client.send(['a', Buffer.from('b'), new Uint8Array([99])], port, '127.0.0.1'),
);
await exchange('empty list', (port, client) => client.send([], port, '127.0.0.1'));
await exchange('empty', (port, client) => client.send('', port, '127.0.0.1'));
await exchange('view', (port, client) =>
  client.send(new DataView(new Uint8Array([120, 121, 122]).buffer, 1), port),
);
await exchange('words', (port, client) => client.send(new Uint16Array([0x4241, 0x4443]), port));
await exchange('callback', (port, client) =>
  client.send('call', port, '127.0.0.1', (error, bytes) => console.log('sent', error, bytes)),
);
await exchange('callback without address', (port, client) =>
  client.send('call', port, (error: any, bytes: any) => console.log('sent', error, bytes)),
);
await exchange('callback of a part', (port, client) =>
  client.send('0123456789', 3, 3, port, (error: any, bytes: any) => console.log(error, bytes)),
);
await exchange('large', (port, client) => client.send(Buffer.alloc(60000, 'x'), port));
await exchange('largest', (port, client) => client.send(Buffer.alloc(65507, 'x'), port));
await exchange('name', (port, client) => client.send('by name', port, 'localhost'));

// Echo, in order, with both ends listening.
{
  const server = await bound('udp4', 0, '127.0.0.1');
  const client = await bound({ type: 'udp4' });
  server.on('message', (message, source) =>
    server.send('<' + message + '>', source.port, source.address),
  );
  const answers: string[] = [];
  for (let i = 0; i < 20; i++) client.send('ping ' + i, server.address().port);
  while (answers.length < 20) answers.push(String((await once(client, 'message'))[0]));
  console.log(answers.join(' '));
  server.close();
  client.close();
}

// IPv6, and IPv4 through a socket of both.
{
  const server = await bound('udp6');
  console.log(server.address().address, server.address().family);
  const six = createSocket('udp6');
  six.send('six', server.address().port);
  const [first, one] = await once(server, 'message');
  console.log(first.toString(), one.address, one.family);
  const four = createSocket('udp4');
  four.send('four', server.address().port);
  const [second, two] = await once(server, 'message');
  console.log(second.toString(), two.address, two.family);
  const only = await bound({ type: 'udp6', ipv6Only: true });
  const both = await bound({ type: 'udp4' }, only.address().port);
  console.log(both.address().port === only.address().port);
  for (const socket of [server, six, four, only, both]) socket.close();
}

// A connected socket hears its peer alone.
{
  const server = await bound('udp4', 0, '127.0.0.1');
  const other = await bound('udp4', 0, '127.0.0.1');
  const client = createSocket('udp4');
  client.connect(server.address().port, '127.0.0.1', () => console.log('connect callback'));
  await once(client, 'connect');
  console.log(client.remoteAddress().address, client.remoteAddress().family);
  console.log(client.remoteAddress().port === server.address().port);
  client.send('whole', (error: any, bytes: any) => console.log('sent', error, bytes));
  console.log(String((await once(server, 'message'))[0]));
  client.send('0123456789', 4, 2);
  console.log(String((await once(server, 'message'))[0]));
  client.send(['x', 'y']);
  console.log(String((await once(server, 'message'))[0]));
  client.on('message', (message) => console.log('heard', message.toString()));
  const port = client.address().port;
  other.send('from a stranger', port);
  server.send('from the peer', port);
  await once(client, 'message');
  client.disconnect();
  client.send('after', other.address().port, '127.0.0.1');
  console.log(String((await once(other, 'message'))[0]));
  for (const socket of [server, other, client]) socket.close();
}

// The order of events.
{
  const socket = createSocket('udp4', () => {});
  console.log(socket.listenerCount('message'), socket.type);
  const log = (text: string) => () => console.log(text);
  socket.on('listening', log('listening')).on('close', log('close'));
  socket.bind(0, '127.0.0.1', log('bound'));
  process.nextTick(log('tick'));
  console.log('after bind');
  await once(socket, 'listening');
  socket.send('a', socket.address().port, log('first sent'));
  console.log('after send');
  await once(socket, 'message');
  console.log(socket.close(log('close callback')) === socket);
  console.log('after close');
  await once(socket, 'close');
}

// Without reference nothing keeps the program alive.
const idle = await bound('udp4');
console.log(idle.unref() === idle, idle.ref() === idle);
idle.unref();
process.on('exit', () => console.log('exit'));
