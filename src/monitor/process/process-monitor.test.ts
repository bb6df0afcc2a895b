import assert from 'node:assert/strict';
import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { test } from 'node:test';

import type { GuestOptions, ListeningAddress } from '../monitor.ts';
import { readRow } from './listening-sockets.ts';
import { processMonitor } from './process-monitor.ts';

/** An executable that takes an image's arguments and runs `program` under Node. */
function fakeImage(program: string): { options: GuestOptions; remove: () => void } {
  const folder = mkdtempSync(path.join(tmpdir(), 'drupe-monitor-'));
  const image = path.join(folder, 'image');
  writeFileSync(image, `#!${process.execPath}\n${program}`);
  chmodSync(image, 0o755);
  const options: GuestOptions = {
    image,
    arguments: ['one'],
    environment: ['A=1'],
    memory: '8M',
    ports: [{ host: 80, guest: 8080 }],
    output: 'pipe',
  };
  return { options, remove: () => rmSync(folder, { recursive: true }) };
}

test('a guest gets its ports, memory, environment and arguments as the image takes them', async () => {
  const { options, remove } = fakeImage('console.log(process.argv.slice(2).join(" "))');
  const guest = processMonitor.start(options);
  let output = '';
  for await (const part of guest.output ?? []) output += part;
  assert.equal(output, '--listen 80=8080 --memory 8M --env A=1 -- one\n');
  assert.deepEqual(await guest.ended, { status: 0, signal: null });
  remove();
});

test('a guest that is killed ends with the status that a shell would see', async () => {
  const { options, remove } = fakeImage('process.kill(process.pid, "SIGKILL")');
  assert.deepEqual(await processMonitor.start(options).ended, { status: 137, signal: 'SIGKILL' });
  remove();
});

test('the address is told once the guest listens, and stop ends it', async () => {
  const program = 'require("node:net").createServer().listen(0, "127.0.0.1")';
  const { options, remove } = fakeImage(program);
  const guest = processMonitor.start(options);
  const address = await new Promise<ListeningAddress>((resolve) => guest.onListening(resolve));
  assert.equal(address.host, 'localhost');
  assert.ok(address.port > 0);
  guest.stop();
  assert.equal((await guest.ended).signal, 'SIGTERM');
  remove();
});

test("rows of the kernel's tables become addresses", () => {
  const row =
    '0: 0100A8C0:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000 1000 0 4711';
  assert.deepEqual(readRow(row), [{ host: '192.168.0.1', port: 8080, user: 1000, inode: '4711' }]);
  assert.deepEqual(readRow(row.replace(' 0A ', ' 01 ')), []);
  const wide = row.replace('0100A8C0', '000080FE000000000000000001000000');
  assert.equal(readRow(wide)[0]?.host, '[fe80::1]');
});
