// Fake of runtime/heap-loan.ts: a heap of so many blocks at an address, of which some are used.

const BLOCK = 65536;

export const heap = { address: 0x1000000, blocks: 256, used: 16, lent: 0, revocable: false };

export const lentBlocks = () => heap.lent;
export const loanAddress = () => heap.address + (heap.blocks - heap.lent) * BLOCK;
export function setLoanRevocable(enabled) {
  heap.revocable = enabled;
}
export function lendBlocks(count) {
  const more = Math.min(count, heap.blocks - heap.used - heap.lent);
  heap.lent += more;
  return more;
}
export function takeBackBlocks(count) {
  const back = Math.min(count, heap.lent);
  heap.lent -= back;
  return back;
}
export const heapFreeBytes = () => (heap.blocks - heap.used - heap.lent) * BLOCK;
export const heapTotalBytes = () => heap.blocks * BLOCK;
