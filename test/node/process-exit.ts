// process.exit: listeners run once, timers do not.
setTimeout(() => console.log('never'), 0);
process.on('exit', (code) => {
  console.log('first', code);
  process.exitCode = 9;
});
process.on('exit', (code) => console.log('second', code, process.exitCode));
Promise.resolve().then(() => console.log('never either'));
console.log('leaving');
process.exit(4);
