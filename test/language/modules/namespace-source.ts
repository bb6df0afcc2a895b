export let x = 1;
export const setX = (v: number): void => {
  x = v;
};
export default function (): void {}
export { x as '0', x as 'a b', x as '10', x as '9' };
