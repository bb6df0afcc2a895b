// A server that answers every request with given bytes, and what node:http's client reports about them.

import { Agent, request } from 'node:http';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

const PAUSE = 15;

export const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

/** Listens on 127.0.0.1 and calls `onConnection`; the port. */
export async function listen(onConnection: (socket: Socket) => void): Promise<any> {
  const server = createServer(onConnection);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, port: (server.address() as AddressInfo).port };
}

/** Everything that one request with `options` reports, in order, when `pieces` (Latin-1) are the answer. */
export async function answered(pieces: string[], options: any = {}, wait = 0): Promise<string[]> {
  const { server, port } = await listen((socket) => {
    socket.on('error', () => {});
    socket.once('data', async () => {
      for (const piece of pieces) {
        socket.write(Buffer.from(piece, 'latin1'));
        if (wait > 0) await sleep(wait);
      }
      socket.end();
    });
  });
  const lines: string[] = [];
  await new Promise<void>((resolve) => {
    const agent = new Agent({ keepAlive: true });
    const sent = request({ port, host: '127.0.0.1', agent, ...options });
    observe(sent, lines);
    sent.on('close', () => {
      lines.push('close');
      setTimeout(resolve, PAUSE);
    });
    sent.end();
  });
  server.close();
  return lines;
}

/** Notes the events of a request and of its response. */
export function observe(sent: any, lines: string[]): void {
  sent.on('error', (error: any) => lines.push(`error ${error.code} ${error.message}`));
  sent.on('continue', () => lines.push('continue'));
  sent.on('abort', () => lines.push('abort'));
  sent.on('timeout', () => lines.push('timeout'));
  sent.on('information', (head: any) =>
    lines.push(`information ${head.statusCode} ${head.statusMessage} ${JSON.stringify(head.headers)}`),
  );
  sent.on('response', (response: any) => {
    const { statusCode, statusMessage, httpVersion, rawHeaders } = response;
    const fields = JSON.stringify(rawHeaders).slice(0, 200);
    lines.push(`response ${statusCode} ${JSON.stringify(statusMessage)} ${httpVersion} ${fields}`);
    let body = '';
    response.setEncoding('latin1');
    response.on('data', (text: string) => (body += text));
    response.on('end', () =>
      lines.push(`end ${body} ${JSON.stringify(response.trailers)} ${response.complete}`),
    );
    response.on('aborted', () => lines.push('response aborted'));
    response.on('error', (error: any) =>
      lines.push(`response error ${error.code} ${error.message}`),
    );
    response.on('close', () => lines.push('response close'));
  });
}
