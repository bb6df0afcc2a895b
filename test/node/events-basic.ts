// EventEmitter: listeners, order, once, removal, counts.
import EventEmitter, {
  EventEmitter as Named,
  once,
  on,
  listenerCount,
  getEventListeners,
} from 'node:events';

console.log(
  EventEmitter === Named,
  EventEmitter.EventEmitter === EventEmitter,
  typeof EventEmitter.once,
);
const emitter = new EventEmitter();
const log = (label: string) =>
  function (this: any, ...args: any[]) {
    console.log(label, args, this === emitter);
  };
const a = log('a');
emitter.on('x', a);
emitter.once('x', log('once'));
emitter.prependListener('x', log('first'));
emitter.prependOnceListener('x', log('first once'));
console.log(emitter.emit('x', 1, 2, 3, 4), emitter.emit('x'), emitter.emit('none'));
console.log(
  emitter.listenerCount('x'),
  listenerCount(emitter, 'x'),
  emitter.eventNames(),
  emitter.listeners('x').length,
  emitter.rawListeners('x')[1] === a,
  getEventListeners(emitter, 'x').length,
);
emitter.off('x', a);
emitter.off('x', () => {});
console.log(emitter.listenerCount('x'), emitter.emit('x'));
emitter.removeAllListeners();
console.log(emitter.eventNames(), emitter.emit('x'));
emitter.on('newListener', (name, fn) => console.log('new', name, typeof fn));
emitter.on('removeListener', (name, fn) => console.log('removed', name, typeof fn));
emitter.on('y', a);
emitter.once('y', a);
emitter.removeListener('y', a);
emitter.removeAllListeners('y');
const symbol = Symbol('event');
emitter.on(symbol, () => console.log('symbol'));
emitter.emit(symbol);
console.log(emitter.eventNames());
const order: number[] = [];
const chain = new EventEmitter();
chain.on('e', () => {
  order.push(1);
  chain.on('e', () => order.push(3));
});
chain.on('e', () => order.push(2));
chain.emit('e');
chain.emit('e');
console.log(order.join());
const removing = new EventEmitter();
const second = () => console.log('second runs although removed');
removing.on('e', () => removing.off('e', second));
removing.on('e', second);
removing.emit('e');
removing.emit('e');
console.log(
  new EventEmitter(),
  class Sub extends EventEmitter {},
  new (class Sub extends EventEmitter {
    own = 1;
  })(),
);
function Old(this: any) {
  (EventEmitter as any).call(this);
}
Object.setPrototypeOf(Old.prototype, EventEmitter.prototype);
const old = new (Old as any)();
old.on('z', (value: any) => console.log('old style', value));
old.emit('z', 5);
setTimeout(() => emitter.emit('later', 'p', 'q'), 1);
console.log(await once(emitter, 'later'));
const ticker = new EventEmitter();
setTimeout(() => {
  ticker.emit('t', 1);
  ticker.emit('t', 2);
  ticker.emit('t', 3);
}, 1);
let seen = 0;
for await (const [value] of on(ticker, 't')) {
  console.log('iterated', value);
  if (++seen === 3) break;
}
console.log(ticker.listenerCount('t'));
