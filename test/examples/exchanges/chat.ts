// The chat example: server-sent events to several subscribers, who come and go. Layer: tests.

import { type Exchange, exchange, request, withoutTime } from '../exchange.ts';
import { Wire } from '../wire.ts';

const say = (body: string): string =>
  request('POST', '/messages', { 'Content-Type': 'application/json' }, body);
const says = (name: string, text: string): string => say(JSON.stringify({ name, text }));
const subscribe = request('GET', '/events');

export const chatExchanges: Exchange[] = [
  exchange('a message that is no JSON', say('hello')),
  exchange('a message without a text', say('{"name":"ann"}')),
  exchange('a message with a blank text', says('ann', ' ')),
  exchange('a message with a wrong name', say('{"name":7,"text":"hi"}')),
  exchange('an empty message', say('')),
  exchange('null', say('null') + request('GET', '/')),
  { name: 'a subscriber before the first message', run: (port) => hears(port, 1, []) },
  {
    name: 'two subscribers hear the same',
    run: (port) =>
      hears(port, 2, [says('ann', 'hi'), says('bob', 'grüße 😀'), says('ann', 'a\nb')]),
  },
  {
    name: 'names and texts that are too long',
    run: (port) => hears(port, 1, [says('n'.repeat(99), 't'.repeat(5000))]),
  },
  {
    name: 'a text cut between surrogates',
    run: (port) => hears(port, 1, [says('n'.repeat(39) + '😀', 't')]),
  },
  { name: 'a subscriber who leaves', run: leaves },
  { name: 'a subscriber who half-closes', run: halfCloses },
  {
    name: 'sixty messages, of which fifty are kept',
    run: async (port) => {
      const all = await hears(
        port,
        2,
        Array.from({ length: 60 }, (_, i) => says('c', `m${i}`)),
      );
      return all + (await hears(port, 1, []));
    },
  },
  exchange('/events by HEAD', request('HEAD', '/events')),
  exchange('/events by POST', request('POST', '/events')),
  exchange('/events with a query', request('GET', '/events?x')),
];

/** What `count` subscribers receive while `messages` are sent, each with its answer. */
async function hears(port: number, count: number, messages: string[]): Promise<string> {
  const listeners = Array.from({ length: count }, () => new Wire(port));
  for (const listener of listeners) listener.send(subscribe);
  for (const listener of listeners) await listener.until(() => hasEvent(listener));
  const answers: string[] = [];
  for (const message of messages) {
    const before = listeners.map((listener) => listener.received.length);
    answers.push(await exchange('', message).run(port));
    for (const [i, listener] of listeners.entries())
      await listener.until(() => listener.received.length > (before[i] ?? 0));
  }
  const heard = listeners.map((listener) => listener.received.toString('utf8'));
  for (const listener of listeners) listener.close();
  return withoutTime([...answers, ...heard].join('\n--\n'));
}

const hasEvent = (wire: Wire): boolean => wire.received.includes('\n\n\r\n');

/** One of two resets; the other hears on. */
async function leaves(port: number): Promise<string> {
  const staying = new Wire(port);
  const leaving = new Wire(port);
  for (const wire of [staying, leaving]) {
    wire.send(subscribe);
    await wire.until(() => hasEvent(wire));
  }
  leaving.reset();
  const before = staying.received.length;
  const answers = [];
  for (const text of ['still', 'there']) {
    answers.push(await exchange('', says('ann', text)).run(port));
    await staying.until(() => staying.received.includes(`"${text}"`));
  }
  const heard = staying.received.subarray(before).toString('utf8');
  staying.close();
  return withoutTime([...answers, heard].join('\n'));
}

async function halfCloses(port: number): Promise<string> {
  const wire = new Wire(port);
  wire.send(subscribe);
  await wire.until(() => hasEvent(wire));
  wire.end();
  await wire.until(() => wire.state !== 'open');
  const { state, received } = wire;
  wire.close();
  return withoutTime(`${state}\n${received.toString('utf8')}`);
}
