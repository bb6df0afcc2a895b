// expect: DR1035 2:13
console.log(import.meta.resolve('./x.ts'));
