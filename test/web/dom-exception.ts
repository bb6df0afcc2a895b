// DOMException: names, codes, constants.
const exception = new DOMException('message', 'NotFoundError');
console.log(
  exception.name,
  exception.message,
  exception.code,
  String(exception),
  exception instanceof Error,
  Object.prototype.toString.call(exception),
);
console.log(
  new DOMException().name,
  new DOMException('x').code,
  new DOMException('x', 'Unknown').code,
  new DOMException('x', { name: 'AbortError', cause: 5 }).cause,
);
console.log(
  DOMException.ABORT_ERR,
  DOMException.DATA_CLONE_ERR,
  exception.stack!.split('\n')[0],
  Object.keys(exception),
);
for (const name of [
  'IndexSizeError',
  'HierarchyRequestError',
  'InvalidCharacterError',
  'SyntaxError',
  'AbortError',
  'TimeoutError',
  'DataCloneError',
  'QuotaExceededError',
  'OperationError',
])
  console.log(name, new DOMException('', name).code);
try {
  structuredClone({ f: Math.max });
} catch (error: any) {
  console.log(error.name, error.code, error.message, error instanceof DOMException);
}
