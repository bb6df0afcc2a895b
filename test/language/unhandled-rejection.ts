// A rejection that nothing handles ends the program with status 1; one that is handled in time does not.

const late = Promise.reject(new Error('handled in time'));
queueMicrotask(() => void late.catch(() => console.log('handled')));
await null;
process.on('exit', (code) => console.log('exit', code));
setTimeout(() => console.log('never'), 20);
setTimeout(() => {
  console.log('rejecting');
  void Promise.reject(new Error('unhandled'));
}, 1);
