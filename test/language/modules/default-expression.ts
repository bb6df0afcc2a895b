let x = 1;
export default x;
export const change = (): number => ++x;
