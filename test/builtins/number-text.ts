// Number: conversion, constants, toString, toFixed, toExponential, toPrecision, parseInt, parseFloat.

const show = (value: unknown): void => console.log(JSON.stringify(value));
const attempt = (action: () => unknown): void => {
  try {
    console.log(String(action()));
  } catch (error) {
    console.log((error as Error).name + ': ' + (error as Error).message);
  }
};

const values = [
  0,
  -0,
  1,
  -1,
  0.1,
  0.5,
  1.5,
  2.5,
  1.005,
  1.45,
  123.456,
  -123.456,
  1e21,
  1e20,
  123456789012345680000,
  1e-6,
  1e-7,
  1.5e-10,
  5e-324,
  1.7976931348623157e308,
  NaN,
  Infinity,
  -Infinity,
  255,
  4294967295,
  0.000001,
  99.995,
  1 / 3,
  1000000,
  9007199254740993,
];
for (const value of values) {
  show([
    String(value),
    value.toFixed(),
    value.toFixed(2),
    value.toFixed(10),
    value.toExponential(),
    value.toExponential(3),
    value.toPrecision(),
    value.toPrecision(1),
    value.toPrecision(5),
    value.toPrecision(21),
  ]);
  show([2, 3, 8, 16, 36].map((radix) => value.toString(radix)));
}
attempt(() => (1).toString(1));
attempt(() => (1).toString(37));
attempt(() => (255).toString(undefined));
attempt(() => (255).toString('16' as any));
attempt(() => (1).toFixed(101));
attempt(() => (1).toFixed(-1));
attempt(() => (1).toExponential(101));
attempt(() => (1).toPrecision(0));
attempt(() => (1).toPrecision(101));
attempt(() => NaN.toPrecision(1000));
attempt(() => (1.25).toFixed(1));
attempt(() => (-1.5).toFixed(0));
attempt(() => (-0.0000001).toFixed(2));
attempt(() => (1e21).toFixed(3));
attempt(() => (0.5).toFixed(100));
attempt(() => Number.prototype.toString.call('x'));
attempt(() => Number.prototype.valueOf.call({}));
attempt(() => new Number(5).toFixed(1));

for (const text of [
  '',
  ' ',
  '1',
  ' 12 ',
  '1.5',
  '.5',
  '5.',
  '+7',
  '-7',
  '1e3',
  '1e',
  '0x1F',
  '0b101',
  '0o17',
  '0x',
  '-0x1',
  'Infinity',
  '-Infinity',
  'infinity',
  '1_000',
  '12px',
  '\u00a01\ufeff',
  '1e400',
  '-0',
  '1 2',
  'null',
  '0.1e-5',
  '08',
]) {
  show([
    text,
    String(Number(text)),
    String(parseFloat(text)),
    String(parseInt(text)),
    Object.is(Number(text), -0),
  ]);
}
for (const [text, radix] of [
  ['101', 2],
  ['zz', 36],
  ['12', 1],
  ['12', 37],
  ['0x10', 16],
  ['0x10', 10],
  ['10', '8'],
  ['  -42abc', undefined],
  ['9007199254740993', 10],
  ['123456789012345678901234567890', 10],
  ['1e3', 10],
  ['-0', 10],
  ['', 10],
  ['11', 4294967298],
  [null, 36],
  [0.0000005, 10],
  ['7', NaN],
] as any[]) {
  show([text, radix, String(parseInt(text, radix))]);
}
show([
  Number(true),
  Number(null),
  String(Number(undefined)),
  Number([5]),
  String(Number([1, 2])),
  Number(new Date(7)),
  String(Number({})),
  Number({ valueOf: () => 3 }),
]);
show([String(Number()), Number.length, Number.name, typeof new Number(1)]);
show([
  isNaN('x' as any),
  isNaN('1' as any),
  isFinite('1' as any),
  isFinite(Infinity),
  Number.isNaN('x' as any),
  Number.isFinite('1' as any),
]);
show([
  Number.isInteger(1),
  Number.isInteger(1.5),
  Number.isInteger(Infinity),
  Number.isInteger('1'),
  Number.isSafeInteger(2 ** 53),
  Number.isSafeInteger(2 ** 53 - 1),
  Number.isSafeInteger(1.1),
]);
show([
  Number.MAX_VALUE,
  Number.MIN_VALUE,
  Number.MAX_SAFE_INTEGER,
  Number.MIN_SAFE_INTEGER,
  Number.EPSILON,
  String(Number.NaN),
  String(Number.NEGATIVE_INFINITY),
  String(Number.POSITIVE_INFINITY),
]);
for (const name of ['MAX_VALUE', 'NaN', 'EPSILON', 'isNaN', 'parseFloat']) {
  const found = Object.getOwnPropertyDescriptor(Number, name)!;
  show([name, found.writable, found.enumerable, found.configurable]);
}
attempt(() => Number(Symbol()));
attempt(() => (1234567.891).toLocaleString());
attempt(() => (-1234.5).toLocaleString());
attempt(() => (0).toLocaleString());
attempt(() => (1e21).toLocaleString());
attempt(() => (1234.5678).toLocaleString('en-US', { maximumFractionDigits: 1 }));
attempt(() => (12).toLocaleString('en-US', { minimumFractionDigits: 2 }));
