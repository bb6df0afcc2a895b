// Packages: CommonJS and ES modules from node_modules, with and without types; require as a value.

import classic from 'classic';
import { helper } from 'classic';
import Modern, { name } from 'modern';
import { extra } from 'modern/extra';
import { kind } from 'dual';
import exporter, { named } from 'exporter';
import * as exporterSpace from 'exporter';
import typed from 'typed';
import cyclic from 'cyclic';
// @ts-expect-error no types
import guarded from 'guarded';
import indirect from 'indirect';
import scoped from '@scope/scoped';
import { text } from './support/attempt.ts';

console.log('main starts');
console.log((classic as any)('world'), (classic as any).twice, text((classic as any).context));
console.log((helper as any).greet('x'), (helper as any).up(), (classic as any).helper.count);
console.log(new (Modern as any)().get(), name, extra, kind);
console.log(typeof exporter, (exporter as any).default, named, (exporter as any).dual, (exporter as any).code);
console.log(Object.keys(exporterSpace).sort().join(), exporterSpace.default === exporter);
console.log(typed(21), typed.version);
console.log(text(cyclic));
console.log(text(scoped));
console.log(text(indirect));
console.log(text(guarded));
