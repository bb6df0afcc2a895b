// Elements of typed arrays by every kind of key and value.
const any = (v: unknown): any => v;
const keys: unknown[] = [0, 1, -0, 2, -1, 0.5, NaN, Infinity, 4294967295, 4294967296, '1', '-0', '01', '1.5', 'x', null, true];
const values: unknown[] = [1, 255, 256, -1, 1.9, -1.9, NaN, Infinity, 1e20, 4294967297, '7', null, undefined, true, {}, [9]];
const kinds = [Int8Array, Uint8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, Float32Array, Float64Array];
const read = (array: any, key: any): unknown => array[key];
const write = (array: any, key: any, value: any): unknown => (array[key] = value);
const readNumber = (array: Uint8Array, key: number): number | undefined => array[key];
const writeNumber = (array: Uint8Array, key: number, value: number): number => (array[key] = value);
for (const kind of kinds) {
  const array = new kind([10, 20]);
  console.log(kind.name, keys.map((key) => read(array, key)));
  console.log(values.map((value) => [write(array, 0, value), array[0]]));
  for (const key of keys) write(array, key, 5);
  console.log([...array], Object.keys(array), array.length);
  console.log(keys.map((key) => readNumber(any(array), any(key))));
  console.log(values.map((value) => [writeNumber(any(array), 1, any(value)), array[1]]));
}
const log: string[] = [];
const order = new Uint8Array(1);
order[any({ toString: () => (log.push('key'), '0') })] = any({ valueOf: () => (log.push('value'), 300) });
console.log(log, order[0]);
class Bytes extends Uint8Array {
  get first(): number {
    return this[0]!;
  }
}
const bytes = new Bytes(3);
bytes[0] = 513;
console.log(bytes.first, bytes.length, bytes[3], 3 in bytes, bytes.subarray(1).length);
const frozen = Object.freeze(new Uint8Array(0));
console.log(Object.isFrozen(frozen));
try {
  any(frozen)[0] = 1;
  console.log('written', frozen[0]);
} catch (error) {
  console.log((error as Error).message);
}
const view = new Uint8Array(new ArrayBuffer(8), 2, 4);
for (let i = 0; i < view.length; i++) view[i] = i * 100;
console.log([...view], [...new Uint8Array(view.buffer)], new DataView(view.buffer).getUint16(2));
const floats = new Float64Array(new Uint8Array([0, 0, 0, 0, 0, 0, 0xf9, 0xff, 1, 0, 0, 0, 0, 0, 0xf8, 0x7f]).buffer);
console.log(floats[0], floats[1], floats[0]! + 1, typeof floats[1], Number.isNaN(floats[0]));
