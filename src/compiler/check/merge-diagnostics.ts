// Merges what several passes say: one message for each place and code, ours before tsc's. Layer: compiler, check.

import { byPlace } from './check-program.ts';
import type { Diagnostic } from './diagnostic.ts';

/** Sorted by place. Where we refuse something, what tsc says of the same place is left out. */
export function mergeDiagnostics(...lists: readonly (readonly Diagnostic[])[]): Diagnostic[] {
  const ours = new Set<string>();
  const merged = new Map<string, Diagnostic>();
  for (const diagnostic of lists.flat()) {
    if (diagnostic.code.startsWith('DR')) ours.add(placeOf(diagnostic));
  }
  for (const diagnostic of lists.flat()) {
    if (diagnostic.code.startsWith('TS') && ours.has(placeOf(diagnostic))) continue;
    const key = `${diagnostic.code} ${placeOf(diagnostic)}`;
    if (!merged.has(key)) merged.set(key, diagnostic);
  }
  return [...merged.values()].sort(byPlace);
}

function placeOf({ file, line, column }: Diagnostic): string {
  return `${file}:${line}:${column}`;
}
