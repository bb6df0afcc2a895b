// Targets: what an image can be compiled for, and what of the library belongs to each alone. Layer: compiler.
// A target's folders define the functions of library/interfaces/platform.ts; an image is made with those of one target.

export type TargetName = 'process' | 'qemu';

export interface Target {
  readonly name: TargetName;
  /** Library module whose `main` wires the target's drivers to the library. */
  readonly system: string;
  /** Folders under src/library that no other target sees. */
  readonly folders: readonly string[];
  /** Assembly under src/library. */
  readonly assembly: readonly string[];
  /** Flags for the C of memcpy and its kin. */
  readonly freestanding: readonly string[];
  /** Arguments of the linker that decide where the image lies and who starts it. */
  readonly layout: readonly string[];
}

const PROCESS: Target = {
  name: 'process',
  system: 'system/process',
  folders: ['driver/process'],
  assembly: ['machine/x86_64/process-start.S', 'machine/x86_64/unwind.S'],
  freestanding: [],
  // Moves itself: code offsets count from the first byte of the image.
  layout: [
    '-pie',
    '--no-dynamic-linker',
    '--entry=_start',
    '--pack-dyn-relocs=relr',
    '--defsym=drp_text_start=__ehdr_start',
  ],
};

const QEMU: Target = {
  name: 'qemu',
  system: 'system/pc',
  folders: ['driver/pc', 'driver/pci', 'driver/virtio'],
  assembly: [
    'machine/x86_64/pc-start.S',
    'machine/x86_64/pc-instructions.S',
    'machine/x86_64/unwind.S',
  ],
  // An emulator runs `rep movsb` a byte at a time; under a hypervisor loops are nearly as fast.
  freestanding: ['-DREP_FROM=0x40000000'],
  // Above the first 1 MiB, which belongs to firmware; physical addresses are virtual ones.
  layout: ['--no-pie', '--entry=_start', '--image-base=0x100000', '--defsym=drp_text_start=0'],
};

const TARGETS: Readonly<Record<TargetName, Target>> = { process: PROCESS, qemu: QEMU };

export const TARGET_NAMES = Object.keys(TARGETS) as readonly TargetName[];

export function targetNamed(name: TargetName): Target {
  return TARGETS[name];
}

/** Whether the library module `name` ("driver/process/memory") may be part of the target's images. */
export function belongsTo(target: Target, name: string): boolean {
  const own = (other: Target): boolean => other.folders.some((at) => name.startsWith(`${at}/`));
  return own(target) || !Object.values(TARGETS).some(own);
}
