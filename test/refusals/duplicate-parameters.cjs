// expect: DR1019 2:15
function f(a, a) {
  return a;
}
console.log(f(1, 2));
