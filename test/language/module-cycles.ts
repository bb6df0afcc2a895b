// Cycles of modules: functions are there, variables are in their dead zone until their module ran.

import { a, result, state } from './modules/cycle-a.ts';
import { b, readA, readState } from './modules/cycle-b.ts';
import { run, x } from './modules/cycle-entry.ts';
import { leafRead } from './modules/cycle-leaf.ts';
import { Parent } from './modules/cycle-classes-a.ts';
import { Child } from './modules/cycle-classes-b.ts';

console.log(a, b, result, state, readA(), readState());
const child: any = new Parent().child();
console.log(child.kind, child instanceof Child, child instanceof (Parent as any));
console.log(x, run(), leafRead());
