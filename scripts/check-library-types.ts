// Checks the library's types with tsc, less what its dialects allow and tsc does not. docs/internals.md describes them.

import { spawnSync } from 'node:child_process';
import path from 'node:path';

const ALLOWED = new Map([
  // Machine modules write each other's exported variables.
  ['TS2632', 'assignment to an import'],
  // Constructors of builtins that make their object themselves.
  ['TS2377', 'a derived constructor without super()'],
]);

const root = path.resolve(import.meta.dirname, '..');
const tsc = path.join(root, 'node_modules', '.bin', 'tsc');
const { stdout } = spawnSync(tsc, ['-p', 'tsconfig.library.json', '--pretty', 'false'], {
  cwd: root,
  encoding: 'utf8',
});
// A message's further lines are indented.
const messages = stdout.split(/\n(?! )/).filter((message) => message.trim() !== '');
const problems = messages.filter(
  (message) => !ALLOWED.has(/error (TS\d+)/.exec(message)?.[1] ?? ''),
);
for (const problem of problems) console.log(problem);
console.log(`${messages.length - problems.length} allowed, ${problems.length} problems`);
process.exitCode = problems.length === 0 ? 0 : 1;
