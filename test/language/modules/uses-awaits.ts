import { value } from './awaits.ts';
console.log('uses-awaits sees', value);
export const doubled = value + value;
