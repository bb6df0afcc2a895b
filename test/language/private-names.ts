// Private names: fields, methods, accessors, statics, `#x in`, and the errors of wrong objects.

import { attempt } from './support/attempt.ts';

class Account {
  #balance = 0;
  static #count = 0;
  readonly #owner: string;
  constructor(owner: string) {
    this.#owner = owner;
    Account.#count++;
  }
  deposit(amount: number) {
    this.#balance += amount;
    this.#log`deposited ${amount}`;
    return this;
  }
  #lines: string[] = [];
  #log(strings: TemplateStringsArray, ...values: unknown[]) {
    this.#lines.push(strings[0] + String(values[0]));
  }
  get #summary() {
    return `${this.#owner}: ${this.#balance}`;
  }
  set #summary(text: string) {
    this.#lines.push('summary ' + text);
  }
  report() {
    this.#summary = 'asked';
    return [this.#summary, this.#lines];
  }
  static count() {
    return Account.#count;
  }
  static isAccount(value: any) {
    return #balance in value;
  }
  static read(value: any) {
    return value.#balance;
  }
  static write(value: any) {
    value.#balance = 1;
  }
  static call(value: any) {
    value.#log`x`;
  }
  static overwrite(value: any) {
    value.#log = 1;
  }
  same(other: Account) {
    return this.#balance === other.#balance;
  }
  increment() {
    return [this.#balance++, ++this.#balance, this.#balance--, (this.#balance ||= 5), (this.#balance &&= 7), (this.#balance **= 2)];
  }
  static destructure(value: Account) {
    [value.#balance] = [99];
    ({ n: value.#balance } = { n: value.#balance + 1 });
    return value.#balance;
  }
  static noGetter(value: any) {
    return value.#onlySet;
  }
  set #onlySet(_: number) {}
  static noSetter(value: any) {
    value.#onlyGet = 1;
  }
  get #onlyGet() {
    return 1;
  }
}

attempt('fields and methods', () => new Account('ann').deposit(5).deposit(10).report());
attempt('static', () => [Account.count(), new Account('b') && Account.count()]);
attempt('in', () => [Account.isAccount(new Account('c')), Account.isAccount({}), Account.isAccount(Account)]);
attempt('in of no object', () => Account.isAccount(5));
attempt('read from a stranger', () => Account.read({}));
attempt('read from null', () => Account.read(null));
attempt('write to a stranger', () => Account.write({}));
attempt('method of a stranger', () => Account.call({}));
attempt('write to a method', () => Account.overwrite(new Account('d')));
attempt('no getter', () => Account.noGetter(new Account('e')));
attempt('no setter', () => Account.noSetter(new Account('e')));
attempt('other instances', () => new Account('f').deposit(1).same(new Account('g').deposit(1)));
attempt('operators', () => new Account('h').increment());
attempt('destructuring', () => Account.destructure(new Account('i')));
attempt('invisible', () => [Object.keys(new Account('l')), JSON.stringify(new Account('m')), Reflect.ownKeys(new Account('n'))]);

attempt('two classes, one spelling', () => {
  class A {
    #x = 'A';
    static get(a: A) {
      return a.#x;
    }
  }
  class B extends A {
    #x = 'B';
    both() {
      return A.get(this) + this.#x;
    }
  }
  return new B().both();
});
attempt('inner classes see outer names', () => {
  class Outer {
    #secret = 7;
    static Inner = class {
      read(outer: Outer) {
        return outer.#secret;
      }
    };
  }
  return new Outer.Inner().read(new Outer());
});
attempt('each evaluation has names of its own', () => {
  const make = () =>
    class {
      #x = 1;
      static has(value: object) {
        return #x in value;
      }
    };
  const [A, B] = [make(), make()];
  return [A.has(new A()), A.has(new B())];
});
attempt('added twice', () => {
  class Same {
    constructor(object: object) {
      return object;
    }
  }
  class Stamp extends Same {
    #mark = 1;
    static has(object: object) {
      return #mark in object;
    }
  }
  const object = {};
  new Stamp(object);
  const marked = Stamp.has(object);
  try {
    new Stamp(object);
  } catch (error) {
    return [marked, (error as Error).message];
  }
  return marked;
});
attempt('private methods are there before fields', () => {
  class A {
    x = this.#compute();
    #compute() {
      return 'computed';
    }
  }
  return new A().x;
});
attempt('static private method', () => {
  class A {
    static #helper(n: number) {
      return n * 2;
    }
    static run(n: number) {
      return this.#helper(n);
    }
  }
  class B extends A {}
  const results: unknown[] = [A.run(4)];
  try {
    B.run(4);
  } catch (error) {
    results.push((error as Error).name);
  }
  return results;
});
attempt('frozen objects keep private state', () => {
  class A {
    #n = 0;
    constructor() {
      Object.freeze(this);
    }
    up() {
      return ++this.#n;
    }
  }
  const a = new A();
  a.up();
  return a.up();
});
attempt('names of private functions', () => {
  class A {
    #method() {}
    #arrow = () => {};
    names() {
      return [this.#method.name, this.#arrow.name];
    }
  }
  return new A().names();
});
