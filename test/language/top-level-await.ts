// await at top level: importers wait, siblings do not start over, errors reach the importer.

import { doubled } from './modules/uses-awaits.ts';
import { value } from './modules/awaits.ts';
import { problem } from './support/attempt.ts';

console.log('main starts', doubled, value);
const results = await Promise.all([1, 2, 3].map(async (n) => n * (await Promise.resolve(n))));
console.log(results.join());
for await (const n of [Promise.resolve('x'), 'y']) console.log(n);
try {
  await Promise.reject(new Error('awaited'));
} catch (error) {
  console.log(problem(error));
}
let n = 0;
while (n < 3) n += await Promise.resolve(1);
const { a = await Promise.resolve('default') } = {} as any;
console.log(n, a, (await Promise.resolve({ deep: { x: 1 } })).deep.x);
export const exported = await Promise.resolve('exported');
function later() {
  return exported;
}
console.log(later());
if (await Promise.resolve(true)) console.log('end');
