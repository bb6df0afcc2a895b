// import() of literals: evaluated when it is called, once, with errors as rejections.

import { problem } from './support/attempt.ts';

console.log('start');
const promise = import('./modules/lazy.ts');
console.log('after the call', promise instanceof Promise);
const first = await promise;
console.log(first.value, first.default, Object.keys(first).join());
const second = await import('./modules/lazy.ts');
console.log(first === second);
const { value: renamed } = await import('./modules/lazy.ts');
console.log(renamed);
for (let i = 0; i < 2; i++) {
  try {
    await import('./modules/throws.ts');
    console.log('no error');
  } catch (error) {
    console.log(problem(error));
  }
}
const lazily = async (): Promise<string> => (await import('./modules/counter.ts')).frozen;
console.log(await lazily(), await lazily());
console.log(await import('./modules/default-value.ts').then((module) => module.default.answer));
