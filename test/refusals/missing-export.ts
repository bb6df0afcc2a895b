// expect: DR1033 3:13
import { missing } from '../language/modules/types.ts';
console.log(missing);
