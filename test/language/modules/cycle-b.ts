import { a, hoisted, state } from './cycle-a.ts';
console.log('b starts,', hoisted());
export const b = 'B';
export const readA = (): string => a;
export const readState = (): string => state;
try {
  console.log(a);
} catch (error) {
  console.log(String(error));
}
export function laterB(): string {
  return `later ${a}`;
}
console.log('b ends');
