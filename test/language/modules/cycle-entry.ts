import { early } from './cycle-early.ts';
import { leafRead, leafValue, Leaf, hoistedLeaf, arrow } from './cycle-leaf.ts';
import * as self from './cycle-entry.ts';
import { attempt } from '../support/attempt.ts';
export { leafValue as viaEntry, Leaf as default, arrow } from './cycle-leaf.ts';
export * as leaves from './cycle-leaf.ts';
export function run(): string {
  return early() + leafRead();
}
export function throughEntry(): unknown {
  return [leafValue];
}
export function makeLeaf(): unknown {
  return new Leaf();
}
export function callLeaf(): unknown {
  return hoistedLeaf();
}
export function callArrow(): unknown {
  return arrow(1);
}
export function assign(): number {
  return (x = 5);
}
attempt('self', () => self.x);
export let x = 1;
const local = 'local';
export { local as renamed };
attempt('self later', () => [self.x, self.default === Leaf]);
x = 2;
