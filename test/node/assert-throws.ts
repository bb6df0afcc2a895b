// node:assert: throws, doesNotThrow, rejects, doesNotReject.
import assert from 'node:assert';

async function attempt(run: () => any): Promise<void> {
  try {
    await run();
    console.log('holds');
  } catch (error: any) {
    console.log(error.name, error.code, error.generatedMessage, error.operator);
    console.log(String(error.message).split('\n    at ')[0]);
  }
}
const boom = () => {
  throw new TypeError('boom');
};
await attempt(() => assert.throws(boom));
await attempt(() => assert.throws(() => 1));
await attempt(() => assert.throws(() => 1, TypeError, 'why'));
await attempt(() => assert.throws(boom, /boom/));
await attempt(() => assert.throws(boom, /bam/));
await attempt(() => assert.throws(boom, TypeError));
await attempt(() => assert.throws(boom, RangeError));
await attempt(() => assert.throws(boom, { message: 'boom', name: 'TypeError' }));
await attempt(() => assert.throws(boom, { message: 'bam' }));
await attempt(() => assert.throws(boom, { message: /oo/ }));
await attempt(() => assert.throws(boom, {}));
await attempt(() => assert.throws(boom, new TypeError('boom')));
await attempt(() => assert.throws(boom, () => true));
await attempt(() => assert.throws(boom, (error: any) => error.message === 'x'));
await attempt(() => assert.throws(boom, 'boom'));
await attempt(() => assert.throws('no function' as any));
await attempt(() => assert.doesNotThrow(() => 1));
await attempt(() => assert.doesNotThrow(boom, 'unwanted'));
await attempt(() => assert.rejects(Promise.reject(new Error('r')), /r/));
await attempt(() => assert.rejects(Promise.resolve(1)));
await attempt(() => assert.rejects(async () => boom(), { name: 'TypeError' }));
await attempt(() => assert.rejects((() => 5) as any));
await attempt(() => assert.doesNotReject(Promise.reject(new Error('r'))));
await attempt(() => assert.doesNotReject(async () => 1));
