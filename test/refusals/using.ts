// expect: DR1020 4:3
const open = () => ({ [Symbol.dispose]() {} });
{
  using file = open();
  console.log(file);
}
