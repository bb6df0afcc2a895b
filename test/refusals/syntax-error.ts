// expect: TS1005 3:1
console.log('unclosed'
