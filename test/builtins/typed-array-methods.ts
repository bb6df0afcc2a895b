// Typed arrays: iteration, searching, from/of, species, DataView, resizable buffers.

const show = (value: unknown): void => console.log(JSON.stringify(value));
const attempt = (action: () => unknown): void => {
  try {
    console.log(String(action()));
  } catch (error) {
    console.log((error as Error).name + ': ' + (error as Error).message);
  }
};
const TypedArray: any = Object.getPrototypeOf(Uint8Array);

const array = new Int16Array([5, -3, 0, 7, -3]);
show([
  array.map((x) => x * 2),
  array.filter((x) => x < 0),
  array.reduce((a, b) => a + b),
  array.reduceRight((a, b) => a + '|' + b, ''),
  array.find((x) => x < 0),
  array.findIndex((x) => x === 7),
  array.findLast((x) => x < 0),
  array.findLastIndex((x) => x > 100),
]);
show([
  array.some((x) => x > 6),
  array.every((x) => x > 6),
  array.indexOf(-3),
  array.lastIndexOf(-3),
  array.indexOf(-3, 2),
  array.lastIndexOf(-3, -2),
  array.includes(7),
  new Float32Array([NaN]).includes(NaN),
  new Float32Array([NaN]).indexOf(NaN),
]);
show([
  array.join(),
  array.join('-'),
  array.toString(),
  array.at(-1),
  array.at(9) ?? 'none',
  new Float64Array([1234.5, 2]).toLocaleString(),
]);
show([[...array.keys()], [...array.entries()], [...array.values()], [...array]]);
let log = '';
array.forEach((value, index, whole) => {
  log += value + ':' + index + (whole === array) + ' ';
});
show(log);
attempt(() => new Uint8Array(0).reduce((a) => a));
attempt(() => array.map(3 as any));
attempt(() => array.find('x' as any));
show([
  Uint8Array.from([1, 2, 300]),
  Uint8Array.from('123'),
  Uint8Array.from({ length: 2, 0: 4 } as any),
  Uint8Array.from([1, 2], (x, i) => x * 10 + i),
  Uint8Array.from(new Set([9, 8])),
  Int8Array.of(1, -1, 200),
]);
attempt(() => Uint8Array.from(null as any));
attempt(() => Uint8Array.from([1], 3 as any));
attempt(() => Uint8Array.of.call(Array as any, 1));
show([
  array.values === (array as any)[Symbol.iterator],
  array.keys.name,
  TypedArray.prototype.map.length,
  TypedArray.prototype.set.length,
  TypedArray.from.length,
  TypedArray.of.length,
  TypedArray.prototype.fill.length,
]);
for (const name of ['buffer', 'byteLength', 'byteOffset', 'length']) {
  const found = Object.getOwnPropertyDescriptor(TypedArray.prototype, name)!;
  show([name, found.get!.name, found.set ?? 'none', found.enumerable]);
}
show(
  (Object.getOwnPropertyDescriptor(TypedArray.prototype, Symbol.toStringTag) as any).get.call([]) ??
    'undefined',
);

class Bytes extends Uint8Array {
  total(): number {
    return this.reduce((a, b) => a + b, 0);
  }
}
const bytes = new Bytes([1, 2, 3]);
show([
  bytes.total(),
  bytes.map((x) => x + 1) instanceof Bytes,
  bytes.slice(1).total(),
  bytes.subarray(1).total(),
  Bytes.from([4]).total(),
  bytes.constructor.name,
]);
class Plain extends Uint8Array {
  static override get [Symbol.species](): any {
    return Uint16Array;
  }
}
show([
  Object.prototype.toString.call(new Plain(2).map((x) => x)),
  Object.prototype.toString.call(new Plain([1, 2]).slice()),
]);

const view = new DataView(new ArrayBuffer(16), 1, 12);
view.setInt8(0, -1);
view.setUint16(1, 0x1234);
view.setUint16(3, 0x1234, true);
view.setFloat32(5, 1.5);
show([
  view.getUint8(0),
  view.getUint8(1),
  view.getUint8(3),
  view.getUint16(1),
  view.getUint16(1, true),
  view.getFloat32(5),
  view.getInt32(1),
  view.getUint32(1, true),
  view.byteLength,
  view.byteOffset,
]);
view.setFloat64(2, Math.PI, true);
show([view.getFloat64(2, true), view.getFloat64(2), new Uint8Array(view.buffer)]);
view.setInt16(0, 70000);
view.setUint32(4, -1);
show([view.getInt16(0), view.getUint32(4), view.getInt32(4)]);
attempt(() => view.getInt32(9));
attempt(() => view.getInt32(-1));
attempt(() => view.setInt8(12, 1));
attempt(() => view.getInt8(undefined as any));
attempt(() => new DataView({} as any));
attempt(() => new DataView(new ArrayBuffer(3), 4));
attempt(() => new DataView(new ArrayBuffer(3), 1, 4));
attempt(() => (DataView as any)(new ArrayBuffer(1)));
attempt(() => DataView.prototype.getInt8.call({} as any, 0));
show([
  DataView.prototype.getInt16.length,
  DataView.prototype.setInt16.length,
  DataView.length,
  Object.prototype.toString.call(view),
]);

const resizable: any = new (ArrayBuffer as any)(4, { maxByteLength: 8 });
const tracking = new Uint8Array(resizable);
const fixed = new Uint8Array(resizable, 2, 2);
tracking.set([1, 2, 3, 4]);
show([resizable.resizable, resizable.maxByteLength, tracking.length, fixed.length]);
resizable.resize(8);
show([tracking, fixed, tracking.length]);
resizable.resize(3);
show([tracking, fixed.length, fixed.byteLength, resizable.byteLength]);
resizable.resize(6);
show([tracking, fixed]);
attempt(() => resizable.resize(9));
attempt(() => (new ArrayBuffer(1) as any).resize(1));
attempt(() => new (ArrayBuffer as any)(8, { maxByteLength: 4 }));

const sum = (values: ArrayLike<number>): number => {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
};
const big = new Float64Array(10000);
for (let i = 0; i < big.length; i++) big[i] = i / 2;
show([sum(big), sum([1, 2, 3]), sum(new Uint8Array([1, 2, 250])), sum(new Int32Array(big))]);
