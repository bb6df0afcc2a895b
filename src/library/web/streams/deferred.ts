// Deferred: a promise with its settling functions, whose rejection nobody has to handle. Layer: web.

export class Deferred<T> {
  promise: Promise<T>;
  resolve!: (value: T) => void;
  reject!: (reason: any) => void;
  settled = false;

  constructor() {
    this.promise = new Promise<T>((resolve, reject) => {
      this.resolve = (value) => {
        this.settled = true;
        resolve(value);
      };
      this.reject = (reason) => {
        this.settled = true;
        reject(reason);
      };
    });
    this.promise.then(undefined, ignoreRejection);
  }
}

export function ignoreRejection(): void {}

/** `callback(...)` as a promise: what it throws becomes a rejection. */
export function promiseOf(callback: any, thisValue: any, a?: any, b?: any): Promise<any> {
  try {
    return Promise.resolve(callback.call(thisValue, a, b));
  } catch (error) {
    return Promise.reject(error);
  }
}

/** A TypeError with Node's code. */
export function invalidState(message: string): TypeError {
  const error: any = new TypeError('Invalid state: ' + message);
  error.code = 'ERR_INVALID_STATE';
  return error;
}
