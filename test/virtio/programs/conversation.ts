// Answers each line of input in capitals; `end` ends it.

export function converse(): void {
  console.log('x'.repeat(5000));
  console.error('ready');
  let text = '';
  process.stdin.on('data', (data) => {
    text += String(data);
    for (let end = text.indexOf('\n'); end >= 0; end = text.indexOf('\n')) {
      const line = text.slice(0, end);
      text = text.slice(end + 1);
      if (line === 'end') process.exit(0);
      console.log(line.toUpperCase());
    }
  });
}
