import './order-log.ts';
import { never } from './throws-again.ts';
import './never-runs.ts';
console.log('needs-throws must not run', never);
