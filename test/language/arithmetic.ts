// Number arithmetic: operators, conversions and the special values.

import { attempt, text } from './support/attempt.ts';

const numbers = [0, -0, 1, -1, 2.5, -7, 3, NaN, Infinity, -Infinity, 2 ** 31, 2 ** 53, 1e-7, 5e-324];
for (const a of numbers) {
  for (const b of numbers) {
    const results = [a + b, a - b, a * b, a / b, a % b];
    console.log(text(a), text(b), results.map(text).join(' '));
  }
}

for (const [a, b] of [[2, 10], [2, -1], [-8, 1 / 3], [0, 0], [NaN, 0], [1, Infinity], [-2, 3], [9, 0.5]] as const) {
  attempt(`${a} ** ${b}`, () => a ** b);
}

let counter: any = 5;
attempt('postfix', () => counter++ + counter--);
attempt('prefix', () => ++counter * --counter);
counter = '6';
attempt('string++', () => counter++);
attempt('then', () => counter);
counter = 'x';
attempt('x++', () => counter++);

attempt('unary plus', () => [+'', +' 12 ', +'0x1f', +'1e3', +'abc', +true, +null, +[], +[5], +[1, 2]]);
attempt('unary plus undefined', () => +(undefined as any));
attempt('unary minus', () => [-'3', -'', -0, -(-0)]);
attempt('symbol', () => +(Symbol('s') as any));
attempt('0.1 + 0.2', () => 0.1 + 0.2);
attempt('precedence', () => 2 + 3 * 4 ** 2 / 8 - 1);
attempt('right associative', () => 2 ** 3 ** 2);
attempt('minus power', () => (-2) ** 2);
attempt('integer overflow', () => 2147483647 + 1);
attempt('multiplication beyond 2^53', () => 94906267 * 94906267);
attempt('-1 * 0', () => -1 * 0);
attempt('0 / -3', () => 0 / -3);
attempt('-4 % 2', () => -4 % 2);
attempt('5.5 % 2', () => 5.5 % 2);
attempt('mixed +', () => [1 + '2', '1' + 2, true + (1 as any), null + (1 as any), [] + ({} as any), [1] + ([2] as any)]);
attempt('string minus', () => ('10' as any) - ('4' as any));
attempt('dates', () => typeof (new Date(5) as any + 1));
