// Network of a machine: one virtio card, on QEMU's own user network or on a TAP device of the host. Layer: monitor.
// On the user network the guest has a fixed address, which the command line tells it: no DHCP at the start.

import type { PortMapping } from '../monitor.ts';
import type { MachineName } from './machine.ts';

export interface MachineNetwork {
  /** 'user', or 'tap:NAME' for a device that is there. */
  readonly attachment: string;
  /** `ip=...` and `ip6=...`, as the image takes them; empty: the usual of the attachment. */
  readonly settings: readonly string[];
  /** Every frame is written here, for Wireshark and tcpdump. */
  readonly captureFile?: string;
}

export const NETWORK_ID = 'net0';

/** Of QEMU's user network: guest, gateway, mask, name server. */
const USER_SETTING = 'ip=10.0.2.15::10.0.2.2:255.255.255.0::eth0:off:10.0.2.3';
const DEVICES: Readonly<Record<MachineName, string>> = {
  // Without a ROM to boot from the network.
  q35: 'virtio-net-pci,romfile=',
  microvm: 'virtio-net-device',
};

export function networkArguments(
  network: MachineNetwork,
  machine: MachineName,
  ports: readonly PortMapping[],
): string[] {
  const { captureFile } = network;
  const capture = `filter-dump,id=capture,netdev=${NETWORK_ID},file=${captureFile?.replaceAll(',', ',,')}`;
  return [
    '-netdev',
    `${backend(network)},id=${NETWORK_ID}${forwards(network, ports)}`,
    '-device',
    `${DEVICES[machine]},netdev=${NETWORK_ID}`,
    // virtio 1.x, which QEMU's MMIO transport is only when asked.
    ...(machine === 'microvm' ? ['-global', 'virtio-mmio.force-legacy=false'] : []),
    ...(captureFile === undefined ? [] : ['-object', capture]),
  ];
}

/** What the image's command line says of its addresses. */
export function networkWords({ attachment, settings }: MachineNetwork): readonly string[] {
  return settings.length === 0 && attachment === 'user' ? [USER_SETTING] : settings;
}

function backend({ attachment }: MachineNetwork): string {
  if (attachment === 'user') return 'user';
  return `tap,ifname=${attachment.slice('tap:'.length)},script=no,downscript=no`;
}

function forwards({ attachment }: MachineNetwork, ports: readonly PortMapping[]): string {
  if (attachment !== 'user') return '';
  return ports.map((port) => `,hostfwd=${forwardRule(port)}`).join('');
}

/** As QEMU's `hostfwd` takes it. */
export function forwardRule({ address, host, guest }: PortMapping): string {
  return `tcp:${address?.replace(/^\[|\]$/g, '') ?? ''}:${host}-:${guest}`;
}
