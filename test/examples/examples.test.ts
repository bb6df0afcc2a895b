// The examples answer as under Node: the same bytes to the same requests. Layer: tests.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { difference } from '../harness/difference.ts';
import {
  buildImage,
  type DrivenServer,
  exampleFile,
  startImage,
  startOnNode,
} from './driven-server.ts';
import type { Exchange } from './exchange.ts';
import { chatExchanges } from './exchanges/chat.ts';
import { fetchHandlerExchanges } from './exchanges/fetch-handler.ts';
import { generalExchanges } from './exchanges/general.ts';
import { mandelbrotExchanges } from './exchanges/mandelbrot.ts';
import { todoExchanges } from './exchanges/todo-api.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'drupe-examples-'));
after(() => rmSync(folder, { recursive: true }));

const examples: Record<string, Exchange[]> = {
  hello: generalExchanges('/'),
  'fetch-handler': [...fetchHandlerExchanges, ...generalExchanges('/')],
  'todo-api': [...todoExchanges, ...generalExchanges('/todos')],
  chat: [...chatExchanges, ...generalExchanges('/')],
  mandelbrot: [...mandelbrotExchanges, ...generalExchanges('/text?width=20&height=5')],
};

for (const [name, exchanges] of Object.entries(examples)) {
  test(`${name} answers as under Node`, async (t) => {
    // Under Node the adapter cannot know how long a Response is going to be.
    const anyFraming = name === 'fetch-handler';
    const image = await buildImage(exampleFile(name), path.join(folder, name));
    const servers = await Promise.all([startOnNode(exampleFile(name)), startImage(image)]);
    const [expected, actual] = await Promise.all(
      servers.map((server) => runAll(server, exchanges, anyFraming)),
    );
    for (const [i, exchange] of exchanges.entries()) {
      await t.test(exchange.name, () => {
        const [onNode = '', compiled = ''] = [expected?.[i], actual?.[i]];
        assert.doesNotMatch(onNode, /^only/);
        assert.ok(onNode === compiled, difference(onNode, compiled));
      });
    }
    for (const server of servers) {
      assert.ok(server.isRunning(), server.log());
      await server.stop();
    }
  });
}

/** One after the other: what a server says may depend on what was said before. */
async function runAll(
  server: DrivenServer,
  exchanges: Exchange[],
  anyFraming: boolean,
): Promise<string[]> {
  const records: string[] = [];
  for (const exchange of exchanges) records.push(await exchange.run(server.port, anyFraming));
  return records;
}
