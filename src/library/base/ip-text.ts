// IP address texts: numbers to the canonical text. Layer: base, pure. RFC 5952 for IPv6.

/** `word` is the address in host order: 0x7f000001 is '127.0.0.1'. */
export function formatIpv4(word: number): string {
  return (
    (word >>> 24) + '.' + ((word >>> 16) & 255) + '.' + ((word >>> 8) & 255) + '.' + (word & 255)
  );
}

/** Four words in host order. */
export function formatIpv6(a: number, b: number, c: number, d: number): string {
  if (a === 0 && b === 0 && c === 0xffff) return '::ffff:' + formatIpv4(d);
  const groups = [
    a >>> 16,
    a & 0xffff,
    b >>> 16,
    b & 0xffff,
    c >>> 16,
    c & 0xffff,
    d >>> 16,
    d & 0xffff,
  ];
  let gapStart = -1;
  let gapLength = 1;
  for (let i = 0; i < 8; i++) {
    let length = 0;
    while (i + length < 8 && groups[i + length] === 0) length++;
    if (length > gapLength) {
      gapStart = i;
      gapLength = length;
    }
  }
  let text = '';
  for (let i = 0; i < 8; i++) {
    if (i === gapStart) {
      text += '::';
      i += gapLength - 1;
      continue;
    }
    if (text !== '' && !text.endsWith(':')) text += ':';
    text += (groups[i] as number).toString(16);
  }
  return text;
}
