'use machine';
// Sockets of the host: one machine function per operation, results as the kernel gives them (negative: -errno).
// Layer: driver. Addresses travel in `socketAddress` (socket-address.ts). All sockets are non-blocking.

import {
  i32,
  load32,
  load64,
  reserveBytes,
  store32,
  systemCall,
  u32,
  u64,
} from '../../machine/intrinsics.ts';
import type { i64, ptr, Value } from '../../machine/types.ts';
import { TYPED_DATA } from '../../runtime/layout.ts';
import { pointerOf } from '../../runtime/value.ts';
import {
  AF_INET6,
  EINTR,
  IPPROTO_IPV6,
  IPPROTO_TCP,
  IPV6_V6ONLY,
  MSG_NOSIGNAL,
  SO_ERROR,
  SO_KEEPALIVE,
  SO_LINGER,
  SO_REUSEADDR,
  SOCK_DGRAM,
  SOCK_FLAGS,
  SOCK_STREAM,
  SOL_SOCKET,
  SYS_ACCEPT4,
  SYS_BIND,
  SYS_CLOSE,
  SYS_CONNECT,
  SYS_GETSOCKNAME,
  SYS_GETSOCKOPT,
  SYS_LISTEN,
  SYS_READ,
  SYS_RECVFROM,
  SYS_SENDTO,
  SYS_SETSOCKOPT,
  SYS_SHUTDOWN,
  SYS_SOCKET,
  TCP_KEEPIDLE,
  TCP_NODELAY,
} from './linux-numbers.ts';
import {
  addressFamily,
  addressLength,
  clearAddress,
  socketAddress,
  socketAddressSize,
} from './socket-address.ts';

const optionValue = reserveBytes(8);
const optionSize = reserveBytes(8);

function setOption(descriptor: u32, level: u64, option: u64, value: u32): void {
  store32(optionValue, value);
  systemCall(SYS_SETSOCKOPT, u64(descriptor), level, option, optionValue, 4);
}

/** A listening socket on `socketAddress`. An IPv6 one also takes IPv4 unless `ipv6Only`. Accepted sockets inherit TCP_NODELAY. */
export function listenOnAddress(backlog: u32, ipv6Only: boolean): i64 {
  const family: u32 = addressFamily();
  const made: i64 = systemCall(SYS_SOCKET, u64(family), u64(SOCK_STREAM | SOCK_FLAGS), 0);
  if (made < 0) return made;
  const descriptor: u32 = u32(made);
  setOption(descriptor, SOL_SOCKET, SO_REUSEADDR, 1);
  setOption(descriptor, IPPROTO_TCP, TCP_NODELAY, 1);
  if (family === AF_INET6) setOption(descriptor, IPPROTO_IPV6, IPV6_V6ONLY, ipv6Only ? 1 : 0);
  let result: i64 = systemCall(SYS_BIND, u64(descriptor), socketAddress, addressLength());
  if (result === 0) result = systemCall(SYS_LISTEN, u64(descriptor), u64(backlog));
  if (result < 0) {
    systemCall(SYS_CLOSE, u64(descriptor));
    return result;
  }
  return made;
}

/** The next waiting connection, its peer in `socketAddress`. */
export function acceptSocket(listener: u32): i64 {
  clearAddress();
  return systemCall(SYS_ACCEPT4, u64(listener), socketAddress, socketAddressSize, u64(SOCK_FLAGS));
}

/** A stream socket of the family of `socketAddress`. */
export function openStreamSocket(): i64 {
  return systemCall(SYS_SOCKET, u64(addressFamily()), u64(SOCK_STREAM | SOCK_FLAGS), 0);
}

/** A datagram socket of the family of `socketAddress`. */
export function openDatagramSocket(): i64 {
  return systemCall(SYS_SOCKET, u64(addressFamily()), u64(SOCK_DGRAM | SOCK_FLAGS), 0);
}

/** -EINPROGRESS is the usual result: writable when done, see `socketError`. */
export function connectSocket(descriptor: u32): i64 {
  return systemCall(SYS_CONNECT, u64(descriptor), socketAddress, addressLength());
}

export function bindSocket(descriptor: u32): i64 {
  return systemCall(SYS_BIND, u64(descriptor), socketAddress, addressLength());
}

/** The local address, into `socketAddress`. */
export function readLocalAddress(descriptor: u32): i64 {
  clearAddress();
  return systemCall(SYS_GETSOCKNAME, u64(descriptor), socketAddress, socketAddressSize);
}

/** Pending error (SO_ERROR), as a positive number. */
export function socketError(descriptor: u32): u32 {
  store32(optionValue, 0);
  store32(optionSize, 4);
  systemCall(SYS_GETSOCKOPT, u64(descriptor), SOL_SOCKET, SO_ERROR, optionValue, optionSize);
  return load32(optionValue);
}

/** Receives into the typed array; 0 at the end of the stream. */
export function receiveBytes(descriptor: u32, bytes: Value, length: u32): i32 {
  const data: ptr = load64(pointerOf(bytes) + u64(TYPED_DATA));
  for (;;) {
    const got: i64 = systemCall(SYS_RECVFROM, u64(descriptor), data, u64(length), 0, 0, 0);
    if (got !== EINTR) return i32(got);
  }
}

/** Sends bytes[offset .. offset + length) of the typed array: the number sent, or -errno. */
export function sendBytes(descriptor: u32, bytes: Value, offset: u32, length: u32): i32 {
  const data: ptr = load64(pointerOf(bytes) + u64(TYPED_DATA)) + u64(offset);
  for (;;) {
    const sent: i64 = systemCall(
      SYS_SENDTO,
      u64(descriptor),
      data,
      u64(length),
      MSG_NOSIGNAL,
      0,
      0,
    );
    if (sent !== EINTR) return i32(sent);
  }
}

/** Reads a descriptor that is no socket (standard input). */
export function readDescriptor(descriptor: u32, bytes: Value, length: u32): i32 {
  const data: ptr = load64(pointerOf(bytes) + u64(TYPED_DATA));
  return i32(systemCall(SYS_READ, u64(descriptor), data, u64(length)));
}

/** how: 1 ends sending. */
export function shutdownSocket(descriptor: u32, how: u32): i64 {
  return systemCall(SYS_SHUTDOWN, u64(descriptor), u64(how));
}

export function closeDescriptor(descriptor: u32): void {
  systemCall(SYS_CLOSE, u64(descriptor));
}

/** Closes with a reset instead of an orderly end. */
export function resetSocket(descriptor: u32): void {
  store32(optionValue, 1);
  store32(optionValue + 4, 0);
  systemCall(SYS_SETSOCKOPT, u64(descriptor), SOL_SOCKET, SO_LINGER, optionValue, 8);
  systemCall(SYS_CLOSE, u64(descriptor));
}

export function setSocketNoDelay(descriptor: u32, enabled: boolean): void {
  setOption(descriptor, IPPROTO_TCP, TCP_NODELAY, enabled ? 1 : 0);
}

export function setSocketKeepAlive(descriptor: u32, enabled: boolean, idleSeconds: u32): void {
  setOption(descriptor, SOL_SOCKET, SO_KEEPALIVE, enabled ? 1 : 0);
  if (enabled && idleSeconds !== 0) setOption(descriptor, IPPROTO_TCP, TCP_KEEPIDLE, idleSeconds);
}
