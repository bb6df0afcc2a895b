// A chat room over server-sent events: POST /messages says something, GET /events hears everything.

import { createServer } from 'node:http';
import type { ServerResponse } from 'node:http';
import { page } from './page.ts';

interface Message {
  name: string;
  text: string;
  at: string;
}

const HISTORY = 50;
const HEARTBEAT_MILLIS = 15000;
const listeners = new Set<ServerResponse>();
const history: Message[] = [];

function toEvent(message: Message): string {
  return `data: ${JSON.stringify(message)}\n\n`;
}

function publish(message: Message): void {
  history.push(message);
  if (history.length > HISTORY) history.shift();
  const event = toEvent(message);
  for (const listener of listeners) listener.write(event);
}

function listen(response: ServerResponse): void {
  response.writeHead(200, {
    'Content-Type': 'text/event-stream',
    'Cache-Control': 'no-cache',
    Connection: 'keep-alive',
  });
  response.write(history.map(toEvent).join('') || ': welcome\n\n');
  listeners.add(response);
  response.on('close', () => listeners.delete(response));
}

function receive(text: string, response: ServerResponse): void {
  let input: { name?: unknown; text?: unknown } | null;
  try {
    input = JSON.parse(text);
  } catch {
    response.writeHead(400).end('not JSON\n');
    return;
  }
  if (
    typeof input?.name !== 'string' ||
    typeof input.text !== 'string' ||
    input.text.trim() === ''
  ) {
    response.writeHead(422).end('name and text must be strings\n');
    return;
  }
  publish({
    name: input.name.slice(0, 40),
    text: input.text.slice(0, 1000),
    at: new Date().toISOString(),
  });
  response.writeHead(204).end();
}

const server = createServer((request, response) => {
  const { method, url } = request;
  if (method === 'GET' && url === '/') {
    response.setHeader('Content-Type', 'text/html; charset=utf-8');
    response.end(page);
  } else if (method === 'GET' && url === '/events') {
    listen(response);
  } else if (method === 'POST' && url === '/messages') {
    let text = '';
    request.setEncoding('utf8');
    request.on('data', (chunk) => {
      text += chunk;
    });
    request.on('end', () => receive(text, response));
  } else {
    response.writeHead(404).end('not found\n');
  }
});

setInterval(() => {
  for (const listener of listeners) listener.write(': still here\n\n');
}, HEARTBEAT_MILLIS).unref();

server.listen(Number(process.env.PORT ?? 8080));
