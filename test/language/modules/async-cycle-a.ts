import { b, seenByB } from './async-cycle-b.ts';
import { log } from './async-log.ts';
log('cycle a starts');
await null;
export const a = 'a' + b;
log('cycle a ends ' + seenByB);
