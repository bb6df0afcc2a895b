// Progress: what is being done, on the error stream, once it takes longer than a second. Layer: cli.
// On a terminal one line that changes; elsewhere a line for each stage.

import colors from 'picocolors';

const PATIENCE_MILLIS = 1000;

export class Progress {
  readonly #start = performance.now();
  readonly #isTerminal = process.stderr.isTTY === true;
  #stage = '';
  #shown = '';
  #timer: NodeJS.Timeout | undefined;

  constructor() {
    this.#timer = setTimeout(() => this.#show(), PATIENCE_MILLIS);
  }

  /** A new stage begins. */
  stage(name: string): void {
    this.#stage = name;
    if (performance.now() - this.#start >= PATIENCE_MILLIS) this.#show();
  }

  /** Takes the line away. */
  end(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (this.#isTerminal && this.#shown !== '') process.stderr.write('\r\x1b[K');
  }

  #show(): void {
    if (this.#timer === undefined || this.#stage === '' || this.#stage === this.#shown) return;
    this.#shown = this.#stage;
    const seconds = ((performance.now() - this.#start) / 1000).toFixed(0);
    if (this.#isTerminal) {
      process.stderr.write(`\r\x1b[K${colors.dim(`${this.#stage} (${seconds} s)`)}`);
    } else {
      process.stderr.write(`drupe: ${this.#stage}\n`);
    }
  }
}
