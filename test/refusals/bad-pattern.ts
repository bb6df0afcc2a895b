// expect: DR1051 2:13
console.log(/(?<name>x/.test('x'));
