// Uses much memory, then next to none; the host balloons meanwhile. A line of input asks for memory again.

let kept: Uint8Array[] = [];

function use(megabytes: number): void {
  for (let i = 0; i < megabytes; i++) kept.push(new Uint8Array(1 << 20).fill(i + 1));
}

function check(): boolean {
  return kept.every((part, index) => part[0] === index + 1 && part[part.length - 1] === index + 1);
}

export function giveAndTakeMemory(): void {
  use(32);
  console.log('used', check());
  kept = [];
  let line = '';
  process.stdin.on('data', (data) => {
    line += String(data);
    if (!line.endsWith('\n')) return;
    if (line === 'use\n') {
      use(32);
      console.log('again', check());
    } else {
      process.exit(0);
    }
    line = '';
  });
  // The collector runs as memory is asked for.
  for (let i = 0; i < 64; i++) kept[0] = new Uint8Array(1 << 20);
  kept = [];
  console.log('ready');
}
