// A JSON API in memory: GET, POST /todos and GET, PATCH, DELETE /todos/:id.

import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { HttpError, Router } from './router.ts';
import { TodoStore } from './todo-store.ts';

const LARGEST_BODY = 64 * 1024;
const store = new TodoStore();
const router = new Router();

router.add('GET', '/todos', ({ query }) => {
  const done = query.get('done');
  return { status: 200, body: store.list(done === null ? undefined : done === 'true') };
});
router.add('POST', '/todos', ({ body }) => ({ status: 201, body: store.create(body) }));
router.add('GET', '/todos/:id', ({ parameters }) => ({
  status: 200,
  body: store.get(parameters.id),
}));
router.add('PATCH', '/todos/:id', ({ parameters, body }) => ({
  status: 200,
  body: store.update(parameters.id, body),
}));
router.add('DELETE', '/todos/:id', ({ parameters }) => {
  store.remove(parameters.id);
  return { status: 204 };
});

async function readJson(request: IncomingMessage): Promise<unknown> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    size += chunk.length;
    if (size > LARGEST_BODY) throw new HttpError(413, 'body too large');
    chunks.push(chunk);
  }
  if (size === 0) return undefined;
  try {
    return JSON.parse(Buffer.concat(chunks).toString());
  } catch {
    throw new HttpError(400, 'body is not JSON');
  }
}

function send(response: ServerResponse, status: number, body?: unknown): void {
  if (body === undefined) {
    response.writeHead(status).end();
    return;
  }
  const text = JSON.stringify(body);
  response.setHeader('Content-Type', 'application/json');
  response.statusCode = status;
  response.end(text);
}

const server = createServer(async (request, response) => {
  try {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const route = router.find(request.method ?? 'GET', url.pathname);
    const body =
      request.method === 'POST' || request.method === 'PATCH' ? await readJson(request) : undefined;
    const answer = route.handler({ parameters: route.parameters, query: url.searchParams, body });
    send(response, answer.status, answer.body);
  } catch (error) {
    if (error instanceof HttpError) {
      send(response, error.status, { error: error.message });
    } else {
      console.error(error);
      send(response, 500, { error: 'internal error' });
    }
  }
});

server.listen(Number(process.env.PORT ?? 8080));
