// Timer queue: a binary heap of timers by due time, equal times in order of insertion. Layer: base, pure.
// Time is an argument. Every operation is O(log n); a cancelled timer leaves the heap at once.

export class Timer {
  readonly dueMillis: number;
  readonly sequence: number;
  readonly callback: () => void;
  /** Index in the heap, -1 when it ran or was cancelled. */
  position = -1;
  referenced = true;

  constructor(dueMillis: number, sequence: number, callback: () => void) {
    this.dueMillis = dueMillis;
    this.sequence = sequence;
    this.callback = callback;
  }

  get active(): boolean {
    return this.position >= 0;
  }
}

export class TimerQueue {
  readonly #heap: Timer[] = [];
  #nextSequence = 0;
  #referenced = 0;

  get size(): number {
    return this.#heap.length;
  }

  /** How many active timers are referenced. */
  get referencedCount(): number {
    return this.#referenced;
  }

  add(dueMillis: number, callback: () => void): Timer {
    const timer = new Timer(dueMillis, this.#nextSequence++, callback);
    this.#referenced++;
    this.#heap.push(timer);
    this.#rise(this.#heap.length - 1, timer);
    return timer;
  }

  /** Does nothing when the timer is not active. */
  cancel(timer: Timer): void {
    const at = timer.position;
    if (at < 0) return;
    this.#leave(timer);
    const last = this.#heap.pop() as Timer;
    if (last === timer) return;
    if (at > 0 && precedes(last, this.#heap[(at - 1) >> 1] as Timer)) this.#rise(at, last);
    else this.#sink(at, last);
  }

  setReferenced(timer: Timer, referenced: boolean): void {
    if (timer.referenced === referenced) return;
    timer.referenced = referenced;
    if (timer.position >= 0) this.#referenced += referenced ? 1 : -1;
  }

  /** Due time of the first timer, undefined when there is none. */
  nextDue(): number | undefined {
    const heap = this.#heap;
    return heap.length === 0 ? undefined : (heap[0] as Timer).dueMillis;
  }

  /** Removes and returns the first timer that is due at `nowMillis`. */
  takeDue(nowMillis: number): Timer | undefined {
    const heap = this.#heap;
    if (heap.length === 0) return undefined;
    const first = heap[0] as Timer;
    if (first.dueMillis > nowMillis) return undefined;
    this.cancel(first);
    return first;
  }

  #leave(timer: Timer): void {
    timer.position = -1;
    if (timer.referenced) this.#referenced--;
  }

  #rise(from: number, timer: Timer): void {
    const heap = this.#heap;
    let at = from;
    while (at > 0) {
      const parentAt = (at - 1) >> 1;
      const parent = heap[parentAt] as Timer;
      if (!precedes(timer, parent)) break;
      heap[at] = parent;
      parent.position = at;
      at = parentAt;
    }
    heap[at] = timer;
    timer.position = at;
  }

  #sink(from: number, timer: Timer): void {
    const heap = this.#heap;
    const count = heap.length;
    let at = from;
    for (;;) {
      let childAt = 2 * at + 1;
      if (childAt >= count) break;
      if (childAt + 1 < count && precedes(heap[childAt + 1] as Timer, heap[childAt] as Timer)) {
        childAt++;
      }
      const child = heap[childAt] as Timer;
      if (!precedes(child, timer)) break;
      heap[at] = child;
      child.position = at;
      at = childAt;
    }
    heap[at] = timer;
    timer.position = at;
  }
}

function precedes(a: Timer, b: Timer): boolean {
  if (a.dueMillis !== b.dueMillis) return a.dueMillis < b.dueMillis;
  return a.sequence < b.sequence;
}
