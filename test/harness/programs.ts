// Programs: the files under test/ that print, each run under Node and compiled. Layer: tests.
// A program is a file directly in a folder of SUITES; what lies deeper is what programs import.

import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';

export interface TestProgram {
  /** "language/closures". */
  readonly name: string;
  readonly file: string;
}

export const TEST_FOLDER = path.resolve(import.meta.dirname, '..');
const SUITES = ['language', 'builtins', 'node', 'web', 'net'];

/** All programs, or those that a name or the beginning of one chooses. */
export function findPrograms(chosen: readonly string[]): TestProgram[] {
  const wanted = chosen.map((name) => name.replace(/^test\//, '').replace(/\.[cm]?ts$/, ''));
  return SUITES.flatMap(programsOf).filter(
    ({ name }) =>
      wanted.length === 0 || wanted.some((text) => name === text || name.startsWith(`${text}/`)),
  );
}

/** Programs that must be refused, with what they expect. */
export function findRefusals(chosen: readonly string[]): TestProgram[] {
  return programsOf('refusals').filter(
    ({ name }) => chosen.length === 0 || chosen.some((text) => name.startsWith(text)),
  );
}

function programsOf(suite: string): TestProgram[] {
  const folder = path.join(TEST_FOLDER, suite);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => /\.[cm]?[jt]sx?$/.test(file) && !/\.(d|test)\.ts$/.test(file))
    .sort()
    .map((file) => ({
      name: `${suite}/${file.replace(/\.[cm]?[jt]sx?$/, '')}`,
      file: path.join(folder, file),
    }));
}
