// Refusals: programs that must not compile, each with `// expect: CODE LINE:COLUMN` comments. Layer: tests.

import { readFileSync } from 'node:fs';
import path from 'node:path';
import { compileProgram } from '../../src/compiler/compile.ts';
import { diagnosticText } from './on-drupe.ts';
import type { TestProgram } from './programs.ts';
import type { Verdict } from './same-as-node.ts';

export async function checkRefusal(program: TestProgram, cacheFolder: string): Promise<Verdict> {
  const text = readFileSync(program.file, 'utf8');
  const expected = [...text.matchAll(/\/\/ expect: (\w+ \d+:\d+)/g)].map((match) => match[1] ?? '');
  const { diagnostics } = await compileProgram({
    entry: program.file,
    output: path.join(cacheFolder, 'refused'),
    cacheDirectory: cacheFolder,
    optimize: 0,
    check: expected.some((code) => code.startsWith('TS')),
    diagnosticsOnly: true,
  });
  const errors = diagnostics.filter(({ category }) => category === 'error');
  const found = errors.map(({ code, line, column }) => `${code} ${line}:${column}`);
  const problems = [
    ...expected.filter((code) => !found.includes(code)).map((code) => `no diagnostic ${code}`),
    ...errors
      .filter((_, i) => !expected.includes(found[i] ?? ''))
      .map((error) => `not expected: ${diagnosticText(error)}`),
    ...errors.filter(({ text: offending }) => offending === '').map(() => 'no offending text'),
  ];
  if (expected.length === 0) problems.push('no expectation in the file');
  return { name: program.name, problem: problems.join('\n') };
}
