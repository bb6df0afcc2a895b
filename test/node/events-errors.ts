// EventEmitter: 'error' events, monitors, argument checks, captured rejections, limits.
import {
  EventEmitter,
  errorMonitor,
  once,
  setMaxListeners,
  captureRejectionSymbol,
} from 'node:events';

function attempt(run: () => void): void {
  try {
    run();
    console.log('fine');
  } catch (error: any) {
    console.log(error.name, error.code, error.message, error.context);
  }
}
const emitter = new EventEmitter();
attempt(() => emitter.emit('error', new RangeError('mine')));
attempt(() => emitter.emit('error', 'a string'));
attempt(() => emitter.emit('error', { a: 1 }));
attempt(() => emitter.emit('error'));
emitter.on(errorMonitor, (error) => console.log('monitor', error.message));
attempt(() => emitter.emit('error', new Error('seen')));
emitter.on('error', (error) => console.log('handled', error.message));
attempt(() => emitter.emit('error', new Error('both')));
attempt(() => emitter.on('x', undefined as any));
attempt(() => emitter.on('x', 'no' as any));
attempt(() => emitter.once('x', {} as any));
attempt(() => emitter.setMaxListeners(-1));
attempt(() => emitter.setMaxListeners('5' as any));
console.log(emitter.getMaxListeners(), EventEmitter.defaultMaxListeners);
setMaxListeners(2, emitter);
console.log(emitter.getMaxListeners());
process.on('warning', (warning: any) =>
  console.log(warning.name, warning.message, warning.count, warning.type),
);
for (let i = 0; i < 4; i++) emitter.on('leak', () => {});
const capturing = new EventEmitter({ captureRejections: true });
capturing.on('e', async () => {
  throw new Error('from async');
});
capturing.on('error', (error) => console.log('captured', error.message));
capturing.emit('e');
const own: any = new EventEmitter({ captureRejections: true });
own[captureRejectionSymbol] = (error: any, type: any, ...args: any[]) =>
  console.log('own', error.message, type, args);
own.on('e', async () => {
  throw new Error('custom');
});
own.emit('e', 1, 2);
const waiting = once(emitter, 'never');
emitter.emit('error', new Error('breaks once'));
console.log(await waiting.catch((error) => 'rejected ' + error.message));
const controller = new AbortController();
const aborted = once(emitter, 'never', { signal: controller.signal });
controller.abort();
console.log(
  await aborted.catch((error) => [error.name, error.code, error.message, error.cause.name]),
);
await new Promise((resolve) => setTimeout(resolve, 5));
