import { log } from './async-log.ts';
import { first } from './async-first.ts';
import { plain } from './async-plain.ts';
import { second } from './async-second.ts';
import './async-both.ts';
log('root ' + first + plain + second);
export const root = 'root';
