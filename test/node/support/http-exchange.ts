// One exchange with a server of our own: raw bytes to it, and everything it answers, printed.

import { createServer } from 'node:http';
import type { RequestListener } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';

export const sleep = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

const lines: string[] = [];

/** Printed behind the answer. */
export function log(...values: unknown[]): void {
  lines.push(values.map(String).join(' '));
}

/** A machine that is emulated and busy takes long for the first byte; in silences. */
const PATIENCE = 12;

interface Manner {
  /** Half-closes after sending. */
  end?: boolean;
  /** Resets the connection some time after sending. */
  reset?: boolean;
  /** Milliseconds of silence after which the answer is whole. */
  wait?: number;
  /** Silences before the first byte. */
  patience?: number;
}

/** Sends `input` (Latin-1) and prints the answer without its date. */
export async function exchange(
  name: string,
  handler: any,
  input: string,
  manner: Manner = {},
): Promise<void> {
  lines.length = 0;
  const listener: RequestListener = (request, response) => {
    try {
      const result: any = handler(request, response);
      if (result && typeof result.catch === 'function')
        result.catch((error: Error) => log('rejected', error.message));
    } catch (error) {
      log('thrown', (error as Error).message);
    }
  };
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, resolve));
  const { answer, ended } = await send((server.address() as AddressInfo).port, input, manner);
  await sleep(5);
  server.close();
  server.closeAllConnections();
  console.log('## ' + name);
  console.log(JSON.stringify(shorten(answer.replace(/Date: [^\r]*\r\n/g, 'Date\r\n'))), ended);
  for (const line of lines) console.log(line);
}

function shorten(text: string): string {
  return text.length < 4000
    ? text
    : text.slice(0, 300) + '...' + text.length + '...' + text.slice(-50);
}

export function send(
  port: number,
  input: string,
  manner: Manner,
): Promise<{ answer: string; ended: boolean }> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true });
    let answer = '';
    let ended = false;
    let heard = false;
    let silences = 0;
    socket.on('data', (chunk) => {
      answer += chunk.toString('latin1');
      heard = true;
      silences = 0;
    });
    socket.on('end', () => {
      ended = true;
      heard = true;
      silences = 0;
    });
    socket.on('error', () => {});
    socket.write(Buffer.from(input, 'latin1'));
    if (manner.end) socket.end();
    if (manner.reset) setTimeout(() => socket.resetAndDestroy(), 30);
    const timer = setInterval(() => {
      silences++;
      if (silences < (ended ? 1 : heard ? 2 : (manner.patience ?? PATIENCE))) return;
      clearInterval(timer);
      socket.destroy();
      resolve({ answer, ended });
    }, manner.wait ?? 40);
  });
}
