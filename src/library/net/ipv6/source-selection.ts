// Source selection: which own address to send from. Layer: net. RFC 6724 §5, rules 1, 2, 3, 6 and 8.
// (Rules 4, 5 and 7 are about mobile hosts, several interfaces and temporary addresses, which there are none of.)

import type { IpAddress } from '../ip-address.ts';
import { commonPrefixLength, isLinkLocal, isMulticast6, type OwnAddress } from './configuration.ts';

const LINK_LOCAL_SCOPE = 2;
const GLOBAL_SCOPE = 14;

/** Null when no address is usable. */
export function selectSource(
  addresses: readonly OwnAddress[],
  destination: IpAddress,
  nowMillis: number,
): IpAddress | null {
  let best: OwnAddress | null = null;
  for (let i = 0; i < addresses.length; i++) {
    const one = addresses[i]!;
    if (one.state !== 'valid') continue;
    if (best === null || isBetter(one, best, destination, nowMillis)) best = one;
  }
  return best === null ? null : best.address;
}

function isBetter(
  one: OwnAddress,
  best: OwnAddress,
  destination: IpAddress,
  nowMillis: number,
): boolean {
  // Rule 1: the destination itself.
  if (one.address.equals(destination)) return true;
  if (best.address.equals(destination)) return false;
  // Rule 2: the smallest scope that reaches it.
  const oneScope = scopeOf(one.address);
  const bestScope = scopeOf(best.address);
  const scope = scopeOf(destination);
  if (oneScope < bestScope) return oneScope >= scope;
  if (bestScope < oneScope) return bestScope < scope;
  // Rule 3: not a deprecated one.
  const oneDeprecated = one.preferredUntilMillis <= nowMillis;
  if (oneDeprecated !== best.preferredUntilMillis <= nowMillis) return !oneDeprecated;
  // Rule 6: of the destination's label.
  const label = labelOf(destination);
  const oneMatches = labelOf(one.address) === label;
  if (oneMatches !== (labelOf(best.address) === label)) return oneMatches;
  // Rule 8.
  const oneLength = Math.min(commonPrefixLength(one.address, destination), one.prefixLength);
  const bestLength = Math.min(commonPrefixLength(best.address, destination), best.prefixLength);
  return oneLength > bestLength;
}

/** RFC 6724 §3.1. */
function scopeOf(address: IpAddress): number {
  if (isMulticast6(address)) return (address.a >>> 16) & 15;
  return isLinkLocal(address) ? LINK_LOCAL_SCOPE : GLOBAL_SCOPE;
}

/** RFC 6724 §2.1, of the prefixes in use: 6to4, Teredo, unique local addresses, all others. */
function labelOf(address: IpAddress): number {
  if (address.a >>> 16 === 0x2002) return 2;
  if (address.a === 0x20010000) return 5;
  return address.a >>> 25 === 0x7e ? 13 : 1;
}
