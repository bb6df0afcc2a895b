// Tools: finds clang and ld.lld on this machine. Layer: compiler/link.
// DRUPE_CLANG and DRUPE_LLD override. Any clang from 14 on will do; the newest is preferred.

import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const run = promisify(execFile);
const NEWEST = 22;
const OLDEST = 14;

export interface Tool {
  /** What to execute. */
  path: string;
  /** First line of its --version. */
  version: string;
}

export interface Tools {
  clang: Tool;
  lld: Tool;
}

export class MissingToolError extends Error {
  override name = 'MissingToolError';
}

let found: Promise<Tools> | undefined;

/** Looks once; throws a MissingToolError that says what to install. */
export function findTools(): Promise<Tools> {
  found ??= lookForTools();
  return found;
}

async function lookForTools(): Promise<Tools> {
  const [clang, lld] = await Promise.all([
    firstUsable(candidates('clang', process.env['DRUPE_CLANG'])),
    firstUsable(candidates('ld.lld', process.env['DRUPE_LLD'])),
  ]);
  if (!clang || !lld) {
    const missing = [!clang && 'clang', !lld && 'ld.lld'].filter(Boolean).join(' and ');
    throw new MissingToolError(
      `Cannot find ${missing} (version ${OLDEST} or later): on Debian and Ubuntu run "apt install clang lld", then "drupe doctor"`,
    );
  }
  return { clang, lld };
}

function candidates(name: string, override: string | undefined): string[] {
  if (override) return [override];
  const list = [name];
  for (let version = NEWEST; version >= OLDEST; version--) list.push(`${name}-${version}`);
  return list;
}

async function firstUsable(names: string[]): Promise<Tool | undefined> {
  for (const path of names) {
    try {
      const { stdout } = await run(path, ['--version']);
      const version = stdout.split('\n')[0] ?? '';
      const major = Number(/(\d+)\.\d+/.exec(version)?.[1]);
      if (major >= OLDEST) return { path, version };
    } catch {
      // Not there: the next one.
    }
  }
  return undefined;
}
