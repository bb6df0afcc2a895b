// Readiness: hands the events of the host's poll to whoever watches a descriptor. Layer: driver.
// A token that grows with every registration tells an event of a closed descriptor from one of its successor.

import { currentLoop } from '../../interfaces/timer.ts';
import {
  eventDescriptor,
  eventReadiness,
  eventToken,
  forgetDescriptor,
  isWakeEvent,
  waitForEvents,
  watchDescriptor,
  watchListener,
} from './poll.ts';

export const READABLE = 1;
export const WRITABLE = 4;
export const BROKEN = 8;
export const HUNG_UP = 16;
export const PEER_ENDED = 0x2000;

const LONGEST_WAIT = 0x7fffffff;

export interface Source {
  onReady(readiness: number): void;
}

/** Indexed by descriptor. */
const sources: (Source | undefined)[] = [];
const tokens: number[] = [];
let nextToken = 1;
/** Sources to be called without an event, at the next wait. */
let again: Source[] = [];

/** Connections and other streams: every direction, edge-triggered. 0, or the negative error number. */
export function watch(descriptor: number, source: Source): number {
  register(descriptor, source);
  return watchDescriptor(descriptor, tokens[descriptor] as number);
}

/** Listening sockets: level-triggered. */
export function watchAccepting(descriptor: number, source: Source): number {
  register(descriptor, source);
  return watchListener(descriptor, tokens[descriptor] as number);
}

function register(descriptor: number, source: Source): void {
  while (sources.length <= descriptor) {
    sources.push(undefined);
    tokens.push(0);
  }
  nextToken = nextToken === 0x7fffffff ? 1 : nextToken + 1;
  sources[descriptor] = source;
  tokens[descriptor] = nextToken;
}

/** Before the descriptor is closed. */
export function unwatch(descriptor: number): void {
  sources[descriptor] = undefined;
}

/** Ends the watch of a descriptor that stays open. */
export function forget(descriptor: number): void {
  sources[descriptor] = undefined;
  forgetDescriptor(descriptor);
}

/** Calls `source.onReady(0)` at the next wait, which does not sleep then. */
export function callAgain(source: Source): void {
  again.push(source);
}

/** Waits once and dispatches; `onWake` runs when a signal handler woke the loop. */
export function dispatchEvents(timeoutMillis: number, onWake: () => void): void {
  let timeout = -1;
  if (again.length > 0) timeout = 0;
  else if (timeoutMillis <= LONGEST_WAIT) timeout = timeoutMillis;
  const count = waitForEvents(timeout);
  for (let i = 0; i < count; i++) {
    const descriptor = eventDescriptor(i);
    const source = sources[descriptor];
    if (source !== undefined) {
      if (tokens[descriptor] === eventToken(i)) dispatch(source, eventReadiness(i));
    } else if (isWakeEvent(descriptor)) {
      onWake();
    }
  }
  if (again.length > 0) dispatchAgain();
}

function dispatchAgain(): void {
  const list = again;
  again = [];
  for (let i = 0; i < list.length; i++) dispatch(list[i] as Source, 0);
}

function dispatch(source: Source, readiness: number): void {
  try {
    source.onReady(readiness);
  } catch (error) {
    currentLoop().uncaught(error);
  }
}
