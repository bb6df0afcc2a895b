console.log('evaluating counter');
export let count = 0;
export function increment(): number {
  count++;
  return count;
}
export { count as renamed };
export default function described(): string {
  return `count is ${count}`;
}
export const frozen = 'constant';
export class Box {
  static readonly label = 'Box';
  constructor(readonly value: unknown) {}
}
let replaced = 'before';
export { replaced };
export const replace = (text: string): void => {
  replaced = text;
};
