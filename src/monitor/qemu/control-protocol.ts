// QMP: QEMU's control protocol, one command after the other. Layer: monitor. (QEMU's docs/interop/qmp-spec.)

import type { Duplex } from 'node:stream';

interface Reply {
  return?: unknown;
  error?: { desc: string };
}

interface Waiting {
  resolve(result: unknown): void;
  reject(error: Error): void;
}

export class ControlProtocol {
  readonly #stream: Duplex;
  readonly #waiting: Waiting[] = [];
  #text = '';

  constructor(stream: Duplex) {
    this.#stream = stream;
    stream.setEncoding('utf8');
    stream.on('data', (part: string) => this.#take(part));
    stream.on('error', () => {});
    stream.on('close', () => this.#end());
    this.execute('qmp_capabilities').catch(() => {});
  }

  /** Rejects with QEMU's words, or when the machine ends. */
  execute(command: string, options: Readonly<Record<string, unknown>> = {}): Promise<unknown> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ resolve, reject });
      this.#stream.write(`${JSON.stringify({ execute: command, arguments: options })}\n`);
    });
  }

  /** A command of the human monitor: what it prints, which is nothing when all is well. */
  async executeText(line: string): Promise<string> {
    return String(await this.execute('human-monitor-command', { 'command-line': line })).trim();
  }

  #take(part: string): void {
    this.#text += part;
    const lines = this.#text.split('\n');
    this.#text = lines.pop()!;
    for (const line of lines) this.#reply(JSON.parse(line) as Reply);
  }

  /** Greeting and events are no replies. */
  #reply(reply: Reply): void {
    if (!('return' in reply) && !('error' in reply)) return;
    const waiting = this.#waiting.shift();
    if (reply.error) waiting?.reject(new Error(reply.error.desc));
    else waiting?.resolve(reply.return);
  }

  #end(): void {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error('The machine has ended'));
  }
}
