import { inA } from './cycle-throws-a.ts';
export const inB = 'b';
export const readA = (): string => inA;
(globalThis as any).readA = readA;
console.log('cycle-throws-b runs');
