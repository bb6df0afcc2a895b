// node:process: what a program can ask and change.
import process, { argv, nextTick, platform } from 'node:process';

console.log(
  globalThis.process === process,
  argv === process.argv,
  platform,
  process.arch,
  process.version,
  process.versions.node,
  typeof process.pid,
  process.argv.length >= 2,
);
console.log(
  typeof process.env,
  process.env.SURELY_NOT_SET,
  typeof process.env.PATH,
  process.cwd() === process.env.PWD || process.cwd().startsWith('/'),
);
process.env.MADE_HERE = 'yes';
console.log(
  process.env.MADE_HERE,
  'MADE_HERE' in process.env,
  delete process.env.MADE_HERE,
  process.env.MADE_HERE,
);
const start = process.hrtime();
const elapsed = process.hrtime(start);
console.log(
  elapsed.length,
  elapsed[0] === 0,
  elapsed[1] >= 0,
  process.uptime() > 0,
  process.memoryUsage().heapUsed > 0,
  process.memoryUsage.rss() > 0,
);
console.log(
  process.exitCode,
  process.release.name,
  Array.isArray(process.execArgv),
  typeof process.title,
  Object.prototype.toString.call(process),
);
process.stdout.write('no newline;');
process.stdout.write(Buffer.from(' bytes\n'));
console.log(
  process.stdout.write('returns '),
  process.stdout.fd,
  process.stderr.fd,
  process.stdout.writable,
);
const order: string[] = [];
nextTick((a: string, b: string) => order.push(a + b), 'tick', '1');
Promise.resolve().then(() => order.push('job'));
process.nextTick(() => {
  order.push('tick2');
  process.nextTick(() => order.push('tick3'));
  Promise.resolve().then(() => order.push('job2'));
});
setImmediate(() => {
  console.log(order.join());
  process.exitCode = 3;
});
try {
  process.nextTick(5 as any);
} catch (error: any) {
  console.log(error.code, error.message);
}
try {
  process.exitCode = 'x' as any;
} catch (error: any) {
  console.log(error.code, error.message);
}
process.on('warning', (warning) =>
  console.log('warning', warning.name, warning.message, (warning as any).code),
);
process.emitWarning('careful');
process.emitWarning('custom', 'CustomWarning', 'C001');
process.emitWarning(new RangeError('an error'));
process.on('beforeExit', (code) => {
  console.log('beforeExit', code);
});
process.on('exit', (code) => {
  console.log('exit', code, process.exitCode);
  setTimeout(() => console.log('never'), 0);
});
const written = process.stdout.write;
const captured: string[] = [];
(process.stdout as any).write = (text: string) => {
  captured.push(text);
  return true;
};
console.log('captured', 1);
process.stdout.write = written;
console.log(JSON.stringify(captured));
