// expect: DR1010 4:10
// expect: DR1010 6:14
export function compute(text: string): unknown {
  return eval(text);
}
const run = (eval as any);
console.log(run, compute('1'));
