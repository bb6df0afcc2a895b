// JSON modules.

import data from './modules/data.json' with { type: 'json' };
import again from './modules/data.json' with { type: 'json' };
import scalar from './modules/scalar.json' with { type: 'json' };
import * as space from './modules/data.json' with { type: 'json' };
import { text } from './support/attempt.ts';

console.log(data.name, text(data.list), Object.keys(data).join(), data === again);
console.log(Object.prototype.hasOwnProperty.call(data, '__proto__'), Object.getPrototypeOf(data) === Object.prototype);
(data as any).name = 'changed';
console.log(again.name, JSON.stringify(data));
console.log(Object.getOwnPropertyDescriptor(data, '__proto__')!.value, JSON.stringify(Object.entries(scalar)), Object.is((scalar as any).zero, -0));
console.log(Object.keys(space).join(), space.default === data, JSON.stringify(Object.getOwnPropertyDescriptor(space, 'default')!.enumerable));
