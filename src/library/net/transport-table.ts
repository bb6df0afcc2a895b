// TransportTable: the transport protocols by their number, and whom to tell of ICMP errors. Layer: net.

import type { TransportProtocol } from './ip-layer.ts';

export class TransportTable {
  readonly #protocols: (TransportProtocol | null)[] = [];

  constructor() {
    for (let i = 0; i < 256; i++) this.#protocols.push(null);
  }

  set(protocol: number, transport: TransportProtocol): void {
    this.#protocols[protocol] = transport;
  }

  get(protocol: number): TransportProtocol | null {
    return this.#protocols[protocol]!;
  }
}
