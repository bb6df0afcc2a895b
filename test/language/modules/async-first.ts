import { log } from './async-log.ts';
log('first starts');
await null;
log('first goes on');
await null;
await null;
log('first ends');
export const first = 1;
