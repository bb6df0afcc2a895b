// Modules that fail: the error stays, for the module and for all that import it; what did not run yet can still run.

import { problem } from './support/attempt.ts';

async function tryImport(label: string, load: () => Promise<any>): Promise<unknown> {
  try {
    const space = await load();
    console.log(label, 'gives', Object.keys(space).join());
    return undefined;
  } catch (error) {
    console.log(label, 'fails with', problem(error));
    return error;
  }
}

const errors: unknown[] = [];
for (let i = 0; i < 2; i++) {
  errors.push(await tryImport('needs-throws', () => import('./modules/needs-throws.ts')));
  errors.push(await tryImport('throws-again', () => import('./modules/throws-again.ts')));
}
console.log('one error', errors.every((error) => error === errors[0]));
await tryImport('never-runs', () => import('./modules/never-runs.ts'));

const late = await Promise.all([
  tryImport('needs-later', () => import('./modules/needs-later.ts')),
  tryImport('throws-later', () => import('./modules/throws-later.ts')),
  tryImport('needs-later too', () => import('./modules/needs-later.ts')),
]);
late.push(await tryImport('throws-later again', () => import('./modules/throws-later.ts')));
late.push(await tryImport('needs-later again', () => import('./modules/needs-later.ts')));
console.log('one late error', late.every((error) => error === late[0]));

const cycle = [
  await tryImport('cycle-throws-a', () => import('./modules/cycle-throws-a.ts')),
  await tryImport('cycle-throws-b', () => import('./modules/cycle-throws-b.ts')),
  await tryImport('cycle-throws-a', () => import('./modules/cycle-throws-a.ts')),
];
console.log('one error of the cycle', cycle.every((error) => error === cycle[0]), (globalThis as any).readA());

for (let i = 0; i < 2; i++) {
  await tryImport('throws-nothing', () => import('./modules/throws-nothing.ts'));
  await tryImport('throws-object', () => import('./modules/throws-object.ts'));
}
let uncaught = 0;
import('./modules/throws-again.ts').then(
  () => console.log('not here'),
  () => uncaught++,
);
await new Promise((resolve) => setTimeout(resolve, 1));
console.log('rejected', uncaught);
