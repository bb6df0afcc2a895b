// JSON modules.

import data from './modules/data.json' with { type: 'json' };
import again from './modules/data.json' with { type: 'json' };
import { text } from './support/attempt.ts';

console.log(data.name, text(data.list), Object.keys(data).join(), data === again);
console.log(Object.prototype.hasOwnProperty.call(data, '__proto__'), Object.getPrototypeOf(data) === Object.prototype);
(data as any).name = 'changed';
console.log(again.name, JSON.stringify(data));
