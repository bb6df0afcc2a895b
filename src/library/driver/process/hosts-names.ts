// Host names: the addresses that /etc/hosts gives to a name, and the words of such files. Layer: driver.
// The file was read before the lock-down.

import type { ResolvedAddress } from '../../interfaces/transport.ts';
import { hostsFileText } from './host-files.ts';
import { setAddressText } from './socket-address.ts';

const AF_INET = 2;

/** The addresses of `name`, which is in lower case. */
export function hostsEntries(name: string): ResolvedAddress[] {
  const found: ResolvedAddress[] = [];
  for (const line of (hostsFileText() as string).split('\n')) {
    const words = wordsOf(line);
    const address = words[0];
    if (address === undefined || words.indexOf(name, 1) < 0) continue;
    const family = setAddressText(address);
    if (family !== 0) found.push({ address, family: family === AF_INET ? 4 : 6 });
  }
  if (found.length === 0 && (name === 'localhost' || name.endsWith('.localhost'))) {
    found.push({ address: '127.0.0.1', family: 4 });
  }
  return found;
}

/** The names of a numeric address, in lower case. */
export function hostsNames(address: string): string[] {
  const names: string[] = [];
  for (const line of (hostsFileText() as string).split('\n')) {
    const words = wordsOf(line);
    if (words[0] === address) names.push(...words.slice(1));
  }
  return names;
}

/** The words of a line up to a comment, in lower case. */
export function wordsOf(line: string): string[] {
  const words: string[] = [];
  let word = '';
  for (let i = 0; i <= line.length; i++) {
    const unit = i < line.length ? line.charAt(i) : '#';
    if (unit === ' ' || unit === '\t' || unit === '\r' || unit === '#') {
      if (word !== '') words.push(word.toLowerCase());
      word = '';
      if (unit === '#') break;
    } else {
      word += unit;
    }
  }
  return words;
}
