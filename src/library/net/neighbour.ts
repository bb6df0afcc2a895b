// Neighbour: one host on the link and what is known about its hardware address. Layer: net.
// RFC 4861 §7.3.2; IPv4 neighbours go through the same states.

import type { IpAddress } from './ip-address.ts';
import type { Packet } from './packet.ts';

/** Being asked for; packets wait. */
export const INCOMPLETE = 0;
/** Known to answer. */
export const REACHABLE = 1;
/** Used as it is; the first packet starts the way to PROBE. */
export const STALE = 2;
/** Used; probed when nothing is heard soon. */
export const DELAY = 3;
/** Used, and being asked. */
export const PROBE = 4;

export class Neighbour {
  readonly address: IpAddress;
  state = INCOMPLETE;
  high = 0;
  low = 0;
  isRouter = false;
  /** Solicitations sent in this state. */
  solicitations = 0;
  /** When the state ends; Infinity for STALE. */
  deadlineMillis = Infinity;
  usedMillis: number;
  /** While INCOMPLETE, oldest first. */
  readonly pending: Packet[] = [];
  /** The next of the same bucket. */
  next: Neighbour | null = null;

  constructor(address: IpAddress, nowMillis: number) {
    this.address = address;
    this.usedMillis = nowMillis;
  }

  hasAddress(high: number, low: number): boolean {
    return this.state !== INCOMPLETE && this.high === high && this.low === low;
  }
}
