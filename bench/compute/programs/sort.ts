// Sorting: numbers and records with comparators, strings without one.

import { measure } from '../measure.ts';

function numbers(count: number): number[] {
  let seed = 42;
  return Array.from({ length: count }, () => {
    seed = (seed * 1103515245 + 12345) & 0x7fffffff;
    return seed;
  });
}

const source = numbers(50_000);
const records = source.map((key, i) => ({ key: key % 1000, name: `n${key % 5000}`, i }));
const texts = source.slice(0, 20_000).map((value) => value.toString(36));

measure(() => {
  const byNumber = source.slice().sort((a, b) => a - b);
  const byKey = records
    .slice()
    .sort((a, b) => a.key - b.key || (a.name < b.name ? -1 : a.name > b.name ? 1 : 0));
  const byText = texts.slice().sort();
  return `${byNumber[1000]} ${byKey[25_000]!.i} ${byText[10_000]}`;
});
