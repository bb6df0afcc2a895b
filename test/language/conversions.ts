// ToPrimitive, ToString, ToNumber and property keys, with objects that observe them.

import { attempt } from './support/attempt.ts';

function observed(name: string, log: string[]): any {
  return {
    valueOf() {
      log.push(`${name}.valueOf`);
      return 42;
    },
    toString() {
      log.push(`${name}.toString`);
      return name;
    },
  };
}

attempt('string hint', () => {
  const log: string[] = [];
  return [`${observed('a', log)}`, String(observed('b', log)), [observed('c', log)].join(), log];
});
attempt('number hint', () => {
  const log: string[] = [];
  return [+observed('a', log), observed('b', log) * 2, observed('c', log) < 50, log];
});
attempt('default hint', () => {
  const log: string[] = [];
  return [observed('a', log) + 1, observed('b', log) + '', observed('c', log) == 42, log];
});
attempt('key', () => {
  const log: string[] = [];
  const object: any = { a: 'found' };
  return [object[observed('a', log)], log];
});
attempt('Symbol.toPrimitive', () => {
  const hints: string[] = [];
  const value: any = {
    [Symbol.toPrimitive](hint: string) {
      hints.push(hint);
      return hint === 'string' ? 'text' : 7;
    },
  };
  return [`${value}`, value * 1, value + 1, new Date(value).getTime(), hints];
});
attempt('valueOf that returns an object', () => {
  const value: any = { valueOf: () => ({}), toString: () => '9' };
  return value * 2;
});
attempt('neither', () => {
  const value: any = { valueOf: () => ({}), toString: () => ({}) };
  return value * 2;
});
attempt('bad toPrimitive', () => `${{ [Symbol.toPrimitive]: 5 } as any}`);
attempt('toPrimitive returns an object', () => +({ [Symbol.toPrimitive]: () => ({}) } as any));
attempt('no prototype', () => `${Object.create(null)}`);
attempt('symbol to string', () => `${Symbol('x') as any}`);
attempt('symbol plus', () => (Symbol('x') as any) + '');
attempt('String(symbol)', () => String(Symbol('x')));
attempt('Number', () => [Number(''), Number(' \n\t'), Number('1_000'), Number('0b101'), Number('0o17'), Number('-0x1'), Number('.5'), Number('5.'), Number('Infinity'), Number('infinity'), Number('1e1000')]);
attempt('Number of objects', () => [Number([]), Number([7]), Number([1, 2]), Number({}), Number(new Date(3)), Number(null), Number(undefined)]);
attempt('Boolean', () => ['', '0', 0, -0, NaN, null, undefined, [], {}].map(Boolean));
attempt('String', () => [String(null), String(undefined), String([1, [2, 3]]), String({}), String(() => 1).length > 0, String(-0)]);
attempt('array with null', () => String([null, undefined, 1]));
attempt('wrappers', () => [typeof Object(1), Object(1) + 1, typeof Object('s'), Object('s').length, Object(true) === Object(true)]);
attempt('new Number', () => [typeof new Number(5), new Number(5) == (5 as any), new String('ab')[1 as any]]);
attempt('Object(null)', () => typeof Object(null));
