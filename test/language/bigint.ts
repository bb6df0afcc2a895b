// BigInt: arithmetic of any size, comparisons with numbers, and mixing that throws.

import { attempt } from './support/attempt.ts';

const big = 2n ** 100n;
attempt('power', () => big);
attempt('add', () => big + 1n);
attempt('subtract', () => 1n - big);
attempt('multiply', () => big * -3n);
attempt('divide', () => [7n / 2n, -7n / 2n, big / 12345678901234567890n]);
attempt('remainder', () => [7n % 3n, -7n % 3n, 7n % -3n, big % 1000000007n]);
attempt('negative power', () => {
  try {
    return 2n ** -1n;
  } catch (error) {
    return (error as Error).name;
  }
});
attempt('divide by zero', () => 1n / 0n);
attempt('bits', () => [5n & 3n, 5n | 3n, 5n ^ 3n, ~5n, -5n & 3n, -1n ^ 7n]);
attempt('shifts', () => [1n << 70n, big >> 98n, -9n >> 1n, 1n << -1n]);
attempt('unsigned shift', () => (1n as any) >>> 0n);
attempt('unary minus', () => -big);
attempt('unary plus', () => +(1n as any));
attempt('mixed', () => (1n as any) + 1);
attempt('with a string', () => (1n as any) + '1');
attempt('compare', () => [1n < 2, 2n > 1.5, 1n == (1 as any), 1n === (1 as any), 2n > '1', big > 1e30, big < Infinity]);
attempt('equal', () => [10n === 10n, big === 2n ** 100n, 0n == ('' as any), 1n == ('1' as any), 1n != ('x' as any)]);
attempt('truthiness', () => [0n ? 1 : 2, 1n ? 1 : 2, !0n, 0n || 'or']);
attempt('typeof', () => typeof big);
attempt('conversion', () => [BigInt(10), BigInt('0xff'), BigInt('  12  '), BigInt(''), BigInt(true), Number(big), parseInt('12n')]);
attempt('from fraction', () => BigInt(1.5));
attempt('from text', () => BigInt('1x'));
attempt('from undefined', () => BigInt(undefined as any));
attempt('new', () => new (BigInt as any)(1));
attempt('to text', () => [big.toString(), big.toString(16), (-255n).toString(2), `${big}`, String(-0n)]);
attempt('wrap', () => [BigInt.asIntN(8, 255n), BigInt.asUintN(8, -1n), BigInt.asIntN(64, 2n ** 63n)]);
attempt('as key', () => ({ [1n as any]: 'one' })[1]);
attempt('increment', () => {
  let n = 2n ** 64n - 1n;
  n++;
  return [n, n--, n];
});
attempt('factorial', () => {
  let product = 1n;
  for (let i = 1n; i <= 30n; i++) product *= i;
  return product;
});
attempt('fibonacci', () => {
  let [a, b] = [0n, 1n];
  for (let i = 0; i < 300; i++) [a, b] = [b, a + b];
  return a;
});
attempt('JSON', () => JSON.stringify({ a: 1n }));
attempt('Math', () => Math.max(1n as any));
