// Map and Set: keys that are strings, numbers and objects; counting, deleting, iterating.

import { measure } from '../measure.ts';

const names = Array.from({ length: 5000 }, (_, i) => `key${(i * 7919) % 5000}`);
const objects = names.map((name) => ({ name }));

measure(() => {
  const counts = new Map<string, number>();
  for (let round = 0; round < 8; round++)
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + round);
  const seen = new Set<number>();
  for (let i = 0; i < 40_000; i++) seen.add((i * 2654435761) % 20_011);
  for (let i = 0; i < 20_011; i += 3) seen.delete(i);
  const byObject = new Map(objects.map((object, i) => [object, i]));
  let sum = 0;
  for (const object of objects) sum += byObject.get(object) ?? 0;
  for (const [name, count] of counts) if (name.endsWith('7')) sum += count;
  for (const value of seen) sum = (sum + value) % 1_000_003;
  return `${sum} ${counts.size} ${seen.size}`;
});
