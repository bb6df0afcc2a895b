// expect: DR1060 3:13
if (typeof SharedArrayBuffer === 'function') console.log(new SharedArrayBuffer(1));
console.log(Intl.DateTimeFormat().format(0));
