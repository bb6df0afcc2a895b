// JSON: a document of records, parsed, changed and written.

import { measure } from '../measure.ts';

interface Entry {
  id: number;
  name: string;
  tags: string[];
  price: number;
  stock: { count: number; place: string | null };
  active: boolean;
}

const entries: Entry[] = Array.from({ length: 2000 }, (_, i) => ({
  id: i,
  name: `entry "${i}" – größer`,
  tags: ['a', 'bc', `tag${i % 17}`],
  price: i * 1.25 + 0.1,
  stock: { count: (i * 7919) % 1000, place: i % 3 === 0 ? null : `shelf ${i % 40}` },
  active: i % 2 === 0,
}));
const text = JSON.stringify(entries);

measure(() => {
  const parsed = JSON.parse(text) as Entry[];
  let sum = 0;
  for (const entry of parsed) {
    sum += entry.stock.count + entry.tags.length;
    entry.price *= 2;
  }
  return `${sum} ${JSON.stringify(parsed).length} ${JSON.stringify(parsed.slice(0, 100), null, 2).length}`;
});
