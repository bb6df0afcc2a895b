// Buffer: reading and writing integers and floats, with their range checks.
const bytes = Buffer.from([0xff, 0x80, 3, 4, 0xc5, 6, 7, 8, 9]);
const names = [
  'UInt8',
  'Int8',
  'UInt16LE',
  'UInt16BE',
  'Int16LE',
  'Int16BE',
  'UInt32LE',
  'UInt32BE',
  'Int32LE',
  'Int32BE',
  'FloatLE',
  'FloatBE',
  'DoubleLE',
  'DoubleBE',
];
function attempt(run: () => any): string {
  try {
    return String(run());
  } catch (error: any) {
    return `${error.name} ${error.code} ${error.message}`;
  }
}
for (const name of names) {
  for (const offset of [0, 1, 8, 9, -1, 1.5, '1', undefined] as any[]) {
    console.log(
      name,
      offset,
      attempt(() => (bytes as any)['read' + name](offset)),
    );
  }
  for (const value of [
    0,
    1,
    -1,
    127,
    128,
    255,
    256,
    65536,
    -32768,
    2 ** 31,
    1.5,
    NaN,
    '7',
    Infinity,
  ] as any[]) {
    const target = Buffer.alloc(9);
    console.log(
      name,
      value,
      attempt(() => (target as any)['write' + name](value, 1)),
      target.toString('hex'),
    );
  }
}
for (const size of [1, 2, 3, 4, 5, 6, 7, 0, undefined] as any[]) {
  for (const name of ['UIntLE', 'UIntBE', 'IntLE', 'IntBE']) {
    console.log(
      name,
      size,
      attempt(() => (bytes as any)['read' + name](1, size)),
    );
    const target = Buffer.alloc(9);
    console.log(
      name,
      size,
      attempt(() => (target as any)['write' + name](-5, 1, size)),
      target.toString('hex'),
      attempt(() => (target as any)['write' + name](100, 0, size)),
      target.toString('hex'),
    );
  }
}
console.log(
  typeof bytes.readUint8,
  typeof bytes.readUint16LE,
  typeof bytes.writeUint32BE,
  typeof bytes.readUintBE,
);
