// Every check of the repository, one after the other; the last line is `N passed, N failed`.
// `npm test -- NAME...` runs only the steps whose names begin so.

import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';
import path from 'node:path';

interface Step {
  readonly name: string;
  readonly command: readonly string[];
}

/** What a step's output counts; a step that counts nothing is one check. */
interface Count {
  passed: number;
  failed: number;
}

const root = path.resolve(import.meta.dirname, '..');
const node = process.execPath;
const tool = (name: string): string => path.join(root, 'node_modules', '.bin', name);
const script = (name: string): readonly string[] => [node, '--import', 'tsx', name];

/** Programs that touch what targets do differently; emulation is slow. */
const ON_MACHINES = [
  'language/async-functions',
  'language/exit-status',
  'language/stack-overflow',
  'language/top-level-await',
  'language/top-level-rejection',
  'language/uncaught-exception',
  'language/unsettled-await',
  'builtins/date-values',
  'builtins/number-text',
  'builtins/promise',
];

const steps: readonly Step[] = [
  { name: 'format', command: [tool('prettier'), '--check', '--log-level=warn', '.'] },
  { name: 'lint', command: [tool('oxlint'), '--deny-warnings'] },
  { name: 'layers', command: script('scripts/check-layers.ts') },
  { name: 'architecture paths', command: script('scripts/check-architecture-paths.ts') },
  { name: 'types of the tools', command: [tool('tsc'), '-p', 'tsconfig.json'] },
  { name: 'types of the library', command: script('scripts/check-library-types.ts') },
  {
    name: 'unit tests',
    command: [node, '--import', 'tsx', '--test', '--test-reporter=spec', ...unitTests()],
  },
  { name: 'same as Node', command: script('test/run.ts') },
  ...['microvm', 'q35'].map((machine) => ({
    name: `same as Node on ${machine}`,
    command: [...script('test/run.ts'), '--target', 'qemu', '--machine', machine, ...ON_MACHINES],
  })),
];

const chosen = process.argv.slice(2);
const total: Count = { passed: 0, failed: 0 };
for (const step of steps) {
  if (chosen.length > 0 && !chosen.some((name) => step.name.startsWith(name))) continue;
  const count = await run(step);
  total.passed += count.passed;
  total.failed += count.failed;
}
console.log(`${total.passed} passed, ${total.failed} failed`);
process.exitCode = total.failed === 0 ? 0 : 1;

async function run({ name, command }: Step): Promise<Count> {
  const start = performance.now();
  const { status, output } = await outputOf(command);
  const count = countOf(output, status);
  const seconds = ((performance.now() - start) / 1000).toFixed(1);
  console.log(
    `${count.failed === 0 ? 'ok' : 'FAILED'} ${name}: ${count.passed} of ${count.passed + count.failed} (${seconds} s)`,
  );
  if (count.failed > 0) console.log(withoutCounts(output));
  return count;
}

function outputOf(command: readonly string[]): Promise<{ status: number; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(command[0] as string, command.slice(1), {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (part: string) => (output += part));
    }
    child.once('error', reject);
    child.once('close', (status) => resolve({ status: status ?? 1, output }));
  });
}

/** From Node's test reporter or from our own runner. */
function countOf(output: string, status: number): Count {
  const own = /(\d+) passed, (\d+) failed/.exec(output);
  const passed = own?.[1] ?? /^ℹ pass (\d+)$/m.exec(output)?.[1];
  const failed = own?.[2] ?? /^ℹ fail (\d+)$/m.exec(output)?.[1];
  if (passed === undefined || failed === undefined) {
    return status === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
  }
  const count = { passed: Number(passed), failed: Number(failed) };
  // A crash of the runner itself is a failure too.
  if (status !== 0 && count.failed === 0) count.failed = 1;
  return count;
}

/** So that only the last line of all says how many failed. */
function withoutCounts(output: string): string {
  return output.replace(/^.*\d+ passed, \d+ failed.*\n?/gm, '').trimEnd();
}

function unitTests(): string[] {
  return ['src', 'test', 'scripts'].flatMap((folder) =>
    readdirSync(path.join(root, folder), { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && entry.name.endsWith('.test.ts'))
      .filter((entry) => !entry.parentPath.includes('node_modules'))
      .map((entry) => path.join(entry.parentPath, entry.name)),
  );
}
