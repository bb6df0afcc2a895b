export * from './counter.ts';
export * as everything from './counter.ts';
export { increment as plus, default as describe } from './counter.ts';
export { default } from './default-value.ts';
export const count = 'own wins';
