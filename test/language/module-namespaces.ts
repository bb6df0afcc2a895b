// Module namespace objects: what reads, writes, definitions and deletions give (ECMA-262 §10.4.6).

import * as typed from './modules/namespace-source.ts';
import * as emptySpace from './modules/empty.ts';
import * as starsAgain from './modules/stars-again.ts';
import { attempt } from './support/attempt.ts';

const space = typed as any;
const empty = emptySpace as any;

attempt('keys', () => Reflect.ownKeys(space).map(String));
attempt('for-in', () => {
  const keys: string[] = [];
  for (const key in space) keys.push(key);
  return keys;
});
attempt('text', () => Object.prototype.toString.call(space));
attempt('as a string', () => String(space));
attempt('writes', () => {
  space.x = 1;
});
attempt('write of a new name', () => {
  space.none = 1;
});
attempt('write of a symbol', () => {
  space[Symbol.iterator] = 1;
});
attempt('write of the tag', () => {
  space[Symbol.toStringTag] = 1;
});
attempt('write of an index', () => {
  space[0] = 1;
});
attempt('increment', () => space.x++);
attempt('delete', () => delete space.x);
attempt('delete none', () => [delete space.none, delete space[Symbol.iterator]]);
attempt('delete the tag', () => delete space[Symbol.toStringTag]);
attempt('Reflect.set', () => [Reflect.set(space, 'x', 1), Reflect.set(space, 'none', 1), Reflect.set({}, 'x', 1, space), Reflect.set({}, 'none', 1, space)]);
attempt('Reflect.deleteProperty', () => [Reflect.deleteProperty(space, 'x'), Reflect.deleteProperty(space, 'none'), Reflect.deleteProperty(space, Symbol.toStringTag)]);
attempt('inherited', () => {
  const object = Object.create(space);
  return [object.x, 'x' in object, Object.hasOwn(object, 'x')];
});

function define(label: string, key: PropertyKey, descriptor: PropertyDescriptor): void {
  attempt(label, () => Reflect.defineProperty(space, key, descriptor));
  attempt(label + ' or throw', () => Object.defineProperty(space, key, descriptor) === space);
}
define('the same value', 'x', { value: 1 });
define('another value', 'x', { value: 2 });
define('all as it is', 'x', { value: 1, writable: true, enumerable: true, configurable: false });
define('nothing', 'x', {});
define('read-only', 'x', { writable: false });
define('hidden', 'x', { enumerable: false });
define('configurable', 'x', { configurable: true });
define('accessor', 'x', { get: () => 1 });
define('setter', 'x', { set: () => {} });
define('new', 'none', { value: 1 });
define('new and empty', 'none', {});
define('the tag', Symbol.toStringTag, { value: 'Module' });
define('the tag as it is', Symbol.toStringTag, { value: 'Module', writable: false, enumerable: false, configurable: false });
define('another tag', Symbol.toStringTag, { value: 'Other' });
define('a writable tag', Symbol.toStringTag, { writable: true });
define('a symbol', Symbol.iterator, { value: 1 });
typed.setX(7);
define('the new value', 'x', { value: 7 });
define('the old value', 'x', { value: 1 });

attempt('seal', () => Object.seal(space) === space);
attempt('preventExtensions', () => [Object.preventExtensions(space) === space, Reflect.preventExtensions(space)]);
attempt('freeze', () => Object.freeze(space));
attempt('levels', () => [Object.isFrozen(space), Object.isSealed(space), Object.isExtensible(space)]);
attempt('empty', () => [Object.isFrozen(empty), Object.isSealed(empty), Object.freeze(empty) === empty, Reflect.ownKeys(empty).length]);
attempt('prototype', () => [Object.getPrototypeOf(space), Reflect.setPrototypeOf(space, null), Reflect.setPrototypeOf(space, {}), Object.setPrototypeOf(space, null) === space, space.__proto__]);
attempt('another prototype', () => Object.setPrototypeOf(space, {}));
attempt('descriptors', () => JSON.stringify(Object.getOwnPropertyDescriptors(space)));
attempt('descriptor of the tag', () => Object.getOwnPropertyDescriptor(space, Symbol.toStringTag));
attempt('no accessors', () => Object.values(Object.getOwnPropertyDescriptors(space)).every((descriptor: any) => !('get' in descriptor)));
attempt('propertyIsEnumerable', () => ['x', 'none', Symbol.toStringTag].map((key) => Object.prototype.propertyIsEnumerable.call(space, key)));
attempt('spread', () => ({ ...space }));
attempt('rest', () => {
  const { x, default: own, ...rest } = space;
  return [x, typeof own, rest];
});
attempt('entries', () => Object.entries(space).length);
attempt('assign', () => Object.assign({}, space).x);
attempt('json', () => JSON.stringify(space));
attempt('proxy', () => Reflect.ownKeys(new Proxy(space, {})).length);
attempt('methods', () => [typeof space.toString, typeof space.hasOwnProperty, 'toString' in space]);
attempt('stars', () => [Object.keys(starsAgain), (starsAgain as any).both, starsAgain.onlyB, starsAgain.onlyA]);
