// The order in which parts of expressions are evaluated.

const log: string[] = [];
const note = <T>(name: string, value?: T): T => {
  log.push(name);
  return value as T;
};
const show = (title: string): void => console.log(title + ':', log.splice(0).join(' '));
const target: any = {
  f: (...list: unknown[]) => (note('call'), list),
  o: { p: 1 },
  get g() {
    note('get');
    return 1;
  },
  set g(_: unknown) {
    note('set');
  },
};
const num = (name: string, value = 1): any => ({
  valueOf() {
    note('valueOf ' + name);
    return value;
  },
});

note('t', target)[note('k', 'x')] = note('v', 1);
show('assignment');
note('t', target)[note('k', 'x')] += note('v', 1);
show('compound');
note('t', target).g += note('v', 1);
show('compound accessor');
note('f', target.f)(note('1'), note('2'), ...note('spread', [3]), note('4'));
show('call');
note('o', target)[note('m', 'f')](note('a'));
show('method call');
new (note('C', class { constructor(..._: unknown[]) { note('construct'); } }))(note('1'), note('2'));
show('new');
void (note('a', num('a')) + note('b', num('b')));
show('addition');
void (note('a', num('a')) < note('b', num('b')));
show('less');
void (note('a', num('a')) > note('b', num('b')));
show('greater');
void (note('a', num('a')) ** note('b', num('b')));
show('power');
void (note('a', 0) || note('b', 1) || note('c', 2));
show('or');
void (note('a', 1) && note('b', 0) && note('c', 2));
show('and');
void (note('c', true) ? note('yes') : note('no'));
show('conditional');
void [note('1'), , note('2'), ...note('3', [])];
show('array');
void { [note('k1', 'a')]: note('v1'), b: note('v2'), [note('k3', 'c')]: note('v3'), ...note('s', {}) };
show('object');
void `${note('1')}${note('2')}`;
show('template');
let x: any = 1;
x = x + (x = 10) + x;
console.log(x);
x = 1;
x += (x = 5) + x;
console.log(x);
const list: any[] = [];
let i = 0;
list[i++] = i++;
list[i] = i = 7;
console.log(list.length, i, list[0], list[2]);
i = 1;
console.log(i++ + ++i, i-- - --i, i);
delete note('o', target)[note('k', 'x')];
show('delete');
void (note('k', 'f') in note('o', target));
show('in');
void (note('l', {}) instanceof note('r', Object));
show('instanceof');
[note('t', target)[note('k1', 'a')], note('t', target)[note('k2', 'b')]] = note('source', [1, 2]);
show('destructuring assignment');
for (note('t', target)[note('k', 'i')] of note('source', [1, 2]));
show('for-of target');
try {
  (null as any)[note('key', 'x')];
} catch (error) {
  note((error as Error).name);
}
show('null with a key');
try {
  (null as any).f(note('argument'));
} catch (error) {
  note((error as Error).name);
}
show('method of null');
try {
  (target as any).missing(note('argument'));
} catch (error) {
  note((error as Error).name);
}
show('missing method');
try {
  new (5 as any)(note('argument'));
} catch (error) {
  note((error as Error).name);
}
show('new of a number');
try {
  (null as any)[note('key', num('key'))] = note('value');
} catch (error) {
  note((error as Error).name);
}
show('assignment to null');
class Order extends (note('heritage', Object) as any) {
  static [note('static key', 's')] = note('static value');
  [note('key', 'k')] = note('value');
  static [note('method key', 'm')]() {}
  static {
    note('block');
  }
}
show('class');
new Order();
show('instance');
const f = (a = note('a'), { b = note('b') } = note('pattern', {} as any), [c] = note('list', [1])) => [a, b, c];
f();
show('parameters');
switch (note('switch', 2)) {
  case note('1', 1):
  case note('2', 2):
  case note('3', 3):
}
show('switch');
note('a'), note('b');
show('comma');
void (await note('await', Promise.resolve()));
void (note('left', 1) + (await note('right', Promise.resolve(2))));
show('await');
