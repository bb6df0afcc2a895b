// process: 'uncaughtException' and 'unhandledRejection' keep the program alive.
process.on('uncaughtException', (error: any, origin) =>
  console.log('uncaught', error?.message ?? error, origin),
);
process.on('unhandledRejection', (reason: any, promise) =>
  console.log('unhandled', reason?.message ?? reason, promise instanceof Promise),
);
setImmediate(() => {
  setTimeout(() => {
    setTimeout(() => console.log('still alive'), 2);
    throw new Error('in a timer');
  }, 2);
  throw 'a string';
});
process.nextTick(() => {
  throw new RangeError('in a tick');
});
queueMicrotask(() => {
  throw new Error('in a microtask');
});
Promise.reject(new Error('rejected'));
Promise.reject(5);
const late = Promise.reject(new Error('handled in time'));
late.catch((error) => console.log('caught', error.message));
