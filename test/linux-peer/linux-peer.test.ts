// Our TCP against Linux's: a machine on a TAP device in a network namespace of its own. Layer: tests.
// Needs the rights to make those; without them the tests say that they were left out.

import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after } from 'node:test';
import { MACHINES } from '../../src/monitor/qemu/machine.ts';
import { buildMachineImage } from '../examples/driven-machine.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'drupe-peer-'));
after(() => rmSync(folder, { recursive: true }));

for (const machine of MACHINES) {
  test(`TCP on ${machine} with Linux as its peer`, { skip: whyNot() }, async (t) => {
    const services = path.join(import.meta.dirname, 'programs/services.ts');
    const image = await buildMachineImage(services, path.join(folder, 'services.elf'));
    const words = ['--net', process.execPath, '--import', 'tsx'];
    const peer = path.join(import.meta.dirname, 'peer.ts');
    const output = execFileSync('unshare', [...words, peer, image, machine], {
      encoding: 'utf8',
      timeout: 300_000,
    });
    const results = output.trim().split('\n');
    assert.ok(results.length > 5, output);
    for (const line of results) {
      const [name, problem] = JSON.parse(line) as [string, string | null];
      await t.test(name, () => assert.equal(problem, null));
    }
  });
}

function whyNot(): string | false {
  if (process.getuid?.() !== 0) return 'only root may make network namespaces';
  if (!existsSync('/dev/net/tun')) return 'there is no /dev/net/tun';
  try {
    execFileSync('unshare', ['--net', 'ip', 'tuntap', 'add', 'dev', 'try0', 'mode', 'tap']);
  } catch {
    return 'network namespaces or TAP devices cannot be made here';
  }
  return false;
}
