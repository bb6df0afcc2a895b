// A CPU-bound endpoint: the Mandelbrot set as SVG, PPM or plain text.

import { createServer } from 'node:http';
import { escapeTimes } from './escape-times.ts';
import { toPpm, toSvg, toText } from './render.ts';

function numberOf(
  query: URLSearchParams,
  name: string,
  otherwise: number,
  least: number,
  most: number,
): number {
  const value = Number(query.get(name) ?? otherwise);
  return Number.isFinite(value) ? Math.min(Math.max(value, least), most) : otherwise;
}

const server = createServer((request, response) => {
  const url = new URL(request.url ?? '/', 'http://localhost');
  const query = url.searchParams;
  const width = Math.trunc(numberOf(query, 'width', 96, 1, 2000));
  const height = Math.trunc(numberOf(query, 'height', 48, 1, 2000));
  const limit = Math.trunc(numberOf(query, 'limit', 200, 1, 10000));
  const view = {
    x: numberOf(query, 'x', -0.65, -4, 4),
    y: numberOf(query, 'y', 0, -4, 4),
    size: numberOf(query, 'size', 3.2, 1e-12, 8),
  };
  const started = performance.now();
  switch (url.pathname) {
    case '/':
    case '/text': {
      const times = escapeTimes(view, width, height, limit, 2);
      response.setHeader('Content-Type', 'text/plain; charset=utf-8');
      response.setHeader(
        'Server-Timing',
        `compute;dur=${(performance.now() - started).toFixed(1)}`,
      );
      response.end(toText(times, width, limit));
      break;
    }
    case '/svg':
      response.setHeader('Content-Type', 'image/svg+xml');
      response.end(toSvg(escapeTimes(view, width, height, limit, 1), width, height, limit));
      break;
    case '/ppm':
      response.setHeader('Content-Type', 'image/x-portable-pixmap');
      response.end(toPpm(escapeTimes(view, width, height, limit, 1), width, height, limit));
      break;
    default:
      response.writeHead(404).end('not found\n');
  }
});

server.listen(Number(process.env.PORT ?? 8080));
