// Merged output: several streams of a guest as one, in the order of arrival. Layer: monitor.

import type { Readable } from 'node:stream';

export async function* mergedOutput(streams: readonly Readable[]): AsyncGenerator<string> {
  const parts: string[] = [];
  let wake = (): void => {};
  let open = streams.length;
  for (const stream of streams) {
    stream.setEncoding('utf8');
    stream.on('data', (part: string) => (parts.push(part), wake()));
    stream.once('close', () => (open--, wake()));
  }
  for (;;) {
    for (let part = parts.shift(); part !== undefined; part = parts.shift()) yield part;
    if (open === 0) return;
    await new Promise<void>((resolve) => (wake = resolve));
  }
}
