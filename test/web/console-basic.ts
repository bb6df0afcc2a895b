// console: every method that prints to the output.
console.log('text', 1, { a: 1 }, [1, 2], null);
console.log();
console.log(
  '%s is %d years and %i, %f, %j %o %O %%',
  'Bob',
  42.5,
  42.9,
  '1.5',
  { a: 1 },
  [1],
  { b: 2 },
  'rest',
);
console.info('info');
console.debug('debug %s', 'x');
console.log('multi\nline', { s: 'multi\nline' });
console.group('group');
console.log('inside');
console.group();
console.log('deeper', { a: 1 });
console.log('two\nlines');
console.groupEnd();
console.log('back');
console.groupEnd();
console.groupEnd();
console.groupCollapsed('collapsed', 1);
console.log('inside');
console.groupEnd();
console.log('outside');
console.count();
console.count('x');
console.count();
console.countReset();
console.count();
console.count(undefined);
console.count(null as any);
console.dir({ a: { b: { c: { d: 1 } } } }, { depth: 0 });
console.dir({ [Symbol.for('nodejs.util.inspect.custom')]: () => 'not used' });
console.table([
  { a: 1, b: 'x' },
  { a: 2, c: true },
]);
console.table([
  [1, 2],
  [3, 4],
]);
console.table([1, 'two', { three: 3 }]);
console.table(
  new Map<any, any>([
    ['k', 1],
    ['l', { x: 1 }],
  ]),
);
console.table(new Set([1, 'b']));
console.table([{ a: 1, b: 2 }], ['b']);
console.table({ row: { x: 1 }, other: { x: 2, y: [1, 2, 3, 4] } });
console.table('primitive');
console.table(null);
console.table([]);
console.table([{ name: '日本', v: { a: 1, b: 2, c: 3 } }]);
console.dirxml('xml', { a: 1 });
const { log } = console;
log('detached');
console.assert(true, 'not shown');
console.log(
  Object.prototype.toString.call(console),
  typeof console.log,
  console.log.name,
  console.log.length,
);
console.log(Object.keys(console).slice(0, 5));
console.log('é日😀\ud800');
console.log('x'.repeat(70000).length, 'é'.repeat(40000).length);
console.log('é'.repeat(40000).slice(0, 3));
console.log(-0, [-0], 1e21, 0.1 + 0.2, '%d', 5);
console.log('%s', 'only');
console.log('%', '%z', 'a%');
console.log(Symbol('s'), undefined, () => {}, class A {});
