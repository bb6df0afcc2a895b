// expect: DR1015 2:22
var mode = 1; mode = 0755;
console.log(mode);
