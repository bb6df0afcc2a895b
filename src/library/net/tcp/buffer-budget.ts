// Buffer budget: how much memory the send and receive buffers of all connections may take together. Layer: net/tcp.
// Who is refused goes on with what it has: a writer waits for room, a segment out of order is dropped (it comes again).

export class BufferBudget {
  readonly limit: number;
  used = 0;
  refused = 0;

  constructor(limit: number) {
    this.limit = limit;
  }

  /** False: the budget is spent. `always`: the smallest buffers are granted none the less; connections are bounded. */
  take(bytes: number, always: boolean): boolean {
    if (this.used + bytes > this.limit && !always) {
      this.refused++;
      return false;
    }
    this.used += bytes;
    return true;
  }

  /** Who keeps memory for later should give it back. */
  get isTight(): boolean {
    return 2 * this.used > this.limit;
  }

  giveBack(bytes: number): void {
    this.used -= bytes;
  }
}
