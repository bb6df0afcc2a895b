// expect: DR1011 3:13
// expect: DR1011 4:15
const add = new Function('a', 'b', 'return a + b');
const other = Function('return 1');
console.log(add(1, 2), other());
