// import(): evaluates a module and gives its namespace by a promise (ECMA-262 §13.3.10). Layer: ecma.
// Compiled `import('x')` calls `importModule`; failures of the evaluation reject the promise.

/** `evaluate` runs the module (undefined, or a promise with top-level await); `namespace` makes its namespace object. */
export function importModule(evaluate: () => any, namespace: () => any): any {
  return evaluateLater(evaluate, namespace);
}

async function evaluateLater(evaluate: () => any, namespace: () => any): Promise<any> {
  await undefined;
  const pending = evaluate();
  if (pending !== undefined) await pending;
  return namespace();
}
