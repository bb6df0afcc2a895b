// Examples on virtual machines answer as under Node: the same bytes to the same requests, over our own drivers and TCP.
// Layer: tests. A machine's name in DRUPE_MACHINES chooses it; all by default.

import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { difference } from '../harness/difference.ts';
import type { MachineName } from '../../src/monitor/qemu/machine.ts';
import { exampleFile, startOnNode } from './driven-server.ts';
import { buildMachineImage, startOnMachine } from './driven-machine.ts';
import type { Exchange } from './exchange.ts';
import { generalExchanges } from './exchanges/general.ts';
import { todoExchanges } from './exchanges/todo-api.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'drupe-machines-'));
after(() => rmSync(folder, { recursive: true }));

const examples: readonly [string, MachineName, readonly Exchange[]][] = [
  ['hello', 'q35', generalExchanges('/')],
  ['todo-api', 'microvm', [...todoExchanges, ...generalExchanges('/todos')]],
];

for (const [name, machine, exchanges] of examples) {
  test(`${name} on ${machine} answers as under Node, and ends in order`, async (t) => {
    const image = await buildMachineImage(exampleFile(name), path.join(folder, `${name}.elf`));
    const onNode = await startOnNode(exampleFile(name));
    const guest = await startOnMachine(image, machine);
    for (const exchange of exchanges) {
      const [expected, actual] = [
        await exchange.run(onNode.port, false),
        await exchange.run(guest.port, false),
      ];
      await t.test(exchange.name, () => {
        assert.ok(expected === actual, difference(expected, actual));
      });
    }
    await onNode.stop();
    assert.equal(await guest.stop(), 0, guest.log());
  });
}
