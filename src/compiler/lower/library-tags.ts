// The JSDoc tags by which the library describes its builtins (docs/internals.md §1). Layer: compiler, lower.

import ts from 'typescript';

export type Key = string | { symbol: string };

/** The text after a JSDoc tag of a node; null when it has no such tag. */
export function tagText(node: ts.Node, tag: string): string | null {
  for (const found of ts.getJSDocTags(node)) {
    if (found.tagName.text !== tag) continue;
    return (ts.getTextOfJSDocComment(found.comment) ?? '').trim();
  }
  return null;
}

/** Other names of a member of the library: `@alias NAME` or `@alias Symbol.NAME`. */
export function aliasesOf(node: ts.Node): Key[] {
  const aliases: Key[] = [];
  for (const found of ts.getJSDocTags(node)) {
    if (found.tagName.text !== 'alias') continue;
    const text = (found.getText().match(/@alias\s+([\w.$]+)/)?.[1] ?? '').trim();
    if (text === '') continue;
    aliases.push(text.startsWith('Symbol.') ? { symbol: text.slice(7) } : text);
  }
  return aliases;
}
