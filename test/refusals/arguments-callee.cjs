// expect: DR1014 3:26
module.exports = function (n) {
  return n < 2 ? 1 : n * arguments.callee(n - 1);
};
