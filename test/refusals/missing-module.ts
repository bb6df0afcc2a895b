// expect: DR1031 2:25
import { nothing } from './not-there.ts';
console.log(nothing);
