// Wire: a raw TCP client that keeps all bytes that came back and whether the server closed. Layer: tests.
// Nothing here waits for a fixed time to decide that an answer is complete: the framing of the responses tells.

import { connect, type Socket } from 'node:net';
import { type HttpResponse, parseResponses } from './responses.ts';

export const ANSWER_MILLIS = 10_000;

export class Wire {
  readonly #socket: Socket;
  readonly #parts: Buffer[] = [];
  readonly #watchers = new Set<() => void>();
  /** `open`, `ended` (the server's FIN) or `reset`. */
  state = 'open';

  constructor(port: number) {
    this.#socket = connect({ port, host: '127.0.0.1', allowHalfOpen: true, noDelay: true });
    this.#socket.on('data', (part) => this.#changed(() => this.#parts.push(part)));
    this.#socket.on('end', () => this.#changed(() => (this.state = 'ended')));
    this.#socket.on('error', () => this.#changed(() => (this.state = 'reset')));
  }

  get received(): Buffer {
    return Buffer.concat(this.#parts);
  }

  send(data: string | Buffer): void {
    if (this.state !== 'reset') this.#socket.write(data);
  }

  /** Half-closes: nothing more will be sent. */
  end(): void {
    this.#socket.end();
  }

  pause(): void {
    this.#socket.pause();
  }

  resume(): void {
    this.#socket.resume();
  }

  reset(): void {
    this.#socket.resetAndDestroy();
  }

  close(): void {
    this.#socket.destroy();
  }

  /** Until `condition` holds; false when it does not in time. */
  until(condition: () => boolean, millis = ANSWER_MILLIS): Promise<boolean> {
    if (condition()) return Promise.resolve(true);
    return new Promise((resolve) => {
      const finish = (value: boolean): void => {
        clearTimeout(timer);
        this.#watchers.delete(look);
        resolve(value);
      };
      const look = (): void => void (condition() && finish(true));
      const timer = setTimeout(() => finish(condition()), millis);
      this.#watchers.add(look);
    });
  }

  /** One complete response for each method of a request; fewer when the server closes first. */
  async responses(methods: readonly string[]): Promise<HttpResponse[]> {
    const parsed = (): HttpResponse[] =>
      parseResponses(this.received, methods, this.state !== 'open');
    await this.until(() => this.state !== 'open' || parsed().length >= methods.length);
    return parsed();
  }

  #changed(change: () => void): void {
    change();
    for (const look of this.#watchers) look();
  }
}
