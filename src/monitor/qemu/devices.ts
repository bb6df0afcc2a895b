// Devices of a machine beside its network card: balloon, random numbers, disks. Layer: monitor.
// All are virtio, over PCI on q35 and over MMIO on microvm. The balloon is `BALLOON_ID` to QEMU's protocol: `balloon` asks
// for memory, `query-balloon` and the property `guest-stats` tell of it.

import type { MachineName } from './machine.ts';

export interface DiskFile {
  /** A raw image. */
  readonly file: string;
  readonly readOnly: boolean;
}

export interface MachineDevices {
  /** The host can take free memory back, and what the guest's collector frees goes back by itself. */
  readonly balloon: boolean;
  /** For processors without random numbers of their own, and as a second source. */
  readonly entropy: boolean;
  readonly disks: readonly DiskFile[];
}

export const BALLOON_ID = 'balloon0';

const BUSES: Readonly<Record<MachineName, string>> = { q35: 'pci', microvm: 'device' };

export function deviceArguments(devices: MachineDevices, machine: MachineName): string[] {
  const { balloon, entropy, disks } = devices;
  const bus = BUSES[machine];
  const words: string[] = [];
  // virtio 1.x, which QEMU's MMIO transport is only when asked.
  if (machine === 'microvm') words.push('-global', 'virtio-mmio.force-legacy=false');
  if (balloon) {
    const options = `id=${BALLOON_ID},deflate-on-oom=on,free-page-reporting=on`;
    words.push('-device', `virtio-balloon-${bus},${options}`);
  }
  if (entropy) {
    words.push('-object', 'rng-random,id=random0,filename=/dev/urandom');
    words.push('-device', `virtio-rng-${bus},rng=random0`);
  }
  for (const [index, { file, readOnly }] of disks.entries()) {
    const access = readOnly ? 'on' : 'off';
    // A comma in an option's value is written twice.
    const place = `file=${file.replaceAll(',', ',,')},format=raw,if=none,readonly=${access}`;
    words.push('-drive', `id=disk${index},${place}`);
    words.push('-device', `virtio-blk-${bus},drive=disk${index}`);
  }
  return words;
}
