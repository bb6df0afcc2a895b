// Ordinary computations: sorting, searching, matrices, primes, text, bits, queues.

const primes = (limit: number): number[] => {
  const sieve = new Uint8Array(limit + 1);
  const found: number[] = [];
  for (let i = 2; i <= limit; i++) {
    if (sieve[i]) continue;
    found.push(i);
    for (let j = i * i; j <= limit; j += i) sieve[j] = 1;
  }
  return found;
};
const list = primes(100000);
console.log(list.length, list.at(-1), list.slice(0, 10).join());

function quicksort(values: number[], low = 0, high = values.length - 1): number[] {
  if (low >= high) return values;
  const pivot = values[(low + high) >> 1]!;
  let [i, j] = [low, high];
  while (i <= j) {
    while (values[i]! < pivot) i++;
    while (values[j]! > pivot) j--;
    if (i <= j) {
      [values[i], values[j]] = [values[j]!, values[i]!];
      i++;
      j--;
    }
  }
  quicksort(values, low, j);
  return quicksort(values, i, high);
}
let seed = 12345;
const random = (): number => (seed = (seed * 1103515245 + 12345) & 0x7fffffff);
const numbers = Array.from({ length: 2000 }, random);
const sorted = quicksort([...numbers]);
console.log(sorted.every((x, i) => i === 0 || sorted[i - 1]! <= x), sorted[0], sorted[1999], [...numbers].sort((a, b) => a - b).join() === sorted.join());

const multiply = (a: number[][], b: number[][]): number[][] => a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));
let matrix = [[1, 1], [1, 0]];
for (let i = 0; i < 5; i++) matrix = multiply(matrix, matrix);
console.log(JSON.stringify(matrix));

const queens = (n: number): number => {
  let solutions = 0;
  const place = (row: number, columns: number, left: number, right: number): void => {
    if (row === n) {
      solutions++;
      return;
    }
    let free = ~(columns | left | right) & ((1 << n) - 1);
    while (free) {
      const bit = free & -free;
      free ^= bit;
      place(row + 1, columns | bit, ((left | bit) << 1) & 0xffff, (right | bit) >> 1);
    }
  };
  place(0, 0, 0, 0);
  return solutions;
};
console.log([4, 5, 6, 7, 8].map(queens).join());

const levenshtein = (a: string, b: string): number => {
  let previous = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const current = [i];
    for (let j = 1; j <= b.length; j++) current[j] = Math.min(previous[j]! + 1, current[j - 1]! + 1, previous[j - 1]! + (a[i - 1] === b[j - 1] ? 0 : 1));
    previous = current;
  }
  return previous[b.length]!;
};
console.log(levenshtein('kitten', 'sitting'), levenshtein('', 'abc'), levenshtein('same', 'same'));

class PriorityQueue<T> {
  #heap: { key: number; value: T }[] = [];
  get size() {
    return this.#heap.length;
  }
  push(key: number, value: T) {
    const heap = this.#heap;
    let at = heap.push({ key, value }) - 1;
    while (at > 0 && heap[(at - 1) >> 1]!.key > key) {
      heap[at] = heap[(at - 1) >> 1]!;
      at = (at - 1) >> 1;
    }
    heap[at] = { key, value };
  }
  pop(): T | undefined {
    const heap = this.#heap;
    const top = heap[0];
    const last = heap.pop();
    if (heap.length > 0 && last) {
      let at = 0;
      for (;;) {
        let child = 2 * at + 1;
        if (child >= heap.length) break;
        if (child + 1 < heap.length && heap[child + 1]!.key < heap[child]!.key) child++;
        if (heap[child]!.key >= last.key) break;
        heap[at] = heap[child]!;
        at = child;
      }
      heap[at] = last;
    }
    return top?.value;
  }
}
const graph: Record<string, Record<string, number>> = { a: { b: 7, c: 9, f: 14 }, b: { c: 10, d: 15 }, c: { d: 11, f: 2 }, d: { e: 6 }, f: { e: 9 }, e: {} };
const distances = new Map<string, number>();
const queue = new PriorityQueue<[string, number]>();
queue.push(0, ['a', 0]);
while (queue.size) {
  const [name, distance] = queue.pop()!;
  if (distances.has(name)) continue;
  distances.set(name, distance);
  for (const [to, length] of Object.entries(graph[name]!)) queue.push(distance + length, [to, distance + length]);
}
console.log(JSON.stringify([...distances]));

const words = 'the quick brown fox jumps over the lazy dog the end'.split(' ');
const counts = new Map<string, number>();
for (const word of words) counts.set(word, (counts.get(word) ?? 0) + 1);
console.log([...counts].sort(([a, n], [b, m]) => m - n || (a < b ? -1 : 1)).map(([w, n]) => `${w}${n}`).join(' '));

let pi = 0;
for (let k = 0; k < 200000; k++) pi += ((k & 1 ? -1 : 1) * 4) / (2 * k + 1);
console.log(pi.toFixed(10), Math.hypot(3, 4), (0.1).toFixed(20));

const rle = (text: string): string => text.replace(/(.)\1*/g, (run, letter: string) => letter + run.length);
console.log(rle('aaabccdddd'), [...'hello'].reverse().join(''), 'racecar' === [...'racecar'].reverse().join(''));

class LinkedList {
  head: { value: number; next: any } | null = null;
  add(value: number) {
    this.head = { value, next: this.head };
    return this;
  }
  reverse() {
    let previous = null;
    for (let node = this.head; node; ) {
      const next: any = node.next;
      node.next = previous;
      previous = node;
      node = next;
    }
    this.head = previous;
    return this;
  }
  *[Symbol.iterator]() {
    for (let node = this.head; node; node = node.next) yield node.value;
  }
}
const linked = new LinkedList();
for (let i = 0; i < 5; i++) linked.add(i);
console.log([...linked].join(), [...linked.reverse()].join());

let crc = -1;
for (const character of 'The quick brown fox jumps over the lazy dog') {
  crc ^= character.charCodeAt(0);
  for (let k = 0; k < 8; k++) crc = crc & 1 ? (crc >>> 1) ^ 0xedb88320 : crc >>> 1;
}
console.log(((crc ^ -1) >>> 0).toString(16));
const hanoi = (n: number, from: string, to: string, via: string): number => (n === 0 ? 0 : hanoi(n - 1, from, via, to) + 1 + hanoi(n - 1, via, to, from));
console.log(hanoi(12, 'a', 'b', 'c'));
