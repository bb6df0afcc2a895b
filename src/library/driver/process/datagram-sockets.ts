'use machine';
// Datagram sockets of the host: one machine function per operation, results as the kernel gives them (negative: -errno).
// Layer: driver. Addresses travel in `socketAddress` (socket-address.ts). ip(7), ipv6(7), udp(7).

import {
  copyBytes,
  fillBytes,
  i32,
  i64,
  load32,
  load64,
  reserveBytes,
  store16,
  store32,
  systemCall,
  u32,
  u64,
} from '../../machine/intrinsics.ts';
import type { ptr, Value } from '../../machine/types.ts';
import { TYPED_DATA } from '../../runtime/layout.ts';
import { pointerOf } from '../../runtime/value.ts';
import {
  AF_UNSPEC,
  EINTR,
  IP_ADD_MEMBERSHIP,
  IP_ADD_SOURCE_MEMBERSHIP,
  IP_DROP_MEMBERSHIP,
  IP_DROP_SOURCE_MEMBERSHIP,
  IP_MULTICAST_IF,
  IP_MULTICAST_LOOP,
  IP_MULTICAST_TTL,
  IP_TTL,
  IPPROTO_IP,
  IPPROTO_IPV6,
  IPV6_ADD_MEMBERSHIP,
  IPV6_DROP_MEMBERSHIP,
  IPV6_MULTICAST_HOPS,
  IPV6_MULTICAST_IF,
  IPV6_MULTICAST_LOOP,
  IPV6_UNICAST_HOPS,
  IPV6_V6ONLY,
  MCAST_JOIN_SOURCE_GROUP,
  MCAST_LEAVE_SOURCE_GROUP,
  MSG_NOSIGNAL,
  SO_BROADCAST,
  SO_RCVBUF,
  SO_REUSEADDR,
  SO_SNDBUF,
  SOL_SOCKET,
  SYS_CONNECT,
  SYS_GETPEERNAME,
  SYS_GETSOCKOPT,
  SYS_RECVFROM,
  SYS_SENDTO,
  SYS_SETSOCKOPT,
} from './linux-numbers.ts';
import { addressLength, clearAddress, socketAddress, socketAddressSize } from './socket-address.ts';

const optionValue = reserveBytes(8);
const optionSize = reserveBytes(8);
/** struct ip_mreq: group, interface; ip_mreq_source: with the source behind; ipv6_mreq: group, index. */
const membership = reserveBytes(24);
/** struct group_source_req: index u32 at 0, the group's sockaddr at 8, the source's at 136. */
const sourceMembership = reserveBytes(264);
const SOURCE_MEMBERSHIP_SIZE: u64 = 264;

/** Receives one datagram into the typed array, its sender into `socketAddress`: the length. */
export function receiveDatagram(descriptor: u32, bytes: Value, length: u32): i32 {
  const data: ptr = load64(pointerOf(bytes) + u64(TYPED_DATA));
  for (;;) {
    clearAddress();
    const got: i64 = systemCall(
      SYS_RECVFROM,
      u64(descriptor),
      data,
      u64(length),
      0,
      socketAddress,
      socketAddressSize,
    );
    if (got !== EINTR) return i32(got);
  }
}

/** Sends bytes[offset .. offset + length) to `socketAddress`. */
export function sendDatagram(descriptor: u32, bytes: Value, offset: u32, length: u32): i32 {
  const data: ptr = load64(pointerOf(bytes) + u64(TYPED_DATA)) + u64(offset);
  for (;;) {
    const sent: i64 = systemCall(
      SYS_SENDTO,
      u64(descriptor),
      data,
      u64(length),
      MSG_NOSIGNAL,
      socketAddress,
      addressLength(),
    );
    if (sent !== EINTR) return i32(sent);
  }
}

/** Ends what `connectSocket` began. */
export function disconnectSocket(descriptor: u32): i64 {
  clearAddress();
  store16(socketAddress, AF_UNSPEC);
  return systemCall(SYS_CONNECT, u64(descriptor), socketAddress, 16);
}

/** The peer of a connected socket, into `socketAddress`. */
export function readPeerAddress(descriptor: u32): i64 {
  clearAddress();
  return systemCall(SYS_GETPEERNAME, u64(descriptor), socketAddress, socketAddressSize);
}

function setOption(descriptor: u32, level: u64, option: u64, value: u32): i64 {
  store32(optionValue, value);
  return systemCall(SYS_SETSOCKOPT, u64(descriptor), level, option, optionValue, 4);
}

/** An option of IPv4 or its counterpart of IPv6. */
function setIpOption(descriptor: u32, wide: boolean, option4: u64, option6: u64, value: u32): i64 {
  if (wide) return setOption(descriptor, IPPROTO_IPV6, option6, value);
  return setOption(descriptor, IPPROTO_IP, option4, value);
}

export function setSocketReuseAddress(descriptor: u32): i64 {
  return setOption(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
}

export function setSocketIpv6Only(descriptor: u32, only: boolean): i64 {
  return setOption(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, only ? 1 : 0);
}

export function setSocketBroadcast(descriptor: u32, enabled: boolean): i64 {
  return setOption(descriptor, SOL_SOCKET, SO_BROADCAST, enabled ? 1 : 0);
}

/** `wide`: an IPv6 socket. */
export function setSocketHops(descriptor: u32, wide: boolean, hops: u32): i64 {
  return setIpOption(descriptor, wide, IP_TTL, IPV6_UNICAST_HOPS, hops);
}

export function setSocketMulticastHops(descriptor: u32, wide: boolean, hops: u32): i64 {
  return setIpOption(descriptor, wide, IP_MULTICAST_TTL, IPV6_MULTICAST_HOPS, hops);
}

export function setSocketMulticastLoop(descriptor: u32, wide: boolean, enabled: boolean): i64 {
  return setIpOption(descriptor, wide, IP_MULTICAST_LOOP, IPV6_MULTICAST_LOOP, enabled ? 1 : 0);
}

/** By the IPv4 address in `socketAddress`. */
export function setMulticastInterface4(descriptor: u32): i64 {
  return setOption(descriptor, IPPROTO_IP, IP_MULTICAST_IF, load32(socketAddress + 4));
}

/** By the interface's number. */
export function setMulticastInterface6(descriptor: u32, index: u32): i64 {
  return setOption(descriptor, IPPROTO_IPV6, IPV6_MULTICAST_IF, index);
}

/** Keeps the address in `socketAddress` for the next change of membership: 0 the group, 1 the interface, 2 the source. */
export function setMembershipPart(part: u32): void {
  if (part === 0) {
    fillBytes(membership, 0, 24);
    fillBytes(sourceMembership, 0, SOURCE_MEMBERSHIP_SIZE);
  }
  store32(membership + u64(part) * 4, load32(socketAddress + 4));
  if (part === 0) copyBytes(sourceMembership + 8, socketAddress, addressLength());
  if (part === 2) copyBytes(sourceMembership + 136, socketAddress, addressLength());
}

/** Of the IPv4 group, interface and, if `ofSource`, source that were set. */
export function changeMembership4(descriptor: u32, join: boolean, ofSource: boolean): i64 {
  let option: u64 = join ? IP_ADD_MEMBERSHIP : IP_DROP_MEMBERSHIP;
  if (ofSource) option = join ? IP_ADD_SOURCE_MEMBERSHIP : IP_DROP_SOURCE_MEMBERSHIP;
  const size: u64 = ofSource ? 12 : 8;
  return systemCall(SYS_SETSOCKOPT, u64(descriptor), IPPROTO_IP, option, membership, size);
}

/** Of the IPv6 group that was set, on the interface of this number (0: the system's choice). */
export function changeMembership6(descriptor: u32, join: boolean, index: u32): i64 {
  copyBytes(membership, sourceMembership + 16, 16);
  store32(membership + 16, index);
  const option: u64 = join ? IPV6_ADD_MEMBERSHIP : IPV6_DROP_MEMBERSHIP;
  return systemCall(SYS_SETSOCKOPT, u64(descriptor), IPPROTO_IPV6, option, membership, 20);
}

export function changeSourceMembership6(descriptor: u32, join: boolean, index: u32): i64 {
  store32(sourceMembership, index);
  const option: u64 = join ? MCAST_JOIN_SOURCE_GROUP : MCAST_LEAVE_SOURCE_GROUP;
  return systemCall(
    SYS_SETSOCKOPT,
    u64(descriptor),
    IPPROTO_IPV6,
    option,
    sourceMembership,
    SOURCE_MEMBERSHIP_SIZE,
  );
}

/** Sets a buffer's size; 0: asks for it. */
export function socketBufferSize(descriptor: u32, ofReceiving: boolean, size: u32): i64 {
  const option: u64 = ofReceiving ? SO_RCVBUF : SO_SNDBUF;
  if (size !== 0) return setOption(descriptor, SOL_SOCKET, option, size);
  store32(optionValue, 0);
  store32(optionSize, 4);
  const result: i64 = systemCall(
    SYS_GETSOCKOPT,
    u64(descriptor),
    SOL_SOCKET,
    option,
    optionValue,
    optionSize,
  );
  return result < 0 ? result : i64(u32(load32(optionValue)));
}
