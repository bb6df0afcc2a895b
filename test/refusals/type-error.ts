// expect: TS2322 2:7
const n: number = 'text';
console.log(n);
