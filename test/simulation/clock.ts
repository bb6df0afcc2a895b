// Virtual clock: what happens next, in order of time and then of registration.

interface Entry {
  at: number;
  order: number;
  action: () => void;
}

export class Clock {
  now = 0;
  #entries: Entry[] = [];
  #order = 0;

  after(millis: number, action: () => void): void {
    const entry = { at: this.now + millis, order: this.#order++, action };
    const entries = this.#entries;
    let index = entries.length;
    entries.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(entry, entries[parent]!)) break;
      entries[index] = entries[parent]!;
      index = parent;
    }
    entries[index] = entry;
  }

  /** When the next action is due; Infinity when there is none. */
  next(): number {
    return this.#entries[0]?.at ?? Infinity;
  }

  /** Runs everything that is due at `now`. */
  run(): void {
    while (this.next() <= this.now) this.#take().action();
  }

  #take(): Entry {
    const entries = this.#entries;
    const first = entries[0]!;
    const last = entries.pop()!;
    if (entries.length === 0) return first;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= entries.length) break;
      if (child + 1 < entries.length && isBefore(entries[child + 1]!, entries[child]!)) child++;
      if (!isBefore(entries[child]!, last)) break;
      entries[index] = entries[child]!;
      index = child;
    }
    entries[index] = last;
    return first;
  }
}

function isBefore(a: Entry, b: Entry): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
