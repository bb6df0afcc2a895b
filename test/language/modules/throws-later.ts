console.log('throws-later waits');
await null;
console.log('throws-later throws');
throw new RangeError('failed after waiting');
