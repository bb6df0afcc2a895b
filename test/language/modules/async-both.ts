import { first } from './async-first.ts';
import { second } from './async-second.ts';
import { log } from './async-log.ts';
import './async-parent.ts';
log('both ' + (first + second));
await null;
log('both ends');
