// util: promisify, callbackify, inherits, deprecate, parseArgs, styleText.
import util from 'node:util';
import { setTimeout as nodeTimeout } from 'node:timers';

const later = (value: any, callback: (error: any, value?: any) => void) => {
  if (value < 0) callback(new Error('negative'));
  else callback(null, value * 2);
};
const promised = util.promisify(later);
console.log(
  await promised(4),
  await promised(-1).catch((error: Error) => error.message),
  promised.name,
  promised.length,
);
const own: any = (callback: any) => callback(null, 'callback');
own[util.promisify.custom] = () => Promise.resolve('custom');
console.log(await util.promisify(own)(), util.promisify(own) === own[util.promisify.custom]);
console.log(
  await util.promisify(nodeTimeout)(1, 'waited' as any),
  await util.promisify(setImmediate)('immediate' as any),
);
try {
  util.promisify(5 as any);
} catch (error: any) {
  console.log(error.name, error.code, error.message);
}
const callback = util.callbackify(async (value: number) => {
  if (value === 0) throw null;
  if (value < 0) throw new Error('negative');
  return value + 1;
});
await new Promise<void>((resolve) =>
  callback(1, (error: any, value: any) => (console.log(error, value), resolve())),
);
await new Promise<void>((resolve) =>
  callback(-1, (error: any, value: any) => (console.log(error.message, value), resolve())),
);
await new Promise<void>((resolve) =>
  callback(0, (error: any) => (console.log(error.code, error.message, error.reason), resolve())),
);
function Parent(this: any) {
  this.own = 1;
}
Parent.prototype.hello = function () {
  return 'hello ' + this.own;
};
function Child(this: any) {
  (Parent as any).call(this);
}
util.inherits(Child, Parent);
const child = new (Child as any)();
console.log(child.hello(), child instanceof (Parent as any), (Child as any).super_ === Parent);
const old = util.deprecate(
  function add(a: number, b: number) {
    return a + b;
  },
  'add is old',
  'DEP_X',
);
console.log(old(1, 2), old(3, 4));
console.log(
  util.parseArgs({
    args: ['-f', '--bar', 'b', '--m=1', '--m', '2', 'pos'],
    allowPositionals: true,
    options: {
      f: { type: 'boolean', short: 'f' },
      bar: { type: 'string' },
      m: { type: 'string', multiple: true },
      d: { type: 'string', default: 'q' },
    },
  }),
);
try {
  util.parseArgs({ args: ['--unknown'], options: {} });
} catch (error: any) {
  console.log(error.code, error.message);
}
console.log(
  JSON.stringify(util.styleText('red', 'text')),
  util.isArray([]),
  util.toUSVString('a\ud800'),
);
