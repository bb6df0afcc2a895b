// Modules with top-level await: what does not wait for them goes on, what does runs in order (ECMA-262 §16.2.1.5.3).

import { lines } from './modules/async-log.ts';
import { root } from './modules/async-root.ts';
import { a } from './modules/async-cycle-a.ts';

console.log(lines.join('\n'));
console.log(root, a);
const all = await Promise.all([import('./modules/async-root.ts'), import('./modules/async-cycle-b.ts'), import('./modules/async-cycle-a.ts')]);
console.log(all.map((space) => Object.keys(space).join()).join(' '), lines.length);
console.log(await import('./modules/async-then.ts'));
const [one, two] = await Promise.all([import('./modules/uses-awaits.ts'), import('./modules/uses-awaits.ts')]);
console.log(one === two, one.doubled);
