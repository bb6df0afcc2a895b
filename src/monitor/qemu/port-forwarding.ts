// Port forwarding: ports of this machine that lead to those on which a guest listens. Layer: monitor.
// On QEMU's user network a port that the command line does not map is forwarded under its own number as soon as the guest
// listens on it. On a TAP device the guest has an address of its own, and nothing is forwarded.

import type { ListeningAddress, PortMapping } from '../monitor.ts';
import type { ControlProtocol } from './control-protocol.ts';
import { forwardRule, type MachineNetwork, NETWORK_ID } from './network.ts';

export class PortForwarding {
  readonly #protocol: ControlProtocol;
  readonly #network: MachineNetwork | undefined;
  readonly #mappings: readonly PortMapping[];
  readonly #open = new Set<number>();
  readonly #found: ListeningAddress[] = [];
  #callback: ((address: ListeningAddress) => void) | undefined;

  constructor(
    protocol: ControlProtocol,
    network: MachineNetwork | undefined,
    mappings: readonly PortMapping[],
  ) {
    this.#protocol = protocol;
    this.#network = network;
    this.#mappings = mappings;
  }

  /** Also for what was found before. */
  onListening(callback: (address: ListeningAddress) => void): void {
    this.#callback = callback;
    for (const address of this.#found.splice(0)) callback(address);
  }

  /** The guest has opened or closed a port. */
  change(port: number, isOpen: boolean): void {
    if (this.#network?.attachment !== 'user' || this.#open.has(port) === isOpen) return;
    if (isOpen) this.#open.add(port);
    else this.#open.delete(port);
    const mapped = this.#mappings.filter(({ guest }) => guest === port);
    if (isOpen) for (const mapping of mapped) this.#announce(mapping);
    // With mappings of the user's, the guest is reached by no other port.
    if (this.#mappings.length === 0) void this.#forward({ host: port, guest: port }, isOpen);
  }

  async #forward(mapping: PortMapping, isOpen: boolean): Promise<void> {
    const rule = forwardRule(mapping);
    const command = isOpen
      ? `hostfwd_add ${NETWORK_ID} ${rule}`
      : `hostfwd_remove ${NETWORK_ID} ${rule.slice(0, rule.indexOf('-'))}`;
    try {
      const complaint = await this.#protocol.executeText(command);
      if (!isOpen) return;
      if (complaint === '') this.#announce(mapping);
      else
        process.stderr.write(
          `drupe: port ${mapping.host} of this machine cannot be used (${complaint}); -p HOST:${mapping.guest} takes another\n`,
        );
    } catch {
      // The machine has ended; its end says why.
    }
  }

  #announce({ address, host }: PortMapping): void {
    const found = { host: address ?? 'localhost', port: host };
    if (this.#callback === undefined) this.#found.push(found);
    else this.#callback(found);
  }
}
