import { b, readA, laterB } from './cycle-b.ts';
console.log('a starts, b is', b);
export const a = 'A';
export function hoisted(): string {
  return 'hoisted from a';
}
export let state = 'a: ' + b;
export const result = [readA(), laterB()].join();
console.log('a ends');
