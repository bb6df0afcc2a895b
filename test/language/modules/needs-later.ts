import './throws-later.ts';
import './order-log.ts';
console.log('needs-later must not run');
