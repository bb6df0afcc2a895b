// Machine: the QEMU command for one guest: nothing that the guest does not use. Layer: monitor.
// Channels beside standard input and output: 3 takes the guest's errors, 4 is the control line, 5 QEMU's own control.

import type { GuestOptions } from '../monitor.ts';
import { deviceArguments, type MachineDevices } from './devices.ts';
import { imageWords } from './image-words.ts';
import { type MachineNetwork, networkArguments, networkWords } from './network.ts';

export const MACHINES = ['q35', 'microvm'] as const;
export type MachineName = (typeof MACHINES)[number];

export interface Machine {
  readonly name: MachineName;
  readonly accelerator: 'kvm' | 'tcg';
  /** Port of the debugger's stub; the guest waits for the debugger. */
  readonly debuggerPort?: number;
  /** Undefined: no network card. */
  readonly network?: MachineNetwork;
  /** Undefined: none besides. */
  readonly devices?: MachineDevices;
}

export const ERRORS_CHANNEL = 3;
export const CONTROL_CHANNEL = 4;
export const PROTOCOL_CHANNEL = 5;
const DEFAULT_MEMORY = '256M';
const EXIT_PORT = '0xf4';
const ERRORS_PORT = '0xe9';
const CONTROL_PORT = '0x2f8';

/** Without what no guest needs: fewer devices, a faster start. */
const TYPES: Readonly<Record<MachineName, string>> = {
  q35: 'q35,usb=off,vmport=off,smbus=off,sata=off,hpet=off',
  microvm: 'microvm,auto-kernel-cmdline=off,pit=off,pic=off,rtc=on',
};

export function machineArguments(machine: Machine, options: GuestOptions): string[] {
  const { debuggerPort, network, devices } = machine;
  return [
    '-nodefaults -no-user-config -display none -no-reboot',
    `-M ${TYPES[machine.name]}`,
    `-accel ${machine.accelerator} -cpu ${machine.accelerator === 'kvm' ? 'host' : 'max'}`,
    `-m ${memorySize(options.memory ?? DEFAULT_MEMORY)}`,
    '-chardev stdio,id=console,signal=off -serial chardev:console',
    `-chardev socket,id=errors,fd=${ERRORS_CHANNEL}`,
    `-device isa-debugcon,iobase=${ERRORS_PORT},chardev=errors`,
    `-chardev socket,id=control,fd=${CONTROL_CHANNEL}`,
    '-device isa-serial,index=1,chardev=control',
    `-chardev socket,id=protocol,fd=${PROTOCOL_CHANNEL} -mon chardev=protocol,mode=control`,
    `-device isa-debug-exit,iobase=${EXIT_PORT}`,
    debuggerPort === undefined ? '' : `-S -gdb tcp:127.0.0.1:${debuggerPort}`,
  ]
    .flatMap((words) => words.split(' ').filter((word) => word !== ''))
    .concat(
      network === undefined ? [] : networkArguments(network, machine.name, options.ports),
      devices === undefined ? [] : deviceArguments(devices, machine.name),
      '-kernel',
      options.image,
      '-append',
      imageWords(wordsFor(machine, options)),
    );
}

const PORTS = [
  '--exit-port',
  EXIT_PORT,
  '--errors-port',
  ERRORS_PORT,
  '--control-port',
  CONTROL_PORT,
];

/** Digits alone are bytes; to QEMU they would be MiB. */
function memorySize(size: string): string {
  return /^\d+$/.test(size) ? `${Math.ceil(Number(size) / 1024)}K` : size;
}

function wordsFor({ network }: Machine, options: GuestOptions): string[] {
  return [
    ...PORTS,
    ...(network === undefined ? [] : networkWords(network)),
    ...options.environment.flatMap((variable) => ['--env', variable]),
    '--',
    ...options.arguments,
  ];
}
