// node:http's client: the pool of connections: which are used again, which wait, and what an Agent shows of it.

import http, { Agent, createServer, get, globalAgent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { listen, sleep } from './support/answering.ts';

const host = '127.0.0.1';
let connections = 0;
const server = createServer((asked, answer) => {
  const wait = Number(asked.url!.slice(1)) || 0;
  if (asked.url === '/close') answer.setHeader('Connection', 'close');
  setTimeout(() => answer.end(asked.url), wait);
});
server.on('connection', () => connections++);
await new Promise<void>((resolve) => server.listen(0, host, resolve));
const { port } = server.address() as AddressInfo;

function counts(agent: any): string {
  const sizes = (lists: any) =>
    Object.values(lists).map((list: any) => list.length).join(',');
  return `used ${sizes(agent.sockets)} free ${sizes(agent.freeSockets)} waiting ${sizes(agent.requests)} total ${agent.totalSocketCount}`;
}

/** One exchange; whether it used a connection again. */
function exchange(agent: any, path = '/', options: any = {}): Promise<string> {
  return new Promise((resolve) => {
    const sent = get({ host, port, path, agent, ...options }, (response) => {
      response.resume();
      response.on('end', () => resolve(`${response.statusCode} ${sent.reusedSocket}`));
    });
    sent.on('error', (error: any) => resolve(`${error.code} ${error.message}`));
  });
}

async function part(name: string, options: any, run: (agent: any) => Promise<void>): Promise<void> {
  console.log('# ' + name);
  connections = 0;
  const agent = new Agent(options);
  await run(agent);
  await sleep(10);
  console.log(connections, counts(agent));
  agent.destroy();
  await sleep(10);
  console.log(counts(agent));
}

await part('keep-alive, one after the other', { keepAlive: true }, async (agent) => {
  for (let i = 0; i < 3; i++) {
    console.log(await exchange(agent));
    await sleep(5);
  }
  console.log(Object.keys(agent.freeSockets).join().replaceAll(String(port), 'PORT'));
});
await part('without keep-alive', {}, async (agent) => {
  for (let i = 0; i < 2; i++) console.log(await exchange(agent));
});
await part('at the same time', { keepAlive: true }, async (agent) => {
  const all = [1, 2, 3].map(() => exchange(agent, '/20'));
  await sleep(5);
  console.log(counts(agent));
  console.log((await Promise.all(all)).join());
});
await part('at most one socket', { keepAlive: true, maxSockets: 1 }, async (agent) => {
  const all = [1, 2, 3].map((wait) => exchange(agent, '/' + wait));
  console.log(counts(agent));
  console.log((await Promise.all(all)).join());
});
await part('at most one socket, not kept', { maxSockets: 1 }, async (agent) => {
  const all = [1, 2, 3].map((wait) => exchange(agent, '/' + wait));
  console.log(counts(agent));
  console.log((await Promise.all(all)).join());
});
await part('at most one socket, closed by the server', { keepAlive: true, maxSockets: 1 }, async (agent) => {
  const all = [1, 2, 3].map(() => exchange(agent, '/close'));
  console.log((await Promise.all(all)).join());
});
await part('at most two in total', { keepAlive: true, maxTotalSockets: 2 }, async (agent) => {
  const all = [1, 2, 3, 4].map(() => exchange(agent, '/5'));
  console.log(counts(agent));
  console.log((await Promise.all(all)).join());
});
await part('at most one free', { keepAlive: true, maxFreeSockets: 1 }, async (agent) => {
  console.log((await Promise.all([1, 2, 3].map(() => exchange(agent, '/5')))).join());
});
for (const scheduling of ['lifo', 'fifo'])
  await part(scheduling, { keepAlive: true, scheduling }, async (agent) => {
    const ports: any[] = [];
    await Promise.all(
      [5, 15].map(
        (wait) =>
          new Promise<void>((resolve) => {
            get({ host, port, agent, path: '/' + wait }, (response) => {
              ports.push(response.socket.localPort);
              response.resume();
              response.on('end', resolve);
            });
          }),
      ),
    );
    await sleep(5);
    await new Promise<void>((resolve) => {
      get({ host, port, agent }, (response) => {
        console.log('took', ports.indexOf(response.socket.localPort));
        response.resume();
        response.on('end', resolve);
      });
    });
  });
await part('a body that nobody reads', { keepAlive: true }, async (agent) => {
  await new Promise<void>((resolve) => get({ host, port, agent, path: '/1' }, () => setTimeout(resolve, 10)));
  console.log(counts(agent));
});
await part('no listener at all', { keepAlive: true }, async (agent) => {
  get({ host, port, agent });
  await sleep(20);
  console.log(counts(agent));
});
await part('a free socket times out', { keepAlive: true, timeout: 20 }, async (agent) => {
  console.log(await exchange(agent));
  await sleep(5);
  console.log(counts(agent));
  await sleep(50);
  console.log(counts(agent));
});
await part('destroyed while it waits for a socket', { keepAlive: true, maxSockets: 1 }, async (agent) => {
  const first = exchange(agent, '/10');
  const second = request({ host, port, agent });
  second.on('error', (error: any) => console.log('second', error.code, error.message));
  second.on('close', () => console.log('second close'));
  second.end();
  second.destroy();
  console.log(await first, await exchange(agent));
});

console.log('# events of the pool');
const agent = new Agent({ keepAlive: true });
agent.on('free', (socket: any, options: any) => console.log('free', socket.writable, options.host));
console.log(await exchange(agent));
await sleep(5);
agent.destroy();

console.log('# names');
console.log(agent.getName(), agent.getName({ host: 'a', port: 1, localAddress: 'b', family: 6 } as any));
console.log(agent.getName({ socketPath: '/x' } as any), agent.protocol, (agent as any).defaultPort);
console.log(agent.maxSockets, agent.maxFreeSockets, agent.maxTotalSockets, (agent as any).keepAliveMsecs);
console.log(globalAgent === http.globalAgent, Agent.name, (Agent as any).defaultMaxSockets);

console.log('# the server closes a kept connection');
let accepted = 0;
const raw = await listen((socket) => {
  accepted++;
  socket.on('error', () => {});
  socket.on('data', () => {
    socket.write('HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n');
    setTimeout(() => socket.end(), 10);
  });
});
const keeping = new Agent({ keepAlive: true });
for (let i = 0; i < 2; i++) {
  await new Promise<void>((resolve) => {
    const sent = get({ host, port: raw.port, agent: keeping }, (response) => {
      response.resume();
      response.on('end', () => {
        console.log(response.statusCode, sent.reusedSocket);
        resolve();
      });
    });
  });
  await sleep(30);
  console.log(counts(keeping), accepted);
}
raw.server.close();

console.log('# Keep-Alive: timeout');
for (const announced of ['timeout=1', 'timeout=60, max=5', 'max=5', 'timeout=x']) {
  const hinting = await listen((socket) => {
    socket.on('error', () => {});
    socket.on('data', () =>
      socket.write(`HTTP/1.1 200 OK\r\nKeep-Alive: ${announced}\r\nContent-Length: 0\r\n\r\n`),
    );
  });
  const hinted = new Agent({ keepAlive: true, timeout: 100000 });
  await new Promise<void>((resolve) =>
    get({ host, port: hinting.port, agent: hinted }, (response) => {
      response.resume();
      response.on('end', resolve);
    }),
  );
  await sleep(5);
  const kept: any = Object.values(hinted.freeSockets)[0]?.[0];
  console.log(announced, counts(hinted), kept?.timeout);
  hinted.destroy();
  hinting.server.close();
}
server.close();
