// expect: DR1032 3:14
var name = process.argv[2];
var plugin = require('./plugins/' + name);
plugin();
