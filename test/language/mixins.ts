// Patterns of larger programs: mixins, visitors, observers, builders, caches, state machines.

type Constructor<T = object> = new (...list: any[]) => T;
const Timestamped = <B extends Constructor>(Base: B) =>
  class extends Base {
    stamp = 42;
    describe() {
      return `stamp ${this.stamp}`;
    }
  };
const Tagged = <B extends Constructor>(Base: B) =>
  class Tagged extends Base {
    #tags = new Set<string>();
    tag(name: string) {
      this.#tags.add(name);
      return this;
    }
    get tags() {
      return [...this.#tags].sort();
    }
  };
class Entity {
  constructor(readonly id: number) {}
}
class Document_ extends Tagged(Timestamped(Entity)) {
  override describe() {
    return `${super.describe()} id ${this.id}`;
  }
}
const document_ = new Document_(7).tag('b').tag('a');
console.log(document_.describe(), document_.tags.join(), document_ instanceof Entity, Document_.name);

type Node_ = { kind: 'number'; value: number } | { kind: 'binary'; operator: '+' | '*'; left: Node_; right: Node_ } | { kind: 'negate'; inner: Node_ };
function parse(text: string): Node_ {
  let at = 0;
  const peek = () => text[at];
  const sum = (): Node_ => {
    let left = product();
    while (peek() === '+') {
      at++;
      left = { kind: 'binary', operator: '+', left, right: product() };
    }
    return left;
  };
  const product = (): Node_ => {
    let left = unary();
    while (peek() === '*') {
      at++;
      left = { kind: 'binary', operator: '*', left, right: unary() };
    }
    return left;
  };
  const unary = (): Node_ => {
    if (peek() === '-') {
      at++;
      return { kind: 'negate', inner: unary() };
    }
    if (peek() === '(') {
      at++;
      const inner = sum();
      at++;
      return inner;
    }
    let digits = '';
    while (at < text.length && /\d/.test(text[at]!)) digits += text[at++];
    if (digits === '') throw new SyntaxError(`unexpected ${peek() ?? 'end'} at ${at}`);
    return { kind: 'number', value: Number(digits) };
  };
  return sum();
}
const visit = (node: Node_): number => {
  switch (node.kind) {
    case 'number':
      return node.value;
    case 'negate':
      return -visit(node.inner);
    case 'binary':
      return node.operator === '+' ? visit(node.left) + visit(node.right) : visit(node.left) * visit(node.right);
  }
};
for (const text of ['1+2*3', '(1+2)*3', '-4*-(2+3)', '2*', '((7))']) {
  try {
    console.log(text, '=', visit(parse(text)));
  } catch (error) {
    console.log(text, String(error));
  }
}

class Emitter<Events extends Record<string, unknown[]>> {
  readonly #listeners = new Map<keyof Events, Set<(...list: any[]) => void>>();
  on<K extends keyof Events>(event: K, listener: (...list: Events[K]) => void): () => void {
    let set = this.#listeners.get(event);
    if (!set) this.#listeners.set(event, (set = new Set()));
    set.add(listener);
    return () => void set!.delete(listener);
  }
  emit<K extends keyof Events>(event: K, ...list: Events[K]): number {
    const set = this.#listeners.get(event);
    set?.forEach((listener) => listener(...list));
    return set?.size ?? 0;
  }
}
const emitter = new Emitter<{ data: [string, number]; end: [] }>();
const seen: string[] = [];
const off = emitter.on('data', (text, n) => seen.push(text + n));
emitter.on('data', (text) => seen.push(text.toUpperCase()));
console.log(emitter.emit('data', 'x', 1), emitter.emit('end'));
off();
console.log(emitter.emit('data', 'y', 2), seen.join());

class QueryBuilder {
  private parts: string[] = [];
  static from = (table: string) => new QueryBuilder().add(`FROM ${table}`);
  private add(part: string): this {
    this.parts.push(part);
    return this;
  }
  where = (field: string, value: unknown): this => this.add(`WHERE ${field} = ${JSON.stringify(value)}`);
  limit(n = 10): this {
    return this.add(`LIMIT ${n}`);
  }
  toString() {
    return this.parts.join(' ');
  }
}
console.log(`${QueryBuilder.from('users').where('name', 'a"b').limit()}`);

const memoize = <A extends unknown[], R>(f: (...list: A) => R) => {
  const cache = new Map<string, R>();
  const memoized = (...list: A): R => {
    const key = JSON.stringify(list);
    if (!cache.has(key)) cache.set(key, f(...list));
    return cache.get(key)!;
  };
  return Object.assign(memoized, { cache });
};
let calls = 0;
const fibonacci = memoize((n: number): number => (calls++, n < 2 ? n : fibonacci(n - 1) + fibonacci(n - 2)));
console.log(fibonacci(60), calls, fibonacci.cache.size);

type State = 'idle' | 'running' | 'done';
const transitions: Record<State, Partial<Record<string, State>>> = { idle: { start: 'running' }, running: { stop: 'idle', finish: 'done' }, done: {} };
let state: State = 'idle';
for (const event of ['stop', 'start', 'stop', 'start', 'finish', 'start']) {
  const next: State | undefined = transitions[state][event];
  console.log(state, event, next ?? 'refused');
  state = next ?? state;
}
const compose = <T>(...list: ((x: T) => T)[]) => (x: T): T => list.reduceRight((value, f) => f(value), x);
console.log(compose<number>((x) => x + 1, (x) => x * 2)(5));
const curry = (f: (...list: any[]) => any): any => function curried(...list: any[]): any {
  return list.length >= f.length ? f(...list) : (...more: any[]) => curried(...list, ...more);
};
console.log(curry((a: number, b: number, c: number) => a + b + c)(1)(2)(3), curry((a: number, b: number) => a * b)(3, 4));
