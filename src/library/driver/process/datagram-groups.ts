// Datagram groups: membership of multicast groups and the interface by which one sends to them. Layer: driver.

import { EINVAL } from '../../interfaces/error-numbers.ts';
import { setNumericText } from './datagram-name.ts';
import {
  changeMembership4,
  changeMembership6,
  changeSourceMembership6,
  setMembershipPart,
  setMulticastInterface4,
  setMulticastInterface6,
} from './datagram-sockets.ts';
import { addressZone, setAnyAddress } from './socket-address.ts';

const AF_INET = 2;
const GROUP = 0;
const INTERFACE = 1;
const SOURCE = 2;

/** The interface is an own address in IPv4; in IPv6 it is the zone of `interfaceAddress` (`::%2`). */
export function changeMembership(
  descriptor: number,
  join: boolean,
  group: string,
  interfaceAddress: string | undefined,
  source: string | undefined,
): number {
  const family = setNumericText(group);
  if (family === 0) return EINVAL;
  setMembershipPart(GROUP);
  const zone = setInterface(interfaceAddress, family);
  if (zone < 0) return EINVAL;
  if (source !== undefined) {
    if (setNumericText(source) !== family) return EINVAL;
    setMembershipPart(SOURCE);
  }
  if (family === 4) return changeMembership4(descriptor, join, source !== undefined);
  if (source !== undefined) return changeSourceMembership6(descriptor, join, zone);
  return changeMembership6(descriptor, join, zone);
}

/** Its zone; -1 when it is no address of the family. */
function setInterface(address: string | undefined, family: 4 | 6): number {
  if (address === undefined || address === '') setAnyAddress(AF_INET);
  else if (setNumericText(address) !== family) return -1;
  const zone = addressZone();
  if (family === 4) setMembershipPart(INTERFACE);
  return zone;
}

export function chooseInterface(descriptor: number, address: string): number {
  const family = setNumericText(address);
  if (family === 0) return EINVAL;
  return family === 4
    ? setMulticastInterface4(descriptor)
    : setMulticastInterface6(descriptor, addressZone());
}
