// expect: DR1033 3:13
import { both } from '../language/modules/stars.ts';
console.log(both);
