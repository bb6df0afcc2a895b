// expect: DR1023 3:3
class A {
  accessor x = 1;
}
console.log(new A().x);
