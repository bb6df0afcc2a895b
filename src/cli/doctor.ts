// `drupe doctor`: what this machine lacks, and the command that installs it. Layer: cli.

import { execFile } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { promisify } from 'node:util';
import { Command } from 'commander';
import colors from 'picocolors';
import { findTools, MissingToolError } from '../compiler/link/find-tools.ts';
import { findAccelerator } from '../monitor/qemu/accelerator.ts';
import { QEMU } from '../monitor/qemu/qemu-monitor.ts';
import { EXIT } from './exit-codes.ts';
import { cacheFolder } from './paths.ts';
import { newTable } from './size-table.ts';

interface Finding {
  readonly name: string;
  readonly found: string | null;
  /** What installs it; empty when nothing can. */
  readonly remedy: string;
  /** Why it is not there, where more is to be said. */
  readonly detail?: string;
  /** Nothing works without it. */
  readonly needed: boolean;
}

const OLDEST_NODE = 20;

export function doctorCommand(): Command {
  return new Command('doctor')
    .description('say what this machine lacks and how to install it')
    .option('--json', 'print the findings as a JSON array')
    .addHelpText('after', '\nThe exit status is 3 when something needed is missing.')
    .action(doctor);
}

async function doctor(options: { json?: boolean }): Promise<void> {
  const findings = [node(), platform(), ...(await compilers()), seccomp(), ...(await qemu())];
  if (options.json) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else print(findings);
  if (findings.some(({ found, needed }) => needed && found === null))
    process.exitCode = EXIT.machine;
}

function print(findings: readonly Finding[]): void {
  const table = newTable(['', 'what', 'found']);
  table.options.colAligns = ['left', 'left', 'left'];
  for (const { name, found, needed, detail } of findings) {
    const mark =
      found !== null ? colors.green('ok') : needed ? colors.red('missing') : colors.yellow('no');
    table.push([mark, name, found ?? detail ?? '']);
  }
  process.stdout.write(`${table.toString()}\n`);
  const missing = findings.filter(({ found, remedy }) => found === null && remedy !== '');
  for (const remedy of new Set(missing.map((finding) => finding.remedy))) {
    process.stdout.write(`\n  ${colors.bold(remedy)}\n`);
  }
}

function node(): Finding {
  const isNew = Number(process.versions.node.split('.')[0]) >= OLDEST_NODE;
  return {
    name: `Node ${OLDEST_NODE} or later`,
    found: isNew ? process.version : null,
    remedy: 'install Node from https://nodejs.org',
    needed: true,
  };
}

function platform(): Finding {
  const isLinux = process.platform === 'linux' && process.arch === 'x64';
  return {
    name: 'Linux on x86-64 (target process)',
    found: isLinux ? 'yes' : null,
    remedy: '',
    needed: true,
  };
}

async function compilers(): Promise<Finding[]> {
  const remedy = installCommand('clang lld');
  try {
    const { clang, lld } = await findTools();
    return [
      { name: 'clang 14 or later', found: clang.version, remedy, needed: true },
      { name: 'ld.lld 14 or later', found: lld.version, remedy, needed: true },
    ];
  } catch (error) {
    if (!(error instanceof MissingToolError)) throw error;
    return ['clang', 'ld.lld'].map((name) => ({
      name: `${name} 14 or later`,
      found: error.message.split(' (')[0]?.includes(name) ? null : 'yes',
      remedy,
      needed: true,
    }));
  }
}

/** `packages`: their names on Debian. */
function installCommand(packages: string): string {
  const prefix = process.getuid?.() === 0 ? '' : 'sudo ';
  if (existsSync('/usr/bin/apt-get')) return `${prefix}apt-get install -y ${packages}`;
  if (existsSync('/usr/bin/dnf')) return `${prefix}dnf install -y ${packages}`;
  if (existsSync('/usr/bin/pacman')) return `${prefix}pacman -S --noconfirm ${packages}`;
  if (existsSync('/sbin/apk')) return `${prefix}apk add ${packages.replace('x86', 'x86_64')}`;
  return `install ${packages}`;
}

function seccomp(): Finding {
  let found: string | null = null;
  try {
    if (/^Seccomp:/m.test(readFileSync('/proc/self/status', 'utf8'))) found = 'yes';
  } catch {
    // No /proc: not Linux.
  }
  return { name: 'seccomp filters (target process)', found, remedy: '', needed: true };
}

async function qemu(): Promise<Finding[]> {
  const remedy = installCommand('qemu-system-x86');
  const found = await firstLine(QEMU, ['--version']);
  const version = { name: 'QEMU (target qemu)', found, remedy, needed: false };
  if (found === null) return [version];
  const { name, reason } = await findAccelerator(QEMU, cacheFolder());
  return [
    version,
    {
      name: 'KVM (target qemu; else TCG, slower)',
      found: name === 'kvm' ? 'a guest has run' : null,
      remedy: '',
      needed: false,
      ...(reason === '' ? {} : { detail: reason }),
    },
  ];
}

async function firstLine(program: string, words: string[]): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)(program, words);
    return stdout.split('\n')[0] ?? '';
  } catch {
    return null;
  }
}
