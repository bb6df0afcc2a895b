import { second } from './async-second.ts';
import { log } from './async-log.ts';
log('parent of second ' + second);
