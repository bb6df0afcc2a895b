// Template literals and tags: raw strings, identity of the strings object, nesting, order of evaluation.

import { attempt } from './support/attempt.ts';

const name = 'world';
attempt('simple', () => `hello ${name}!`);
attempt('empty', () => ``);
attempt('nested', () => `a${`b${`c${1 + 1}`}`}d`);
attempt('lines', () => `one
two\tthree`);
attempt('values', () => `${1}${null}${undefined}${true}${[1, 2]}${{}}${-0}`);
attempt('escapes', () => `\${no} \` \\ \u{41}`);
attempt('order', () => {
  const order: number[] = [];
  const note = (n: number) => (order.push(n), n);
  const text = `${note(1)}-${note(2)}-${note(3)}`;
  return [text, order];
});
attempt('conversion at once', () => {
  const order: string[] = [];
  const value = (n: string) => ({ toString: () => (order.push('string ' + n), n) });
  const get = (n: string) => (order.push('get ' + n), value(n));
  return [`${get('a')}${get('b')}`, order];
});

function tag(strings: TemplateStringsArray, ...values: unknown[]) {
  return [strings.length, [...strings], [...strings.raw], values.length, values];
}
attempt('tag', () => tag`a${1}b${2}c`);
attempt('tag without values', () => tag`plain`);
attempt('raw', () => tag`\n\u0041${0}\\`);
attempt('String.raw', () => String.raw`\d+${1 + 1}\n`);
attempt('invalid escape in a tag', () => {
  const probe = (strings: TemplateStringsArray) => [strings[0], strings.raw[0]];
  return probe`\unicode and \xerxes`;
});

const seen = new Set<unknown>();
const remember = (strings: TemplateStringsArray, ..._values: unknown[]) => {
  seen.add(strings);
  return strings;
};
for (let i = 0; i < 3; i++) remember`same site ${i}`;
attempt('one object for each site', () => seen.size);
remember`other`;
remember`other`;
attempt('other sites', () => seen.size);
attempt('frozen', () => {
  const strings = remember`x`;
  return [Object.isFrozen(strings), Object.isFrozen(strings.raw), Array.isArray(strings)];
});
attempt('write to frozen', () => {
  (remember`x` as any)[0] = 'y';
});

const object = {
  prefix: '>',
  tag(strings: TemplateStringsArray) {
    return this.prefix + strings[0];
  },
};
attempt('method tag', () => object.tag`this`);
attempt('chained tags', () => {
  const chain = (strings: TemplateStringsArray): any => (more: TemplateStringsArray) => strings[0]! + more[0]!;
  return chain`a``b`;
});
attempt('tag is no function', () => (undefined as any)`x`);
attempt('symbol in a template', () => `${Symbol('s') as any}`);

class Base {
  prefix = 'base';
  tag(strings: TemplateStringsArray): string {
    return this.prefix + strings[0];
  }
}
class Derived extends Base {
  override prefix = 'derived';
  use(): string {
    return super.tag`x` + super['tag']`y`;
  }
}
attempt('super as a tag', () => new Derived().use());
attempt('chain in parentheses as a tag', () => (object?.tag)`z`);
