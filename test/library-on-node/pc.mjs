// The parts of driver/pc that drivers of devices need, on the fake memory: pages, interrupts, ACPI tables, command line.

import { asciiText, deviceRegion, load8, reserveBytes } from './memory.mjs';

/** What a test may look at and change. */
export const machine = {
  /** Registers by physical address: { address, size, registers }. */
  windows: [],
  /** [line, vector] of each routed line. */
  routes: [],
  /** ACPI tables by name. */
  tables: new Map(),
  words: [],
  /** PCI configuration spaces by function: 64 words each. */
  pci: new Map(),
  /** What was written to them: [function, offset, value]. */
  pciWrites: [],
  pending: [],
  pages: Infinity,
  /** Nanoseconds; each look at the clock takes 1,000. */
  now: 0,
  /** Bytes of each seed. */
  seeds: [],
  console: [],
};

let nextVector = 48;

export function addWindow(address, size, registers) {
  machine.windows.push({ address, size, base: deviceRegion(registers) });
}

/** Registers where a test has put some. */
export function mapDevice(address, size) {
  const window = machine.windows.find(
    (other) => address >= other.address && address + size <= other.address + other.size,
  );
  if (window !== undefined) return window.base + (address - window.address);
  return deviceRegion({ read: () => 0xffffffff, write: () => {} });
}

export function takeDevicePages(count) {
  if (count > machine.pages) return 0;
  machine.pages -= count;
  return reserveBytes(count * 4096);
}

export const allocateVector = () => nextVector++;
export const takeVector = () => machine.pending.shift() ?? 0;
export const waitUntil = () => {};
export const messageAddress = () => 0xfee00000;
export const messageData = (vector) => vector;
export function routeInterrupt(line, vector) {
  machine.routes.push([line, vector]);
  return true;
}
export const findAcpiTable = (name) => machine.tables.get(name) ?? 0;
export const mapTable = (table) => table !== 0;
export const memoryRangeCount = 0;
export const memoryRangeStart = () => 0;
export const memoryRangeEnd = () => 0;
export const namedDeviceCount = () => machine.words.length;
export const namedDeviceAddress = (index) => asciiText(machine.words[index]);

export const platformMonotonicNanos = () => (machine.now += 1000);
export const addEntropy = (address, count) =>
  machine.seeds.push(Array.from({ length: count }, (_, index) => load8(address + index)));

export const findPciConfigSpace = () => machine.pci.size > 0;
export const firstPciBus = () => 0;
export const lastPciBus = () => 255;
export const readPciConfig = (pciFunction, offset) =>
  machine.pci.get(pciFunction)?.[offset / 4] ?? 0xffffffff;
export function writePciConfig(pciFunction, offset, value) {
  machine.pciWrites.push([pciFunction, offset, value >>> 0]);
}
export const raiseVector = (vector) => machine.pending.push(vector);
/** What was written to the console. */
export const platformWrite = (stream, bytes, count) =>
  machine.console.push(
    String.fromCharCode(...Array.from({ length: count }, (_, i) => load8(bytes + i))),
  );
