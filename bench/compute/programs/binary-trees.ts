// Binary trees: many short-lived objects beside one that lives long. The collector.

import { measure } from '../measure.ts';

class Tree {
  constructor(
    readonly left: Tree | null,
    readonly right: Tree | null,
  ) {}

  count(): number {
    return this.left === null || this.right === null
      ? 1
      : 1 + this.left.count() + this.right.count();
  }
}

function grow(depth: number): Tree {
  return depth === 0 ? new Tree(null, null) : new Tree(grow(depth - 1), grow(depth - 1));
}

const DEPTH = 14;

measure(() => {
  const longLived = grow(DEPTH);
  let nodes = 0;
  for (let depth = 4; depth <= DEPTH; depth += 2) {
    for (let i = 1 << (DEPTH - depth + 4); i > 0; i -= 4) nodes += grow(depth).count();
  }
  return nodes + longLived.count();
});
