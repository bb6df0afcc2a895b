// expect: DR1012 3:1
var object = { x: 1 };
with (object) {
  console.log(x);
}
