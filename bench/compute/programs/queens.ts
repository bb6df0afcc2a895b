// Queens: ways to put nine of them on a board. Recursion, closures, arrays as sets.

import { measure } from '../measure.ts';

function solutions(size: number): number {
  const columns = Array.from({ length: size }, () => false);
  const rising = Array.from({ length: 2 * size }, () => false);
  const falling = Array.from({ length: 2 * size }, () => false);
  const place = (row: number): number => {
    if (row === size) return 1;
    let found = 0;
    for (let column = 0; column < size; column++) {
      const up = row + column;
      const down = row - column + size;
      if (columns[column] || rising[up] || falling[down]) continue;
      columns[column] = rising[up] = falling[down] = true;
      found += place(row + 1);
      columns[column] = rising[up] = falling[down] = false;
    }
    return found;
  };
  return place(0);
}

measure(() => solutions(9));
