// Fake of runtime/heap-space.ts.

export const heapUsed = (): number => process.memoryUsage().heapUsed;
