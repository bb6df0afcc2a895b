// expect: DR1024 2:1
import defer * as types from '../language/modules/types.ts';
console.log(types.makePair(1, 2));
