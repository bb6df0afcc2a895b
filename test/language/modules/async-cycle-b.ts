import { a } from './async-cycle-a.ts';
import { log } from './async-log.ts';
export let seenByB = '';
log('cycle b starts');
await null;
try {
  seenByB = a;
} catch (error) {
  seenByB = (error as Error).message;
}
export const b = 'b';
log('cycle b ends');
