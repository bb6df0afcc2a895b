// Typed arrays: construction, conversion of elements, properties, methods that move elements.

const show = (value: unknown): void => console.log(JSON.stringify(value));
const attempt = (action: () => unknown): void => {
  try {
    console.log(String(action()));
  } catch (error) {
    console.log((error as Error).name + ': ' + (error as Error).message);
  }
};
const types: any[] = [
  Int8Array,
  Uint8Array,
  Uint8ClampedArray,
  Int16Array,
  Uint16Array,
  Int32Array,
  Uint32Array,
  Float32Array,
  Float64Array,
];
const TypedArray: any = Object.getPrototypeOf(Uint8Array);

const inputs = [
  0,
  -0,
  1,
  -1,
  127,
  128,
  255,
  256,
  -129,
  32768,
  65536,
  2147483648,
  4294967296,
  1.5,
  2.5,
  -1.5,
  0.1,
  1e300,
  NaN,
  Infinity,
  -Infinity,
  '12',
  null,
  undefined,
  true,
  [7],
  '0x10',
];
for (const type of types) {
  const array = new type(inputs);
  show([
    type.name,
    type.length,
    type.BYTES_PER_ELEMENT,
    type.prototype.BYTES_PER_ELEMENT,
    Array.from(array as ArrayLike<number>, String),
  ]);
  show([
    Object.prototype.toString.call(array),
    Object.getPrototypeOf(type) === TypedArray,
    array.byteLength,
    array.byteOffset,
  ]);
}
show([TypedArray.name, TypedArray.length]);
attempt(() => new TypedArray());
attempt(() => (Uint8Array as any)(2));
attempt(() => new Uint8Array(-1));
attempt(() => new Uint16Array(new ArrayBuffer(3)));
attempt(() => new Uint16Array(new ArrayBuffer(4), 1));
attempt(() => new Uint16Array(new ArrayBuffer(4), 6));
attempt(() => new Uint16Array(new ArrayBuffer(4), 0, 3));
attempt(() => new Uint16Array(new ArrayBuffer(4), -1));
attempt(() => new Uint8Array(Symbol() as any));
show([
  new Uint8Array().length,
  new Uint8Array(undefined as any).length,
  new Uint8Array(null as any).length,
  new Uint8Array('3' as any).length,
  new Uint8Array(2.9).length,
  new Uint8Array({ length: 2, 0: 5, 1: '6' } as any),
  new Uint8Array(new Set([1, 2])),
  new Uint8Array([, 1] as any),
]);
show([
  new Float32Array(new Int8Array([1, -2])),
  new Uint8Array(new Uint8Array([1, 2])),
  new Uint8Array(new Float64Array([1.9, -1])),
]);

const array: any = new Uint8Array([10, 20, 30]);
array[1] = 300;
array[3] = 1;
array[-1] = 1;
array['1.5'] = 1;
array.extra = 'kept';
show([
  array,
  Object.keys(array),
  array[3] ?? 'none',
  array[-1] ?? 'none',
  1 in array,
  3 in array,
  '-0' in array,
  array.extra,
]);
show(Object.getOwnPropertyDescriptor(array, 0));
show([delete array.extra, Object.isFrozen(array), Object.isExtensible(array)]);
attempt(() => {
  delete array[0];
  return 'deleted';
});
attempt(
  () =>
    Object.defineProperty(array, 0, {
      value: 9,
      writable: true,
      enumerable: true,
      configurable: true,
    })[0],
);
attempt(() => Object.defineProperty(array, 5, { value: 9 }));
attempt(() => Object.freeze(new Uint8Array(1)));

const buffer = new ArrayBuffer(8);
const bytes = new Uint8Array(buffer);
const words = new Uint16Array(buffer, 2, 2);
words[0] = 0x1234;
show([
  bytes,
  words,
  words.byteOffset,
  words.buffer === buffer,
  bytes.subarray(2, 4),
  bytes.subarray(-3).byteOffset,
  bytes.slice(2, 4),
  bytes.slice(-100, 100).length,
]);
const floats = new Float64Array([1]);
show(new Uint8Array(floats.buffer));
show([
  ArrayBuffer.isView(bytes),
  ArrayBuffer.isView(buffer),
  ArrayBuffer.isView(new DataView(buffer)),
  buffer.byteLength,
  buffer.slice(2, 4).byteLength,
  Object.prototype.toString.call(buffer),
]);
attempt(() => new ArrayBuffer(-1));
attempt(() => (ArrayBuffer as any)(1));
attempt(() => ArrayBuffer.prototype.slice.call({} as any));

const target = new Uint8Array(6);
target.set([1, 2, 3], 2);
show(target);
target.set(target.subarray(2, 5), 1);
show(target);
target.set(new Float32Array([9.9]), 5);
show(target);
attempt(() => target.set([1], 6));
attempt(() => target.set([1], -1));
attempt(() => target.set(null as any));
attempt(() => target.set('78' as any) ?? target);
show([
  new Uint8Array([1, 2, 3, 4, 5]).copyWithin(0, 3),
  new Uint8Array([1, 2, 3, 4, 5]).copyWithin(1, 0, 3),
  new Uint8Array([1, 2, 3]).fill(7, 1),
  new Int16Array(3).fill(-2),
  new Float64Array(4).fill(0.5, -2),
  new Uint8Array([1, 2, 3]).reverse(),
  new Uint16Array([1, 2]).reverse(),
]);
show([
  new Float64Array([3, NaN, -0, 0, -Infinity, 1]).sort().join(),
  new Int8Array([3, -1, 2]).sort(),
  new Uint8Array([3, 1, 2]).sort((a, b) => b - a),
  new Float32Array([2.5, -1.5]).sort(),
]);
const many = new Int32Array(1000);
for (let i = 0; i < 1000; i++) many[i] = ((i * 7919) % 1009) - 500;
many.sort();
show([many[0], many[499], many[999], many.every((value, i) => i === 0 || value >= many[i - 1]!)]);
show([
  (new Uint8Array([3, 1]) as any).toSorted(),
  (new Uint8Array([3, 1]) as any).toReversed(),
  (new Uint8Array([3, 1]) as any).with(-1, 9),
]);
attempt(() => (new Uint8Array(2) as any).with(2, 1));
attempt(() => new Uint8Array(2).sort(1 as any));
attempt(() => Uint8Array.prototype.fill.call([] as any, 1));
attempt(() => Uint8Array.prototype.subarray.call([] as any));
attempt(() => Object.getOwnPropertyDescriptor(TypedArray.prototype, 'length')!.get!.call([]));
