// Loops: for, while, do, break, continue, labels.

import { attempt } from './support/attempt.ts';

attempt('for', () => {
  const seen: number[] = [];
  for (let i = 0, j = 10; i < j; i += 2, j--) seen.push(i * 100 + j);
  return seen;
});
attempt('for without parts', () => {
  let i = 0;
  for (;;) {
    if (++i > 4) break;
  }
  return i;
});
attempt('for with an existing variable', () => {
  let i;
  for (i = 0; i < 3; i++);
  return i;
});
attempt('while', () => {
  let n = 27;
  let steps = 0;
  while (n !== 1) {
    n = n % 2 === 0 ? n / 2 : 3 * n + 1;
    steps++;
  }
  return steps;
});
attempt('do', () => {
  let runs = 0;
  do runs++;
  while (false);
  return runs;
});
attempt('continue in do goes to the condition', () => {
  let i = 0;
  const seen: number[] = [];
  do {
    i++;
    if (i === 2) continue;
    seen.push(i);
  } while (i < 4);
  return seen;
});
attempt('continue in for runs the update', () => {
  const seen: number[] = [];
  for (let i = 0; i < 5; i++) {
    if (i % 2) continue;
    seen.push(i);
  }
  return seen;
});
attempt('labelled break', () => {
  const seen: string[] = [];
  outer: for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      if (i === 1 && j === 1) break outer;
      seen.push(`${i}${j}`);
    }
  }
  return seen;
});
attempt('labelled continue', () => {
  const seen: string[] = [];
  outer: for (let i = 0; i < 3; i++) {
    for (let j = 0; j < 3; j++) {
      if (j === 1) continue outer;
      seen.push(`${i}${j}`);
    }
  }
  return seen;
});
attempt('labelled block', () => {
  const seen: string[] = [];
  block: {
    seen.push('in');
    if (seen.length) break block;
    seen.push('never');
  }
  return seen;
});
attempt('label on if', () => {
  let x = 0;
  done: if (true) {
    x = 1;
    if (x) break done;
    x = 2;
  }
  return x;
});
attempt('several labels', () => {
  let n = 0;
  a: b: for (let i = 0; i < 5; i++) {
    if (i === 1) continue b;
    if (i === 3) break a;
    n += i;
  }
  return n;
});
attempt('labelled do and while', () => {
  let i = 0;
  outer: do {
    let j = 0;
    while (true) {
      if (++j > 2) continue outer;
      if (i > 3) break outer;
      i++;
    }
  } while (i < 10);
  return i;
});
attempt('for-of with labels', () => {
  const seen: number[] = [];
  rows: for (const row of [[1, 2, 3], [4, 5, 6], [7, 8, 9]]) {
    for (const cell of row) {
      if (cell === 2) continue rows;
      if (cell === 8) break rows;
      seen.push(cell);
    }
  }
  return seen;
});
attempt('empty body', () => {
  let i = 0;
  while (i++ < 3);
  return i;
});
attempt('return from a nested loop', () => {
  for (let i = 0; ; i++) for (let j = 0; j < i; j++) if (i * j === 12) return [i, j];
});
attempt('many turns', () => {
  let sum = 0;
  for (let i = 0; i < 1_000_000; i++) sum = (sum + i * 7) % 1000003;
  return sum;
});
attempt('loop variable as a double', () => {
  const seen: number[] = [];
  for (let x = 0.5; x < 3; x += 0.75) seen.push(x);
  return seen;
});
attempt('counting down past zero', () => {
  let n = 0;
  for (let i = 3; i >= -2; i--) n = n * 10 + Math.abs(i);
  return n;
});
attempt('overflow of an index', () => {
  let i = 2147483646;
  const seen: number[] = [];
  for (let n = 0; n < 4; n++) seen.push(i++);
  return seen;
});
