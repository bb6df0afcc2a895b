// `drupe run`: compiles, starts, prints the address, streams the log; Ctrl-C stops the program. Layer: cli.

import { Command, Option } from 'commander';
import colors from 'picocolors';
import { TARGET_NAMES } from '../compiler/target.ts';
import type { Guest, GuestEnd, ListeningAddress, PortMapping } from '../monitor/monitor.ts';
import { MACHINES } from '../monitor/qemu/machine.ts';
import { QemuError } from '../monitor/qemu/qemu-monitor.ts';
import type { Diagnostic } from '../compiler/check/diagnostic.ts';
import { compileEntry, type Compiled } from './compile-entry.ts';
import {
  collect,
  environmentVariable,
  memorySize,
  network,
  optimizationLevel,
  portMapping,
} from './option-values.ts';
import { cachedImage, entryFile } from './paths.ts';
import { CommandError, EXIT } from './exit-codes.ts';
import { chooseMonitor, type MachineOptions } from './choose-monitor.ts';
import { printDiagnostics } from './print-diagnostics.ts';

interface RunOptions extends MachineOptions {
  port: PortMapping[];
  env: string[];
  check: boolean;
  optimize: 0 | 1 | 2;
}

const STOP_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

export function runCommand(): Command {
  return new Command('run')
    .description(
      'compile a program, start it, print its address and stream its log; Ctrl-C stops it',
    )
    .argument('<program>', 'the first file, TypeScript or JavaScript')
    .argument(
      '[arguments...]',
      "the program's own arguments (after -- when they look like options)",
    )
    .option(
      '-p, --port <mapping>',
      'HOST:GUEST: reach the port GUEST that the program listens on under HOST; [ADDRESS:]HOST:GUEST listens on one address only (repeatable)',
      portMapping,
      [],
    )
    .option(
      '-m, --memory <size>',
      'most memory for the heap, or the memory of the machine, such as 64M (default: 1G; 256M on qemu)',
      memorySize,
    )
    .option(
      '-e, --env <variable>',
      'NAME=VALUE, or NAME to take the value from here (repeatable)',
      environmentVariable,
      [],
    )
    .addOption(
      new Option('--on <target>', 'what the program runs on')
        .choices(TARGET_NAMES)
        .default('process'),
    )
    .addOption(
      new Option('--machine <type>', "qemu's machine type").choices(MACHINES).default('microvm'),
    )
    .option('--network <network>', "qemu: 'user', or 'tap:NAME' for a TAP device", network, 'user')
    .option(
      '--ip <setting>',
      "qemu: addresses as Linux's ip= takes them, 'dhcp' or 'off'; ip6=ADDRESS/LENGTH,GATEWAY for IPv6 (repeatable)",
      collect,
      [],
    )
    .option('--capture <file>', 'qemu: write every frame to FILE.pcap')
    .option('--gdb', 'qemu: wait for gdb before the first instruction')
    .option('-O, --optimize <level>', '0, 1 or 2', optimizationLevel, 2)
    .option('--no-check', 'leave out the type checker')
    .passThroughOptions()
    .allowExcessArguments(false)
    .addHelpText(
      'after',
      "\nThe exit status is the program's own, or 128 + N when signal N ended it.",
    )
    .action(run);
}

async function run(
  program: string,
  programArguments: string[],
  options: RunOptions,
): Promise<void> {
  const entry = entryFile(program);
  const compiled = await compileEntry({
    entry,
    output: cachedImage(entry, options.on),
    target: options.on,
    optimize: options.optimize,
    // Types do not change what a program does: it starts at once.
    check: options.check && 'later',
  });
  const guests: Guest[] = [];
  // Before the start: a signal must find the guest as soon as there is one.
  for (const signal of STOP_SIGNALS)
    process.on(signal, () => guests.forEach((guest) => guest.stop()));
  const monitor = await chooseMonitor(options, compiled.image, usesNetwork(compiled));
  const guest = monitor.start({
    image: compiled.image,
    // What stands behind `--` reaches us with it.
    arguments: programArguments[0] === '--' ? programArguments.slice(1) : programArguments,
    environment: options.env,
    memory: options.memory,
    ports: options.port,
    output: 'inherit',
  });
  guests.push(guest);
  const scheme = servesHttp(compiled) ? 'http' : 'tcp';
  guest.onListening((address) => announce(address, scheme));
  if (compiled.later) reportLater(compiled.later);
  process.exitCode = await statusOf(guest);
}

function usesNetwork({ functions }: Compiled): boolean {
  return functions.some(({ module }) => module === 'net/stack');
}

/** What the type checker finds while the program runs. */
function reportLater(found: Promise<Diagnostic[]>): void {
  found.then(printDiagnostics, (error: unknown) =>
    process.stderr.write(`drupe: the type checker failed: ${String(error)}\n`),
  );
}

async function statusOf(guest: Guest): Promise<number> {
  const { status, signal, reason } = await endOf(guest);
  if (reason !== undefined) process.stderr.write(`drupe: ${reason}\n`);
  if (signal !== null) process.stderr.write(`drupe: ${signal} ended the program\n`);
  return status;
}

async function endOf(guest: Guest): Promise<GuestEnd> {
  try {
    return await guest.ended;
  } catch (error) {
    if (error instanceof QemuError) throw new CommandError(`QEMU: ${error.message}`, EXIT.machine);
    throw error;
  }
}

/** On the error stream: the output is the program's. */
function announce({ host, port }: ListeningAddress, scheme: string): void {
  process.stderr.write(`listening on ${colors.cyan(`${scheme}://${host}:${port}`)}\n`);
}

function servesHttp({ functions }: Compiled): boolean {
  return functions.some(({ module }) => /^(library\/)?(http|web\/serve)/.test(module));
}
