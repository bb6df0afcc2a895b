'use machine';
// Readiness: one epoll instance, and the eventfd by which signal handlers wake it. Layer: driver.
// A descriptor is watched once, edge-triggered, for everything: reading until a short read and writing until a
// short write need no further epoll_ctl. `token` comes back with each event and tells a reused descriptor apart.

import {
  i32,
  load32,
  reserveBytes,
  store32,
  systemCall,
  u32,
  u64,
} from '../../machine/intrinsics.ts';
import type { i64 } from '../../machine/types.ts';
import {
  EPOLL_CTL_ADD,
  EPOLL_CTL_DEL,
  EPOLLET,
  EPOLLIN,
  EPOLLOUT,
  EPOLLRDHUP,
  SYS_EPOLL_CREATE1,
  SYS_EPOLL_CTL,
  SYS_EPOLL_PWAIT,
  SYS_EVENTFD2,
  SYS_READ,
} from './linux-numbers.ts';
import { wakeDescriptor } from './signals.ts';

const MAXIMUM_EVENTS: u64 = 256;
/** struct epoll_event, packed: events u32, data u64 (descriptor u32, token u32). */
const EVENT_SIZE: u64 = 12;
const events = reserveBytes(3072);
const registration = reserveBytes(16);
const wakeCounter = reserveBytes(8);
let pollDescriptor: u64 = 0;

/** Before the lock-down. */
export function openPoll(): void {
  pollDescriptor = u64(systemCall(SYS_EPOLL_CREATE1, 0x80000));
  wakeDescriptor = i32(systemCall(SYS_EVENTFD2, 0, 0x80800));
  watchWith(u32(wakeDescriptor), 0, EPOLLIN | EPOLLET);
}

function watchWith(descriptor: u32, token: u32, interest: u32): i64 {
  store32(registration, interest);
  store32(registration + 4, descriptor);
  store32(registration + 8, token);
  return systemCall(SYS_EPOLL_CTL, pollDescriptor, EPOLL_CTL_ADD, u64(descriptor), registration);
}

/** 0, or -errno (-EPERM: a regular file, always ready). Closing the descriptor ends it. */
export function watchDescriptor(descriptor: u32, token: u32): i64 {
  return watchWith(descriptor, token, EPOLLIN | EPOLLOUT | EPOLLRDHUP | EPOLLET);
}

/** For listening sockets: reported again while connections wait. */
export function watchListener(descriptor: u32, token: u32): i64 {
  return watchWith(descriptor, token, EPOLLIN);
}

/** Ends the watch of a descriptor that stays open. */
export function forgetDescriptor(descriptor: u32): void {
  systemCall(SYS_EPOLL_CTL, pollDescriptor, EPOLL_CTL_DEL, u64(descriptor), 0);
}

/** Waits (milliseconds; -1: for ever): the number of events, 0 also when a signal came. */
export function waitForEvents(timeout: i32): u32 {
  const count: i64 = systemCall(
    SYS_EPOLL_PWAIT,
    pollDescriptor,
    events,
    MAXIMUM_EVENTS,
    u64(timeout),
    0,
    8,
  );
  return count < 0 ? 0 : u32(count);
}

export function eventDescriptor(index: u32): u32 {
  return load32(events + u64(index) * EVENT_SIZE + 4);
}

export function eventToken(index: u32): u32 {
  return load32(events + u64(index) * EVENT_SIZE + 8);
}

/** EPOLLIN | EPOLLOUT | EPOLLERR | EPOLLHUP | EPOLLRDHUP. */
export function eventReadiness(index: u32): u32 {
  return load32(events + u64(index) * EVENT_SIZE);
}

/** Whether the event is a handler's wake-up; empties its counter. */
export function isWakeEvent(descriptor: u32): boolean {
  if (i32(descriptor) !== wakeDescriptor) return false;
  systemCall(SYS_READ, u64(descriptor), wakeCounter, 8);
  return true;
}
