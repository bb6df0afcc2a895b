// util.format: directives, and what is left over.
import { format, formatWithOptions } from 'node:util';

class Point {
  x = 1;
}
const circular: any = {};
circular.self = circular;
const list: any[][] = [
  [],
  [''],
  ['a'],
  ['a', 'b', 3],
  ['%s', 'x'],
  ['%s', -0],
  ['%s', {}],
  ['%s', { a: { b: 1 } }],
  ['%s', [1, [2, [3]]]],
  ['%s', null],
  ['%s', undefined],
  ['%s', Symbol('x')],
  ['%s', new Point()],
  ['%s', { toString: () => 'own' }],
  [
    '%s',
    new (class {
      toString() {
        return 'cls';
      }
    })(),
  ],
  ['%s', new Date(0)],
  ['%s', () => 1],
  ['%s', Object.create(null)],
  ['%d', '42'],
  ['%d', Symbol('x')],
  ['%d', {}],
  ['%d', -0],
  ['%i', 42.9],
  ['%i', '12px'],
  ['%f', '1.5x'],
  ['%f', Symbol('x')],
  ['%j', { a: 1 }],
  ['%j', circular],
  ['%j', undefined],
  ['%o', { a: { b: { c: { d: {} } } } }],
  ['%o', [1, 2]],
  ['%O', { a: { b: { c: { d: {} } } } }],
  ['%c styled', 'css'],
  ['%%', 1],
  ['%%'],
  ['100%', 5],
  ['%s%s', 'a'],
  ['%s', 'a', 'b', { c: 1 }],
  ['%x', 1],
  ['a%', 1],
  ['%', 1],
  ['%s %d %i', 'a', 1.5, 2.7, 'rest'],
  [1, 2, 3],
  [{ a: 1 }, 'b'],
  ['%s:%s:%%:%d', 'x', 'y', 'z'],
  ['%%%s%%', 'hi'],
  ['a', 1.5, -0, NaN],
  [null, undefined],
  ['%s', new String('x')],
  ['%O', 'str'],
  ['%%s', 1],
  ['%d%%', 50],
  ['%s', 'a%sb', 'c'],
];
for (const args of list) console.log(JSON.stringify(format(...args)));
console.log(
  formatWithOptions({ colors: true }, '%s %O', 'a', { x: 1 }, [1]),
  formatWithOptions({ compact: true, depth: 0 }, { a: { b: 1 } }),
);
