import { log } from './async-log.ts';
log('plain does not wait');
export const plain = 2;
