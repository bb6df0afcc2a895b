// Option values that several commands take: ports, memory sizes, environment variables, levels. Layer: cli.

import { InvalidArgumentError } from 'commander';
import type { PortMapping } from '../monitor/monitor.ts';

/** `[ADDRESS:]HOST[:GUEST]`; collects. */
export function portMapping(text: string, previous: readonly PortMapping[]): PortMapping[] {
  const match = /^(?:(\[[\da-fA-F:]+\]|\d+\.\d+\.\d+\.\d+|localhost):)?(\d+)(?::(\d+))?$/.exec(
    text,
  );
  const host = Number(match?.[2]);
  const guest = Number(match?.[3] ?? match?.[2]);
  if (!isPort(host) || !isPort(guest)) {
    throw new InvalidArgumentError('Not [ADDRESS:]HOST:GUEST, as in 80:8080.');
  }
  const address = match?.[1] === 'localhost' ? '127.0.0.1' : match?.[1];
  return [...previous, { host, guest, ...(address === undefined ? {} : { address }) }];
}

function isPort(port: number): boolean {
  return port >= 1 && port <= 65535;
}

/** Digits with K, M or G, as the image takes it. */
export function memorySize(text: string): string {
  const match = /^(\d+)([KMG]?)i?B?$/i.exec(text);
  if (!match) throw new InvalidArgumentError('Not a size, as in 64M.');
  return `${match[1]}${match[2]?.toUpperCase()}`;
}

/** `NAME=VALUE`, or `NAME` for the value that it has here; collects. */
export function environmentVariable(text: string, previous: readonly string[]): string[] {
  if (/^[^=]+=/.test(text)) return [...previous, text];
  const value = process.env[text];
  if (value === undefined)
    throw new InvalidArgumentError(`Not NAME=VALUE, and there is no ${text} here.`);
  return [...previous, `${text}=${value}`];
}

export function optimizationLevel(text: string): 0 | 1 | 2 {
  if (text === '0') return 0;
  if (text === '1') return 1;
  if (text === '2') return 2;
  throw new InvalidArgumentError('Not 0, 1 or 2.');
}

export function collect(text: string, previous: readonly string[]): string[] {
  return [...previous, text];
}

/** `user` or `tap:NAME`. */
export function network(text: string): string {
  if (text !== 'user' && !/^tap:[\w.-]{1,15}$/.test(text))
    throw new InvalidArgumentError("Not 'user' or 'tap:NAME'.");
  return text;
}
