// node:assert: which comparisons hold, and the messages of those that do not.
import assert from 'node:assert';
import strict from 'node:assert/strict';

function attempt(label: string, run: () => void): void {
  try {
    run();
    console.log(label, 'holds');
  } catch (error: any) {
    console.log(label, error.name, error.code, error.generatedMessage, error.operator);
    console.log(error.message);
  }
}
class A {
  x = 1;
}
class B {
  x = 1;
}
const values: [string, any, any][] = [
  ['numbers', 1, 2],
  ['zero', 0, -0],
  ['nan', NaN, NaN],
  ['loose', 1, '1'],
  ['strings', 'a long string that differs', 'a long string that is different'],
  ['objects', { a: 1, b: [1, 2] }, { a: 1, b: [1, 3] }],
  ['same', { a: 1 }, { a: 1 }],
  ['classes', new A(), new B()],
  ['arrays', [1, 2, 3], [1, 2, 4]],
  ['sets', new Set([1, { a: 1 }]), new Set([1, { a: 1 }])],
  ['maps', new Map([[1, 2]]), new Map([[1, 3]])],
  ['dates', new Date(0), new Date(1)],
  ['errors', new Error('x'), new Error('y')],
  ['null', null, undefined],
  [
    'long',
    Array.from({ length: 60 }, (_, i) => i),
    Array.from({ length: 60 }, (_, i) => (i === 30 ? -1 : i)),
  ],
  ['multi', 'a\nb\nc', 'a\nb\nd'],
];
for (const [label, a, b] of values) {
  attempt(label + ' equal', () => assert.equal(a, b));
  attempt(label + ' notEqual', () => assert.notEqual(a, b));
  attempt(label + ' strictEqual', () => assert.strictEqual(a, b));
  attempt(label + ' deepEqual', () => assert.deepEqual(a, b));
  attempt(label + ' deepStrictEqual', () => assert.deepStrictEqual(a, b));
  attempt(label + ' notDeepStrictEqual', () => assert.notDeepStrictEqual(a, b));
}
attempt('message', () => assert.strictEqual(1, 2, 'own message'));
attempt('own error', () => assert.strictEqual(1, 2, new RangeError('own error')));
attempt('ok message', () => assert.ok(0, 'not ok'));
attempt('ok', () => assert(true));
attempt('fail', () => assert.fail());
attempt('fail message', () => assert.fail('because'));
attempt('match', () => assert.match('abc', /x/));
attempt('doesNotMatch', () => assert.doesNotMatch('abc', /b/));
attempt('ifError', () => assert.ifError(new Error('e')));
attempt('strict', () => strict.equal(1, '1' as any));
console.log(strict === assert.strict, new assert.AssertionError({ message: 'm' }).toString());
