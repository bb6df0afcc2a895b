// IP address texts: texts to numbers. Layer: base, pure. RFC 4291 §2.2 for IPv6; IPv4 is four decimals, nothing else.

/** The address in host order (unsigned); -1 when the text is none. */
export function parseIpv4Text(text: string): number {
  let word = 0;
  let parts = 0;
  let at = 0;
  while (parts < 4) {
    const start = at;
    let value = 0;
    while (at < text.length && isDigit(text.charCodeAt(at)) && at - start < 3) {
      value = value * 10 + text.charCodeAt(at) - 48;
      at++;
    }
    const length = at - start;
    // A leading zero would be octal to some.
    if (length === 0 || value > 255 || (length > 1 && text.charCodeAt(start) === 48)) return -1;
    word = word * 256 + value;
    parts++;
    if (parts === 4) break;
    if (text.charCodeAt(at) !== 46) return -1;
    at++;
  }
  return at === text.length ? word : -1;
}

/** Four words in host order (unsigned); null when the text is none. Zones (`%eth0`) are not part of it. */
export function parseIpv6Text(text: string): number[] | null {
  const groups: number[] = [];
  let gapAt = -1;
  let at = 0;
  if (text.startsWith('::')) {
    gapAt = 0;
    at = 2;
  }
  while (at < text.length) {
    if (groups.length > 7) return null;
    const start = at;
    let value = 0;
    while (at < text.length && at - start < 4) {
      const digit = hexDigit(text.charCodeAt(at));
      if (digit < 0) break;
      value = value * 16 + digit;
      at++;
    }
    if (at === start) return null;
    if (text.charCodeAt(at) === 46) {
      const word = parseIpv4Text(text.slice(start));
      if (word < 0) return null;
      groups.push(word >>> 16, word & 0xffff);
      break;
    }
    groups.push(value);
    if (at === text.length) break;
    if (text.charCodeAt(at) !== 58) return null;
    at++;
    if (text.charCodeAt(at) === 58) {
      if (gapAt >= 0) return null;
      gapAt = groups.length;
      at++;
    } else if (at === text.length) {
      return null;
    }
  }
  return joinGroups(groups, gapAt);
}

/** `gapAt`: in front of which group the zeros are missing; -1: none are. */
function joinGroups(groups: number[], gapAt: number): number[] | null {
  if (gapAt < 0 ? groups.length !== 8 : groups.length > 7) return null;
  const words = [0, 0, 0, 0];
  const missing = 8 - groups.length;
  for (let i = 0; i < groups.length; i++) {
    const to = gapAt >= 0 && i >= gapAt ? i + missing : i;
    words[to >> 1] =
      (words[to >> 1] as number) + (groups[i] as number) * (to % 2 === 0 ? 65536 : 1);
  }
  return words;
}

function isDigit(unit: number): boolean {
  return unit >= 48 && unit <= 57;
}

function hexDigit(unit: number): number {
  if (isDigit(unit)) return unit - 48;
  const lower = unit | 32;
  return lower >= 97 && lower <= 102 ? lower - 87 : -1;
}
