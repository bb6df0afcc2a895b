import { deeper } from './cycle-deeper.ts';
console.log('leaf runs');
export const leafValue = deeper + 1;
export function leafRead(): number {
  return leafValue + deeper;
}
export function hoistedLeaf(): number {
  return deeper;
}
export class Leaf {
  value = deeper;
}
export const arrow = (n: number): number => n + deeper;
