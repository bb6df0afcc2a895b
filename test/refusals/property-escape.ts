// expect: DR1050 2:13
console.log(/\p{Letter}+/u.test('x'));
