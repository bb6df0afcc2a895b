// util.inspect: arrays, holes, columns, typed arrays, buffers.
console.log([], [1, 2, 3], ['a', 'b'], [[]], [[[[]]]], [undefined, null]);
console.log(
  [1, , , 4, ,],
  new Array(5),
  [, 'a'],
  Object.assign([1, 2, 3], { extra: true, 'x y': 1 }),
);
console.log(Array.from({ length: 200 }, (_, i) => i));
console.log(Array.from({ length: 30 }, (_, i) => i * 1000));
console.log(Array.from({ length: 30 }, (_, i) => 'item' + i));
console.log(Array.from({ length: 7 }, (_, i) => ({ i })));
console.log(Array.from({ length: 120 }, (_, i) => 'x'.repeat(i % 13)));
console.log(
  [-1.5, 2, 300, 4, 5, 6, 7, 8],
  Array.from({ length: 27 }, (_, i) => (i % 2 ? 'a' : i)),
);
console.log(
  Array.from({ length: 8 }, (_, i) => new Array(i)),
  ['a'.repeat(60), 'b'.repeat(30)],
);
console.log(new (class Foo extends Array {})(3), [[1, [2, [3, [4]]]]], {
  list: [
    [1, 2],
    [3, 4],
  ],
});
console.log(
  new Uint8Array([1, 2, 3]),
  new Float64Array([1.5, -0, NaN]),
  new Uint8Array(0),
  new Int16Array(3),
  new Uint8ClampedArray([300]),
);
console.log(new ArrayBuffer(4), { b: new ArrayBuffer(60) }, new DataView(new ArrayBuffer(2)));
console.log(new Uint8Array(200), new Float32Array([0.1, 1e10]));
console.log(Object.assign(new Uint8Array(2), { x: 1 }));
console.log(['日本', '日本語', 'x', 'yy', 'é', '😀', 'a', 'b']);
