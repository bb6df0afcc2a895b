// expect: DR1017 3:3
function count() {
  total = (total || 0) + 1;
}
count();
