// Checks that every path that the documents name exists. A path is code in backquotes with a slash, and a link's target.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const documents = [
  ...readdirSync(root).filter((name) => name.endsWith('.md')),
  ...readdirSync(path.join(root, 'docs')).map((name) => path.join('docs', name)),
].filter((name) => name.endsWith('.md'));
const FOLDERS = /^(src|test|scripts|docs|examples|bench|bin|\.ci)\//;

let problems = 0;
let checked = 0;
for (const document of documents) {
  const lines = readFileSync(path.join(root, document), 'utf8').split('\n');
  lines.forEach((line, index) => {
    for (const name of pathsIn(line, document)) {
      checked++;
      if (existsSync(path.join(root, name))) continue;
      problems++;
      console.log(`${document}:${index + 1}: there is no ${name}`);
    }
  });
}
console.log(`${checked} paths, ${problems} problem${problems === 1 ? '' : 's'}`);
process.exitCode = problems === 0 ? 0 : 1;

function pathsIn(line: string, document: string): string[] {
  const quoted = [...line.matchAll(/`([^`\s]+)`/g)].map((match) => match[1] ?? '');
  const linked = [...line.matchAll(/\]\((?!\w+:)([^)#]+)/g)].map((match) =>
    path.join(path.dirname(document), match[1] ?? ''),
  );
  // Names with capitals or stars stand for many.
  return [...quoted.filter((name) => FOLDERS.test(name)), ...linked].filter(
    (name) => !/[*<{]|\b(NAME|TARGET|COMMAND)\b/.test(name),
  );
}
