import { inB } from './cycle-throws-b.ts';
export const inA = 'a';
console.log('cycle-throws-a throws after', inB);
throw new Error('cycle failed');
