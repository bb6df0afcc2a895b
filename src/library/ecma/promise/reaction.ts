// Reactions: what happens when a promise settles (ECMA-262 §27.2.1.2). Layer: ecma, below promise.ts.
// One object is the reaction, the node in its promise's list, and (for an async function) the suspended function, which
// awaits one promise at a time: an await of a native promise allocates nothing.

/** Call the handler and settle `target`, a native promise. */
export const TO_PROMISE = 0;
/** Call the handler and settle `target`, a capability of some other constructor. */
export const TO_CAPABILITY = 1;
/** Settle `target`, a native promise, as this one was settled: it was resolved with this promise. */
export const FORWARD = 2;
/** Call the handler; nobody sees what it returns. */
export const CALL = 3;
/** Resume a function: `onFulfilled(this reaction, mode, value)`. */
export const RESUME = 4;

export class Reaction {
  kind: number;
  target: any;
  onFulfilled: any;
  onRejected: any;
  context: any;
  next: any = undefined;

  constructor(kind: number, target: any, onFulfilled: any, onRejected: any, context: any) {
    this.kind = kind;
    this.target = target;
    this.onFulfilled = onFulfilled;
    this.onRejected = onRejected;
    this.context = context;
  }
}

/** A promise of any constructor with the functions that settle it (ECMA-262 §27.2.1.1). */
export class Capability {
  promise: any = undefined;
  resolve: any = undefined;
  reject: any = undefined;
}
