// util.inspect: options, colours, custom inspectors.
import util, { inspect } from 'node:util';

const sample: any = {
  name: 'x',
  list: [1, 'two', null, undefined, true],
  map: new Map([['k', { v: [1, { w: {} }] }]]),
  nested: { a: { b: { c: { d: 1 } } } },
  date: new Date(0),
  re: /x/g,
  fn() {},
  sym: Symbol('s'),
};
for (const options of [
  {},
  { depth: 0 },
  { depth: 1 },
  { depth: null },
  { compact: false },
  { compact: true },
  { compact: 1 },
  { colors: true },
  { sorted: true },
  { breakLength: 40 },
  { breakLength: Infinity },
  { maxArrayLength: 2 },
  { maxArrayLength: 0 },
  { maxStringLength: 1 },
  { compact: true, breakLength: 20 },
] as any[]) {
  console.log(JSON.stringify(options), inspect(sample, options));
}
console.log(
  inspect({ a: 1, b: { c: 2 } }, false, 0),
  inspect([1], true),
  inspect({ a: { b: { c: { d: {} } } } }, { showHidden: true, depth: 5 }),
);
console.log(
  inspect(
    {
      get a() {
        return { x: 1 };
      },
      get b() {
        throw new Error('no');
      },
      set c(v: any) {},
    },
    { getters: true },
  ),
);
class Money {
  constructor(readonly amount: number) {}
  [inspect.custom](depth: number, options: any, inner: any) {
    return `Money<${this.amount} ${depth} ${options.depth} ${typeof options.stylize} ${inner === inspect}>`;
  }
}
console.log(new Money(5), [new Money(6)], { m: { n: new Money(7) } });
console.log(
  { [util.inspect.custom]: () => ({ replaced: true }) },
  { [Symbol.for('nodejs.util.inspect.custom')]: () => 'multi\nline' },
  [[{ [inspect.custom]: () => 'multi\nline' }]],
);
console.log(inspect(new Money(1), { customInspect: false }));
console.log(
);
console.log(inspect(sample, { sorted: (a: string, b: string) => (a < b ? 1 : -1) }));
console.log(Object.keys(inspect.defaultOptions), inspect.colors.red, inspect.styles.number);
console.log(
  util.isDeepStrictEqual(
    { a: [1, new Map([[1, { b: 2 }]])] },
    { a: [1, new Map([[1, { b: 2 }]])] },
  ),
  util.isDeepStrictEqual([1], ['1']),
);
console.log(
  util.stripVTControlCharacters('\u001b[31mred\u001b[39m'),
  util.types.isMap(new Map()),
  util.types.isDate({}),
  util.types.isPromise(Promise.resolve()),
  util.types.isRegExp(/a/),
  util.types.isUint8Array(new Uint8Array(1)),
  util.types.isGeneratorFunction(function* () {}),
  util.types.isAsyncFunction(async () => {}),
  util.types.isNativeError(new TypeError()),
  util.types.isBoxedPrimitive(Object(1)),
);
