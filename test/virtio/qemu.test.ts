// Boots one program with virtio devices on QEMU's machine types, over PCI and over MMIO.

import assert from 'node:assert/strict';
import { createSocket } from 'node:dgram';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import test, { after, before } from 'node:test';

import { cacheFolder } from '../../src/cli/paths.ts';
import { compileProgram } from '../../src/compiler/compile.ts';
import { type End, GOOD, Machine, MachineProtocol } from './qemu.ts';

const folder = mkdtempSync(path.join(tmpdir(), 'virtio-'));
const image = path.join(folder, 'devices');
const MACHINES = [
  { type: 'q35', bus: 'pci' },
  { type: 'pc', bus: 'pci' },
  { type: 'microvm', bus: 'device' },
  { type: 'microvm,acpi=off', bus: 'device' },
  { type: 'microvm,acpi=off,auto-kernel-cmdline=off', bus: 'device' },
] as const;
const TRANSPORTS = [MACHINES[0], MACHINES[2]] as const;

before(async () => {
  const result = await compileProgram({
    entry: path.join(import.meta.dirname, 'programs/devices.ts'),
    output: image,
    cacheDirectory: cacheFolder(),
    optimize: 2,
    target: 'qemu',
    check: false,
  });
  assert.deepEqual(result.diagnostics, []);
});
after(() => rmSync(folder, { recursive: true }));

function boot(type: string, words: string, devices: string, processor?: string): Promise<End> {
  return new Machine(image, type, words, devices, processor).ended;
}

for (const { type, bus } of MACHINES) {
  test(`Ethernet frames go out and come in on ${type}`, async () => {
    const card = `-netdev user,id=n -device virtio-net-${bus},netdev=n,mac=02:00:00:00:00:09`;
    const { status, out } = await boot(type, 'arp', card);
    assert.equal(
      out,
      '020000000009 1500\n020000000009 000252550a0002020a0002020200000000090a00020f\n',
    );
    assert.equal(status, GOOD);
  });
}

test('a card behind a PCI bridge is found', async () => {
  const card =
    '-device pcie-root-port,id=root,chassis=1 -netdev user,id=n -device virtio-net-pci,netdev=n,bus=root,mac=02:00:00:00:00:09';
  const { status, out } = await boot('q35', 'arp', card);
  assert.match(out, /^020000000009 1500\n020000000009 0002/);
  assert.equal(status, GOOD);
});

test('devices of the old kind are named, with what to do', async () => {
  const devices =
    '-global virtio-mmio.force-legacy=true -netdev user,id=n -device virtio-net-device,netdev=n';
  const { out } = await boot('microvm', 'arp', devices);
  assert.match(out, /drupe: .* of the old kind \(QEMU: -global virtio-mmio.force-legacy=false\)/);
  assert.match(out, /There is no network card/);
});

test('a card without message interrupts uses its line', async () => {
  for (const type of ['pc', 'q35']) {
    const card =
      '-netdev user,id=n -device virtio-net-pci,netdev=n,vectors=0,mac=02:00:00:00:00:09';
    const { status, out } = await boot(type, 'arp', card);
    assert.match(out, /^020000000009 1500\n020000000009 0002/, type);
    assert.equal(status, GOOD);
  }
});

for (const { type, bus } of TRANSPORTS) {
  test(`a disk is read and written on ${type}`, async () => {
    const file = path.join(folder, `${bus}.img`);
    const bytes = new Uint8Array(1 << 20);
    bytes.set(Buffer.from('written by host!'), 1024);
    bytes[2047] = 77;
    writeFileSync(file, bytes);
    const drive = `-drive file=${file},if=none,id=d,format=raw`;
    const device = `-device virtio-blk-${bus},drive=d`;
    assert.deepEqual(await boot(type, 'disk', `${drive} ${device}`), {
      status: GOOD,
      out:
        '2048 false\nwritten by host! 77\nwritten, some had to wait\n0 wrong bytes\n' +
        'The sector of a disk request is outside of the disk: 2048\n',
    });
    const written = readFileSync(file);
    for (let i = 0; i < 200 * 2048; i++)
      assert.equal(written[64 * 512 + i], (i * 31 + (i >> 9)) & 255);
    const readOnly = await boot(type, 'disk', `${drive},readonly=on ${device}`);
    assert.equal(readOnly.out, '2048 true\nwritten by host! 77\nfailed\n');
  });

  test(`a processor without random numbers gets them from a device on ${type}`, async () => {
    const device = `-object rng-random,filename=/dev/urandom,id=r -device virtio-rng-${bus},rng=r`;
    const outs: string[] = [];
    for (let i = 0; i < 2; i++) {
      const { status, out } = await boot(type, 'random', device, 'Nehalem-v1');
      assert.match(out, /^[\da-f]{64}\n$/);
      assert.equal(status, GOOD);
      outs.push(out);
    }
    assert.notEqual(outs[0], outs[1]);
  });

  test(`a balloon takes free memory and gives it back on ${type}`, async () => {
    const socket = path.join(folder, `${bus}.qmp`);
    const balloon = `-device virtio-balloon-${bus},id=b,deflate-on-oom=on`;
    const machine = new Machine(
      image,
      type,
      'memory',
      `${balloon} -qmp unix:${socket},server=on,wait=off`,
    );
    const host = await MachineProtocol.open(socket);
    await machine.said('ready\n');
    assert.equal(machine.out, 'used true\nready\n');
    const stay = async (bytes: number): Promise<void> => {
      for (let i = 0; i < 100; i++) {
        const { actual } = (await host.execute('query-balloon')) as { actual: number };
        if (actual === bytes) return;
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      assert.fail(`The balloon never leaves ${bytes} bytes`);
    };
    const before = await machine.residentMebibytes();
    await host.execute('balloon', { value: 24 << 20 });
    await stay(24 << 20);
    const less = await machine.residentMebibytes();
    await host.execute('qom-set', {
      path: '/machine/peripheral/b',
      property: 'guest-stats-polling-interval',
      value: 1,
    });
    await new Promise((resolve) => setTimeout(resolve, 2500));
    const { stats } = (await host.execute('qom-get', {
      path: '/machine/peripheral/b',
      property: 'guest-stats',
    })) as { stats: Record<string, number> };
    const total = stats['stat-total-memory'] as number;
    const free = stats['stat-free-memory'] as number;
    assert.ok(total > 48 << 20 && total < 64 << 20, `${total}`);
    assert.ok(free > 0 && free < 24 << 20, `${free}`);
    // The program needs more than it was left with: the loan ends by itself.
    machine.child.stdin.write('use\n');
    await machine.said('again true\n');
    assert.match(machine.out, /again true\n$/);
    await host.execute('balloon', { value: 64 << 20 });
    await stay(64 << 20);
    machine.child.stdin.write('end\n');
    assert.equal((await machine.ended).status, GOOD);
    host.close();
    assert.ok(less < before - 10, `${before} MiB became ${less}`);
  });

  test(`a machine without a serial port has a console on ${type}`, async () => {
    const bare = type === 'microvm' ? 'microvm,isa-serial=off' : type;
    const device = `-device virtio-serial-${bus} -device virtconsole,chardev=console`;
    const machine = new Machine(image, bare, 'converse', device);
    await machine.said('ready\n');
    machine.child.stdin.write('one\ntwo');
    await machine.said('ONE\n');
    machine.child.stdin.write(' three\n');
    await machine.said('TWO THREE\n');
    machine.child.stdin.write(`${'long '.repeat(400)}\nend\n`);
    const { status, out } = await machine.ended;
    assert.equal(out, `${'x'.repeat(5000)}\nready\nONE\nTWO THREE\n${'LONG '.repeat(400)}\n`);
    assert.equal(status, GOOD);
  });

  test(`what the collector frees goes back to the host on ${type}`, async () => {
    const resident: number[] = [];
    for (const reporting of ['off', 'on']) {
      const device = `-device virtio-balloon-${bus},free-page-reporting=${reporting}`;
      const machine = new Machine(image, type, 'memory', device);
      await machine.said('ready\n');
      resident.push(await machine.residentMebibytes());
      machine.child.stdin.write('use\n');
      await machine.said('again true\n');
      machine.child.stdin.write('end\n');
      assert.deepEqual(await machine.ended, {
        status: GOOD,
        out: 'used true\nready\nagain true\n',
      });
    }
    const [kept, given] = resident as [number, number];
    assert.ok(given < kept - 10, `${kept} MiB without, ${given} MiB with reporting`);
  });

  test(`frames come back in order and without loss on ${type}`, async () => {
    const peer = createSocket('udp4');
    await new Promise<void>((resolve) => peer.bind(0, '127.0.0.1', resolve));
    const guest = createSocket('udp4');
    await new Promise<void>((resolve) => guest.bind(0, '127.0.0.1', resolve));
    const [host, port] = [peer.address().port, guest.address().port];
    await new Promise<void>((resolve) => guest.close(() => resolve()));
    const card =
      `-netdev socket,id=n,udp=127.0.0.1:${host},localaddr=127.0.0.1:${port} ` +
      `-device virtio-net-${bus},netdev=n`;
    const machine = new Machine(image, type, 'echo', card);
    await machine.said('ready\n');
    const [count, window] = [20000, 32];
    const sent = Buffer.alloc(1514, 5);
    let received = 0;
    let next = 0;
    const start = performance.now();
    await new Promise<void>((resolve, reject) => {
      const fill = (): void => {
        while (next < count && next < received + window) {
          sent.writeUInt32BE(next, 100);
          sent[14] = 0;
          // Short and long ones in turn.
          const length = next % 2 === 0 ? 1514 : 120;
          peer.send(Uint8Array.prototype.slice.call(sent, 0, length), port, '127.0.0.1');
          next++;
        }
      };
      peer.on('message', (frame) => {
        if (
          frame.readUInt32BE(100) !== received ||
          frame.length !== (received % 2 === 0 ? 1514 : 120)
        )
          reject(new Error(`Frame ${frame.readUInt32BE(100)} came instead of ${received}`));
        received++;
        if (received === count) resolve();
        else fill();
      });
      machine.ended.then(({ out }) => reject(new Error(out)));
      fill();
    });
    const seconds = (performance.now() - start) / 1000;
    sent[14] = 0xff;
    peer.send(sent, port, '127.0.0.1');
    const { status, out } = await machine.ended;
    peer.close();
    console.log(
      `${type}: ${Math.round(count / seconds)} frames a second there and back; ${out.trim()}`,
    );
    assert.equal(status, GOOD);
    assert.match(out, /"receivedFrames":20001,"transmittedFrames":20000,"transmitFull":0,/);
  });
}
