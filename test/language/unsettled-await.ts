// A top-level await that nothing will settle ends the program with status 13.

console.log('waiting');
await new Promise(() => {});
console.log('never');
