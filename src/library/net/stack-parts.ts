// StackParts: what the protocols of one stack share. Layer: net.

import type { AddressCache } from './address-cache.ts';
import type { EthernetLink } from './ethernet-link.ts';
import type { PacketPool } from './packet-pool.ts';
import type { PacketQueue } from './packet-queue.ts';
import type { TransportTable } from './transport-table.ts';

export interface StackParts {
  readonly pool: PacketPool;
  readonly link: EthernetLink;
  readonly transports: TransportTable;
  readonly addresses: AddressCache;
  /** Packets to the host itself, from their IP header on; received in the stack's next `poll`. */
  readonly loopback: PacketQueue;
  /** 32 unsigned bits that nobody can foresee. */
  readonly random: () => number;
}

/** Bytes of the largest packet to the host itself. */
export const LOOPBACK_MTU = 65535;
export const DEFAULT_HOP_LIMIT = 64;
