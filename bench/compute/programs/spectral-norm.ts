// Spectral norm of an infinite matrix. Floating point over typed arrays, and small functions to inline.

import { measure } from '../measure.ts';

const element = (i: number, j: number): number => 1 / (((i + j) * (i + j + 1)) / 2 + i + 1);

function multiply(from: Float64Array, to: Float64Array, transposed: boolean): void {
  for (let i = 0; i < to.length; i++) {
    let sum = 0;
    for (let j = 0; j < from.length; j++)
      sum += (transposed ? element(j, i) : element(i, j)) * from[j]!;
    to[i] = sum;
  }
}

measure(() => {
  const size = 250;
  const u = new Float64Array(size).fill(1);
  const v = new Float64Array(size);
  const between = new Float64Array(size);
  for (let i = 0; i < 10; i++) {
    multiply(u, between, false);
    multiply(between, v, true);
    multiply(v, between, false);
    multiply(between, u, true);
  }
  let uv = 0;
  let vv = 0;
  for (let i = 0; i < size; i++) {
    uv += u[i]! * v[i]!;
    vv += v[i]! * v[i]!;
  }
  return Math.sqrt(uv / vv).toFixed(9);
});
