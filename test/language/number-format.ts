// Numbers as text: the shortest that reads back, exponents, radix, fixed digits.

import { attempt } from './support/attempt.ts';

const numbers = [
  0, -0, 1, -1, 0.1, 0.2, 0.1 + 0.2, 1 / 3, 100, 1e20, 1e21, 123456789012345680000, 1e-6, 1e-7, 1.5e-9, 5e-324,
  1.7976931348623157e308, 2 ** 53, 2 ** 53 + 2, 4.35, 0.000001234, 123e-20, 1e100, 9007199254740993, 1.005, 2.5, 0.5, 3.14159,
  NaN, Infinity, -Infinity, 4294967295, -2147483648, 1e23, 9.5367431640625e-7, 1.7800590868057611e-307,
];
for (const number of numbers) {
  console.log(String(number), `${number}`, JSON.stringify(number), number + '');
}
for (const number of [255, -255, 0.5, 0.1, 1e21, 2 ** 53, 1 / 3, -7.25]) {
  console.log([2, 3, 8, 16, 36].map((radix) => number.toString(radix)).join(' '));
}
for (const number of [0, 1.005, 1.45, 2.5, -1.5, 1234.5678, 1e21, 0.000001, 123.456, 1e-10]) {
  console.log([0, 1, 2, 5, 20].map((digits) => number.toFixed(digits)).join(' '));
}
for (const number of [0, 1, 123456, 0.00015, 1e21, -1.25, 99.99]) {
  console.log([0, 2, 5].map((digits) => number.toExponential(digits)).join(' '), number.toExponential());
  console.log([1, 3, 7, 21].map((digits) => number.toPrecision(digits)).join(' '));
}
attempt('toString(1)', () => (1).toString(1));
attempt('toFixed(101)', () => (1).toFixed(101));
attempt('toPrecision(0)', () => (1).toPrecision(0));
attempt('toExponential(-1)', () => (1).toExponential(-1));
attempt('parseFloat', () => ['3.14abc', '  -2e3 ', '.5.', '-', 'Infinityx', '1e', '0x10', ''].map(parseFloat));
attempt('parseInt', () => [parseInt('42px'), parseInt('0x1F'), parseInt('11', 2), parseInt('z', 36), parseInt('9', 8), parseInt('  -7'), parseInt('1e3'), parseInt('', 10), parseInt('123', 37)]);
attempt('Number constants', () => [Number.MAX_SAFE_INTEGER, Number.EPSILON, Number.MIN_VALUE, Number.MAX_VALUE]);
attempt('Number tests', () => [Number.isInteger(5.0), Number.isInteger(5.5), Number.isSafeInteger(2 ** 53), Number.isNaN('x' as any), isNaN('x' as any), isFinite('1' as any), Number.isFinite('1' as any)]);
attempt('literals', () => [0b1010, 0o17, 0xff, 1_000_000, .5, 5., 1e3, 0xffffffffffff]);
