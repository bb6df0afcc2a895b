// An exception that nothing catches ends the program with status 1, after what was printed before.

console.log('before');
process.on('exit', (code) => console.log('exit', code));
setTimeout(() => console.log('never'), 1);
throw new TypeError('uncaught');
