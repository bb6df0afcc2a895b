let x = 1;
export { x as default };
export const change = (): number => ++x;
