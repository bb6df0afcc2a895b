// String values: escapes, units and characters, immutability, indexing, concatenation.

import { attempt } from './support/attempt.ts';

attempt('escapes', () => ['\n\t\\\'"', '\x41\u0042\u{43}', '\0', 'a\
b', '\u{1F600}'].map((text) => [text.length, text]));
attempt('units', () => ['\u{1F600}'.length, '\u{1F600}'[0] === '\ud83d', [...'a\u{1F600}b'].length]);
attempt('lone surrogate', () => ['\ud800'.length, '\ud83d' + '\ude00' === '\u{1F600}']);
attempt('index', () => ['abc'[0], 'abc'[3], ('abc' as any)['1'], ('abc' as any)[-1], ('abc' as any)[1.5], 'abc'.at(-1)]);
attempt('length', () => ['', 'ä', '日本', 'e\u0301'].map((text) => text.length));
attempt('write', () => {
  const text: any = 'abc';
  text[0] = 'x';
  return text;
});
attempt('write length', () => {
  ('abc' as any).length = 1;
});
attempt('property', () => {
  ('abc' as any).extra = 1;
});
attempt('in', () => 'length' in Object('abc'));
attempt('keys', () => Object.keys('abc'));
attempt('concatenation', () => {
  let text = '';
  for (let i = 0; i < 1000; i++) text += i % 10;
  return [text.length, text.slice(0, 12), text.slice(-12), text[500]];
});
attempt('two-byte concatenation', () => {
  const text = 'abc' + 'ж' + 'def';
  return [text, text.length, text.charCodeAt(3), text.slice(0, 3) === 'abc', text.indexOf('def')];
});
attempt('deep rope', () => {
  let text = 'x';
  for (let i = 0; i < 16; i++) text = text + text;
  return [text.length, text.charCodeAt(65535), text === 'x'.repeat(65536)];
});
attempt('prepend', () => {
  let text = '';
  for (let i = 0; i < 300; i++) text = String.fromCharCode(97 + (i % 26)) + text;
  return [text.length, text.slice(0, 10)];
});
attempt('comparison of ropes', () => {
  const a = 'hello' + ' ' + 'world';
  return [a === 'hello world', a < 'hello worle', a == 'hello'.concat(' world')];
});
attempt('as key', () => {
  const object: any = {};
  object['he' + 'llo'] = 1;
  return [object.hello, Object.keys(object)];
});
attempt('iteration', () => {
  const seen: string[] = [];
  for (const character of 'a\u{1F600}\ud800z') seen.push(character.length + '');
  return seen;
});
attempt('codes', () => ['A'.charCodeAt(0), 'A'.charCodeAt(5), '\u{1F600}'.codePointAt(0), '\u{1F600}'.codePointAt(1), String.fromCodePoint(0x1f600)]);
attempt('null', () => (null as any).length);
attempt('call on undefined', () => (undefined as any).trim());
