// %IteratorPrototype% and %AsyncIteratorPrototype% (ECMA-262 §27.1.2, §27.1.3). Layer: ecma.

/** @builtin %IteratorPrototype% */
export class IteratorPrototype {
  [Symbol.iterator](): any {
    return this;
  }
}

/** @builtin %AsyncIteratorPrototype% */
export class AsyncIteratorPrototype {
  [Symbol.asyncIterator](): any {
    return this;
  }
}
