// structuredClone: what is copied, what keeps its identity, what is refused.
class Point {
  x = 1;
  get y() {
    return 2;
  }
}
const shared = { s: 1 };
const source: any = {
  n: 1,
  t: 'x',
  u: undefined,
  z: null,
  d: new Date(0),
  r: /a/gi,
  m: new Map<any, any>([[shared, [shared]]]),
  s: new Set([1, shared]),
  p: new Point(),
  list: [1, , 3],
  typed: new Uint8Array([1, 2]),
  buffer: new ArrayBuffer(2),
  boxed: [new Number(1), new String('s'), new Boolean(true)],
  shared,
};
source.self = source;
const copy = structuredClone(source);
console.log(
  copy,
  copy !== source,
  copy.self === copy,
  copy.m.has(copy.shared),
  copy.s.has(copy.shared),
  copy.p instanceof Point,
  copy.typed.buffer !== source.typed.buffer,
);
const error = structuredClone(Object.assign(new RangeError('e', { cause: shared }), { extra: 1 }));
console.log(
  error instanceof RangeError,
  error.message,
  error.name,
  error.cause,
  (error as any).extra,
);
console.log(
  structuredClone(5),
  structuredClone('x'),
  structuredClone(undefined),
  structuredClone(null),
  structuredClone([1, [2]]),
);
for (const value of [
  Symbol('s'),
  () => 1,
  { f: Math.max },
  new WeakMap(),
  Promise.resolve(),
] as any[]) {
  try {
    console.log(structuredClone(value));
  } catch (error: any) {
    console.log(error.name, error.code, error.message);
  }
}
try {
  (structuredClone as any)();
} catch (error: any) {
  console.log(error.name, error.code, error.message);
}
