// expect: DR1025 3:13
// expect: DR1025 4:13
const big = 2n;
console.log(BigInt(5), big);
