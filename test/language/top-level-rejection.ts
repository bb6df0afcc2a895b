// A top-level await that rejects ends the program as an uncaught exception does.

console.log('start');
try {
  await Promise.reject(new Error('first'));
} catch (error) {
  console.log('caught', (error as Error).message);
}
await new Promise((_, reject) => setTimeout(() => reject(new RangeError('second')), 1));
console.log('never');
