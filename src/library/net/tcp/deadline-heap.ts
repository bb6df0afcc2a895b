// Deadline heap: one deadline for each of thousands of connections. Layer: net/tcp.
// A deadline that moves later costs nothing: the entry stays where it is and is put right when it comes up. That is the
// common case, since every acknowledgment moves the retransmission timer on.

export interface Timed {
  /** When it is due; may move later at any time without telling the heap. */
  deadline(): number;
  /** The heap's own: position, -1 when not in the heap, and the deadline by which it is sorted. */
  heapIndex: number;
  heapDeadline: number;
}

export class DeadlineHeap<T extends Timed> {
  readonly #entries: T[] = [];

  get size(): number {
    return this.#entries.length;
  }

  /** Must be called when an entry's deadline has moved earlier. */
  update(entry: T, deadline: number): void {
    if (entry.heapIndex < 0) {
      if (deadline === Infinity) return;
      entry.heapIndex = this.#entries.length;
      entry.heapDeadline = deadline;
      this.#entries.push(entry);
      this.#up(entry.heapIndex);
    } else if (deadline < entry.heapDeadline) {
      entry.heapDeadline = deadline;
      this.#up(entry.heapIndex);
    }
  }

  remove(entry: T): void {
    const index = entry.heapIndex;
    if (index < 0) return;
    entry.heapIndex = -1;
    const last = this.#entries.pop() as T;
    if (last === entry) return;
    this.#place(last, index);
    this.#up(index);
    this.#down(last.heapIndex);
  }

  /** An entry that is due, which stays in the heap; null when there is none. */
  due(now: number): T | null {
    for (;;) {
      const top = this.#entries[0];
      if (top === undefined || top.heapDeadline > now) return null;
      const deadline = top.deadline();
      if (deadline <= now) return top;
      this.#delay(top, deadline);
    }
  }

  /** The earliest deadline; Infinity when there is none. */
  next(): number {
    for (;;) {
      const top = this.#entries[0];
      if (top === undefined) return Infinity;
      const deadline = top.deadline();
      if (deadline <= top.heapDeadline) return deadline;
      this.#delay(top, deadline);
    }
  }

  #delay(top: T, deadline: number): void {
    if (deadline === Infinity) {
      this.remove(top);
      return;
    }
    top.heapDeadline = deadline;
    this.#down(0);
  }

  #place(entry: T, index: number): void {
    this.#entries[index] = entry;
    entry.heapIndex = index;
  }

  #up(from: number): void {
    const entries = this.#entries;
    const entry = entries[from]!;
    let index = from;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      const above = entries[parent]!;
      if (above.heapDeadline <= entry.heapDeadline) break;
      this.#place(above, index);
      index = parent;
    }
    this.#place(entry, index);
  }

  #down(from: number): void {
    const entries = this.#entries;
    const entry = entries[from]!;
    const size = entries.length;
    let index = from;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= size) break;
      if (child + 1 < size && entries[child + 1]!.heapDeadline < entries[child]!.heapDeadline) {
        child++;
      }
      const below = entries[child]!;
      if (below.heapDeadline >= entry.heapDeadline) break;
      this.#place(below, index);
      index = child;
    }
    this.#place(entry, index);
  }
}
