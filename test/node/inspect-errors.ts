// util.inspect: errors with fixed stacks: names, causes, extra properties, aggregates.
import { inspect } from 'node:util';

class MyError extends Error {
  code = 'E_CODE';
}
class Named extends Error {
  override name = 'Named';
}
function fixed(error: any, stack?: string): any {
  error.stack =
    stack ?? `${error.name}: ${error.message}\n    at one (file.js:1:1)\n    at two (file.js:2:2)`;
  return error;
}
console.log(fixed(new Error('plain')));
console.log(fixed(new TypeError('multi\nline')));
console.log(fixed(new MyError('mine')));
console.log(fixed(new MyError('mine'), 'Error: mine\n    at x (y:1:1)'));
console.log(fixed(new Named('named'), 'Error: named\n    at x (y:1:1)'));
console.log({
  e: fixed(new Error('inner')),
  list: [fixed(new Error('in array'), 'Error: in array')],
});
console.log(fixed(new Error('c', { cause: fixed(new Error('the cause')) })));
console.log(fixed(new Error('c', { cause: { a: 1 } })));
console.log(fixed(new AggregateError([fixed(new Error('x')), 5], 'agg')));
console.log(
  fixed(new Error('no frames'), 'Error: no frames'),
  fixed(new Error(''), 'Error\n    at x (y:1:1)'),
);
console.log(fixed(Object.assign(new Error('x'), { extra: { a: 1 }, code: 'E' })));
console.log(fixed(Object.assign(new Error('named'), { name: 'Custom' })));
console.log(
  inspect(fixed(new Error('nested')), { compact: false }),
  inspect(new Error('x'), { depth: 0 }).split('\n')[0],
);
const error = new RangeError('has a stack');
console.log(error.stack!.split('\n')[0], String(error), Object.keys(error), 'stack' in error);
