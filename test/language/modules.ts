// Modules: order of evaluation, live bindings, every form of import and export.

import describe, { count, increment, renamed, Box, frozen, replaced, replace } from './modules/counter.ts';
import * as counter from './modules/counter.ts';
import value from './modules/default-value.ts';
import Anonymous from './modules/default-class.ts';
import fixed, { change as changeFixed } from './modules/default-expression.ts';
import live, { change as changeLive } from './modules/default-live.ts';
import other, * as all from './modules/re-exports.ts';
import * as stars from './modules/stars.ts';
import './modules/side-effect.ts';
import './modules/side-effect.ts';
import { count as countOfReExports, plus, describe as describeAgain, everything } from './modules/re-exports.ts';
import { attempt } from './support/attempt.ts';

console.log('evaluating modules');
attempt('live bindings', () => [count, renamed, increment(), count, renamed, counter.count, counter.renamed]);
attempt('default function', () => [describe(), describe.name]);
attempt('reassigned', () => {
  const before = replaced;
  replace('after');
  return [before, replaced, counter.replaced];
});
attempt('classes and constants', () => [new Box(1).value, Box.label, frozen]);
attempt('default value', () => value.answer);
attempt('default class', () => [new Anonymous().kind, Anonymous.name]);
attempt('export default is a copy', () => [fixed, changeFixed(), fixed]);
attempt('export as default is live', () => [live, changeLive(), live]);
attempt('re-exports', () => [countOfReExports, plus(), describeAgain(), everything.count, other.answer]);
attempt('namespace', () => [Object.keys(counter), typeof counter, counter.increment === increment, 'count' in counter, 'none' in counter]);
attempt('namespace of re-exports', () => Object.keys(all));
attempt('ambiguous names are left out', () => [Object.keys(stars), (stars as any).both]);
attempt('namespaces cannot be written', () => {
  (counter as any).count = 5;
});
attempt('namespaces take no properties', () => {
  (counter as any).fresh = 5;
});
attempt('namespaces are sealed', () => [Object.isFrozen(counter), Object.isSealed(counter), Reflect.getPrototypeOf(counter) === null, (counter as any)[Symbol.toStringTag]]);
attempt('side effects happen once', () => (globalThis as any).sideEffect);
attempt('this', () => {
  return typeof (function (this: unknown) {
    return this;
  })();
});
attempt('import.meta', () => [typeof import.meta.url, typeof import.meta]);
