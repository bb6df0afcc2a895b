// `drupe doctor`: what this machine lacks, and the command that installs it. Layer: cli.

import { accessSync, constants, existsSync, readFileSync } from 'node:fs';
import { Command } from 'commander';
import colors from 'picocolors';
import { findTools, MissingToolError } from '../compiler/link/find-tools.ts';
import { EXIT } from './exit-codes.ts';
import { newTable } from './size-table.ts';

interface Finding {
  readonly name: string;
  readonly found: string | null;
  /** What installs it; empty when nothing can. */
  readonly remedy: string;
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
  const findings = [node(), platform(), ...(await compilers()), seccomp(), kvm()];
  if (options.json) process.stdout.write(`${JSON.stringify(findings, null, 2)}\n`);
  else print(findings);
  if (findings.some(({ found, needed }) => needed && found === null))
    process.exitCode = EXIT.machine;
}

function print(findings: readonly Finding[]): void {
  const table = newTable(['', 'what', 'found']);
  table.options.colAligns = ['left', 'left', 'left'];
  for (const { name, found, needed } of findings) {
    const mark =
      found !== null ? colors.green('ok') : needed ? colors.red('missing') : colors.yellow('no');
    table.push([mark, name, found ?? '']);
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
  const remedy = installCommand();
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

function installCommand(): string {
  const prefix = process.getuid?.() === 0 ? '' : 'sudo ';
  if (existsSync('/usr/bin/apt-get')) return `${prefix}apt-get install -y clang lld`;
  if (existsSync('/usr/bin/dnf')) return `${prefix}dnf install -y clang lld`;
  if (existsSync('/usr/bin/pacman')) return `${prefix}pacman -S --noconfirm clang lld`;
  if (existsSync('/sbin/apk')) return `${prefix}apk add clang lld`;
  return 'install clang and lld, version 14 or later';
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

/** Not needed yet: no target of this version runs on a hypervisor. */
function kvm(): Finding {
  let found: string | null = null;
  try {
    accessSync('/dev/kvm', constants.R_OK | constants.W_OK);
    found = '/dev/kvm';
  } catch {
    // Not there or not for us.
  }
  return { name: 'KVM (for later targets)', found, remedy: '', needed: false };
}
