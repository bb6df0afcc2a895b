// What a guest can say and hear: arguments, environment, errors, input, signals, its status.

console.log(process.argv.slice(2).join('|'), process.env['NAME']);
console.error('an error');
if (process.argv[2] === 'input') {
  let length = 0;
  process.stdin.on('data', (bytes: Buffer) => (length += bytes.length));
  process.stdin.on('end', () => {
    console.log('input', length);
    process.exitCode = 255;
  });
} else if (process.argv[2] === 'signal') {
  const timer = setInterval(() => {}, 1000);
  process.on('SIGTERM', (name) => {
    console.log('got', name);
    clearInterval(timer);
    process.exitCode = 5;
  });
  console.log('waiting');
} else if (process.argv[2] === 'deaf') {
  setInterval(() => {}, 1000);
  console.log('waiting');
} else if (process.argv[2] === 'memory') {
  const all: number[][] = [];
  for (;;) all.push(Array.from({ length: 100000 }, () => 1));
} else if (process.argv[2] === 'deep') {
  const deeper = (n: number): number => deeper(n + 1) + 1;
  try {
    deeper(0);
  } catch (error) {
    console.log((error as Error).name);
  }
}
