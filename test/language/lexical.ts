#!/usr/bin/env node
// Lexical matters: comments, automatic semicolons, unicode identifiers, numeric separators, regular expressions or division.

import { attempt } from './support/attempt.ts';

attempt('semicolons', () => {
  let a = 1
  let b = 2
  a
  ++
  b
  const f = () => {
    return
    // eslint-disable-next-line no-unreachable
    5
  }
  const c = a
    + b
  return [a, b, f(), c]
})
attempt('continued call', () => {
  const f = (x: any) => [x]
  const result = f
  (5)
  return result
})
attempt('comments', () => /* one */ 1 /* two
  lines */ + 2 // three
)
attempt('unicode names', () => {
  const größe = 1, ಠ_ಠ = 2, $ = 3, _ = 4, \u0061bc = 5, 変数 = 6;
  return [größe, ಠ_ಠ, $, _, abc, 変数];
});
attempt('unicode keys', () => Object.keys({ ключ: 1, 'é': 2, '\u{1F600}': 3 }));
attempt('numbers', () => [1_000.5, 0xFF, 0XaB, 0b11, 0o17, 1e-3, 1E3, .5e1, 0.0]);
attempt('division or pattern', () => {
  const a = 8, g = 2, i = 1;
  return [a /g/i, /g/i.test('G'), [/a/].length, a / 2 / 2, (a) / g, 'x'.replace(/x/, '/')];
});
attempt('pattern after keywords', () => {
  const f = () => { return /x/.source };
  return [f(), typeof /y/, [1].map(() => /z/g.flags)];
});
attempt('contextual words', () => {
  const async = 1, of = 2, get = 3, set = 4, from = 5, as = 6, type = 7, let_ = 8, static_ = 9;
  for (const of of [10]) if (of) break;
  return [async, of, get, set, from, as, type, let_ + static_];
});
attempt('async as a name', () => {
  const async = (x: number) => x * 2;
  return [async(4), async (5)];
});
attempt('empty statements', () => {
  ;;;
  if (true);
  else;
  {}
  return 'fine';
});
attempt('nested conditionals', () => [1, 2, 3, 4].map((n) => n === 1 ? 'a' : n === 2 ? 'b' : n > 3 ? 'd' : 'c'));
attempt('precedence', () => [!1 + 1, -2 * -3, 2 + 3 + '5', '2' + 3 + 5, 1 < 2 < 3 as any, (3 > 2 as any) > 1, typeof 1 + 1, !'a' === false, 1 | 2 & 3 ^ 1, true || false && false, 7 & 3 << 1]);
attempt('line separators in strings', () => 'a\u2028b'.length + 'a b'.length);
attempt('long strings', () => ('x'.repeat(10) + 'yyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyyy').length);
attempt('html-like comment is an expression here', () => {
  let x = 3;
  return x-- > 1;
});
debugger;
