// expect: DR1016 3:1
var x = 1;
delete x;
