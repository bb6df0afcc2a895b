// fetch: redirects: which are followed, with what method, body and fields, and how far.

import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const host = '127.0.0.1';
let log: string[] = [];

/** `/STATUS/rest?to` answers with a redirect to `to`, anything else with what came. */
async function start(): Promise<{ server: any; base: string; port: string }> {
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const { method, url, headers } = request;
    const seen = ['authorization', 'cookie', 'content-type', 'content-length', 'x-kept']
      .filter((name) => headers[name] !== undefined)
      .map((name) => `${name}=${headers[name]}`);
    log.push(`${method} ${url} ${JSON.stringify(body)} ${seen.join(' ')}`);
    const [, status] = /^\/(3\d\d)\//.exec(url!) ?? [];
    const target = url!.slice(url!.indexOf('?') + 1);
    if (status) response.writeHead(Number(status), { Location: decodeURIComponent(target) });
    if (url === '/loop') response.writeHead(302, { Location: '/loop' });
    response.end(status ? 'redirect' : 'here');
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  const port = String((server.address() as AddressInfo).port);
  return { server, port, base: `http://${host}:${port}` };
}
const first = await start();
const second = await start();

async function follow(name: string, path: string, init?: any): Promise<void> {
  log = [];
  const shown = (text: string) =>
    text.replaceAll(first.port, '1').replaceAll(second.port, '2');
  let result: string;
  try {
    const response = await fetch(first.base + path, init);
    const { status, type, redirected, url } = response;
    result = `${status} ${type} ${redirected} ${url} ${await response.text()} ${response.headers.get('location')}`;
  } catch (error: any) {
    result = `${error.name} ${error.message} | ${error.cause?.name} ${error.cause?.message}`;
  }
  console.log(`# ${name}\n${shown(result)}\n${shown(log.join('\n'))}`);
}

const headers = { authorization: 'secret', cookie: 'c', 'x-kept': '1' };
for (const status of [301, 302, 303, 307, 308])
  for (const method of ['GET', 'POST', 'PUT', 'HEAD'])
    await follow(`${status} ${method}`, `/${status}/?/end`, {
      method,
      headers,
      ...(method === 'POST' || method === 'PUT' ? { body: 'text' } : {}),
    });
await follow('relative', '/302/a/b?../c%3Fd');
await follow('to a query', '/302/a?%3Fq');
await follow('chain', '/302/?/301/?/307/?/end');
await follow('with a fragment', '/302/?/end#there');
await follow('another origin', `/302/?${encodeURIComponent(second.base + '/end')}`, { headers });
await follow('another origin and back', `/307/?${encodeURIComponent(`${second.base}/307/?${first.base}/end`)}`, {
  method: 'POST',
  body: 'text',
  headers,
});
await follow('loop', '/loop');
console.log(log.length);
await follow('error', '/302/?/end', { redirect: 'error' });
await follow('error without redirect', '/end', { redirect: 'error' });
await follow('manual', '/302/?/end', { redirect: 'manual' });
await follow('another scheme', '/302/?ftp%3A//a/');
await follow('no URL', '/302/?http%3A//a%20b/');
await follow('with credentials', `/302/?${encodeURIComponent(second.base.replace('//', '//a:b@'))}`);
await follow('same-origin', `/302/?${encodeURIComponent(second.base + '/end')}`, { mode: 'same-origin' });
const stream = () =>
  new ReadableStream({
    start(controller) {
      controller.enqueue(new TextEncoder().encode('streamed'));
      controller.close();
    },
  });
await follow('a stream, 303', '/303/?/end', { method: 'POST', body: stream(), duplex: 'half' });
await follow('a stream, 307', '/307/?/end', { method: 'POST', body: stream(), duplex: 'half' });
first.server.close();
second.server.close();
first.server.closeAllConnections();
second.server.closeAllConnections();
