// expect: DR1036 2:8
delete require.cache[require.resolve('./x')];
// expect: DR1036 2:22
