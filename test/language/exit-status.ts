// process.exitCode and process.exit: what runs before the end, and the status.

process.on('exit', (code) => console.log('exit', code));
process.exitCode = 3;
setTimeout(() => {
  console.log('timer');
  process.exit();
}, 1);
setTimeout(() => console.log('never'), 50);
console.log('end of the module');
