// Under this key a function has the names of its callback's values, for util.promisify: they become one object. Layer: node.

export const promisifyNames: unique symbol = Symbol('customPromisifyArgs') as any;

/** Names the values of the callback of `original`. */
export function namePromisified(original: any, names: string[]): void {
  Object.defineProperty(original, promisifyNames, { value: names, enumerable: false });
}
