// expect: DR1018 3:3
function f() {
  arguments = [];
}
f();
