// Default resolver: whom the functions of node:dns and node:dns/promises ask; setServers changes it for both. Layer: node.

import { Channel } from './channel.ts';
import { Resolver as PromiseResolver } from './promise-resolver.ts';
import { Resolver } from './resolver.ts';

let channel: Channel | undefined;

function defaultChannel(): Channel {
  channel ??= new Channel(undefined);
  return channel;
}

export function defaultResolver(): Resolver {
  const resolver = new Resolver();
  resolver._channel = defaultChannel();
  return resolver;
}

export function defaultPromiseResolver(): PromiseResolver {
  const resolver = new PromiseResolver();
  resolver._channel = defaultChannel();
  return resolver;
}

/** What is under way goes on with the servers of before. */
export function setServers(servers: any): void {
  const next = new Channel(undefined);
  next.setServers(servers);
  channel = next;
}

export function getServers(): string[] {
  return defaultChannel().getServers();
}
