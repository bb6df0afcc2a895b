// Strings: built by pieces, cut, searched, joined, in Latin-1 and beyond.

import { measure } from '../measure.ts';

const words = 'the quick brown fox jumps over the lazy dog größer ελληνικά 日本'.split(' ');

function build(lines: number): string {
  let text = '';
  for (let i = 0; i < lines; i++) {
    text += i;
    text += ': ';
    for (let k = 0; k < 8; k++) text += `${words[(i * 7 + k * 3) % words.length]} `;
    text += '\n';
  }
  return text;
}

function hashOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < text.length; i++) hash = (hash * 31 + text.charCodeAt(i)) | 0;
  return hash;
}

measure(() => {
  const text = build(4000);
  const lines = text.split('\n');
  const swapped = lines.map((line) => line.trim().split(' ').reverse().join('-').toUpperCase());
  const joined = swapped.join('|').replaceAll('FOX', 'vixen');
  let found = 0;
  for (let at = joined.indexOf('vixen'); at >= 0; at = joined.indexOf('vixen', at + 1)) found++;
  return `${found} ${joined.length} ${hashOf(joined)} ${joined.slice(1000, 1030).padStart(40, '.')}`;
});
