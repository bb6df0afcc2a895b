import { log } from './async-log.ts';
log('second starts');
await null;
log('second ends');
export const second = 3;
