import { Parent } from './cycle-classes-a.ts';
let base: any;
try {
  base = Parent;
} catch (error) {
  console.log('too early:', (error as Error).message);
  base = Object;
}
export class Child extends base {
  kind = 'child';
}
